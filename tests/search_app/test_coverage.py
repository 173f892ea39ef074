"""What the collection can tell and what not, on the small library and on made-up counts."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.protocol import IndexReader, IndexStatus
from indexer.pipeline import index_collection
from legal_library import main
from mappings.records import Provision
from search_app import create_app
from search_app.services.coverage import CoverageService, Finding, finding_in_words
from search_app.services.coverage_table import COLUMN_SETS
from search_app.services.plain import one_line
from search_app.services.sheet import csv_text
from tests.corpora.laws import make_law


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole penal code of Norway with one offence of bribery, and an excerpt of Kenya's."""
    home = tmp_path_factory.mktemp("coverage")
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "", "", ""))
    bribery = Provision(
        "sec_1", "Section 1", "Bribery of a public official", "A public official who accepts a bribe"
        " commits bribery of a public official and is liable to imprisonment.", "en")  # fmt: skip
    rest = Provision("sec_2", "Section 2", "", "The lantern stands in the harbour. " * 2_000, "en")
    for place, provisions in {"NOR": (bribery, rest), "KEN": (bribery,)}.items():
        law = make_law(
            place.lower(), title="Penal Code", titles={}, jurisdiction=place, kind="code",
            source_path=f"{place}.md", provisions=provisions,
        )  # fmt: skip
        record = FileRecord("s", law.source_path, "0" * 64, 1, Outcome.LAW, "", 1)
        collection.put_files([(record, [law])])
    index_collection(collection, EmbeddedWriter(home), home=home)
    return home


def test_none_found_is_said_only_where_the_law_that_would_hold_it_is_there(home: Path) -> None:
    coverage = CoverageService(EmbeddedReader(home)).coverage()
    said = {
        (place, article): coverage.cell(place, "uncac", article).finding
        for place in ("NOR", "KEN", "FRA")
        for article in ("15", "20", "23")
    }
    some, none, unknown = Finding.PROVISIONS, Finding.NONE_FOUND, Finding.NOT_IN_COLLECTION
    assert said == {
        ("NOR", "15"): some, ("NOR", "20"): none, ("NOR", "23"): unknown,
        ("KEN", "15"): some, ("KEN", "20"): unknown, ("KEN", "23"): unknown,
        ("FRA", "15"): unknown, ("FRA", "20"): unknown, ("FRA", "23"): unknown,
    }  # fmt: skip
    cell = coverage.cell("KEN", "uncac", "20")
    assert finding_in_words(cell) == "not in the collection (lacks: Penal code)"
    assert coverage.cell("NOR", "crime-type", "corruption").provisions == 1


def test_invented_states_are_left_out_where_none_of_their_laws_is_held(home: Path) -> None:
    places = CoverageService(EmbeddedReader(home)).coverage().jurisdictions()
    assert "FRA" in places
    assert "XAL" not in places


def test_it_is_computed_once_a_release() -> None:
    class Counting:
        release, asked = "one", 0

        def status(self) -> IndexStatus:
            return IndexStatus("x", self.release, 0, 0, 0)

        def crossed(self, rows: str, columns: str) -> Mapping[str, Mapping[str, int]]:
            self.asked += 1
            return {}

    reader = Counting()
    service = CoverageService(reader)  # type: ignore[arg-type]
    first = service.coverage()
    asked = reader.asked
    assert service.coverage() is first
    assert reader.asked == asked
    reader.release = "two"
    assert service.coverage().release == "two"


@pytest.fixture
def client(home: Path) -> FlaskClient:
    reader: IndexReader = EmbeddedReader(home)
    return create_app(reader, open_collection(home)).test_client()


def table(client: FlaskClient, query: str = "") -> BeautifulSoup:
    response = client.get(f"/coverage{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def row(page: BeautifulSoup, name: str) -> list[str]:
    (found,) = [one for one in page.select("tbody tr") if one.th and one.th.get_text() == name]
    return [cell.get_text(strip=True) for cell in found.find_all("td")]


def test_the_page_shows_a_chapter_of_a_region_and_leads_to_the_texts(client: FlaskClient) -> None:
    page = table(client, "?columns=III&region=Northern+Europe")
    heads = [head.get_text() for head in page.select("thead th")]
    norway = dict(zip(heads[1:], row(page, "Norway"), strict=True))
    assert norway["15"] == "1"
    assert norway["20"] == "none"
    assert norway["23"] == "?"
    link = page.select_one(".places td.h1 a")
    assert link
    assert link["href"] == "/search?uncac=15&jurisdiction=NOR"
    assert "1 provision in 1 law" in client.get(str(link["href"])).text
    laws = page.select_one("a[href='/search?jurisdiction=NOR&subject=penal-code']")
    assert laws
    assert "2 provisions in 1 law" in client.get(str(laws["href"])).text
    assert row(page, "Sweden") == ["", "? no law of it is in the collection"]


def test_the_table_is_one_that_can_be_read_out(client: FlaskClient) -> None:
    page = table(client)
    assert page.select_one("table caption")
    assert all(head.get("scope") == "col" for head in page.select("thead th"))
    assert all(one.find("th", attrs={"scope": "row"}) for one in page.select("tbody tr"))
    assert page.select_one(".legend")
    for control in page.select("select"):
        assert page.find("label", attrs={"for": control["id"]})


def test_the_jurisdictions_of_each_finding_are_counted_by_column(client: FlaskClient) -> None:
    page = table(client, "?columns=III&region=Northern+Europe")
    places = len(page.select(".places tr"))
    heads = [head.get_text() for head in page.select("thead th")]
    for article, counts in {"15": ["1", "0"], "20": ["0", "1"], "23": ["0", "0"]}.items():
        column = [row.find_all(["th", "td"])[heads.index(article)] for row in page.select(".total")]
        assert [cell.get_text() for cell in column[:2]] == counts
        assert sum(int(cell.get_text()) for cell in column) == places


def test_rows_are_those_of_a_region_a_legal_system_and_a_level(client: FlaskClient) -> None:
    def places(query: str) -> set[str]:
        return {one.get_text() for one in table(client, query).select(".places th")}

    nordic = places("?region=Northern+Europe&legal_system=common-law")
    assert "United Kingdom of Great Britain and Northern Ireland" in nordic
    assert "Norway" not in nordic
    assert places("?region=Europe") > places("?region=Northern+Europe")
    assert "Norway" in places("?hdi=very-high") and "Kenya" not in places("?hdi=very-high")
    nothing = table(client, "?region=Polynesia&legal_system=religious-law")
    assert "No jurisdiction is all of this" in nothing.get_text()


def test_a_heading_sorts_the_rows_and_says_so(client: FlaskClient) -> None:
    page = table(client, "?region=Africa")
    names = [one.get_text() for one in page.select(".places th")]
    assert names[0] == "Algeria"
    heading = page.find("a", string="15")
    assert heading
    page = table(client, str(heading["href"]).partition("/coverage")[2])
    assert [one.get_text() for one in page.select(".places th")][0] == "Kenya"
    assert [one.get_text() for one in page.select("thead [aria-sort]")] == ["15"]
    assert {one.get_text() for one in page.select(".places th")} == set(names)


def test_other_treaties_themes_and_issues_are_columns_as_well(client: FlaskClient) -> None:
    page = table(client, "?columns=untoc")
    assert "8" in [head.get_text() for head in page.select("thead th")]
    assert "1" not in [head.get_text() for head in page.select("thead th")], "nothing can be said"
    assert dict(zip(heads(page)[1:], row(page, "Norway"), strict=True))["8"] == "1"
    for columns in COLUMN_SETS:
        page = table(client, f"?columns={columns}")
        chosen = page.select_one("#columns option[selected]")
        assert chosen and chosen["value"] == columns
    assert "none" not in {cell.get_text() for cell in table(client, "?columns=theme").select("td")}


def test_the_table_as_csv_says_the_same(client: FlaskClient) -> None:
    page = table(client, "?region=Northern+Europe")
    link = page.select_one("a[href^='/coverage.csv']")
    assert link
    response = client.get(str(link["href"]))
    assert response.mimetype == "text/csv"
    assert "coverage-III-Northern-Europe.csv" in response.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    found = {(line["jurisdiction"], line["code"]): line for line in lines}
    assert found["NOR", "15"]["provisions"] == "1"
    assert found["NOR", "20"]["finding"] == "none-found"
    assert found["NOR", "23"]["lacks"] == "Anti-money-laundering act"
    assert {line["finding"] for line in lines if line["jurisdiction"] == "SWE"} == {
        "not-in-collection"
    }


@given(st.text(st.characters(codec=None), max_size=30))
def test_no_cell_is_a_formula_or_breaks_its_line(text: str) -> None:
    (line,) = csv.reader(io.StringIO(csv_text([[text, 7]]).removeprefix("\ufeff")))
    assert line[1] == "7"
    assert not line[0].startswith(("=", "+", "-", "@"))
    assert line[0].removeprefix("'") == one_line(text) or line[0] == one_line(text)


def heads(page: BeautifulSoup) -> list[str]:
    return [head.get_text() for head in page.select("thead th")]


@pytest.mark.parametrize(
    "query",
    ["?columns=IX&region=Atlantis", "?columns=crime-type", "?region=%00", "?columns=<script>"],
)
def test_unknown_parts_of_the_table_count_as_none(client: FlaskClient, query: str) -> None:
    assert table(client, query).select("tbody tr")


def test_the_command_tells_the_same(home: Path) -> None:
    environment = {"LEGAL_LIBRARY_HOME": str(home), "ELASTICSEARCH_URL": "", "DATABASE_URL": ""}

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ("coverage", *arguments), env=environment)
        assert result.exit_code == 0, result.output
        return result.stdout

    found = json.loads(run("--jurisdiction", "Kenya", "--article", "20", "--json"))
    (place,) = found["jurisdictions"]
    assert (place["jurisdiction"], place["in_collection"], place["subjects"]) == ("KEN", True, [])
    assert place["cells"] == [
        {"scheme": "uncac", "code": "20", "finding": "not-in-collection", "provisions": 0,
         "missing": [["penal-code"]]}
    ]  # fmt: skip
    text = run("--article", "20")
    assert (
        "Norway (whole laws: Penal code)\n  Art. 20 Illicit enrichment: none found by the tagger"
        in text
    )
    assert "other jurisdictions have no law in the collection" in text
    for wrong in (("--article", "99"), ("--jurisdiction", "Atlantis"), ("--crime-type", "x")):
        result = CliRunner().invoke(main, ("coverage", *wrong), env=environment)
        assert result.exit_code == 2
