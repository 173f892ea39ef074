"""Jurisdictions side by side, over a small library of invented laws."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.protocol import EngineUnavailable, IndexReader
from indexer.penalties import Penalty, PenaltyKind
from indexer.pipeline import index_collection
from mappings.elements import elements, elements_of
from mappings.records import Decision, Law, LawDates, LawStatus, Provision, Verdict
from mappings.taxonomy import UNCAC
from search_app import create_app
from search_app.query.comparison import parse_comparison
from search_app.services.elements import Finding, Read, aligned
from search_app.services.penalties import amount
from tests.corpora.laws import make_law

HOSTILE = "<script>alert(1)</script>\x07\x0b"
REST = Provision("rest", "Section 9", "", "The lantern stands in the harbour. " * 2_000, "en")


def law(code: str, *provisions: Provision, **more: object) -> Law:
    place = code[:3].upper()
    settings: dict[str, object] = {
        "title": "Penal Code", "titles": {}, "jurisdiction": place, "kind": "code",
        "source_path": f"{code}.md", "provisions": provisions, "language": provisions[0].language,
        "dates": LawDates(adopted="2001-02-03"), "warnings": (), **more,
    }  # fmt: skip
    return make_law(code, **settings)  # type: ignore[arg-type]


def trading(path: str, label: str, more: str = "", language: str = "en") -> Provision:
    texts = {
        "en": "Any person who promises, directly or indirectly, a bribe to a public official who "
        "trades in influence, so that he abuses his real or supposed influence, is liable to "
        f"imprisonment for four years. {more}",
        "fr": "Le fait, par quiconque, de solliciter des dons pour abuser de son influence réelle "
        f"ou supposée : trafic d'influence. Est puni de cinq ans d'emprisonnement. {more}",
        "ar": f"المتاجرة بالنفوذ: كل شخص وعد موظفا عموميا برشوة لاستغلال النفوذ يعاقب بالحبس {more}",
    }
    headings = {"en": "Trading in influence", "fr": "Trafic d'influence", "ar": "استغلال النفوذ"}
    return Provision(path, label, headings[language], texts[language], language)


def laws() -> Iterator[Law]:
    yield law("nor-code", trading("sec_1", "Section 1"), REST)
    yield law("nor-old", trading("sec_1", "Section 4", "Lamps were exempt. " * 900),
              title="Old Penal Code", status=LawStatus.NO_LONGER)  # fmt: skip
    # One text twice: a later version stands for the earlier.
    for year in ("1999", "2015"):
        yield law(f"fra-{year}", trading("art_2", "Article 2", language="fr"), title="Code pénal",
                  dates=LawDates(adopted=f"{year}-01-01"))  # fmt: skip
    yield law("egy-code", trading("art_3", "المادة ٣", language="ar"), title="قانون العقوبات")
    yield law("ken-hostile", trading("sec_5", f"=1+1 {HOSTILE}", f"{HOSTILE} & more"),
              title=f"=cmd|' /C calc'!A0 {HOSTILE}")  # fmt: skip
    treaty = "Each State Party shall consider the promise of an undue advantage to a public " \
        "official that trades in influence, real or supposed, as trading in influence."  # fmt: skip
    yield law("chl-treaty", Provision("art_18", "Article 18", "Trading in influence", treaty, "en"),
              title="Act approving the Convention", kind="act")  # fmt: skip
    yield law("swe-code", REST)
    for number, place in enumerate(("ita", "esp", "prt", "bra")):
        yield law(f"{place}-code", trading("sec_1", f"Section {number}", f"Lamp {place}. " * 30))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[IndexReader, Collection]:
    home: Path = tmp_path_factory.mktemp("compare")
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "", "", ""))
    every = list(laws())
    for one in every:
        collection.put_files(
            [(FileRecord("s", one.source_path, "0" * 64, 1, Outcome.LAW, "", 1), [one])]
        )
    # Whatever the tagger makes of texts so short: these are what the tests are about.
    collection.decisions.add(
        [
            Decision(one.id, one.title, one.jurisdiction, one.provisions[0], UNCAC, "18",
                     Verdict.ADD, "for the test", "Ada", "2026-01-02T03:04:05+00:00")
            for one in every
            if one.id != "swe-code"
        ]
    )  # fmt: skip
    index_collection(collection, EmbeddedWriter(home), home=home)
    return EmbeddedReader(home), collection


@pytest.fixture
def client(library: tuple[IndexReader, Collection]) -> FlaskClient:
    return create_app(*library).test_client()


def page(client: FlaskClient, query: str) -> BeautifulSoup:
    response = client.get(f"/compare?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def columns(found: BeautifulSoup) -> dict[str, str]:
    return {
        one.h3.get_text(): " ".join(one.get_text(" ", strip=True).split())
        for one in found.select(".compared > section")
        if one.h3
    }


def test_provisions_stand_side_by_side_in_the_order_they_were_asked_for(
    client: FlaskClient,
) -> None:
    found = columns(page(client, "about=uncac:18&jurisdiction=FRA&jurisdiction=nor"))
    assert list(found) == ["France", "Norway"]
    assert "Article 2 Trafic d'influence Code pénal · 1 January 2015" in found["France"]
    assert "1999" not in found["France"]
    assert "Tag confirmed by a curator" in found["Norway"]


def test_what_is_no_longer_in_force_comes_last_and_says_so(client: FlaskClient) -> None:
    norway = columns(page(client, "about=uncac:18&jurisdiction=NOR"))["Norway"]
    assert norway.index(" Penal Code · ") < norway.index("Old Penal Code")
    assert "No longer in force" in norway


def test_a_long_text_is_cut_and_leads_to_the_whole(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&jurisdiction=NOR")
    (link,) = [a for a in found.find_all("a") if a.get_text().startswith("The text goes on")]
    assert "/law/nor-old" in str(link["href"])
    assert len(columns(found)["Norway"]) < 14_000


def test_none_is_never_said_without_saying_of_what(client: FlaskClient) -> None:
    found = columns(
        page(client, "about=uncac:18&jurisdiction=SWE&jurisdiction=KEN&jurisdiction=DEU")
    )
    assert "None found by the tagger, though the collection holds the laws" in found["Sweden"]
    assert "The collection holds none of its laws" in found["Germany"]
    lacking = columns(page(client, "about=uncac:23&jurisdiction=KEN"))
    assert "lacks the laws in which one would be: Penal code" in lacking["Kenya"]
    unknown = columns(page(client, "about=theme:judiciary&jurisdiction=SWE"))
    assert unknown == {} or "is not known for this subject" in unknown["Sweden"]


def test_a_treaty_that_a_law_approves_is_called_one(client: FlaskClient) -> None:
    found = columns(page(client, "about=uncac:18&jurisdiction=CHL&jurisdiction=NOR"))
    assert "Text of a treaty that binds States" in found["Chile"]
    assert "Text of a treaty" not in found["Norway"]


def cells(found: BeautifulSoup, element: str) -> list[str]:
    (row,) = [
        one
        for one in found.select(".elements tbody tr")
        if element in one.select("th")[0].get_text()
    ]
    return [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all("td")]


def test_elements_are_aligned_and_what_is_not_found_is_said(client: FlaskClient) -> None:
    found = page(
        client, "about=uncac:18&jurisdiction=NOR&jurisdiction=FRA&jurisdiction=EGY&jurisdiction=SWE"
    )
    promise = cells(found, "Promising")
    assert promise[0] == "promises"
    assert promise[1] == "not found in the text"
    assert promise[3] == "no text"
    assert cells(found, "Soliciting")[1] == "solliciter"
    assert "elsewhere in its laws?" in cells(found, "Legal persons")[0]
    absent = {
        one.dt.get_text(): one.dd.get_text()
        for one in found.select(".absences > div")
        if one.dt and one.dd
    }
    assert "Promising" in absent["France"]
    assert "Sweden" not in absent


def test_every_quote_leads_to_its_words_in_the_text(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&jurisdiction=NOR&jurisdiction=FRA&jurisdiction=EGY")
    links = found.select(".elements q")
    assert len(links) > 10
    for quote in links:
        assert quote.parent
        (mark,) = found.select(f"[id='{str(quote.parent['href'])[1:]}']")
        assert quote.get_text() in " ".join(mark.get_text().split())
    assert {str(one["class"]) for one in found.select(".compared .said")} >= {"['said', 'who']"}


def test_penalties_are_normalised_and_lead_to_their_words(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&jurisdiction=FRA&jurisdiction=NOR&jurisdiction=SWE")
    (row,) = [one for one in found.select("tbody tr") if "Imprisonment" in one.get_text()]
    france, norway, sweden = row.find_all("td")
    assert "up to 5 years" in france.get_text()
    assert "4 years" in norway.get_text()
    assert sweden.get_text(strip=True) == "no text"
    link = france.find("a")
    assert link
    (mark,) = found.select(f"[id='{str(link['href'])[1:]}']")
    assert mark.get_text() == "cinq ans d'emprisonnement"
    assert "penalty" in mark["class"]


@pytest.mark.parametrize(
    ("least", "most", "unit", "currency", "words"),
    [
        (None, 5.0, "years", "", "up to 5 years"),
        (1.5, 4.5, "years", "", "1 year 6 months to 4 years 6 months"),
        (4.0, 6.0, "years", "", "4 to 6 years"),
        (0.0833, None, "years", "", "1 month or more"),
        (0.0274, 0.0274, "years", "", "10 days"),
        (None, 500_000.0, "currency", "EUR", "up to 500\u202f000 EUR"),
        (2.0, 3.0, "times", "", "2 to 3 times the amount"),
        (None, 90.0, "penalty-units", "", "up to 90 penalty units"),
        (None, None, "", "", "threatened, without an amount"),
    ],
)
def test_amounts_are_said_in_words(
    least: float | None, most: float | None, unit: str, currency: str, words: str
) -> None:
    assert amount(Penalty(PenaltyKind.FINE, least, most, unit, currency, 0, 1, "x")) == words


def test_likeness_is_of_texts_in_one_language(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&jurisdiction=NOR&jurisdiction=ITA&jurisdiction=FRA")
    rows = [one.get_text(" ", strip=True) for one in found.select(".likeness tbody tr")]
    assert len(rows) == 1
    assert rows[0].startswith("Norway, Section") and " – Italy, " in rows[0]
    none = page(client, "about=uncac:18&jurisdiction=NOR&jurisdiction=FRA")
    assert "different languages, which are not compared" in none.get_text()


def test_a_legal_system_or_region_stands_for_its_jurisdictions_a_page_at_a_time(
    client: FlaskClient,
) -> None:
    first = page(client, "about=uncac:18&legal_system=civil-law&region=")
    assert len(columns(first)) == 6
    link = first.select_one("a[rel~=next]")
    assert link
    second = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
    assert not set(columns(first)) & set(columns(second))
    assert "Chile" in [*columns(first), *columns(second)][-1:], (
        "a treaty is no provision of a State"
    )
    europe = page(client, "about=uncac:18&region=Europe")
    assert {"France", "Norway", "Italy"} <= set(columns(europe))
    nowhere = page(client, "about=uncac:18&region=Polynesia")
    assert "No jurisdiction there has a provision" in nowhere.get_text()


def test_the_permalink_names_what_is_shown(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&region=Northern+Europe&page=1&x=y")
    address = "/compare?about=uncac%3A18&jurisdiction=NOR"
    assert found.find("a", href=f"http://localhost{address}")
    assert columns(page(client, address.partition("?")[2])) == columns(found)


def test_columns_are_put_first_and_left_out(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&region=Southern+Europe")
    places = list(columns(found))
    assert len(places) == 3

    def followed(text: str, place: str) -> list[str]:
        (link,) = [a for a in found.find_all("a") if a.get_text() == f"{text}: {place}"]
        return list(columns(page(client, str(link["href"]).partition("?")[2])))

    assert followed("Put first", places[2]) == [places[2], *places[:2]]
    assert followed("Leave out", places[0]) == places[1:]


def test_coverage_leads_to_the_comparison_of_its_part(client: FlaskClient) -> None:
    coverage = BeautifulSoup(
        client.get("/coverage?columns=III&region=Southern+Europe").text, "lxml"
    )
    address = "/compare?about=uncac%3A18&region=Southern+Europe"
    link = coverage.find("a", href=address)
    assert link and link.get_text() == "3"
    assert len(columns(page(client, address.partition("?")[2]))) == 3


def test_the_form_offers_what_has_provisions_and_counts_them(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18")
    assert found.select_one("option[value='uncac:18'][selected]")
    chips = {one.get_text(" ", strip=True) for one in found.select(".chips a")}
    assert "Northern Europe 1" in chips
    box = found.find("input", value="FRA")
    assert box and box.parent and box.parent.get_text(" ", strip=True) == "France 2"
    empty = page(client, "")
    assert not empty.select(".compared, .chips")
    for control in found.select("input:not([type=hidden]), select"):
        assert found.find("label", attrs={"for": control["id"]})


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("about=uncac:99", "is no subject that laws are tagged with"),
        ("about=<b>&jurisdiction=NOR", "is no subject"),
        ("about=uncac:18&about=uncac:15&jurisdiction=NOR", "One subject is compared at a time"),
        ("about=uncac:18&jurisdiction=Atlantis&jurisdiction=%00%FF", "left out: “Atlantis”, “"),
        ("about=uncac:18&region=Mars", "“Mars” is not known"),
        ("about=uncac:18&jurisdiction=NOR&page=-3", "There is no such page"),
        ("about=uncac:18&jurisdiction=NOR&page=99999999999999999999", "There is no such page"),
        ("about=uncac:18&jurisdiction=NOR&region=Europe", "the region and the legal system are"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(client: FlaskClient, query: str, note: str) -> None:
    notes = " ".join(one.get_text() for one in page(client, query).select("[role=status]"))
    assert note in notes
    assert "<b>" not in str(page(client, query).select("[role=status]"))


def test_more_jurisdictions_than_a_page_holds_go_on_on_the_next(client: FlaskClient) -> None:
    many = "".join(
        f"&jurisdiction={c}" for c in ("NOR", "FRA", "EGY", "ITA", "ESP", "PRT", "BRA") * 90
    )
    found = page(client, f"about=uncac:18{many}")
    assert len(columns(found)) == 6
    assert "7 jurisdictions are chosen: 6 stand on a page" in found.get_text()
    assert list(columns(page(client, f"about=uncac:18{many}&page=7"))) == ["Brazil"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["about", "jurisdiction", "region", "legal_system", "page", "x"]),
            st.one_of(st.text(), st.sampled_from(["uncac:18", "NOR", "Europe", "civil-law", "2"])),
        )
    )
)
def test_any_parameters_make_a_request_that_is_written_and_read_again(
    given_parameters: list[tuple[str, str]],
) -> None:
    asked = parse_comparison(given_parameters)
    again = parse_comparison(asked.parameters())
    assert again.parameters() == asked.parameters()
    assert (again.about, again.places, again.page) == (asked.about, asked.places, asked.page)


@given(
    st.lists(
        st.sampled_from(["promises", "gives", "influence", "fine of 5 dollars", "<b>&", "\n", " "])
    ).map("".join)
)
def test_marked_texts_keep_every_letter(text: str) -> None:
    wanted = tuple(element.name for element in elements_of(UNCAC, "18"))
    read = Read.of(text, "en", wanted)
    shown = [unescape(re.sub("<[^>]*>", "", str(one))) for one in read.paragraphs("x")]
    assert shown == [line for line in text.split("\n") if line.strip()]


def test_what_has_no_terms_in_a_language_was_not_looked_for() -> None:
    (row,) = aligned([elements()["promise"]], [[Read("lamp", "qu")]])
    assert row.cells[0].finding is Finding.NOT_SOUGHT


def test_hostile_texts_are_texts(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&jurisdiction=KEN&jurisdiction=NOR")
    assert "alert(1)" in found.get_text()
    assert all(script.get("src") for script in found.find_all("script"))


SIX = "about=uncac:18" + "".join(
    f"&jurisdiction={c}" for c in ("NOR", "FRA", "EGY", "KEN", "SWE", "CHL")
)


def document(client: FlaskClient, query: str) -> DocumentObject:
    response = client.get(f"/compare.docx?{query}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    return Document(io.BytesIO(response.data))


def test_a_document_has_texts_elements_and_citations_with_permalinks(client: FlaskClient) -> None:
    found = document(client, SIX)
    section = found.sections[0]
    assert section.page_width > section.page_height
    provisions, table, penalties = found.tables
    assert [cell.text for cell in provisions.rows[0].cells][:2] == ["Norway", "France"]
    assert "trades in influence" in provisions.rows[1].cells[0].text
    assert "None found by the tagger" in provisions.rows[1].cells[4].text
    assert "None found" not in "".join(cell.text for cell in provisions.rows[2].cells)
    by_element = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert by_element["Promising"][:2] == ["promises", "not found in the text"]
    fines = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in penalties.rows}
    assert fines["Imprisonment"][1] == "up to 5 years"
    text = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert re.search(
        r"\[1\] Penal Code, Section 1 \(Norway, .*2001-02-03.*\), Legal Library, ", text
    )
    links = {one.target_ref for one in found.part.rels.values() if one.is_external}
    assert "http://localhost/provision/nor-code/sec_1" in links
    assert all(link.startswith("http://localhost/") for link in links)
    underlined = [run.text for paragraph in provisions.rows[1].cells[0].paragraphs
                  for run in paragraph.runs if run.underline]  # fmt: skip
    assert "directly or indirectly" in underlined


def test_arabic_stands_from_right_to_left_in_a_document(client: FlaskClient) -> None:
    cell = document(client, SIX).tables[0].rows[1].cells[2]
    (text,) = [one for one in cell.paragraphs if "المتاجرة" in one.text]
    assert text._p.pPr.find(qn("w:bidi")) is not None
    assert all(run.font.rtl for run in text.runs)
    norway = document(client, SIX).tables[0].rows[1].cells[0].paragraphs[0]
    assert norway._p.pPr is None or norway._p.pPr.find(qn("w:bidi")) is None


def table(client: FlaskClient, query: str) -> list[list[str]]:
    response = client.get(f"/compare.csv?{query}")
    assert response.status_code == 200
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))


def test_a_table_has_a_row_for_each_provision_and_says_where_there_is_none(
    client: FlaskClient,
) -> None:
    heads, *rows = table(client, SIX)
    norway = dict(zip(heads, rows[0], strict=True))
    assert norway["Promising"] == "promises"
    assert norway["Soliciting"] == ""
    assert norway["Penalties"].startswith("Imprisonment: ")
    assert norway["Permalink"] == "http://localhost/provision/nor-code/sec_1"
    assert client.get(norway["Permalink"]).status_code == 302
    (sweden,) = [row for row in rows if row[0] == "Sweden"]
    assert "None found by the tagger" in sweden[1]
    (chile,) = [row for row in rows if row[0] == "Chile"]
    assert chile[1] == "Text of a treaty"


def test_hostile_texts_are_inert_in_files(client: FlaskClient) -> None:
    heads, *rows = table(client, SIX)
    cells = [cell for row in rows for cell in row]
    assert any("=cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert not [cell for cell in cells if "\x07" in cell or "\n" in cell]
    text = "".join(c.text for c in document(client, SIX).tables[0].rows[1].cells)
    assert "<script>alert(1)</script>" in text
    assert "\x07" not in text


@pytest.mark.parametrize("extension", ["docx", "csv"])
def test_a_file_of_nothing_says_what_to_do(client: FlaskClient, extension: str) -> None:
    for query in ("", "about=uncac:18", "jurisdiction=NOR", "about=x&jurisdiction=NOR"):
        response = client.get(f"/compare.{extension}?{query}")
        assert response.status_code == 400
        assert "Choose a subject and jurisdictions" in response.text
    empty = client.get(f"/compare.{extension}?about=uncac:18&region=Polynesia")
    assert empty.status_code == 200


def test_a_page_leads_to_its_files(client: FlaskClient) -> None:
    found = page(client, "about=uncac:18&legal_system=civil-law&page=2")
    for name in ("docx", "csv"):
        address = f"/compare.{name}?about=uncac%3A18&legal_system=civil-law&page=2"
        assert found.find("a", href=address)
        assert client.get(address).status_code == 200


def test_the_pages_of_subjects_and_of_related_provisions_lead_here(client: FlaskClient) -> None:
    subject = BeautifulSoup(client.get("/uncac/18").text, "lxml")
    assert subject.find("a", href="/compare?about=uncac%3A18")
    related = BeautifulSoup(client.get("/elsewhere/nor-code/sec_1").text, "lxml")
    (link,) = [a for a in related.find_all("a") if a.get_text() == "Compare side by side"]
    assert "jurisdiction=NOR" in str(link["href"])
    assert len(columns(page(client, str(link["href"]).partition("?")[2]))) == 6
    assert subject.find("nav").find("a", href="/compare")  # type: ignore[union-attr]


def test_without_an_index_the_page_says_so(library: tuple[IndexReader, Collection]) -> None:
    reader = Mock()
    for method in ("search", "tags_of_law", "status", "crossed"):
        getattr(reader, method).side_effect = EngineUnavailable("no index")
    down = create_app(reader, library[1]).test_client()
    response = down.get("/compare?about=uncac:18&jurisdiction=NOR")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
