import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import create_engine, text

from corpora.audit import Actor
from corpora.database import CollectionError
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.reports import Report
from corpora.store import Collection, open_collection
from mappings.records import (
    Decision,
    Dropped,
    Law,
    LawDates,
    PageRange,
    Provision,
    TextQuality,
    Verdict,
)
from tests.corpora.laws import make_law


@pytest.fixture(params=["sqlite", "postgresql"])
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Collection:
    """An empty collection in each kind of database."""
    url = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_url")
        name = f"test_{uuid.uuid4().hex}"
        admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        url = server.format(name=name)
    opened = open_collection(tmp_path, url)
    opened.put_source(SourceRecord("s", "CC0-1.0", "here", "", demonstration=True))
    return opened


def record(path: str, outcome: Outcome = Outcome.LAW, reason: str = "") -> FileRecord:
    return FileRecord("s", path, "0" * 64, 10, outcome, reason, 1)


def put(collection: Collection, *laws: Law) -> None:
    collection.put_files([(record(law.source_path), [law]) for law in laws])


def test_a_law_comes_back_as_it_went_in(collection: Collection) -> None:
    law = make_law()
    put(collection, law)
    assert collection.law(law.id) == law


def test_laws_that_lack_text_of_their_file_are_listed_with_what_they_lack(
    collection: Collection,
) -> None:
    dropped = Dropped(1000, 300, 20, {"menus": 100}, ("A clause that is not there",))
    law = make_law("one", dropped=dropped)
    put(collection, law, make_law("two", source_path="two.md", dropped=Dropped(1000, 5)))
    (loss,) = collection.losses()
    assert (loss.law_id, loss.path, loss.dropped) == ("one", "one.md", dropped)
    assert loss.dropped.share == pytest.approx(1 / 3), "of what was not left out on purpose"
    assert collection.law("one") == law


def test_an_unknown_law_is_none(collection: Collection) -> None:
    assert collection.law("nowhere") is None


def test_files_with_pages_that_need_ocr_are_known(collection: Collection) -> None:
    scan = (PageRange(1, 2, TextQuality.DIGITAL), PageRange(3, 9, TextQuality.IMAGE))
    tried = make_law("three", source_path="tried.pdf", pages=scan, warnings=("tried by A",))
    put(collection, make_law("one", source_path="scan.pdf", pages=scan), make_law("two"), tried)
    assert collection.files_that_need_ocr("s", "tried by A") == {"scan.pdf"}
    assert collection.files_that_need_ocr("s", "tried by B") == {"scan.pdf", "tried.pdf"}
    assert collection.files_that_need_ocr("other", "tried by A") == frozenset()


def test_storing_a_file_again_replaces_its_laws(collection: Collection) -> None:
    put(collection, make_law("one"))
    put(collection, make_law("two"))
    assert collection.law("one") is None
    assert [law_id for law_id, _ in collection.law_sizes()] == ["two"]


def test_a_file_that_gives_no_law_any_more_takes_its_law_along(collection: Collection) -> None:
    put(collection, make_law("one"))
    collection.put_files([(record("one.md", Outcome.FAILED, "empty"), ())])
    assert collection.law("one") is None
    assert [problem.reason for problem in collection.problems()] == ["empty"]


def test_provisions_are_found_by_id_and_unknown_ones_left_out(collection: Collection) -> None:
    law = make_law()
    put(collection, law)
    wanted = f"{law.id}/chp_1__sec_2"
    assert collection.provisions([wanted, f"{law.id}/none", "none/none"]) == {
        wanted: law.provisions[1]
    }


def test_a_law_is_had_without_its_text_and_it_is_known_when_it_was_read(
    collection: Collection,
) -> None:
    law = make_law()
    put(collection, law)
    assert collection.law_without_text(law.id) == replace(law, provisions=())
    assert collection.law_without_text("none") is None
    read_at = datetime.fromisoformat(collection.summaries([law.id])[law.id].read_at)
    assert abs(datetime.now(UTC) - read_at) < timedelta(hours=1)


def test_more_ids_than_a_statement_takes_parameters_are_found(collection: Collection) -> None:
    laws = [make_law(f"law-{n}", source_path=f"{n}.md") for n in range(1000)]
    put(collection, *laws)
    assert len(collection.summaries(law.id for law in laws)) == 1000
    assert len(collection.provisions(f"{law.id}/chp_1__sec_1" for law in laws)) == 1000
    assert sum(1 for _ in collection.laws(law.id for law in laws)) == 1000


def test_every_change_gives_the_collection_another_state(collection: Collection) -> None:
    seen = [collection.state()]
    assert collection.state() == seen[0]
    for change in (
        lambda: put(collection, make_law()),
        lambda: put(collection, make_law()),
        lambda: collection.mark_gone("s", ["one.md"]),
        lambda: collection.mark_present("s", ["one.md"]),
        lambda: collection.put_source(SourceRecord("s", "", "", "")),
    ):
        change()
        seen.append(collection.state())
    assert len(set(seen)) == len(seen)


def test_statistics_count_laws_by_what_they_are(collection: Collection) -> None:
    put(
        collection,
        make_law("one"),
        make_law("two", source_path="2.md", jurisdiction="FRA", language="fr", provisions=()),
    )
    found = collection.statistics()
    assert (found.laws, found.provisions, found.sources) == (2, 2, 1)
    assert found.by_jurisdiction == {"NOR": 1, "FRA": 1}
    assert found.by_language == {"en": 1, "fr": 1}
    assert found.by_year == {1999: 2}
    assert found.by_outcome == {"law": 2}
    assert found.demonstration


def test_one_real_source_makes_the_collection_no_demonstration(collection: Collection) -> None:
    collection.put_source(SourceRecord("real", "", "", ""))
    assert not collection.statistics().demonstration


def test_an_empty_collection_has_statistics(tmp_path: Path) -> None:
    found = open_collection(tmp_path).statistics()
    assert (found.laws, found.provisions, found.demonstration) == (0, 0, False)


def test_the_newest_laws_come_first_and_undated_ones_not_at_all(collection: Collection) -> None:
    put(
        collection,
        make_law("old", source_path="a", dates=LawDates(adopted="1980")),
        make_law("new", source_path="b", dates=LawDates(published="2021-02-03")),
        make_law("undated", source_path="c", dates=LawDates(version="2024-01-01")),
    )
    assert [law.id for law in collection.newest(5)] == ["new", "old"]


def test_the_holdings_of_a_jurisdiction_are_its_own(collection: Collection) -> None:
    put(
        collection,
        make_law("one", source_path="1", kind="code", dates=LawDates(adopted="1980")),
        make_law("two", source_path="2", dates=LawDates(adopted="1980-05-06")),
        make_law("three", source_path="3", language="nb", provisions=(), dates=LawDates()),
        make_law("other", source_path="4", jurisdiction="FRA", dates=LawDates(adopted="2022")),
    )
    found = collection.holdings("NOR")
    assert (found.laws, found.provisions) == (3, 4)
    assert list(found.by_kind.items()) == [("act", 2), ("code", 1)]
    assert list(found.by_language.items()) == [("en", 2), ("nb", 1)]
    assert found.by_year == {1980: 2}, "a law without a year is in none"
    assert [law.id for law in collection.newest(1, "NOR")] == ["two"]
    assert collection.holdings("SWE").laws == 0
    assert collection.newest(1, "SWE") == []


def test_a_provision_keeps_every_character_of_its_text(collection: Collection) -> None:
    words = "«الرشوة» 受贿 \U0001f4dc\nsecond paragraph\t'; DROP TABLE law; --"
    law = make_law(provisions=(Provision("a", "", "", words, "und"),))
    put(collection, law)
    assert collection.law(law.id) == law


def test_a_source_comes_back(collection: Collection) -> None:
    assert collection.source("s") == SourceRecord("s", "CC0-1.0", "here", "", demonstration=True)
    assert collection.source("none") is None


def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"legal_library:\*\*\*@127.0.0.1") as caught:
        open_collection(tmp_path, "postgresql+psycopg://legal_library:hush@127.0.0.1:1/nothing")
    assert "hush" not in str(caught.value)


def test_a_home_that_is_a_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CollectionError, match="LEGAL_LIBRARY_HOME"):
        open_collection(tmp_path / "file")


def test_raw_bytes_are_kept_once_under_their_hash(collection: Collection) -> None:
    first = collection.raw.add(b"bytes")
    assert collection.raw.add(b"bytes") == first
    assert collection.raw.read(first) == b"bytes"
    files = [path for path in collection.raw.root.rglob("*") if path.is_file()]
    assert files == [collection.raw.path(first)]


def test_a_changed_law_keeps_its_earlier_versions(collection: Collection) -> None:
    first = make_law(provisions=(Provision("a", "Article 1", "", "Old.", "en", ("Part I",)),))
    second = make_law(provisions=(Provision("a", "Article 1", "", "New.", "en"),))
    for law, digit in ((first, "1"), (second, "2"), (second, "2")):
        changed = FileRecord("s", law.source_path, digit * 64, 10, Outcome.LAW, "", 1, "https://x/")
        collection.put_files([(changed, [law])])
    assert collection.law(first.id) == second
    (earlier,) = collection.earlier_versions("s", first.source_path)
    assert (earlier.laws, earlier.sha256, earlier.url) == ((first,), "1" * 64, "https://x/")
    assert earlier.imported_at <= earlier.superseded_at


def test_reading_the_same_bytes_better_is_no_new_version(collection: Collection) -> None:
    put(collection, make_law("one"))
    put(collection, make_law("two"))
    assert collection.earlier_versions("s", "one.md") == []


def test_a_file_that_is_gone_is_marked_and_its_law_stays(collection: Collection) -> None:
    law = make_law()
    put(collection, law)
    collection.mark_gone("s", [law.source_path])
    assert collection.known_files("s")[law.source_path].gone_at
    assert collection.law(law.id) == law
    collection.mark_present("s", [law.source_path])
    assert collection.known_files("s")[law.source_path].gone_at is None


def test_laws_are_counted_and_read_by_file(collection: Collection) -> None:
    put(collection, make_law("one", source_path="a.md"), make_law("two", source_path="b.md"))
    assert collection.laws_by_file("s") == {"a.md": 1, "b.md": 1}
    assert [law.id for law in collection.file_laws("s", "b.md")] == ["two"]


def test_decisions_come_back_in_their_order_and_none_replaces_another(
    collection: Collection,
) -> None:
    law = make_law()
    made = [
        Decision(law.id, law.title, "NOR", law.provisions[1], "uncac", "15", verdict, "“so”", "Ada",
                 "2026-01-02T03:04:05+00:00")
        for verdict in (Verdict.REJECT, Verdict.CONFIRM, Verdict.REJECT)
    ]  # fmt: skip
    collection.decisions.add(made[:2])
    collection.decisions.add(made[2:])
    assert collection.decisions.all() == made
    assert collection.decisions.of_laws(["none", law.id]) == {law.id: made}


def test_a_law_can_be_read_in_parts_and_without_its_text(collection: Collection) -> None:
    law = make_law(
        provisions=tuple(Provision(f"s_{n}", f"{n}", "", f"text {n}", "en") for n in range(5))
    )
    put(collection, law)
    assert collection.outline(law.id) == tuple(replace(one, text="") for one in law.provisions)
    assert collection.provisions_between(law.id, 1, 3) == law.provisions[1:3]
    assert collection.provisions_between(law.id, 4, 99) == law.provisions[4:]
    assert collection.outline("nowhere") == collection.provisions_between("nowhere", 0, 9) == ()


def test_a_law_whose_file_gives_another_is_remembered_until_it_is_back(
    collection: Collection,
) -> None:
    one, other = make_law("nor-one"), make_law("nor-other")
    put(collection, one)
    assert collection.former_law("nor-one") is None
    put(collection, other)
    former = collection.former_law("nor-one")
    assert former and (former.source_id, former.path) == ("s", "one.md")
    assert collection.ids_of_file("s", "one.md") == ["nor-other"]
    collection.put_files([(record("one.md", Outcome.FAILED, "broken"), [])])
    assert collection.former_law("nor-other") and collection.ids_of_file("s", "one.md") == []
    put(collection, one)
    assert collection.former_law("nor-one") is None and collection.former_law("nor-other")


def test_reports_wait_until_they_are_done(collection: Collection) -> None:
    report = Report("nor-act", "Act", "sec_1", "a passage", "a word is missing")
    collection.reports.add(report)
    collection.reports.add(replace(report, path=""))
    first, second = collection.reports.all()
    assert (first.report, first.done_at) == (report, None)
    assert collection.reports.close([first.key, first.key + 100], Actor("ada"), "Mended.") == 1
    assert collection.reports.close([first.key], Actor("ada")) == 0
    assert collection.reports.all() == [second]
    assert [one.done_at is None for one in collection.reports.all(waiting=False)] == [False, True]


def read(collection: Collection, day: int, *laws: Law, digit: str = "0") -> None:
    """Reads a file of these bytes on a day, with these laws."""
    with patch("corpora.store.utc_now", return_value=f"2026-01-{day:02}T00:00:00+00:00"):
        found = FileRecord("s", laws[0].source_path, digit * 64, 10, Outcome.LAW, "", 1)
        collection.put_files([(found, laws)])


def days(collection: Collection) -> dict[str, int]:
    """The day on which the text of each law came, the last one first."""
    laws = collection.latest(10)
    since = collection.since([*laws, "nowhere"])
    assert set(since) == set(laws)
    return {law_id: int(since[law_id][8:10]) for law_id in laws}


def with_text(law: Law, text: str) -> Law:
    return replace(law, provisions=(replace(law.provisions[0], text=text),))


def test_a_law_that_is_read_again_is_no_news(collection: Collection) -> None:
    old, new = make_law("old", source_path="old.md"), make_law("new", source_path="new.md")
    read(collection, 1, old)
    read(collection, 2, new)
    for day, better in ((3, "Light them all."), (4, "Light them")):
        read(collection, day, with_text(old, better))
        assert list(days(collection).items()) == [("new", 2), ("old", 1)], "read differently"
    assert collection.latest(1) == ["new"]


def test_a_law_is_news_when_its_words_change_and_not_when_its_file_does(
    collection: Collection,
) -> None:
    one, two = make_law("one"), make_law("two")
    read(collection, 1, one, two)
    read(collection, 2, one, with_text(two, "Put them out."), digit="1")
    assert days(collection) == {"two": 2, "one": 1}
    read(collection, 3, one, with_text(two, " Put  them\nout."), digit="2")
    assert days(collection) == {"two": 2, "one": 1}, "white space is no text"
    read(collection, 4, one, two, make_law("three"), digit="3")
    assert list(days(collection).items()) == [("three", 4), ("two", 4), ("one", 1)]


def test_what_could_not_be_read_before_is_news_and_another_id_is_none(
    collection: Collection,
) -> None:
    scan = make_law("scan", provisions=())
    read(collection, 1, scan)
    read(collection, 2, scan)
    assert days(collection) == {"scan": 1}
    read(collection, 3, make_law("scan"))
    assert days(collection) == {"scan": 3}
    read(collection, 4, make_law("scan-2026"))
    assert days(collection) == {"scan-2026": 3}
    read(collection, 5, make_law("scan-2026"), make_law("annex"))
    assert days(collection) == {"annex": 5, "scan-2026": 3}
