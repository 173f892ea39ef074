"""Writes the demonstration collection: `python -m corpora.demonstration.build`.

Needs the development extra (fpdf2 with uharfbuzz for shaped Arabic) and Debian's fonts-noto-core
and fonts-noto-cjk, whose glyphs are embedded as subsets (SIL Open Font License). Run it after a
change of texts.py; what it writes is committed.
"""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document

from corpora.demonstration.texts import LAWS, DemoLaw

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
_FONTS = Path("/usr/share/fonts")
_ARABIC = _FONTS / "truetype/noto/NotoNaskhArabic-Regular.ttf"
_LATIN = _FONTS / "truetype/noto/NotoSans-Regular.ttf"
_HAN = _FONTS / "opentype/noto/NotoSansCJK-Regular.ttc"
LICENCE = "CC0-1.0, written for this project"
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)  # fixed, so that a rebuild gives the same bytes


def _marked(text: str, tag: str = "p") -> str:
    """The paragraphs of a text, each in an element."""
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in text.split("\n"))


def _lines(law: DemoLaw) -> list[str]:
    """The law as plain lines, an article's label and heading on one."""
    found = []
    for division, rows in law.parts:
        if division:
            found.append(division)
        for label, heading, text, _, _ in rows:
            found += [f"{label}. {heading}" if heading else label, *text.split("\n")]
    return found


def _markdown(law: DemoLaw, opening: tuple[str, ...] = ()) -> bytes:
    lines = [f"# {law.title}", "", *opening]
    for division, rows in law.parts:
        if division:
            lines += [f"## {division}", ""]
        for label, heading, text, _, _ in rows:
            bracketed = f"（{heading}）" if law.language == "ja" else f"({heading})"
            sign = f" {bracketed}" if law.language in ("ja", "ko") else f". {heading}"
            lines += [f"##### {label}{sign if heading else ''}", "", text.replace("\n", "\n\n"), ""]
    return "\n".join(lines).encode()


def _markdown_with_front_matter(law: DemoLaw) -> bytes:
    facts = {
        "title": law.title,
        "identifier": law.number,
        "rank": law.kind,
        "publication_date": law.adopted,
        "enactment_date": law.adopted,
        "status": law.status,
        "language": law.language,
    }
    head = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()
    )
    return f"---\n{head}\n---\n".encode() + _markdown(law)


def _markdown_with_decision(law: DemoLaw) -> bytes:
    """With the line that says when it was passed, as Chinese collections print it."""
    year, month, day = map(int, law.adopted.split("-"))
    passed = f"{year}年{month}月{day}日 华林国议事堂通过"
    return _markdown(law, (passed, "", "<!-- INFO END -->", ""))


def _text_with_header(law: DemoLaw) -> bytes:
    return f"Title: {law.title}\nDate: {law.adopted}\n\n".encode() + _text(law)


def _text(law: DemoLaw) -> bytes:
    return "\n\n".join([law.title, *_lines(law)]).encode()


def _json(law: DemoLaw) -> bytes:
    numbers = count(1)
    provisions = [
        {
            "provision_ref": f"p{next(numbers)}",
            "section": label.partition(" ")[2],
            "chapter": division,
            "title": f"{label}. {heading}" if heading else label,
            "content": text,
        }
        for division, rows in law.parts
        for label, heading, text, _, _ in rows
    ]
    return json.dumps(
        {
            "id": law.file,
            "type": law.kind,
            "title": law.title,
            "short_name": law.number,
            "status": law.status,
            "issued_date": law.adopted,
            "in_force_date": law.adopted,
            "language": law.language,
            "provisions": provisions,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def _taiwanese_json(law: DemoLaw) -> bytes:
    content: list[dict[str, str]] = []
    for division, rows in law.parts:
        content.append({"編章節": division})
        content += [{"條號": label, "條文內容": text} for label, _, text, _, _ in rows]
    return json.dumps(
        {
            "法規性質": "法律",
            "法規名稱": law.title,
            "最新異動日期": law.adopted.replace("-", ""),
            "法規內容": content,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def _html(law: DemoLaw) -> bytes:
    body = []
    for division, rows in law.parts:
        if division:
            body.append(f"<h2>{escape(division)}</h2>")
        for label, heading, text, _, _ in rows:
            body += [f"<h4>{escape(label)}. {escape(heading)}</h4>", _marked(text)]
    return (
        f'<!DOCTYPE html>\n<html lang="{law.language}"><head><meta charset="utf-8">'
        f"<title>{escape(law.title)}</title></head>\n<body><nav><a href='/'>Menu</a></nav>\n"
        f"<main><h1>{escape(law.title)}</h1>\n" + "\n".join(body) + "\n</main></body></html>\n"
    ).encode()


def _rtf(law: DemoLaw) -> bytes:
    def encoded(text: str) -> str:
        return "".join(
            char if char.isascii() else f"\\'{char.encode('cp1252').hex()}" for char in text
        )

    paragraphs = "\\par\n".join(encoded(line) for line in [law.title, *_lines(law)])
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Serif;}}"
    return f"{head}\n{paragraphs}\\par\n}}".encode()


def _docx(law: DemoLaw) -> bytes:
    document = Document()
    document.core_properties.title = law.title
    document.add_heading(law.title, level=1)
    for division, rows in law.parts:
        if division:
            document.add_heading(division, level=2)
        for label, heading, text, _, _ in rows:
            document.add_heading(f"{label}. {heading}", level=3)
            for paragraph in text.split("\n"):
                document.add_paragraph(paragraph)
    saved, stream = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            # Dated 1980 like every entry made from a name alone: a rebuild gives the same bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return stream.getvalue()


def _akoma_ntoso(law: DemoLaw) -> bytes:
    body = []
    for number, (division, rows) in enumerate(law.parts, 1):
        articles = "".join(
            f'<article eId="chp_{number}__art_{index}"><num>{escape(label)}</num>'
            f"<heading>{escape(heading)}</heading><content>{_marked(text)}</content></article>"
            for index, (label, heading, text, _, _) in enumerate(rows, 1)
        )
        body.append(
            f'<chapter eId="chp_{number}"><heading>{escape(division)}</heading>{articles}</chapter>'
        )
    iri = f"/akn/xal/act/{law.adopted}/{law.file}"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">'
        f'<meta><identification source="#library"><FRBRWork><FRBRuri value="{iri}"/>'
        f'<FRBRdate date="{law.adopted}" name="adopted"/><FRBRnumber value="{escape(law.number)}"/>'
        f'</FRBRWork><FRBRExpression><FRBRlanguage language="{law.language}"/></FRBRExpression>'
        f"</identification></meta><preface><p><docTitle>{escape(law.title)}</docTitle></p></preface>"
        f"<body>{''.join(body)}</body></act></akomaNtoso>\n"
    ).encode()


def _lims(law: DemoLaw) -> bytes:
    year, month, day = law.adopted.split("-")
    body = []
    for division, rows in law.parts:
        body.append(f'<Heading level="1"><TitleText>{escape(division)}</TitleText></Heading>')
        body += [
            f"<Section><MarginalNote>{escape(heading)}</MarginalNote><Label>{escape(label)}</Label>"
            f"{_marked(text, 'Text')}</Section>"
            for label, heading, text, _, _ in rows
        ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<Statute xmlns:lims="http://justice.gc.ca/lims" lims:current-date="2025-07-01" '
        f'in-force="yes" xml:lang="{law.language}"><Identification>'
        f'<ShortTitle status="official">{escape(law.title)}</ShortTitle><BillHistory>'
        f'<Stages stage="assented-to"><Date><YYYY>{year}</YYYY><MM>{month}</MM>'
        f"<DD>{day}</DD></Date>"
        f"</Stages></BillHistory><Chapter><ConsolidatedNumber>{law.number}</ConsolidatedNumber>"
        f"</Chapter></Identification><Body>{''.join(body)}</Body></Statute>\n"
    ).encode()


def _lexwork(law: DemoLaw) -> bytes:
    def mixed(text: str) -> str:
        return f'<mixedText lang="{law.language}">{escape(text)}</mixedText>'

    def article(label: str, heading: str, text: str) -> str:
        form, number = label.split()
        return (
            f"<article><articleMetadata><articleForm>{form}</articleForm>"
            f"<articleNumber><number>{number}</number></articleNumber><articleHeaders>"
            f"<articleHeader>{mixed(heading)}</articleHeader></articleHeaders></articleMetadata>"
            "<articleBody><articleText><partMetadata/><partTexts>"
            f"<partText>{mixed(text)}</partText></partTexts></articleText></articleBody></article>"
        )

    structures = []
    for division, rows in law.parts:
        number, _, title = division.partition(" ")
        articles = "".join(article(label, heading, text) for label, heading, text, _, _ in rows)
        structures.append(
            f"<structure><structureNumber>{number}</structureNumber><structureLevel>1"
            f'</structureLevel><structureContents><structureContent lang="{law.language}">'
            f"<structureText>{escape(title)}</structureText></structureContent>"
            f"</structureContents><normTexts>{articles}</normTexts></structure>"
        )
    titles = "".join(
        f'<title lang="{lang}">{escape(title)}</title>'
        for lang, title in ((law.language, law.title), *law.titles.items())
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<norm><normMetadata><normNumber>'
        f"<number>{law.number}</number></normNumber><shortTitles>{titles}</shortTitles>"
        f"<type>Gesetz</type><dates><dateAdoption>{law.adopted}</dateAdoption></dates>"
        f"</normMetadata><normContents>{''.join(structures)}</normContents></norm>\n"
    ).encode()


def _dc(law: DemoLaw) -> bytes:
    label, heading, text, _, _ = law.parts[0][1][0]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<section xmlns="https://code.dccouncil.us/schemas/dc-library">'
        f"<num>{label.removeprefix('§ ')}</num><heading>{escape(heading)}</heading>"
        f'{_marked(text, "text")}<annotations><annotation type="History">Written for the '
        "Legal Library.</annotation></annotations></section>\n"
    ).encode()


def _pdf(law: DemoLaw) -> bytes:
    from fpdf import FPDF  # noqa: PLC0415 (a need of this script alone)

    document = FPDF(format=(148, 210))
    document.set_title(law.title)
    document.set_creation_date(_WRITTEN)
    font = {"ar": _ARABIC, "zh-Hans": _HAN}.get(law.language, _LATIN)
    document.add_font("Law", "", font)
    document.add_page()
    rtl = law.language == "ar"
    document.set_text_shaping(rtl)
    document.set_font("Law", size=15)
    document.multi_cell(0, 9, law.title, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font("Law", size=11)
    for line in _lines(law):
        document.ln(2)
        document.multi_cell(0, 6, line, align="R" if rtl else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def _scan(law: DemoLaw) -> bytes:
    """A page that is a picture: what a scanner gives."""
    from fpdf import FPDF  # noqa: PLC0415
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    page = Image.new("L", (620, 877), 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(_LATIN), 18)
    lines = (
        law.title,
        "",
        "1. No person shall import firearms without a licence.",
        "2. Trafficking in firearms is an offence.",
    )
    for row, line in enumerate(lines):
        draw.text((60, 90 + 40 * row), line, fill=30, font=font)
    stream = io.BytesIO()
    page.rotate(0.6, fillcolor=245).save(stream, "JPEG", quality=45)
    document = FPDF()
    document.set_creation_date(_WRITTEN)
    document.add_page()
    document.image(stream, 0, 0, 210)
    return bytes(document.output())


_WRITERS: dict[str, tuple[str, Callable[[DemoLaw], bytes]]] = {
    "md": ("md", _markdown),
    "md-front": ("md", _markdown_with_front_matter),
    "md-decision": ("md", _markdown_with_decision),
    "txt": ("txt", _text),
    "txt-header": ("txt", _text_with_header),
    "json": ("json", _json),
    "tw-json": ("json", _taiwanese_json),
    "html": ("html", _html),
    "rtf": ("rtf", _rtf),
    "docx": ("docx", _docx),
    "akn": ("xml", _akoma_ntoso),
    "lims": ("xml", _lims),
    "lexwork": ("xml", _lexwork),
    "dc": ("xml", _dc),
    "pdf": ("pdf", _pdf),
    "scan": ("pdf", _scan),
}


def path_of(law: DemoLaw) -> tuple[str, str]:
    """(source id, path in it) of a law."""
    return f"demonstration-{law.state.lower()}", f"{law.file}.{_WRITERS[law.format][0]}"


def main() -> None:
    """Writes every file anew."""
    shutil.rmtree(SOURCES, ignore_errors=True)
    expected = ["source\tpath\tlabel\tuncac\tcrime_types"]
    languages: dict[str, list[str]] = {}
    for law in LAWS:
        source, path = path_of(law)
        file = SOURCES / source / "files" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_WRITERS[law.format][1](law))
        languages.setdefault(law.state, [])
        if law.language not in languages[law.state]:
            languages[law.state].append(law.language)
        for _, rows in law.parts:
            for label, _, _, uncac, crimes in rows:
                expected.append(f"{source}\t{path}\t{label}\t{uncac}\t{crimes}")
    for state, used in languages.items():
        description = {
            "source_id": f"demonstration-{state.lower()}",
            "jurisdictions_iso3": [state],
            "languages": used,
            "licence": LICENCE,
            "repository": "written for the Legal Library",
            "notes": "Model laws of a State that does not exist; nothing here is law anywhere.",
            "demonstration": True,
        }
        target = SOURCES / f"demonstration-{state.lower()}" / "source.json"
        target.write_text(json.dumps(description, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (HERE / "expected.tsv").write_text("\n".join(expected) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
