"""Legislation of Spain as the BOE's open data give it: consolidated laws with every version of each
block (response), and instruments as published (documento)."""

import re
from collections.abc import Iterator
from itertools import takewhile

from corpora.extract.markup import Element, child, descendants, inline, lines, name, words
from corpora.extract.model import Block, Draft, ExtractionError, Piece, SourceFile

_BLOCKS = {"tr", "li", "blockquote"}
_NOTES = ("nota_pie", "nota_pie_2", "cita_ley")
# Classes of the paragraphs that name a division, outermost first.
_RANKS = ("anexo", "libro", "parte", "titulo", "capitulo", "seccion", "subseccion")
_DATE = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_UNITS = ("precepto", "instrumento")


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a file."""
    del file
    data = child(root, "data") if name(root) == "response" else root
    metadata = None if data is None else child(data, "metadatos")
    text = None if data is None else child(data, "texto")
    if data is None or metadata is None or text is None:
        raise ExtractionError("a law of the BOE without metadatos or texto")
    draft = Draft(_metadata(metadata), history=list(_history(data)))
    if child(text, "bloque") is None:
        draft.blocks = list(_published(text))
    else:
        draft.pieces = list(_pieces(text, draft))
    for part in data:
        if part is not text:
            draft.leave_out("data about the text", [words(part)])
    if name(root) == "response":
        draft.leave_out("data about the text", (words(part) for part in root if part is not data))
    return [draft]


def _metadata(metadata: Element) -> dict[str, str]:
    def value(tag: str) -> str:
        return inline(child(metadata, tag))

    found = {
        "title": value("titulo"),
        "kind": value("rango"),
        "number": value("numero_oficial"),
        "native_id": value("identificador"),
        "adopted": _iso(value("fecha_disposicion")),
        "published": _iso(value("fecha_publicacion")),
        "in_force": _iso(value("fecha_vigencia")),
        "repealed": _iso(value("fecha_derogacion")),
        "version": _iso(value("fecha_actualizacion")[:8]),
        "eli": value("url_eli"),
        "source_url": value("url_html_consolidada") or value("url_eli"),
        "language": "es",
    }
    ended = (value(tag) for tag in ("estatus_derogacion", "estatus_anulacion", "vigencia_agotada"))
    found["status"] = "derogado" if "S" in ended else "vigente"
    return {key: value for key, value in found.items() if value}


def _iso(printed: str) -> str:
    """20181205 as 2018-12-05; other dates as they are."""
    return _DATE.sub(r"\1-\2-\3", printed)


def _history(data: Element) -> Iterator[str]:
    """What the law changes and what changes it, as the analysis lists them."""
    for reference in descendants(data, "anterior", "posterior"):
        relation = inline(child(reference, "relacion", "palabra"))
        named = inline(child(reference, "id_norma")) or reference.get("referencia", "")
        yield " ".join(filter(None, (relation, inline(child(reference, "texto")), named)))


def _pieces(text: Element, draft: Draft) -> Iterator[Piece]:
    divisions: list[tuple[int, str]] = []
    for block in text:
        if name(block) != "bloque":
            continue
        versions = [version for version in block if name(version) == "version"]
        if not versions:
            continue
        # The wording that applies stands last.
        *earlier, current = versions
        draft.leave_out("earlier versions", map(words, earlier))
        for version in versions:
            for note in _notes(version):
                draft.history.append(f"{block.get('titulo', '')}: {inline(note)}".strip(": "))
        paragraphs = [part for part in current if not _is_note(part)]
        if block.get("tipo") == "encabezado":
            named = list(takewhile(_names_division, paragraphs)) or paragraphs[:1]
            heading = " ".join(filter(None, map(inline, named)))
            level = _level(named)
            divisions = [entry for entry in divisions if entry[0] < level] + [(level, heading)]
            # An annex is a heading with its text below it in the same block.
            paragraphs = paragraphs[len(named) :]
        elif block.get("titulo", "").casefold().startswith("disposici"):
            # Additional, transitional and final provisions are in none of the titles above them.
            divisions = []
        above = tuple(heading for _, heading in divisions)
        texts = [_lines(part) for part in paragraphs]
        if block.get("tipo") not in _UNITS:
            if written := "\n".join(filter(None, texts)):
                yield Piece("", "", written, above)
            continue
        label, heading = _heading(block.get("titulo", ""), texts[0] if texts else "")
        if label or heading:
            texts = texts[1:]
        yield Piece(label, heading, "\n".join(filter(None, texts)), above, block.get("id", ""))


def _is_note(part: Element) -> bool:
    own = [part] if name(part) == "p" else list(descendants(part, "p"))
    return bool(own) and all(item.get("class") in _NOTES for item in own)


def _notes(version: Element) -> Iterator[Element]:
    return (part for part in descendants(version, "p") if part.get("class") in _NOTES)


def _lines(part: Element) -> str:
    return inline(part) if name(part) == "p" else lines(part, blocks=_BLOCKS)


def _names_division(paragraph: Element) -> bool:
    return paragraph.get("class", "").endswith(("_num", "_tit")) or _kind(paragraph) in _RANKS


def _kind(paragraph: Element) -> str:
    return paragraph.get("class", "").partition("_")[0]


def _level(named: list[Element]) -> int:
    """The level of a division by the class of the paragraphs that name it."""
    kind = next(map(_kind, named), "")
    return _RANKS.index(kind) if kind in _RANKS else len(_RANKS)


def _heading(title: str, first: str) -> tuple[str, str]:
    """Label and heading of a provision, whose first paragraph says both: "Artículo 5. Objeto."."""
    if title and first.casefold().startswith(title.casefold()):
        return first[: len(title)], first[len(title) :].strip(" .")
    return "", ""


def _published(text: Element) -> Iterator[Block]:
    """Paragraphs of an instrument as published; its headings are told by their class."""
    for part in text:
        if written := _lines(part):
            level = _level([part])
            yield Block(written, min(level + 1, 6) if level < len(_RANKS) else 0)
