"""JSON, in the layouts that publishers and transcribers of laws use. A layout is recognised by
its keys."""

import csv
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from corpora.extract import dates, rada, transcribed
from corpora.extract.charset import decode
from corpora.extract.model import Draft, ExtractionError, NotALaw, Piece, SourceFile

MEDIA_TYPE = "application/json"

_Json = Any

# Titles of acts whose files hold only sections: the file's name is all that tells them apart.
_INDIAN_ACTS = {
    "cpc": "Code of Civil Procedure, 1908",
    "crpc": "Code of Criminal Procedure, 1973",
    "hma": "Hindu Marriage Act, 1955",
    "ida": "Indian Divorce Act, 1869",
    "iea": "Indian Evidence Act, 1872",
    "ipc": "Indian Penal Code, 1860",
    "mva": "Motor Vehicles Act, 1988",
    "nia": "Negotiable Instruments Act, 1881",
}
# How a law of the language numbers its provisions, where a transcription kept the number only.
_WORDS = {
    "ar": "المادة",
    "az": "Maddə",
    "bn": "ধারা",
    "el": "Άρθρο",
    "es": "Artículo",
    "fr": "Article",
    "hi": "धारा",
    "hr": "Članak",
    "ht": "Atik",
    "id": "Pasal",
    "is": "gr.",
    "ka": "მუხლი",
    "km": "មាត្រា",
    "ne": "दफा",
    "pt": "Artigo",
    "rw": "Ingingo",
    "sw": "Kifungu",
    "sl": "člen",
    "sr": "Члан",
    "th": "มาตรา",
    "tr": "Madde",
    "uk": "Стаття",
    "vi": "Điều",
    "de": "Art.",
    "he": "סעיף",
}
# And how English translations of laws in other letters call them.
_ENGLISH_WORDS = {
    **dict.fromkeys(("ar", "ka", "km", "ru", "uk"), "Article"),
    **dict.fromkeys(("bn", "el", "he", "hi", "ne", "th"), "Section"),
}
# How transcribers call a law that they did not divide.
_WHOLE_TEXT = frozenset(("текст документа", "texto completo", "full text", "texte intégral"))
_PRINTED = re.compile(
    r"^\s*((?:Article|Artículo|ARTICULO|ARTÍCULO|Art\.|Artigo|Section|Članak|Член|Члан|Статья|Стаття|Άρθρο"
    r"|Madde|MADDE|Điều|Pasal|Atik|Kifungu|Ingingo|المادة|مادة|מאמר|סעיף|მუხლი|มาตรา|មាត្រា|ধারা|धारा|दफा|§|第)"
    r"\s*(?:[\[(]?\d+[°º]?(?:[^\W\d_]{1,2}(?!\w))?(?:[.\-/](?:\d{1,4}|[^\W\d_]{1,2}|bis|ter)(?!\w))*[)\]]?(?:\s?(?:bis|ter|quater|مكرر[اةً]{0,2}(?:\s[أ-ي])?)(?!\w))?|[٠-٩۰-۹०-९০-৯๐-๙]{1,5}|[IVXLC]{1,8}\b"
    r"|premier|unique|único|[^\n.:–—\d]{1,40}?(?=[.:–—\n]|$)))[\s.:–—\-]*(.*)$",
    re.DOTALL,
)


def read(file: SourceFile) -> list[Draft]:
    """The laws of a file: most layouts hold one."""
    try:
        data = json.loads(decode(file.data))
    except (ValueError, RecursionError) as error:
        # Besides its own errors: a number of more digits than Python reads, and nesting.
        raise ExtractionError(f"not JSON that can be read: {error}") from error
    for recognises, layout in _LAYOUTS:
        if recognises(data):
            try:
                drafts = list(layout(data, file))
            except (AttributeError, IndexError, KeyError, TypeError) as error:
                raise ExtractionError(
                    f"JSON in a layout that we know, with a value of another kind in it: {error}"
                ) from error
            for draft in drafts:
                draft.media_type = MEDIA_TYPE
                draft.leave_out("division headings given again", _given_again(draft.pieces))
                numbers = draft.pieces
                draft.pieces = transcribed.with_division_names(numbers)
                draft.leave_out("division headings given again", _named(numbers, draft.pieces))
            if drafts:
                for what, texts in _about_text(data).items():
                    drafts[0].leave_out(what, texts)
            return drafts
    if isinstance(data, dict) and all(
        isinstance(value, list | str | int | float | bool | None) for value in data.values()
    ):
        raise NotALaw(f"metadata with the keys {_keys(data)}")
    raise ExtractionError(f"JSON in a layout that we do not know: {_keys(data)}")


def _keys(data: _Json) -> str:
    if isinstance(data, dict):
        return ", ".join(list(data)[:8])
    if isinstance(data, list) and data:
        return "a list of " + _keys(data[0])
    return type(data).__name__


# Keys whose values say something about a law or a provision and are none of its words.
_ABOUT_TEXT = {
    **dict.fromkeys(
        ("id", "document_id", "provision_ref", "section", "section_number", "article", "url",
         "source_url", "sourceUrl", "source", "source_provision", "status", "type", "document_type",
         "language", "jurisdiction", "legal_zone", "ingestion_status", "metadata", "nature",
         "reference", "short_name", "title_en", "issued_date", "in_force_date", "effective_date",
         "last_amended", "institution", "range", "topic", "law", "name", "_knesset_metadata",
         "eu_documents", "eu_references", "法規類別", "是否英譯註記", "附件", "廢止註記",
         "UpdateDate", "LawCategory", "LawHasEngVersion", "LawAttachements", "EngLawAttachements",
         "LawAbandonNote", "EngLawAbandonNote", "LawURL", "ArticleType", "EngArticleType"),
        "data about the text",
    ),
    **dict.fromkeys(("description", "info", "requirements"), "explanations of the transcriber"),
}  # fmt: skip


def _about_text(data: _Json) -> dict[str, list[str]]:
    """The values of a file that are no words of a law, by what they are."""
    found: dict[str, list[str]] = {}
    stack: list[tuple[_Json, str]] = [(data, "")]
    while stack:
        value, what = stack.pop()
        if isinstance(value, dict):
            stack.extend((item, what or _ABOUT_TEXT.get(key, "")) for key, item in value.items())
        elif isinstance(value, list):
            stack.extend((item, what) for item in value)
        elif what and isinstance(value, str):
            found.setdefault(what, []).append(value)
    return found


def _given_again(pieces: Sequence[Piece]) -> Iterator[str]:
    """Headings of divisions that files give with each provision in them."""
    for before, piece in pairwise(pieces):
        for old, new in zip(before.ancestors, piece.ancestors, strict=False):
            if old != new:
                break
            yield new


def _named(before: Sequence[Piece], after: Sequence[Piece]) -> set[str]:
    """Numbers of divisions in the place of which there are their names now."""
    pairs = zip(before, after, strict=True)
    return {old.ancestors[-1] for old, new in pairs if old.ancestors != new.ancestors}


# Transcribers leave the markup of the page that a text was taken from.
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|table|tbody|thead|t[rdh]|h[1-6]|sup|sub|font)"
    r"\b[^<>]{0,500}>|&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});"
)
_LINE_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|tr|h[1-6])\b[^<>]{0,500}>")


def _text(value: _Json) -> str:
    text = "" if value is None else str(value).strip()
    if ("<" in text or "&" in text) and _MARKUP.search(text):
        text = html.unescape(_MARKUP.sub(_unmarked, text)).strip()
    return text


def _unmarked(found: re.Match[str]) -> str:
    if found[0].startswith("&"):
        return found[0]
    return "\n" if _LINE_TAG.match(found[0]) else ""


def _has(*keys: str) -> Callable[[_Json], bool]:
    return lambda data: isinstance(data, dict) and all(key in data for key in keys)


def _list_of(*keys: str) -> Callable[[_Json], bool]:
    recognises = _has(*keys)
    return lambda data: isinstance(data, list) and bool(data) and recognises(data[0])


# One act a file: {"title", "status", "issued_date", …, "provisions": [{"section", "title",
# "content"}]}.


def _act(data: _Json, file: SourceFile) -> Iterator[Draft]:
    language = _text(data.get("language")) or (file.source.languages or ("en",))[0]
    metadata = {
        "title": _title(data, language),
        "title_en": _text(data.get("title_en")),
        "number": _text(data.get("short_name")),
        "kind": _text(data.get("type")).replace("statute", ""),
        "status": _text(data.get("status")),
        "adopted": _text(data.get("issued_date")),
        "in_force": _text(data.get("in_force_date")),
        "published": _gazette_year(_text(data.get("description"))),
        "source_url": _text(data.get("url")),
        "native_id": _text(data.get("id")),
        "language": _text(data.get("language")),
    }
    pieces = [_provision(item, language) for item in data["provisions"]]
    whole = [title for item in data["provisions"] if _is_whole(title := _text(item.get("title")))]
    said, pieces, notes = _site(pieces)
    tidy = transcribed.numbered(list(map(transcribed.without_label, pieces)))
    tidy = transcribed.without_copies(tidy)
    again = list(_let_go(pieces, tidy))
    pieces = tidy
    # The formulas before and after the articles, where they are no provisions of their own.
    told = {piece.text for piece in pieces}
    if (opening := _text(data.get("visas"))) and opening not in told:
        pieces.insert(0, Piece("", "", opening))
    if (closing := _text(data.get("signature"))) and closing not in told:
        pieces.append(Piece("", "", closing))
    # What the site says of the law is of its day; the transcription says "in force" of all.
    if said:
        whole += [metadata["title"], metadata["number"]]
    metadata |= {key: value for key, value in said.items() if value}
    draft = Draft({key: value for key, value in metadata.items() if value}, pieces=pieces)
    draft.leave_out("what the site prints around it", notes)
    draft.leave_out("labels and headings given again", again)
    draft.leave_out("words of the transcriber", whole)
    draft.leave_out("titles that the text begins with", _titles_again(data["provisions"]))
    draft.leave_out("definitions given again", _definitions_again(data))
    yield draft


# "Службени гласник: 49/1995-1813": number, year and page of the gazette that a law came out in.
_GAZETTE = re.compile(r"^\W*(?:службени гласник|službeni glasnik)\D{0,10}\d+/((?:19|20)\d\d)", re.I)


def _gazette_year(description: str) -> str:
    """The year of the gazette that a description begins with; "" where it does not."""
    found = _GAZETTE.match(description)
    return found[1] if found else ""


def _is_whole(title: str) -> bool:
    """Whether a provision's title only says that the law is not divided."""
    return title.casefold().removeprefix("стаття 0. ") in _WHOLE_TEXT


def _let_go(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[str]:
    """Words at the beginnings of texts, and headings, that provisions have no more."""
    for old, new in zip(before, after, strict=True):
        if old.text != new.text:
            yield old.text[: len(old.text) - len(new.text) + 1]
        if not new.heading:
            yield old.heading


def _site(pieces: list[Piece]) -> tuple[dict[str, str], list[Piece], list[str]]:
    """What a law's site says of it at the end of its page, the provisions without what the site
    prints around them, and that."""
    said: dict[str, str] = {}
    notes: list[str] = []
    if pieces:
        end, said = rada.end_of_page(pieces[-1].text)
        if end:
            notes.append(end)
            text = pieces[-1].text.removesuffix(end).rstrip()
            pieces = [*pieces[:-1], replace(pieces[-1], text=text)]
    kept, around = transcribed.without_notes(pieces)
    return said, kept, notes + around


def _titles_again(items: _Json) -> Iterator[str]:
    for item in items:
        title = _text(item.get("title"))
        content = _text(item.get("content")) or _text(item.get("text"))
        if title and (content.startswith(title) or content.rstrip() == title):
            yield title


# Characters of provisions in which definitions are looked for, in all: some files have as many
# of the one as of the other.
_MOST_COMPARED = 200_000_000


def _definitions_again(data: _Json) -> Iterator[str]:
    """The definitions, given apart, that the provision which they name has word for word. Others
    are no less lost than any other text."""
    provisions = {
        _text(item.get("provision_ref")): "".join(_text(item.get("content")).split())
        for item in data["provisions"]
    }
    compared = 0
    for item in data.get("definitions") or ():
        text = provisions.get(_text(item.get("source_provision")), "")
        compared += len(text)
        if compared > _MOST_COMPARED:
            return
        for part in (_text(item.get("term")), _text(item.get("definition"))):
            if "".join(part.split()) in text:
                yield part


def _title(data: _Json, language: str) -> str:
    keys = ("title", f"title_{language}", "short_name", "title_en")
    return next((title for key in keys if (title := _text(data.get(key)))), "")


def _provision(item: _Json, law_language: str) -> Piece:
    title = _text(item.get("title"))
    content = _text(item.get("content")) or _text(item.get("text"))
    language = _text(item.get("language")) or law_language
    words = _WORDS
    if language in _ENGLISH_WORDS and transcribed.is_english(content):
        # A translation of a law whose language has other letters.
        words, language = {"en": _ENGLISH_WORDS[language]}, "en"
    number = _text(item.get("section")) or _text(item.get("article"))
    label, heading = "", title
    if found := _PRINTED.match(title):
        label, heading = found[1].strip(), " ".join(found[2].split())
    elif (found := _PRINTED.match(content)) and _names(found[1], number, item):
        label = found[1].rstrip(".:—–- ")
        content = found[2].strip()
    elif number:
        label = _label(number, language, words)
    if label and heading.startswith(f"{number}. "):
        heading = heading.removeprefix(f"{number}. ")
    if number == "0":
        label = ""
    if _is_whole(title):
        label = heading = ""
    if label and heading.rstrip(".") == number:
        heading = ""
    return Piece(label, heading, content, _ancestors(item), language=language)


def _names(label: str, number: str, item: _Json) -> bool:
    """Whether a label printed at the head of the text is this provision's, not a reference."""
    reference = _text(item.get("provision_ref"))
    numbers = {*re.findall(r"\d+", number), *re.findall(r"\d+", reference)}
    return not numbers or bool(numbers & set(re.findall(r"\d+", label)))


_SECTION = re.compile(r"(?:Section|Article|Paragraph|Sec\.|Art\.)\s+(?=\S*\d)")
_NUMBER_LIKE = re.compile(r"\S{0,3}\d\S{0,12}(?:\s\S{1,12})?$|[IVXLC]+$")


def _label(number: str, language: str, words: Mapping[str, str]) -> str:
    """The label for a number whose word the transcription left out, or put in English."""
    number = number if language == "en" else _SECTION.sub("", number)
    if not _NUMBER_LIKE.match(number):
        return ""
    if number in ("0", "0.0"):
        return ""
    if language.partition("-")[0] in ("ja", "zh"):
        return f"第{number}条"
    word = words.get(language.partition("-")[0])
    if language in ("is", "sl"):
        return f"{number}. {word}"
    if not number[0].isdigit() and not re.fullmatch(r"[IVXLC]+", number):
        return number
    return f"{word or 'Section'} {number}"


def _ancestors(item: _Json) -> tuple[str, ...]:
    names = (_text(item.get(key)) for key in ("part", "book", "title_of_part", "chapter"))
    return tuple(name for name in names if name)


# {"documents": [{…}], "provisions": [{"document_index", "section_number", "title", "text"}]}


def _documents(data: _Json, file: SourceFile) -> Iterator[Draft]:
    for index, document in enumerate(data["documents"]):
        metadata = {
            "title": _text(document.get("title")),
            "title_en": _text(document.get("title_en")),
            "number": _text(document.get("identifier")),
            "native_id": _text(document.get("identifier")),
            "kind": _text(document.get("document_type")).replace("statute", "code"),
            "status": _text(document.get("status")),
            "in_force": _text(document.get("effective_date")),
            "amended": _text(document.get("last_amended")),
            "source_url": _text(document.get("source_url")) or _text(document.get("url")),
            "adopted": _text(document.get("issued_date")),
        }
        place = _text(document.get("jurisdiction")).partition("-")[0]
        if place:
            metadata["jurisdiction"] = place
        language = (file.source.languages or ("en",))[0]
        pieces = [
            Piece(number, _text(item.get("title")), _text(item.get("text")))
            if (number := _text(item.get("section_number")))
            else _provision(item, language)
            for item in data["provisions"]
            if item.get("document_index", index) == index
        ]
        yield Draft({key: value for key, value in metadata.items() if value}, pieces=pieces)


# Taiwan's Ministry of Justice: {"法規名稱" | "英文法規名稱",
# "法規內容": [{"編章節"} | {"條號", "條文內容"}]}


def _taiwan(data: _Json, file: SourceFile) -> Iterator[Draft]:
    del file
    english = "英文法規名稱" in data and "法規名稱" not in data
    metadata = {
        "title": _text(data.get("英文法規名稱") if english else data.get("法規名稱")),
        "language": "en" if english else "zh-Hant",
        "kind": _text(data.get("法規性質")) or _text(data.get("法規類別")),
        "source_url": _text(data.get("法規網址")),
        "version": _text(data.get("最新英文異動日期" if english else "最新異動日期")),
        "in_force": _text(data.get("生效日期")),
        "status": _text(data.get("廢止註記")),
    }
    if english:
        metadata["title_zh-Hant"] = _text(data.get("中文法規名稱")).partition("（")[0]
    else:
        metadata["title_en"] = _text(data.get("英文法規名稱"))
    if found := re.search(r"pcode=(\w+)", metadata["source_url"], re.IGNORECASE):
        metadata["native_id"] = found[1]
    pieces: list[Piece] = []
    divisions: list[tuple[int, str]] = []
    if preamble := _text(data.get("前言")):
        pieces.append(Piece("", "", preamble))
    for item in data["法規內容"]:
        if division := _text(item.get("編章節")):
            rank = _taiwan_rank(division)
            divisions = [entry for entry in divisions if entry[0] < rank] + [(rank, division)]
        if "條號" in item:
            ancestors = tuple(name for _, name in divisions)
            pieces.append(Piece(_text(item["條號"]), "", _text(item.get("條文內容")), ancestors))
    history = [*_text(data.get("沿革內容")).splitlines(), _text(data.get("生效內容"))]
    metadata["adopted"] = _enacted(_text(data.get("沿革內容")), metadata["language"])
    found_metadata = {key: value for key, value in metadata.items() if value}
    yield Draft(found_metadata, pieces=pieces, history=history)


# The Ministry's own file of all laws: {"UpdateDate", "Laws": [{"LawName", "LawURL", "LawHistories",
# "LawArticles": [{"ArticleType": "A" | "C", "ArticleNo", "ArticleContent"}]}]}, in English with the
# keys EngLawName and so on.


_TAIWAN_KEYS = {
    "LawLevel": "法規性質",
    "LawURL": "法規網址",
    "LawModifiedDate": "最新異動日期",
    "LawEffectiveDate": "生效日期",
    "LawEffectiveNote": "生效內容",
    "LawAbandonNote": "廢止註記",
    "LawHistories": "沿革內容",
    "LawForeword": "前言",
}


def _taiwan_bulk(data: _Json, file: SourceFile) -> Iterator[Draft]:
    for law in data["Laws"]:
        english = "EngLawArticles" in law
        mark = "Eng" if english else ""
        found = {
            ours: law.get(f"Eng{key}") if english and f"Eng{key}" in law else law.get(key)
            for key, ours in _TAIWAN_KEYS.items()
        }
        if english:
            found["最新英文異動日期"] = found["最新異動日期"]
            found |= {"英文法規名稱": law.get("EngLawName"), "中文法規名稱": law.get("LawName")}
        else:
            found |= {"法規名稱": law.get("LawName"), "英文法規名稱": law.get("EngLawName")}
        if str(found["生效日期"]).startswith("9999"):
            found["生效日期"] = ""  # not decided yet
        found["法規內容"] = [
            {"編章節": article.get(f"{mark}ArticleContent")}
            if article.get(f"{mark}ArticleType") == "C"
            else {
                "條號": article.get(f"{mark}ArticleNo"),
                "條文內容": article.get(f"{mark}ArticleContent"),
            }
            for article in law[f"{mark}LawArticles"]
        ]
        yield from _taiwan(found, file)


_SECOND_ENTRY = re.compile(r"^\s*2\s*[.．]", re.MULTILINE)
_FIRST_ENTRY = re.compile(r"^\s*1\s*[.．]\s*")
# Said before the date in English, and between the date and the verb in Chinese.
_AMENDED = re.compile(r"\bamend|\bArticles? \d", re.IGNORECASE)
_AMENDED_ON = re.compile(r"^[^；;公]{0,60}修正")


def _enacted(history: str, language: str) -> str:
    """The first date of the first entry in a law's history, which is of its enactment; "" where the
    entry tells of an amendment first."""
    lines = _SECOND_ENTRY.split(_FIRST_ENTRY.sub("", history))[0].splitlines()
    entry = (" " if language == "en" else "").join(line.strip() for line in lines)
    found = next(dates.find(_AMENDED.split(entry)[0], language), None)
    if found is None or len(found.iso) < len("2000-01-01") or _AMENDED_ON.match(entry):
        return ""
    return found.printed


def _taiwan_rank(division: str) -> int:
    for rank, mark in enumerate(("編", "章", "節", "款", "目"), 1):
        if mark in division[:8]:
            return rank
    return 1 if division.startswith(("Part", "PART")) else 2 if "hapter" in division[:8] else 3


# A constitution as nested divisions: {"preamble": {"title", "content"}, "headlines": [{"title",
# "articles": [{"title", "content"}], "subtitles": [… "chapiters": […]]}]}


def _headlines(data: _Json, file: SourceFile) -> Iterator[Draft]:
    language = file.path.rpartition("/")[2].partition(".")[0]
    title = {
        "mg": "Lalàmpanorenan'ny Repoblikan'i Madagasikara",
        "fr": "Constitution de la République de Madagascar",
        "en": "Constitution of the Republic of Madagascar",
    }.get(language, "Constitution")
    preamble = data["preamble"]
    pieces = [Piece("", _text(preamble.get("title")), _text(preamble.get("content")))]
    pieces += _nested(data["headlines"], ())
    yield Draft({"title": title, "kind": "constitution", "language": language}, pieces=pieces)


def _nested(divisions: _Json, above: tuple[str, ...]) -> Iterator[Piece]:
    for division in divisions:
        here = (*above, _text(division.get("title")))
        for article in division.get("articles") or ():
            yield Piece(_text(article.get("title")), "", _text(article.get("content")), here)
        for key in ("subtitles", "chapiters", "chapters"):
            yield from _nested(division.get(key) or (), here)


# {"preamble": {"titleUa", "paragraphs"}, "chapters": [{"titleUa", "articles": [{"titleUa",
# "paragraphs": [{"content": [{"value" | "text"}]}]}]}]}


def _paragraphs(data: _Json, file: SourceFile) -> Iterator[Draft]:
    del file
    preamble = data["preamble"]
    pieces = [Piece("", _text(preamble.get("titleUa")), _joined(preamble))]
    for chapter in data["chapters"]:
        above = (_text(chapter.get("titleUa")),)
        for article in chapter.get("articles") or ():
            label, _, heading = _text(article.get("titleUa")).partition(". ")
            pieces.append(Piece(label, heading, _joined(article), above))
    url = _text(preamble.get("sourceUrl")).partition("#")[0]
    metadata = {"title": "Конституція України", "kind": "constitution", "source_url": url}
    yield Draft(metadata, pieces=pieces, history=list(_notes(data)))


def _notes(data: _Json) -> Iterator[str]:
    """The notes on amendments below paragraphs and in place of chapters, in order."""
    for part in (data["preamble"], *data["chapters"]):
        if excluded := part.get("excludedNote"):
            yield "".join(map(_text_of, excluded.get("content") or ()))
        for holder in (part, *(part.get("articles") or ())):
            for paragraph in holder.get("paragraphs") or ():
                for note in paragraph.get("notes") or ():
                    yield "".join(map(_text_of, note.get("content") or ()))


def _joined(item: _Json) -> str:
    return "\n".join(
        "".join(_text_of(part) for part in paragraph.get("content") or ()).strip()
        for paragraph in item.get("paragraphs") or ()
    )


def _text_of(part: _Json) -> str:
    return str(part.get("value") or part.get("text") or "")


# Many laws in a list: [{"id", "name", "sections": [{"id", "content", "chapter_name",
# "part_name"}]}]. Section numbers are the text's own "มาตรา".


def _sections(data: _Json, file: SourceFile) -> Iterator[Draft]:
    del file
    names: dict[str, list[_Json]] = {}
    for part in data:
        names.setdefault(_text(part.get("name")), []).append(part)
    for name, parts in names.items():
        items = {
            _text(item.get("id")): item for part in parts for item in part.get("sections") or ()
        }
        pieces = [
            Piece(
                f"มาตรา {number}" if number[:1].isdigit() else "",
                "",
                _text(item.get("content")),
                tuple(
                    heading
                    for key in ("chapter_name", "part_name")
                    if (heading := _text(item.get(key)))
                ),
            )
            for number, item in sorted(items.items(), key=lambda pair: _number(pair[0]))
        ]
        prelude = _text(parts[0].get("prelude"))
        if prelude:
            pieces.insert(0, Piece("", "", prelude))
        metadata = {"title": name, "native_id": _text(parts[0].get("id")), "kind": "constitution"}
        if found := re.search(r"(\d{4})", name):
            metadata["adopted"] = str(int(found[1]) - 543)  # Buddhist era
        draft = Draft(metadata, pieces=pieces)
        for part in parts:
            chapters = part.get("chapters") or ()
            divisions = [part for chapter in chapters for part in chapter.get("parts") or ()]
            names_again = [_text(item.get("name")) for item in (*chapters, *divisions)]
            draft.leave_out("division headings given again", names_again)
        yield draft


def _number(text: str) -> int:
    found = re.match(r"\d{1,9}", text)
    return int(found[0]) if found else 0


# [{"chapter", "section", "section_title", "section_desc"}], also with the keys capitalised or
# "title"/"description".


def _indian(data: _Json, file: SourceFile) -> Iterator[Draft]:
    stem = file.path.rpartition("/")[2].rpartition(".")[0]
    pieces = []
    for entry in data:
        item = {key.casefold(): value for key, value in entry.items() if key}
        number = _text(item.get("section")) or _text(item.get("article"))
        chapter = _text(item.get("chapter_title")) or _text(item.get("chapter"))
        pieces.append(
            Piece(
                f"Section {number}" if number else "",
                _text(item.get("section_title")) or _text(item.get("title")),
                _text(item.get("section_desc")) or _text(item.get("description")),
                (chapter if not chapter.isdigit() else f"Chapter {chapter}",) if chapter else (),
            )
        )
    title = _INDIAN_ACTS.get(stem.casefold(), stem)
    metadata = {"title": title, "number": title}
    if found := re.search(r"\d{4}$", title):
        metadata["adopted"] = found[0]
    yield Draft(metadata, pieces=pieces)


# A table that was turned into JSON line by line: [{"chapter,section,…": "1,1,\"…"}].


def _table(data: _Json, file: SourceFile) -> Iterator[Draft]:
    names = next(iter(data[0])).split(",")
    rows: list[list[str]] = []
    texts: list[list[str]] = []
    for line in (text for row in data for value in row.values() if (text := _text(value))):
        # Line by line: the quotes of texts of several lines open and do not close.
        cells = next(csv.reader([line]))
        if rows and not re.match(r"\w{1,4},\w{1,5},", line):
            texts[-1].append(line.strip('"'))
        else:
            # Commas in a text that is not quoted are its own.
            rows.append(cells[: len(names) - 1])
            texts.append([",".join(cells[len(names) - 1 :])])
    whole = ([*row, "\n".join(text)] for row, text in zip(rows, texts, strict=True))
    yield from _indian([dict(zip(names, row, strict=False)) for row in whole], file)


# One subsection a row: [{"law", "part", "chapter", "chapter_title", "section", "section_title",
# "subsection", "text", "source"}]


def _subsections(data: _Json, file: SourceFile) -> Iterator[Draft]:
    del file
    pieces = []
    again: list[str] = []
    for number, rows in groupby(data, key=lambda row: row.get("section")):
        items = list(rows)
        for item in items[1:]:
            again += [
                _text(item.get(k)) for k in ("section_title", "part", "chapter", "chapter_title")
            ]
        first = items[0]
        chapter = f"{_text(first.get('chapter'))} {_text(first.get('chapter_title'))}".strip()
        text = "\n".join(
            f"{_text(item.get('subsection'))} {_text(item.get('text'))}".strip() for item in items
        )
        above = tuple(name for name in (_text(first.get("part")), chapter) if name)
        label = f"Section {number}" if number is not None else ""
        pieces.append(Piece(label, _text(first.get("section_title")), text, above))
    draft = Draft({"title": _text(data[0]["law"]), "kind": "code"}, pieces=pieces)
    draft.leave_out("division headings given again", again)
    yield draft


_LAYOUTS: tuple[
    tuple[Callable[[_Json], bool], Callable[[_Json, SourceFile], Iterator[Draft]]], ...
] = (
    (_has("documents", "provisions"), _documents),
    (_has("id", "provisions"), _act),
    (_has("法規內容"), _taiwan),
    (_has("UpdateDate", "Laws"), _taiwan_bulk),
    (_has("preamble", "headlines"), _headlines),
    (_has("preamble", "chapters"), _paragraphs),
    (_list_of("name", "sections"), _sections),
    (_list_of("law", "section", "text"), _subsections),
    (_list_of("section_title", "section_desc"), _indian),
    (_list_of("Section", "section_title"), _indian),
    (_list_of("section", "title", "description"), _indian),
    (_list_of("chapter,section,section_title,section_desc"), _table),
)
