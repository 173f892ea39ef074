from collections.abc import Iterable
from pathlib import Path

import pytest

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer import build
from indexer.build import NothingToIndex, build_release
from indexer.documents import law_documents
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import Document, WriteReport
from indexer.pipeline import index_collection
from indexer.tag import Tagger
from mappings.fields import FIELDS, FieldKind
from mappings.records import Law, LawDates, Provision
from tests.corpora.laws import make_law


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    for number in range(30):
        law = make_law(f"law-{number:02d}", source_path=f"{number}.md")
        record = FileRecord("s", law.source_path, "0" * 64, 1, Outcome.LAW, "", 1)
        opened.put_files([(record, [law])])
    return opened


def bribery(**values: object):  # type: ignore[no-untyped-def]
    text = "A public official who accepts a bribe is liable to imprisonment for two years."
    return make_law(
        provisions=(Provision("sec_1", "Section 1", "Bribery", text, "en", ("Part I",)),), **values
    )


OFFENCE = (
    "Any person who commits {} is guilty of an offence and is liable to imprisonment for two years."
)
CRIMES = ("Trafficking in persons", "Smuggling of migrants", "Illicit trafficking in firearms")


def penal_code() -> Law:
    """A law with a provision for each tag field of the table, as long as a whole code is."""
    texts = {
        **{crime: OFFENCE.format(crime.lower()) for crime in CRIMES},
        "Bribery of a foreign public official": OFFENCE.format(
            "bribery of a foreign public official"
        ),
        "Conflict of interest": "A public servant who takes a share in a business that he"
        " supervises commits an offence.",
        "Extradition": "Extradition shall be granted under an extradition treaty.",
        "Lanterns": "The lantern stands in the harbour. " * 2_000,
    }
    return make_law(
        title="Penal Code",
        provisions=tuple(
            Provision(f"sec_{number}", f"Section {number}", heading, text, "en", ("Part I",))
            for number, (heading, text) in enumerate(texts.items())
        ),
    )


def test_every_field_of_the_table_gets_a_value(tagger: Tagger) -> None:
    documents = list(law_documents(penal_code(), tagger, content="digest"))
    assert {name for document in documents for name in document} == {f.name for f in FIELDS}


def test_values_have_the_type_of_their_field(tagger: Tagger) -> None:
    documents = list(law_documents(penal_code(), tagger, content="digest"))
    for field in FIELDS:
        value = next(document[field.name] for document in documents if field.name in document)
        assert isinstance(value, int) == (field.kind is FieldKind.INTEGER)
        assert isinstance(value, list) == field.multiple


def test_a_paragraph_is_found_by_its_article_and_chapter_too(tagger: Tagger) -> None:
    (document,) = law_documents(bribery(), tagger)
    assert {"15", "15b"} <= set(document["uncac"])  # type: ignore[arg-type]
    assert document["uncac_chapter"] == ["III"]
    assert "8" in document["untoc"]  # type: ignore[operator]


def test_a_provision_has_the_penalties_that_it_threatens_itself(tagger: Tagger) -> None:
    (document,) = law_documents(bribery(), tagger)
    assert document["penalty"] == ["imprisonment"]
    assert document["imprisonment_max"] == "over-1-to-3"
    (*_, lanterns) = law_documents(penal_code(), tagger)
    assert "penalty" not in lanterns
    assert "imprisonment_max" not in lanterns


def test_a_date_without_day_orders_before_those_with_one(tagger: Tagger) -> None:
    (document,) = law_documents(bribery(dates=LawDates(adopted="1999-04")), tagger)
    assert document["date"] == 19990400


def test_a_law_without_text_is_found_by_its_title(tagger: Tagger) -> None:
    (document,) = law_documents(make_law(provisions=()), tagger)
    assert document["title_exact"] == "act on lanterns 7 1999 loi sur les lanternes"
    assert "text" not in document


def test_what_is_missing_is_left_out(tagger: Tagger) -> None:
    law = make_law(dates=LawDates(), provisions=(Provision("a", "", "", "x", "en"),))
    (document,) = law_documents(law, tagger)
    assert not {"year", "date", "uncac", "tags", "heading", "ancestors"} & set(document)


def test_a_collection_is_indexed_whole_and_published(
    collection: Collection, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    report = index_collection(
        collection,
        EmbeddedWriter(tmp_path),
        home=tmp_path,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert (report.laws, report.documents, report.rejected) == (30, 60, [])
    assert seen[-1] == (30, 30)
    assert EmbeddedReader(tmp_path).status().release == report.release


def test_worker_processes_build_the_same_index(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Remembering(EmbeddedWriter):
        documents: list[Document]

        def write(self, release: str, documents: Iterable[Document], **_: object) -> WriteReport:
            self.documents = list(documents)
            return super().write(release, self.documents)

    here, workers = Remembering(tmp_path), Remembering(tmp_path)
    build_release(collection, here, home=tmp_path)
    monkeypatch.setattr(build, "CHARACTERS_WORTH_WORKERS", 0)
    build_release(collection, workers, home=tmp_path, workers=2)
    assert workers.documents == here.documents


def test_an_empty_collection_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match="corpora import"):
        index_collection(open_collection(tmp_path), EmbeddedWriter(tmp_path), home=tmp_path)


def test_a_failure_leaves_the_live_index_as_it_is(collection: Collection, tmp_path: Path) -> None:
    writer = EmbeddedWriter(tmp_path)
    index_collection(collection, writer, home=tmp_path)
    before = EmbeddedReader(tmp_path).status()

    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_collection(collection, writer, home=tmp_path, whole=True, progress=interrupt)
    assert EmbeddedReader(tmp_path).status() == before
    assert EmbeddedReader(tmp_path).search(SearchPlan()).total_laws == 30
