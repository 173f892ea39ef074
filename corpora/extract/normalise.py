"""From a Draft, as its format gives it, to a Law: codes, ISO dates, languages, ids, paths."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from html import unescape

from corpora.extract import bilingual, dates, language, paths, promulgation, structure, titles
from corpora.extract.model import Draft, Piece, Source, SourceFile, UnknownJurisdiction
from corpora.extract.structure import contents
from mappings.jurisdictions import find_jurisdiction, jurisdictions
from mappings.kinds import kind_of
from mappings.languages import UNDETERMINED, languages
from mappings.records import Law, LawDates, LawStatus, Provision

_STATUS = {
    LawStatus.IN_FORCE: (
        "in_force", "in force", "vigente", "vigent", "vigor", "en vigueur", "gültig", "시행",
        "ساري",
        "سارية", "чинний", "действует", "действующий", "binding", "current", "active",
        "valid", "yes", "поточна редакція",
        "en vigor", "vigente con modificaciones", "consolidated", "amended", "valide",
    ),
    LawStatus.NOT_YET: (
        "not_yet_in_force", "not yet in force", "not_in_force", "pending", "future", "미시행",
        "не набрав чинності", "набирає чинності", "upcoming", "시행예정",
    ),
    LawStatus.NO_LONGER: (
        "repealed", "no_longer_in_force", "no longer in force", "expired", "derogado", "derogada",
        "abrogé", "ceased", "폐지", "ملغي", "ملغى", "втратив чинність", "утратил силу", "annulled",
        "superseded", "aufgehoben", "no", "廢", "revoked", "lapsed", "spent", "historical",
        "no vigente",
        "annulé", "obsolete",
    ),
}  # fmt: skip
_STATUS_OF = {printed: status for status, words in _STATUS.items() for printed in words}

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
# Windows text that was taken for Latin 1 has its dashes and quotation marks among the controls.
_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)
}
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
_GAZETTE = re.compile(r"(?:LGBl|BGBl|RGBl)\b")
_MAX_TITLE = 1000
_MAX_DATE = 200
# What is longer is no date, number or title; patterns that look for one take long with it.
_MAX_VALUE = 2000
_SAMPLE = 3000
# Provisions at the beginning and at the end of a law of which one may be in its State's language.
_SIDES = 4


def to_law(draft: Draft, file: SourceFile, index: int = 0) -> Law:
    """Assembles a law.

    index  position of the draft in its file, for files of several laws
    Raises UnknownJurisdiction.
    """
    # A list of laws is made for machines; a text says the same things in prose.
    said = {key: value for key, value in draft.metadata.items() if value}
    metadata = {
        key: value[:_MAX_VALUE]
        for key, value in ({"source_url": file.url} | said | dict(file.metadata)).items()
    }
    warnings = list(draft.warnings)
    jurisdiction = _jurisdiction(metadata.get("jurisdiction", ""), file)
    candidates = _candidates(metadata.get("language", ""), file.source, jurisdiction)
    pieces = structure.within_records(draft.pieces)
    title = _title(metadata.get("title", ""), file.path)
    if draft.blocks:
        shown = (metadata.get("printed_title", ""), metadata.get("title", ""), title)
        blocks, listed = contents.parted(titles.without_title(draft.blocks, *shown))
        draft.leave_out("table of contents", listed)
        pieces = structure.split(blocks)
    pieces = [piece for piece in map(_cleaned, pieces) if _substance(piece)]
    if pieces and not pieces[0].label and pieces[0].text == title:
        # The title above the first article is kept as the title.
        pieces = pieces[1:]
    title = titles.by_text(title, pieces)
    if titles.says_nothing(title):
        title = titles.of_file_name(file.path) or file.path.rpartition(".")[0] or title
    law_language = _law_language(pieces, metadata, candidates)
    pieces = [part for piece in pieces for part in bilingual.split(piece, candidates)]
    several = len(candidates) != 1
    if law_language == UNDETERMINED and not several and _has_part_in(candidates[0], pieces):
        # The law of a State that holds a resolution in another language.
        law_language, several = candidates[0], True
    provisions = _provisions(pieces, law_language, candidates if several else ())
    if not provisions:
        warnings.append("no text was found in it")
    if unsaid := _without_text(provisions):
        warnings.append(unsaid)
    law_dates, printed = _dates(metadata, law_language, warnings)
    number = _one_line(metadata.get("number") or metadata.get("native_id") or "")
    named = number
    if metadata.get("number"):
        number = titles.own_number(number, title)
    kind = kind_of(metadata.get("kind", ""), title)
    if law_dates.principal() is None:
        numbers = (number, named, _one_line(metadata.get("native_id", "")))
        own = _own_date(title, numbers, pieces, law_language, is_treaty=kind == "treaty")
        law_dates = _with_own(law_dates, own, printed, warnings)
    return Law(
        id=_law_id(jurisdiction, metadata.get("native_id") or named, file, index),
        jurisdiction=jurisdiction,
        title=titles.tidy(title),
        language=law_language,
        kind=kind,
        provisions=provisions,
        titles=_titles(metadata, law_language),
        number=number or titles.number_in(title),
        status=_status(metadata.get("status", ""), law_dates),
        dates=law_dates,
        dates_printed=printed,
        identifiers=_identifiers(metadata),
        source_id=file.source.id,
        source_path=file.path,
        source_url=_url(metadata.get("source_url", "")),
        licence=_one_line(metadata.get("licence") or file.source.licence),
        media_type=draft.media_type,
        warnings=tuple(warnings),
        history=tuple(filter(None, map(_one_line, draft.history))),
        pages=tuple(draft.pages),
    )


def _jurisdiction(printed: str, file: SourceFile) -> str:
    if printed and (code := find_jurisdiction(printed)):
        return code
    places = [find_jurisdiction(code) for code in file.source.jurisdictions]
    known = [code for code in places if code]
    if len(known) == 1:
        return known[0]
    # Folders and file names: "authoritative/sg/…", "DEU/…", "Equatorial_Guinea_2012.pdf".
    for part in file.path.split("/"):
        name = re.sub(r"_\d{4}.*$", "", part.rpartition(".")[0] or part)
        code = find_jurisdiction(name)
        if code and (not known or code in known):
            return code
    for part in file.path.split("/"):
        code = {"un": "INT", "fatf": "INT", "int": "INT", "eu": "EUE"}.get(part.casefold())
        if code:
            return code
    if "INT" in known:
        # A source of treaties beside national law; the national files name their State.
        return "INT"
    raise UnknownJurisdiction("jurisdiction not known: give --jurisdiction, or name it in the file")


def _candidates(printed: str, source: Source, jurisdiction: str) -> tuple[str, ...]:
    """Languages the law may be in, likeliest first."""
    aliases = {"fra": "fr", "nld": "nl", "deu": "de", "eng": "en", "zh": "zh-Hans", "no": "nb"}
    official = jurisdictions()[jurisdiction].languages
    found: list[str] = []
    for code in (printed, *source.languages, *(() if source.languages else official)):
        code = aliases.get(code.strip(), code.strip())
        if code in languages() and code not in found:
            found.append(code)
    return tuple(found)


def _readable(text: str) -> str:
    """The text without control characters, and with what HTML entities left in it stand for."""
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    return _CONTROL.sub(lambda found: _WINDOWS.get(found[0], ""), text)


def _one_line(text: str) -> str:
    return " ".join(_readable(text).split())


def _clean(text: str) -> str:
    # Whatever ends a line in the format ends it here; runs of empty lines say nothing.
    text = unicodedata.normalize("NFC", _readable(text.replace("\r", "\n")))
    return "\n".join(stripped for line in text.split("\n") if (stripped := " ".join(line.split())))


# A heading with nothing below it that is longer, or ends a sentence of so many characters, is what
# the article says.
_LONGEST_HEADING, _SENTENCE, _STOPS = 160, 40, (".", ":", ";", "。", "؛", "।")


def _cleaned(piece: Piece) -> Piece:
    label = _one_line(piece.label).rstrip(".:—–- ")
    heading = unicodedata.normalize("NFC", _one_line(piece.heading))
    text = _clean(piece.text)
    is_sentence = len(heading) >= _SENTENCE and heading.endswith(_STOPS)
    if label and not text and (is_sentence or len(heading) > _LONGEST_HEADING):
        heading, text = "", heading
    return replace(
        piece,
        label=label,
        heading=heading,
        text=text,
        ancestors=tuple(name for name in map(_one_line, piece.ancestors) if name),
    )


def _substance(piece: Piece) -> bool:
    return bool(piece.label or piece.heading or piece.text)


def _law_language(
    pieces: Sequence[Piece], metadata: dict[str, str], candidates: Sequence[str]
) -> str:
    sample = ""
    # From the middle as well: preambles are often in another language or in Latin.
    for piece in (*pieces[: len(pieces) // 2 : max(1, len(pieces) // 8)], *pieces[-3:]):
        sample += f"{piece.text[:400]}\n"
        if len(sample) > _SAMPLE:
            break
    return language.detect(sample.strip() or metadata.get("title", ""), candidates)


def _has_part_in(code: str, pieces: Sequence[Piece]) -> bool:
    parts = (*pieces[:_SIDES], *pieces[-_SIDES:])
    return any(language.detect(piece.text, (code,)) == code for piece in parts)


def _provisions(
    pieces: Sequence[Piece], law_language: str, candidates: Sequence[str]
) -> tuple[Provision, ...]:
    own_paths = paths.assign(pieces)
    return tuple(
        Provision(
            path=path,
            label=piece.label,
            heading=piece.heading,
            text=piece.text,
            language=_provision_language(piece, law_language, candidates),
            ancestors=piece.ancestors,
            page=piece.page,
        )
        for path, piece in zip(own_paths, pieces, strict=True)
    )


# So many provisions without text, and such a share of them, are no few that were repealed.
_FEW_EMPTY = 3
_SHARE_EMPTY = 0.1


def _without_text(provisions: Sequence[Provision]) -> str:
    """What is to be said of a law many of whose articles hold nothing below their headings: the
    file left their text out. "" for others."""
    articles = [provision for provision in provisions if provision.label]
    empty = sum(not provision.text for provision in articles)
    if empty < _FEW_EMPTY or empty < _SHARE_EMPTY * len(articles):
        return ""
    return f"{empty} of {len(articles)} articles have a heading and no text in the file"


def _provision_language(piece: Piece, law_language: str, candidates: Sequence[str]) -> str:
    declared = piece.language if piece.language in languages() else ""
    expected = declared or law_language
    # A short text says less about its language than the law around it does, and a language that
    # the source declares is a hint: some declare the State's for every translation.
    if len(piece.text) < 60 or not (declared or candidates):
        return expected
    found = language.detect(piece.text, (declared,) if declared else candidates)
    return expected if found == UNDETERMINED else found


def _title(printed: str, path: str) -> str:
    title = _one_line(printed)
    if not title:
        title = _one_line(path.rpartition("/")[2].rpartition(".")[0].replace("_", " "))
    title = unicodedata.normalize("NFC", title or path)
    return title if len(title) <= _MAX_TITLE else title[: _MAX_TITLE - 1] + "…"


def _titles(metadata: dict[str, str], law_language: str) -> dict[str, str]:
    found = {}
    for key, value in metadata.items():
        code = key.removeprefix("title_")
        is_other = key.startswith("title_") and code in languages() and code != law_language
        if is_other and (title := _one_line(value)):
            found[code] = title[:_MAX_TITLE]
    return found


def _dates(
    metadata: dict[str, str], law_language: str, warnings: list[str]
) -> tuple[LawDates, dict[str, str]]:
    """The dates of the metadata, and those of them as printed that are not ISO dates."""
    found = {}
    as_printed = {}
    for name in ("adopted", "published", "in_force", "amended", "repealed", "version"):
        printed = _one_line(metadata.get(name, ""))
        if not printed:
            continue
        found[name] = dates.parse(printed, law_language)
        if found[name] is None and re.search(r"[1-9]\d{3}", printed) and printed[:4] not in (
            "1900", "2222", "9999"
        ):  # fmt: skip
            warnings.append(
                f"the date “{printed[:60]}” ({name}) is impossible, ambiguous or not understood"
            )
        if name in ("adopted", "published") and (found[name] or "") > _today():
            warnings.append(f"the date {found[name]} ({name}) is to come, and was left out")
            found[name] = None
        if found[name] and not printed.startswith(found[name] or ""):
            as_printed[name] = printed[:_MAX_DATE]
    return LawDates(**found), as_printed


def _own_date(
    title: str,
    numbers: Sequence[str],
    pieces: Sequence[Piece],
    law_language: str,
    *,
    is_treaty: bool,
) -> promulgation.Read | None:
    """The date that the title, the text or the number of a law itself gives it."""
    of_title = (
        dates.in_title(titles.own_part(title), law_language)
        or dates.in_title(title, law_language, whole=False)
        or dates.year_of_number(
            titles.number_in(title) or (title if title.split() == [title] else "")
        )
        or next(filter(None, (dates.in_title(one, law_language) for one in numbers)), None)
    )
    if not of_title and titles.is_the_same(title, own := titles.cited(pieces)):
        of_title = dates.in_title(own, law_language)
    numbered = ((number, dates.year_of_number(number)) for number in numbers)
    number, year = next((one for one in numbered if one[1]), ("", None))
    if of_title and len(of_title) == 10 and year and abs(int(year) - int(of_title[:4])) > 1:
        # "Notice (1969:91) on joining the convention of 19 May 1956": of another law.
        of_title = None
    if of_title and len(of_title) == 10:
        return promulgation.Read("adopted", of_title)
    year = of_title or year
    read = promulgation.read(pieces, law_language, _today())
    # A year in the title is the law's number's: its day is within a year of it, or another's.
    if read and (not year or abs(int(year) - int(read.iso[:4])) <= 1):
        return read
    if of_title:
        return promulgation.Read("adopted", of_title)
    if year:
        # What is numbered by its page in a gazette may be much older.
        name = "published" if _GAZETTE.match(number) else "adopted"
        return promulgation.Read(name, year, number)
    if day := dates.filed(title):
        return promulgation.Read("adopted", day)
    return (
        promulgation.exchanged(title, pieces, law_language, _today())
        or (is_treaty and promulgation.signed(pieces, law_language, _today()))
        or promulgation.entry_into_force(pieces, law_language)
        or promulgation.above_annexes(pieces, law_language, _today())
        or promulgation.in_brackets(pieces, law_language, _today())
    )


def _with_own(
    law_dates: LawDates,
    own: promulgation.Read | None,
    printed: dict[str, str],
    warnings: list[str],
) -> LawDates:
    """The dates with the one that the law itself gives; notes where it was read in the text."""
    if own is None:
        return law_dates
    if own.printed and not own.printed.startswith(own.iso):
        printed[own.name] = own.printed[:_MAX_DATE]
    if own.where:
        warnings.append(f"the date {own.iso} ({own.name}) was read at the {own.where} of the text")
    return LawDates(**{**asdict(law_dates), own.name: own.iso})


def _today() -> str:
    return date.today().isoformat()


def _status(printed: str, law_dates: LawDates) -> LawStatus:
    status = _STATUS_OF.get(printed.strip().casefold(), LawStatus.UNKNOWN)
    today = _today()
    if status is LawStatus.IN_FORCE and law_dates.in_force and law_dates.in_force > today:
        return LawStatus.NOT_YET
    if status is LawStatus.IN_FORCE and law_dates.repealed and law_dates.repealed <= today:
        return LawStatus.NO_LONGER
    return status


def _identifiers(metadata: dict[str, str]) -> dict[str, str]:
    names = {"eli": "eli", "akn_iri": "akn", "native_id": "native"}
    return {
        scheme: value
        for key, scheme in names.items()
        if (value := _one_line(metadata.get(key, "")))
    }


def _url(printed: str) -> str:
    url = _one_line(printed)
    return url if re.match(r"https?://[^\s<>\"]+$", url) else ""


def _law_id(jurisdiction: str, identifier: str, file: SourceFile, index: int) -> str:
    stem = identifier or file.path.rpartition("/")[2].rpartition(".")[0]
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    key = f"{file.source.id}\0{file.path}" + (f"\0{index}" if index else "")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(part for part in (jurisdiction.lower(), slug, digest) if part)
