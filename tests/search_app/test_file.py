"""The file of a law, and the pages of its PDF beside the text."""

import io
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from fpdf import FPDF
from PIL import Image

from corpora import page_image
from corpora.page_image import PageImageError, render
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from mappings.records import PageRange, Provision, TextQuality
from search_app import create_app
from search_app.services.file import Busy, may_be_shown
from tests.corpora.laws import make_law
from tests.search_app.library import HOSTILE

PROVISIONS = (
    Provision("art_1", "Article 1", "", f"Lanterns {HOSTILE} are lit.", "en", page=1),
    Provision("art_2", "Article 2", "", "Wicks are trimmed.", "en", page=2),
)


def pdf(pages: int = 3, size: tuple[float, float] = (595, 842)) -> bytes:
    made = FPDF(unit="pt", format=size)
    made.set_font("Helvetica", size=20)
    for number in range(1, pages + 1):
        made.add_page()
        made.text(50, 100, f"Page {number}")
    return bytes(made.output())


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    opened = open_collection(tmp_path_factory.mktemp("files"))
    opened.put_source(SourceRecord("s", "", "", ""))
    files = {
        "a-pdf": ("application/pdf", pdf(), "CC0-1.0"),
        "a-page": ("text/html", b"<script>alert(1)</script>", ""),
        "no-pdf": ("application/pdf", b"<svg onload=alert(1)>", ""),
        "reserved": ("application/pdf", pdf(), "Government source - all rights reserved"),
    }
    for name, (media_type, data, licence) in files.items():
        sha256 = opened.raw.add(data)
        law = make_law(
            name, source_path=name, media_type=media_type, raw_sha256=sha256, licence=licence,
            provisions=PROVISIONS, pages=(PageRange(1, 3, TextQuality.DIGITAL),),
        )  # fmt: skip
        opened.put_files([(FileRecord("s", name, sha256, 1, Outcome.LAW, "", 1), [law])])
    law = make_law("lost", source_path="lost", media_type="application/pdf", raw_sha256="../etc")
    opened.put_files([(FileRecord("s", "lost", "0" * 64, 1, Outcome.LAW, "", 1), [law])])
    yield opened
    opened.close()


@pytest.fixture
def client(collection: Collection) -> FlaskClient:
    reader = Mock()
    reader.tags_of_law.return_value = {}
    return create_app(reader, collection).test_client()


def test_a_pdf_is_shown_and_everything_else_is_only_to_keep(client: FlaskClient) -> None:
    shown = client.get("/law/a-pdf/file")
    assert shown.mimetype == "application/pdf" and shown.data.startswith(b"%PDF-")
    assert not shown.headers["Content-Disposition"].startswith("attachment")
    for law_id in ("a-page", "no-pdf"):
        kept = client.get(f"/law/{law_id}/file")
        assert kept.mimetype == "application/octet-stream"
        assert kept.headers["Content-Disposition"].startswith("attachment")
        assert kept.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src" not in kept.headers["Content-Security-Policy"]


def test_a_file_that_is_not_here_or_not_free_is_not_shown(client: FlaskClient) -> None:
    for law_id in ("lost", "reserved", "nowhere", "..%2f..%2fetc"):
        for address in ("file", "pdf", "pdf/1.webp"):
            assert client.get(f"/law/{law_id}/{address}").status_code == 404
    assert "PDF beside the text" not in client.get("/law/reserved").text
    assert client.get("/law/a-page/pdf").status_code == 404


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("", True),
        ("Reproduction of Federal Law Order: free reproduction with attribution", True),
        ("copyright; reproduction of legislation permitted if accurate", True),
        ("UAE Government source: ALL RIGHTS RESERVED", False),
        ("may not be redistributed", False),
    ],
)
def test_a_licence_that_reserves_its_rights_is_obeyed(licence: str, free: bool) -> None:
    assert may_be_shown(licence) is free


def test_a_page_stands_beside_the_text_that_was_read_from_it(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/law/a-pdf/pdf?page=2").text, "lxml")
    assert page.select_one("img[src='/law/a-pdf/pdf/2.webp'][alt*='page 2']")
    assert [one["id"] for one in page.select(".text > .provision")] == ["art_2"]
    before = page.select_one("details .provision")
    assert before and before["id"] == "art_1" and HOSTILE in before.get_text()
    last = BeautifulSoup(client.get("/law/a-pdf/pdf?page=999").text, "lxml")
    assert "Page 3 of the PDF" in last.select_one("h1").get_text()  # type: ignore[union-attr]
    assert last.select("details[open] #art_2"), "it may go on to this page"
    law = BeautifulSoup(client.get("/law/a-pdf").text, "lxml")
    assert law.select("a[href='/law/a-pdf/pdf?page=2#art_2']")


@pytest.mark.parametrize("page", ["", "x", "-5", "0", "1e9", "99999999999999", "١"])
def test_any_page_that_is_asked_for_is_one_of_the_file(client: FlaskClient, page: str) -> None:
    assert client.get(f"/law/a-pdf/pdf?page={page}").status_code == 200


def test_an_image_is_drawn_once_and_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/law/a-pdf/pdf/1.webp")
    assert first.mimetype == "image/webp"
    assert Image.open(io.BytesIO(first.data)).size == (1100, 1557)
    again = client.get("/law/a-pdf/pdf/1.webp", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    assert client.get("/law/a-pdf/pdf/9.webp").status_code == 404


def test_a_file_that_cannot_be_drawn_is_refused_with_its_reason(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(PageImageError):
        render(broken, 1)
    file = tmp_path / "made.pdf"
    file.write_bytes(pdf(1, size=(100, 14_000)))
    with pytest.raises(PageImageError, match="the file has 1 pages"):
        render(file, 2)
    width, height = Image.open(io.BytesIO(render(file, 1))).size
    assert width * height <= 4_100_000


def test_a_page_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(pdf(1))
    monkeypatch.setattr(page_image, "_SECONDS", 0.001)
    with pytest.raises(PageImageError, match="longer than"):
        render(file, 1)


def test_when_too_many_pages_are_drawn_one_is_asked_to_come_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = client.application.extensions["file_service"]  # type: ignore[attr-defined]
    monkeypatch.setattr(service, "image", Mock(side_effect=Busy))
    response = client.get("/law/a-pdf/pdf/2.webp")
    assert response.status_code == 503 and response.headers["Retry-After"]
    assert "no-store" in response.headers["Cache-Control"]
