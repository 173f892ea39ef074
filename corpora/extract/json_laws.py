"""JSON, in the layouts that publishers and transcribers of laws use. A layout is recognised by
its keys."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

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
_PRINTED = re.compile(
    r"^\s*((?:Article|Artículo|ARTICULO|ARTÍCULO|Art\.|Artigo|Section|Članak|Член|Члан|Статья|Стаття|Άρθρο"
    r"|Madde|MADDE|Điều|Pasal|Atik|Kifungu|Ingingo|المادة|مادة|מאמר|סעיף|მუხლი|มาตรา|មាត្រា|ধারা|धारा|दफा|§|第)"
    r"\s*(?:[\[(]?\d+[°º]?(?:[^\W\d_]{1,2}(?!\w))?(?:[.\-/](?:\d{1,4}|[^\W\d_]{1,2}|bis|ter)(?!\w))*[)\]]?(?:\s?(?:bis|ter|quater))?|[٠-٩۰-۹०-९০-৯๐-๙]{1,5}|[IVXLC]{1,8}\b"
    r"|premier|unique|único|[^\n.:–—\d]{1,40}?(?=[.:–—\n]|$)))[\s.:–—\-]*(.*)$",
    re.DOTALL,
)


def read(file: SourceFile) -> list[Draft]:
    """The laws of a file: most layouts hold one."""
    try:
        data = json.loads(decode(file.data))
    except json.JSONDecodeError as error:
        raise ExtractionError(f"not JSON: {error}") from error
    for recognises, layout in _LAYOUTS:
        if recognises(data):
            drafts = list(layout(data, file))
            for draft in drafts:
                draft.media_type = MEDIA_TYPE
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


def _text(value: _Json) -> str:
    return "" if value is None else str(value).strip()


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
        "source_url": _text(data.get("url")),
        "native_id": _text(data.get("id")),
        "language": _text(data.get("language")),
    }
    pieces = [_provision(item, language) for item in data["provisions"]]
    yield Draft({key: value for key, value in metadata.items() if value}, pieces=pieces)


def _title(data: _Json, language: str) -> str:
    keys = ("title", f"title_{language}", "short_name", "title_en")
    return next((title for key in keys if (title := _text(data.get(key)))), "")


def _provision(item: _Json, law_language: str) -> Piece:
    language = _text(item.get("language")) or law_language
    title = _text(item.get("title"))
    content = _text(item.get("content")) or _text(item.get("text"))
    number = _text(item.get("section")) or _text(item.get("article"))
    label, heading = "", title
    if found := _PRINTED.match(title):
        label, heading = found[1].strip(), " ".join(found[2].split())
    elif (found := _PRINTED.match(content)) and _names(found[1], number, item):
        label = found[1].rstrip(".:—–- ")
        content = found[2].strip()
    elif number:
        label = _label(number, language)
    if label and heading.startswith(f"{number}. "):
        heading = heading.removeprefix(f"{number}. ")
    if content.startswith(heading) and len(heading) > 80 or heading == content:
        # The transcription repeats the beginning of the text as its title.
        heading = ""
    return Piece(label, heading, content, _ancestors(item), language=language)


def _names(label: str, number: str, item: _Json) -> bool:
    """Whether a label printed at the head of the text is this provision's, not a reference."""
    reference = _text(item.get("provision_ref"))
    numbers = {*re.findall(r"\d+", number), *re.findall(r"\d+", reference)}
    return not numbers or bool(numbers & set(re.findall(r"\d+", label)))


_SECTION = re.compile(r"(?:Section|Article|Paragraph|Sec\.|Art\.)\s+(?=\S*\d)")
_NUMBER_LIKE = re.compile(r"\S{0,3}\d\S{0,12}(?:\s\S{1,12})?$|[IVXLC]+$")


def _label(number: str, language: str) -> str:
    """The label for a number whose word the transcription left out, or put in English."""
    number = number if language == "en" else _SECTION.sub("", number)
    if not _NUMBER_LIKE.match(number):
        return ""
    if number in ("0", "0.0"):
        return ""  # how transcribers number what stands before the first article
    if language.partition("-")[0] in ("ja", "zh"):
        return f"第{number}条"
    word = _WORDS.get(language.partition("-")[0])
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
    yield Draft({key: value for key, value in metadata.items() if value}, pieces=pieces)


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
    yield Draft(metadata, pieces=pieces)


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
        yield Draft(metadata, pieces=pieces)


def _number(text: str) -> int:
    found = re.match(r"\d+", text)
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
    header = next(iter(data[0]))
    lines = [header, *(_text(value) for row in data for value in row.values())]
    reader = csv.DictReader(io.StringIO("\n".join(lines)))
    yield from _indian([row for row in reader if row.get("section")], file)


# One subsection a row: [{"law", "part", "chapter", "chapter_title", "section", "section_title",
# "subsection", "text", "source"}]


def _subsections(data: _Json, file: SourceFile) -> Iterator[Draft]:
    del file
    pieces = []
    for number, rows in groupby(data, key=lambda row: row.get("section")):
        items = list(rows)
        first = items[0]
        chapter = f"{_text(first.get('chapter'))} {_text(first.get('chapter_title'))}".strip()
        text = "\n".join(
            f"{_text(item.get('subsection'))} {_text(item.get('text'))}".strip() for item in items
        )
        above = tuple(name for name in (_text(first.get("part")), chapter) if name)
        label = f"Section {number}" if number is not None else ""
        pieces.append(Piece(label, _text(first.get("section_title")), text, above))
    yield Draft({"title": _text(data[0]["law"]), "kind": "code"}, pieces=pieces)


_LAYOUTS: tuple[
    tuple[Callable[[_Json], bool], Callable[[_Json, SourceFile], Iterator[Draft]]], ...
] = (
    (_has("documents", "provisions"), _documents),
    (_has("id", "provisions"), _act),
    (_has("法規內容"), _taiwan),
    (_has("preamble", "headlines"), _headlines),
    (_has("preamble", "chapters"), _paragraphs),
    (_list_of("name", "sections"), _sections),
    (_list_of("law", "section", "text"), _subsections),
    (_list_of("section_title", "section_desc"), _indian),
    (_list_of("Section", "section_title"), _indian),
    (_list_of("section", "title", "description"), _indian),
    (_list_of("chapter,section,section_title,section_desc"), _table),
)
