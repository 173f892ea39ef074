"""Swiss cantonal law as the LexWork systems export it: one file, the languages side by side."""

from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, lines, name
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile

_ROWS = {"table", "row"}


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a file; each article gives a provision in each language it is written in."""
    metadata = child(root, "normMetadata")
    contents = child(root, "normContents")
    if metadata is None or contents is None:
        raise ExtractionError("a norm without normMetadata or normContents")
    languages = _languages(root, file)
    titles = {lang: _title(metadata, contents, lang) for lang in languages}
    main = next((lang for lang in languages if titles[lang]), languages[0])
    found = {
        "title": titles[main],
        "language": main,
        "number": inline(next(descendants(metadata, "number"), None)),
        "kind": inline(child(metadata, "type")),
    }
    found["native_id"] = found["number"]
    for key, tag in (
        ("adopted", "dateAdoption"),
        ("in_force", "dateForce"),
        ("amended", "dateLastChange"),
        ("version", "dateVersion"),
        ("repealed", "dateRepeal"),
        ("repealed", "dateValidUntil"),
    ):
        if date := inline(next(descendants(metadata, tag), None))[:10]:
            found.setdefault(key, date)
    found |= {f"title_{lang}": title for lang, title in titles.items() if lang != main}
    pieces = [piece for lang in languages for piece in _pieces(metadata, contents, lang)]
    if notes := "\n".join(_footnotes(root)):
        pieces.append(Piece("", "", notes))
    draft = Draft({key: value for key, value in found.items() if value}, pieces=pieces)
    draft.history += _history(root)
    draft.leave_out("data about the text", [inline(metadata), *map(inline, _technical(root))])
    return [draft]


def _footnotes(root: Element) -> Iterator[str]:
    """The footnotes of all languages, which stand together below the text, with their signs."""
    for note in descendants(root, "normComment"):
        sign, text = inline(child(note, "commentNumber")), inline(child(note, "commentText"))
        if text:
            yield f"{sign} {text}".strip()


def _history(root: Element) -> Iterator[str]:
    """The versions of the law, newest first: when each was in force and where it was published."""
    for part in root:
        if name(part) == "history":
            for info in descendants(part, "info"):
                dates = (inline(child(info, tag))[:10] for tag in ("dateVersion", "dateForce"))
                where = inline(child(info, "publication"))
                if found := " ".join(filter(None, (*dict.fromkeys(dates), where))):
                    yield found


def _technical(root: Element) -> Iterator[Element]:
    """Elements that number and classify parts of the text for the system that edits it."""
    return descendants(
        root, "structureKind", "structureLevel", "commentReferenced", "history", "typeOfPart"
    )


def _languages(root: Element, file: SourceFile) -> list[str]:
    """Languages with text, those of the source first."""
    used = {
        element.get("lang", "")
        for element in root.iterdescendants()
        if element.get("lang") and inline(element)
    }
    ordered = [lang for lang in file.source.languages if lang in used]
    return ordered + sorted(used - set(ordered)) or ["und"]


def _title(metadata: Element, contents: Element, lang: str) -> str:
    for element in descendants(metadata, "title", "headerText"):
        holder = element if element.get("lang") else element.getparent()
        if holder is not None and holder.get("lang") == lang and inline(element):
            return inline(element)
    for element in descendants(contents, "structureContent"):
        if element.get("lang") == lang and inline(element):
            return inline(element)
    return ""


def _pieces(metadata: Element, contents: Element, lang: str) -> Iterator[Piece]:
    ingress = next(
        (item for item in descendants(metadata, "ingressText") if item.get("lang") == lang), None
    )
    if ingress is not None and inline(ingress):
        text = "\n".join(filter(None, (inline(part) for part in ingress)))
        yield Piece("", "", text or inline(ingress), language=lang)
    headings: list[tuple[int, str]] = []
    for element in contents.iterdescendants():
        local = name(element)
        if local == "structure":
            printed = inline(child(element, "structureLevel"))
            level = int(printed) if printed.isdecimal() and len(printed) < 4 else 0
            title = _in_language(child(element, "structureContents"), lang)
            number = inline(child(element, "structureNumber"))
            headings = [item for item in headings if item[0] < level]
            if level and (title or number):
                headings.append((level, f"{number} {title}".strip()))
        elif local == "article" and (piece := _article(element, lang, headings)):
            yield piece


def _article(element: Element, lang: str, headings: list[tuple[int, str]]) -> Piece | None:
    metadata, body = child(element, "articleMetadata"), child(element, "articleBody")
    if metadata is None:
        return None
    form, number = child(metadata, "articleForm"), child(metadata, "articleNumber")
    label = " ".join(filter(None, (inline(form), inline(number))))
    printed = heading = _in_language(child(metadata, "articleHeaders"), lang)
    if not any(map(str.isalpha, heading)):
        heading = ""  # only the signs of footnotes
    rows = [] if body is None else [_part(part, lang) for part in descendants(body, "articleText")]
    text = "\n".join(filter(None, rows))
    if not heading and not text and set(printed) <= set(".… *"):
        text = printed  # how a repealed article is printed
    if not (heading or text):
        return None
    return Piece(label, heading, text, tuple(title for _, title in headings), language=lang)


def _part(part: Element, lang: str) -> str:
    number = inline(next(descendants(part, "partNumber"), None))
    texts = child(part, "partTexts")
    text = _in_language(texts, lang)
    if not text and set(inline(texts)) & set(".…") and not any(map(str.isalnum, inline(texts))):
        text = "…"  # how a repealed part is printed, in no language
    return f"{number} {text}".strip() if text else ""


def _in_language(element: Element | None, lang: str) -> str:
    if element is None:
        return ""
    found = [
        lines(item, blocks=_ROWS)
        for item in element.iterdescendants()
        if item.get("lang") == lang and item.getparent() is not None
    ]
    return " ".join(filter(None, found[:1] if len(set(found)) == 1 else found))
