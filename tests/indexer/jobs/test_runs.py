"""What jobs do, on a collection and an index of the test's own, in this process."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from fpdf import FPDF
from PIL import Image

from corpora import importer
from corpora.backup import check
from corpora.containers import SourceError
from corpora.locks import Busy
from corpora.sources import definition
from corpora.store import Collection, open_collection
from indexer.engine.factory import open_engine
from indexer.jobs.kinds import checked, kind_of
from indexer.jobs.runs import RUNS, Desk, Failed
from indexer.releases import ReleaseRefused
from mappings.records import TextQuality
from mappings.settings import Settings
from tests.corpora.crawl.conftest import _Inline
from tests.corpora.crawl.laws import define, fill, law
from tests.corpora.crawl.site import Site, serve


@dataclass
class Told:
    said: list[str] = field(default_factory=list)
    steps: list[tuple[int, int | None, str]] = field(default_factory=list)

    def progress(self, done: int, total: int | None, unit: str, message: str = "") -> None:
        self.steps.append((done, total, unit))

    def say(self, text: str) -> None:
        self.said.append(text)


class Library:
    def __init__(self, home: Path) -> None:
        self.settings = Settings(home)
        self.collection: Collection = open_collection(home)
        self.told = Told()

    def run(self, kind: str, **arguments: Any) -> dict[str, Any]:
        found = checked(kind_of(kind), arguments)
        self.told = Told()
        return dict(RUNS[kind](Desk(self.settings, self.collection, self.told), found))

    def titles(self) -> set[str]:
        ids = [law_id for law_id, _ in self.collection.law_sizes()]
        return {found.title for found in self.collection.laws(ids)}

    def live(self) -> int:
        """Provisions that readers can find."""
        return open_engine(self.settings).reader.status().provisions


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(importer, "_Pool", _Inline)
    (tmp_path / "incoming").mkdir()
    return Library(tmp_path)


def put_laws(home: Path, name: str, numbers: range) -> Path:
    folder = home / "incoming" / name
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"act-{number}.html").write_text(law(number), encoding="utf-8")
    return folder


def scanned() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("L", (600, 800), 230), 0, 0, 200)
    return bytes(pdf.output())


def test_a_folder_with_a_scan_and_a_broken_file_is_imported_published_and_undone(
    library: Library,
) -> None:
    home = library.settings.home
    put_laws(home, "first", range(2))
    library.run("import", folder="first", jurisdiction="Norway", language="en")
    first = library.run("update")
    before = library.live()
    folder = put_laws(home, "second", range(2, 5))
    (folder / "scan.pdf").write_bytes(scanned())
    (folder / "broken.pdf").write_bytes(scanned()[:300])
    found = library.run("import", folder="second", jurisdiction="NOR", language="en")
    assert (found["files"], found["failed"], found["sources"]) == (5, 1, ["second"])
    (said,) = library.told.said
    assert said.startswith("failed: second: broken.pdf: ")
    assert library.told.steps[-1] == (5, 5, "files")
    assert [record.path for record in library.collection.problems()] == ["broken.pdf"]
    # Its pages are there to look at, though nobody has read them.
    (scan,) = library.collection.file_laws("second", "scan.pdf")
    assert scan.text_quality is TextQuality.IMAGE
    # Step by step, as who wants to look before readers see it.
    built = library.run("build")
    assert library.live() == before
    with pytest.raises(ReleaseRefused, match="was not verified"):
        library.run("publish")
    assert library.run("verify") == {"release": built["release"], "passed": True}
    assert all(line.startswith("ok: ") for line in library.told.said)
    assert library.run("publish") == {"live": built["release"]}
    assert library.live() > before
    assert library.run("rollback") == {"live": first["release"]}
    assert library.live() == before
    library.run("rollback", to=built["release"])
    assert library.run("prune", keep=1) == {"removed": []}


def test_an_import_of_what_is_not_there_or_is_being_read_says_so(library: Library) -> None:
    with pytest.raises(SourceError, match="there is no such file or folder"):
        library.run("import", folder="nothing")
    put_laws(library.settings.home, "laws", range(1))
    with library.collection.only_one("work on source laws"):
        for kind, arguments in (("import", {"folder": "laws"}), ("extract", {"source": "laws"})):
            with pytest.raises((Busy, SourceError)):
                library.run(kind, **arguments)


def test_a_law_that_changed_at_its_source_is_crawled_compared_and_published(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(Site()) as site:
        source = define(site, entry_points=[site.url("/list/0").replace("site.test", "127.0.0.1")])
        folder = tmp_path / "sources"
        folder.mkdir()
        text = yaml.safe_dump(source.model_dump(mode="json", exclude_defaults=True))
        (folder / "lanterns.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(definition, "FOLDER", folder)
        fill(site, 12)
        assert library.run("crawl", source="lanterns")["new"] == 12
        assert library.run("update")["documents"] == 24
        site.put("/law/1", law(1, " It shall not be sold."), Content_Type="text/html")
        again = library.run("crawl", source="lanterns")
        assert (again["new"], again["changed"], again["unchanged"]) == (0, 1, 11)
        (changed,) = (
            path
            for path in library.collection.known_files("lanterns")
            if library.collection.earlier_versions("lanterns", path)
        )
        (now,) = library.collection.file_laws("lanterns", changed)
        (earlier,) = library.collection.earlier_versions("lanterns", changed)
        assert "shall not be sold" in now.provisions[0].text + now.provisions[1].text
        assert "shall not be sold" not in str(earlier.laws)
        assert library.run("update")["analysed"] == 1
        # A list that says nothing is no list without laws.
        site.put("/list/0", "<ul class=laws></ul>", Content_Type="text/html")
        with pytest.raises(Failed, match="has it changed its layout"):
            library.run("crawl", source="lanterns")
        assert len(library.titles()) == 12


def test_a_source_is_read_again_from_its_raw_files(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put_laws(library.settings.home, "laws", range(3))
    library.run("import", folder="laws", jurisdiction="NOR", language="en")
    for file in folder.iterdir():
        file.unlink()
    assert library.run("extract", source="laws")["read"] == 0
    monkeypatch.setattr(importer, "EXTRACTOR_VERSION", importer.EXTRACTOR_VERSION + 1)
    assert library.run("extract", source="laws")["read"] == 3
    assert library.titles() == {"Lantern Act 0", "Lantern Act 1", "Lantern Act 2"}
    known = library.collection.known_files("laws")
    assert {file.extractor_version for file in known.values()} == {importer.EXTRACTOR_VERSION}
    assert not any(file.gone_at for file in known.values())
    with pytest.raises(SourceError, match="no source 'other'"):
        library.run("extract", source="other")


def test_the_collection_is_backed_up_again_and_again(library: Library) -> None:
    put_laws(library.settings.home, "laws", range(2))
    library.run("import", folder="laws", jurisdiction="NOR", language="en")
    assert library.run("backup")["new"] == 2
    again = library.run("backup")
    assert (again["raw"], again["new"], again["damaged"]) == (2, 0, 0)
    assert check(library.settings.home / "backups").raw


def test_a_reading_that_loses_laws_is_not_taken(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_laws(library.settings.home, "laws", range(3))
    library.run("import", folder="laws", jurisdiction="NOR", language="en")
    monkeypatch.setattr(importer, "EXTRACTOR_VERSION", importer.EXTRACTOR_VERSION + 1)

    def worse(file: Any) -> Any:
        raise importer.NotALaw("nothing in it")

    monkeypatch.setattr(importer, "extract", worse)
    with pytest.raises(Failed, match="the collection stays as it was"):
        library.run("extract", source="laws")
    assert len(library.titles()) == 3
