"""Every file of the demonstration collection is read as what it was written from."""

import csv
from pathlib import Path

import pytest

from corpora.containers import find_containers
from corpora.demonstration.build import HERE, SOURCES, path_of
from corpora.demonstration.texts import LAWS, DemoLaw
from corpora.extract.model import Source, SourceFile
from corpora.extract.registry import extract
from mappings.jurisdictions import jurisdictions
from mappings.records import Law, LawStatus
from mappings.taxonomy import CRIME_TYPE, UNCAC, chapter_of, implemented, scheme


def read(law: DemoLaw) -> Law:
    source, path = path_of(law)
    (container,) = find_containers(SOURCES / source, Source(""))
    files = container.read().files
    (found,) = extract(SourceFile(container.source, path, files[path], files.get))
    return found


@pytest.mark.parametrize("law", LAWS, ids=lambda law: f"{law.state}-{law.file}")
def test_a_law_is_read_as_it_was_written(law: DemoLaw) -> None:
    found = read(law)
    assert found.jurisdiction == law.state
    assert found.language == law.language
    rows = [row for _, rows in law.parts for row in rows]
    provisions = [provision for provision in found.provisions if provision.label]
    assert [provision.label for provision in provisions] == [row[0] for row in rows]
    for provision, (_, heading, text, _, _) in zip(provisions, rows, strict=True):
        assert "".join(provision.text.split()) == "".join(text.split())
        assert provision.heading == heading
    if law.format not in ("dc", "scan"):  # these two hold no title of their law
        assert found.title == law.title


@pytest.mark.parametrize(
    "law",
    [law for law in LAWS if any(division for division, _ in law.parts)],
    ids=lambda law: law.file,
)
def test_a_provision_knows_the_division_it_stands_in(law: DemoLaw) -> None:
    divisions = [division for division, rows in law.parts for _ in rows]
    provisions = [provision for provision in read(law).provisions if provision.label]
    assert [provision.ancestors[-1] for provision in provisions] == divisions


def test_the_provisions_of_a_pdf_know_their_page() -> None:
    (law,) = [law for law in LAWS if law.format == "pdf" and law.language == "en"]
    pages = [provision.page or 0 for provision in read(law).provisions]
    assert pages == sorted(pages)
    assert {1, 2} <= set(pages)


def test_the_scan_is_kept_and_says_that_it_needs_ocr() -> None:
    (scan,) = [law for law in LAWS if law.format == "scan"]
    found = read(scan)
    assert found.provisions == ()
    assert any("needs OCR: 1 of 1 pages are images" in warning for warning in found.warnings)


def test_a_date_that_a_file_prints_is_read() -> None:
    undated = ("md", "txt", "html", "rtf", "docx", "dc", "pdf", "scan")
    for law in LAWS:
        if law.format not in undated:
            dates = read(law).dates
            assert law.adopted in (dates.adopted, dates.version), law.file


def test_every_status_occurs() -> None:
    assert {read(law).status for law in LAWS} == set(LawStatus)


def test_the_collection_is_small_and_says_what_it_is() -> None:
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file()) < 2_000_000
    for container in find_containers(SOURCES, Source("")):
        assert container.record.demonstration
        assert jurisdictions()[container.source.jurisdictions[0]].invented


def test_it_has_thirty_laws_eighteen_languages_and_every_format() -> None:
    assert len(LAWS) >= 30
    assert len({law.language for law in LAWS}) >= 18
    assert {"en", "fr", "es", "ru", "ar", "zh-Hans"} <= {law.language for law in LAWS}
    assert len({law.format for law in LAWS}) == 16


def test_the_expected_tags_exist_and_cover_every_chapter() -> None:
    with (HERE / "expected.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    articles = {code for row in rows for code in row["uncac"].split()} - {"-"}
    crimes = {code for row in rows for code in row["crime_types"].split()} - {"-"}
    assert articles <= set(scheme(UNCAC))
    assert crimes <= set(scheme(CRIME_TYPE))
    assert {chapter_of(article) for article in articles} == {
        term.parent for term in implemented(UNCAC).values()
    }
    assert crimes == set(scheme(CRIME_TYPE))
    substantive = {str(number) for number in range(5, 60)} - {"43"}  # 43 states a principle only
    assert articles == substantive
    assert sum(row["uncac"] == row["crime_types"] == "-" for row in rows) >= 30


def test_what_is_shipped_is_what_the_texts_say() -> None:
    expected = (Path(HERE) / "expected.tsv").read_text(encoding="utf-8")
    for law in LAWS:
        source, path = path_of(law)
        for _, rows in law.parts:
            for label, _, _, uncac, crimes in rows:
                assert f"{source}\t{path}\t{label}\t{uncac}\t{crimes}\n" in expected
