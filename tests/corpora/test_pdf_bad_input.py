"""Files made to break a reader of PDF: each gives a law or a failure in plain words, soon."""

import io
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pypdf
import pytest
from fpdf import FPDF
from pypdf.generic import NameObject

from corpora.containers import find_containers
from corpora.extract import pdf, pdf_second
from corpora.extract.model import Draft, ExtractionError, Source, SourceFile
from corpora.importer import import_containers
from corpora.store import open_collection
from mappings.records import TextQuality
from tests.corpora.test_pdf import ARABIC, ENGLISH, column, new, output, wrapped

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = b"BT /F 11 Tf 70 700 Td (Article 1. Whoever lights a lantern puts it out again.) Tj ET"


def made(objects: Mapping[int, bytes | str], root: int = 1) -> bytes:
    """A PDF of these objects, well formed otherwise."""
    stream = io.BytesIO()
    stream.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = stream.tell()
        data = body.encode() if isinstance(body, str) else body
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    table = stream.tell()
    size = max(objects) + 1
    stream.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        stream.write(b"%010d 00000 n \n" % places.get(number, 0))
    stream.write(b"trailer << /Size %d /Root %d 0 R >>\n" % (size, root))
    stream.write(b"startxref\n%d\n%%%%EOF" % table)
    return stream.getvalue()


def stream(data: bytes, extra: str = "") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra.encode(), data)


def packed(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), "/Filter /FlateDecode")


def document(**changed: bytes | str) -> dict[int, bytes | str]:
    """The objects of one page with a sentence; `o3` replaces object 3."""
    objects: dict[int, bytes | str] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: stream(WORDS),
        5: FONT,
    }
    return objects | {int(name[1:]): body for name, body in changed.items()}


def read(data: bytes) -> Draft:
    (draft,) = pdf.read(SourceFile(Source("s"), "bad.pdf", data))
    return draft


@contextmanager
def soon(seconds: float = 20) -> Iterator[None]:
    """Far more than it takes, far less than for ever."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds


def text(draft: Draft) -> str:
    return " ".join(block.text for block in draft.blocks)


def test_the_page_that_the_others_are_made_from_is_read() -> None:
    assert text(read(made(document()))).startswith("Article 1. Whoever lights")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_read_as_far_as_it_goes_or_fails(share: float) -> None:
    data = made(document())
    with soon():
        try:
            read(data[: int(share * len(data))])
        except ExtractionError as error:
            assert "damaged PDF" in str(error)


BAD = {
    "no pages": document(o2="<< /Type /Pages /Kids [] /Count 0 >>"),
    "more pages than there are": document(o2="<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"),
    "a negative number of pages": document(o2="<< /Type /Pages /Kids [3 0 R] /Count -7 >>"),
    "a page tree that is its own child": document(o2="<< /Type /Pages /Kids [2 0 R] /Count 3 >>"),
    "two page nodes in a circle": document(
        o2="<< /Type /Pages /Kids [6 0 R] /Count 3 >>",
        o6="<< /Type /Pages /Kids [2 0 R] /Count 3 /Parent 2 0 R >>",
    ),
    "a catalog that is its own page tree": document(o1="<< /Type /Catalog /Pages 1 0 R >>"),
    "a content stream that includes itself": document(o4="[4 0 R 4 0 R]"),
    "a length that refers to itself": document(
        o4=b"<< /Length 4 0 R >>\nstream\n" + WORDS + b"\nendstream"
    ),
    "a form that draws itself": document(
        o3=PAGE.replace("/Font", "/XObject << /X 6 0 R >> /Font"),
        o4=stream(b"/X Do"),
        o6=stream(
            b"/X Do",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
        ),
    ),
    "a page of a thousand million points": document(
        o3=PAGE.replace("595 842", "1000000000 1000000000")
    ),
    "a page without any size": document(o3=PAGE.replace("0 0 595 842", "0 0 0 0")),
    "a page upside down": document(o3=PAGE.replace("0 0 595 842", "595 842 0 0")),
    "a font of no kind": document(o5="<< /Type /Font >>"),
    "no contents": document(o4="null"),
    "a hundred thousand brackets": document(o4=stream(b"[" * 100_000)),
    "brackets in a dictionary": document(o3=b"<< /A " + b"[" * 50_000 + b" >>"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_twisted_file_gives_a_law_or_a_failure_in_plain_words(name: str) -> None:
    with soon():
        try:
            draft = read(made(BAD[name]))
        except ExtractionError as error:
            assert str(error)
        else:
            assert len(text(draft)) < 10_000


def test_a_page_tree_ten_thousand_levels_deep_is_bounded() -> None:
    levels = 10_000
    objects = document(o2="<< /Type /Pages /Kids [10 0 R] /Count 1 >>")
    for level in range(levels):
        objects[10 + level] = (
            f"<< /Type /Pages /Kids [{11 + level} 0 R] /Count 1 /Parent {9 + level} 0 R >>"
        )
    objects[10 + levels] = PAGE
    with soon():
        try:
            read(made(objects))
        except ExtractionError as error:
            assert str(error)


def test_a_content_stream_that_unpacks_to_a_hundred_megabytes_is_bounded() -> None:
    with soon():
        draft = read(made(document(o4=packed(WORDS + b" " * 100_000_000))))
    assert len(text(draft)) < 1000


def test_an_object_stream_that_unpacks_to_a_hundred_megabytes_is_bounded() -> None:
    bomb = zlib.compress(b"6 0 " + b" " * 100_000_000, 9)
    extra = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    with soon():
        assert "Whoever" in text(read(made(document(o7=stream(bomb, extra)))))


def test_a_page_of_a_million_words_is_cut() -> None:
    many = b"BT /F 1 Tf 70 700 Td " + b"(lantern) Tj 0 0 Td " * 200_000 + b"ET"
    with soon(60):
        draft = read(made(document(o4=packed(many))))
    assert len(text(draft)) <= 1_500_000


def test_a_stream_packed_in_a_hundred_layers_is_bounded() -> None:
    data = WORDS
    for _ in range(100):
        data = zlib.compress(data)
    filters = "/Filter [" + "/FlateDecode " * 100 + "]"
    with soon():
        read(made(document(o4=stream(data, filters))))


def test_five_thousand_pages_are_read_and_those_beyond_are_counted() -> None:
    pages = 5002
    objects = document(
        o2=f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{n} 0 R' for n in range(10, 10 + pages))}] >>"
    )
    objects |= dict.fromkeys(range(10, 10 + pages), PAGE)
    with soon(60):
        draft = read(made(objects))
    assert draft.warnings == ["only the first 5000 of 5002 pages were read"]
    assert [(run.first, run.last) for run in draft.pages] == [(1, 5000)]


def test_text_in_a_font_without_a_map_to_letters_is_marked() -> None:
    source = FPDF()
    source.add_font("F", "", Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"))
    source.set_font("F", size=11)
    source.add_page()
    source.multi_cell(0, 6, ENGLISH * 3)
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(output(source))))
    for item in writer._objects:
        if isinstance(item, dict):
            item.pop(NameObject("/ToUnicode"), None)
    stripped = io.BytesIO()
    writer.write(stripped)
    draft = read(stripped.getvalue())
    assert draft.pages[0].quality in (TextQuality.BROKEN, TextQuality.IMAGE)
    assert any("needs OCR" in warning for warning in draft.warnings)
    assert "lantern" not in text(draft)


@pytest.mark.parametrize(
    "ranges",
    [b"<00000000> <7fffffff> <0041>", b"<0000> <ffff> <0041>\n" * 2000],
    ids=["one range", "many ranges"],
)
def test_a_map_to_letters_of_a_thousand_million_codes_is_bounded(ranges: bytes) -> None:
    to_unicode = b"begincmap\n1 beginbfrange\n%s\nendbfrange\nendcmap" % ranges
    font = FONT.replace(">>", "/ToUnicode 6 0 R >>")
    data = made(document(o5=font, o6=packed(to_unicode)))
    with soon(), pytest.raises(pdf_second.Unreadable, match="more codes"):
        list(pdf_second.pages(data, 5, 10))


def rotated(data: bytes, angle: int, upright: bool) -> bytes:
    """The pages turned; with `upright` their content is turned and the page turned back."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(angle)
        if upright:
            page.transfer_rotation_to_content()
            page.rotate(-angle)
    turned = io.BytesIO()
    writer.write(turned)
    return turned.getvalue()


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("upright", [True, False])
def test_a_rotated_page_of_two_columns_reads_as_it_does_upright(angle: int, upright: bool) -> None:
    source = new()
    source.add_page()
    column(source, 50, wrapped(ENGLISH * 4, 40))
    column(source, 320, wrapped("Lamps of oil are lit by hand each evening. " * 9, 40))
    data = output(source)
    assert text(read(rotated(data, angle, upright))) == text(read(data))


def test_text_from_the_right_keeps_its_order() -> None:
    source = FPDF(unit="pt")
    source.add_font("A", "", Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"))
    source.set_text_shaping(True)
    source.set_font("A", size=13)
    source.add_page()
    source.multi_cell(0, 20, ARABIC, align="R")
    assert text(read(output(source))) == ARABIC


def test_an_import_goes_on_past_bad_files_and_lists_them(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(made(document()))
    (folder / "cut.pdf").write_bytes(made(document())[:60])
    (folder / "bomb.pdf").write_bytes(made(document(o4=packed(WORDS + b" " * 50_000_000))))
    collection = open_collection(tmp_path / "home")
    source = Source("bad", ("NOR",), ("en",))
    report = import_containers(collection, find_containers(folder, source), workers=1)
    assert (report.files, report.laws) == (3, 2)
    assert [failure.path for failure in report.failures] == ["cut.pdf"]
