"""OCR of scanned pages: by the real tesseract where there is one, and by one that misbehaves."""

import io
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from corpora.containers import find_containers
from corpora.extract import pdf, pdf_ocr
from corpora.extract.model import Draft, Source, SourceFile
from corpora.importer import import_containers
from corpora.store import open_collection
from mappings.records import PageRange, TextQuality

FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
LINES = (
    "1. No person shall import lanterns without a licence.",
    "2. Whoever sells a lantern shall keep a register of it.",
)


def scan(pages: int = 1) -> bytes:
    """A PDF of pictures of two sections."""
    document = FPDF(unit="pt", format=(420, 595))
    font = ImageFont.truetype(str(FONT), 40)
    picture = Image.new("L", (1240, 1757), 250)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(LINES):
        draw.text((80, 120 + 120 * row), line, fill=20, font=font)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    for _ in range(pages):
        document.add_page()
        document.image(stream, 0, 0, 420, 595)
    return bytes(document.output())


def read(data: bytes, seconds: float = 30, *languages: str) -> Draft:
    (draft,) = pdf.read(
        SourceFile(Source("s", ("GBR",), languages), "scan.pdf", data, ocr_seconds=seconds)
    )
    return draft


@pytest.fixture
def tesseract() -> None:
    pdf_ocr.installed.cache_clear()
    if "eng" not in pdf_ocr.installed():
        pytest.skip("OCR IS NOT TESTED: tesseract is not installed (apt-get install tesseract-ocr)")


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_page_is_read_and_marked_with_the_confidence() -> None:
    draft = read(scan())
    assert " ".join(block.text for block in draft.blocks) == " ".join(LINES)
    (pages,) = draft.pages
    assert (pages.first, pages.last, pages.quality) == (1, 1, TextQuality.RECOGNISED)
    assert pages.confidence is not None and pages.confidence > 0.8
    assert draft.warnings == []


@pytest.mark.usefixtures("tesseract")
def test_a_page_is_not_read_in_a_language_that_tesseract_has_no_data_for() -> None:
    missing = next(
        code for code, name in pdf_ocr._LANGUAGES.items() if name not in pdf_ocr.installed()
    )
    draft = read(scan(), 30, missing)
    assert draft.pages == [PageRange(1, 1, TextQuality.IMAGE)]
    assert any("OCR lacks tesseract's data" in warning for warning in draft.warnings)


def test_scans_stay_unread_unless_ocr_is_turned_on() -> None:
    draft = read(scan(), 0)
    assert draft.blocks == []
    assert draft.warnings == ["needs OCR: 1 of 1 pages are images without text"]


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A path of programs that has no tesseract yet."""
    monkeypatch.setenv("PATH", str(tmp_path))
    caches = (pdf_ocr.installed, pdf_ocr._version)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


def test_without_tesseract_it_is_said_what_is_missing(without_tesseract: Path) -> None:
    draft = read(scan())
    assert "OCR is turned on, but tesseract is not installed" in draft.warnings
    assert draft.pages == [PageRange(1, 1, TextQuality.IMAGE)]


def test_what_ocr_could_not_read_is_tried_again_only_by_other_means(
    without_tesseract: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(scan())
    collection = open_collection(tmp_path / "home")

    def unchanged(seconds: int) -> int:
        laws = find_containers(folder, Source("scans", ("NOR",), ("en",)))
        return import_containers(collection, laws, workers=1, ocr_seconds=seconds).unchanged

    assert [unchanged(seconds) for seconds in (0, 0, 20, 20, 30, 30)] == [0, 1, 0, 1, 0, 1]


def test_a_tesseract_that_hangs_ends_with_its_children(
    without_tesseract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = without_tesseract / "tesseract"
    noted = without_tesseract / "children"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --list-langs ]; then echo "List:"; echo eng; exit; fi\n'
        'if [ "$1" = --version ]; then echo "tesseract 0"; exit; fi\n'
        f"/bin/sleep 60 &\necho $! >> {noted}\nwait\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(pdf_ocr, "_SECONDS_A_PAGE", 0.3)
    started = time.monotonic()
    draft = read(scan(3), 0.5)
    assert time.monotonic() - started < 5
    assert draft.pages == [PageRange(1, 3, TextQuality.IMAGE)]
    assert any("OCR stopped after 0.5 seconds" in warning for warning in draft.warnings)
    children = list(map(int, noted.read_text().split()))
    while any(map(_is_running, children)):
        assert time.monotonic() - started < 5
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"
