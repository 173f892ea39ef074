"""Citations in queries, links between provisions and what cites a provision."""

import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.citations import CitationRow
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.pipeline import index_collection
from mappings.records import Law, LawDates, LawStatus, Provision
from search_app import create_app
from search_app.query.request import SearchRequest
from search_app.services.cited import CitationService
from search_app.services.search import SearchService
from tests.corpora.laws import make_law


def law(identifier: str, place: str, title: str, *provisions: Provision, **values: object) -> Law:
    known: dict[str, object] = {
        "jurisdiction": place,
        "title": title,
        "titles": {},
        "number": "",
        "kind": "code",
        "dates": LawDates(adopted="1990"),
        "identifiers": {},
        "source_path": f"{identifier}.md",
        "warnings": (),
    }
    return make_law(identifier, provisions=provisions, **(known | values))


def article(path: str, label: str, text: str, language: str = "en", *above: str) -> Provision:
    return Provision(path, label, "", text, language, above)


LAWS = [
    law(
        "deu-stgb", "DEU", "Strafgesetzbuch",
        article("para_1", "§ 1", "Wer Laternen löscht, wird nach § 331 bestraft.", "de"),
        article("para_331", "§ 331", "Vorteilsannahme <b>von</b> Laternen, § 1 gilt.", "de"),
        number="StGB", language="de",
    ),
    law("lie-stgb", "LIE", "Strafgesetzbuch (StGB) vom 24. Juni 1987",
        article("para_1", "§ 1", "Laternen.", "de"), article("para_304", "§ 304", "Gut.", "de"),
        language="de"),
    law("deu-other", "DEU", "Laternenverordnung",
        article("para_2", "§ 2", "Es gilt § 331 Abs. 1 StGB, auch § 7 BGB und § 1.", "de"),
        kind="regulation", language="de"),
    law("jpn-keiho", "JPN", "刑法",
        article("art_197", "第百九十七条", "公務員が灯籠を収受したときは、懲役に処する。", "ja"),
        titles={"en": "Penal Code"}, language="ja"),
    law("ken-penal", "KEN", "Penal Code",
        article("sec_5", "5", "Bribery of lanterns."), article("sec_6", "6", "See section 5.")),
    law("ken-old", "KEN", "Penal Code", article("sec_5", "5", "Old lanterns."),
        status=LawStatus.NO_LONGER, dates=LawDates(adopted="1930")),
    law("phl-3019", "PHL", "Republic Act No. 3019 – Anti-Lantern Act",
        article("sec_3", "Section 3", "Corrupt lanterns."), kind="act", number="3019"),
    law("col-3019", "COL", "DECRETO 3019 DE 1946", article("art_3", "Artículo 3", "Faroles.", "es"),
        kind="decree", number="DECRETO-3019-1946", language="es"),
    law("swe-balk", "SWE", "Lyktbalk (1962:700)",
        article("div_1__para_5", "5 §", "Lyktor.", "sv", "1 kap. Om lyktor"),
        article("div_2__para_5", "5 §", "Vekar.", "sv", "2 kap. Om vekar"),
        kind="act", number="1962:700", language="sv"),
    law("cze-zakonik", "CZE", "Zákon trestní zákoník",
        article("para_1", "§ 1", "Lucerny.", "cs"), article("para_2", "§ 2", "Knoty.", "cs"),
        number="40/2009 Sb.", language="cs", identifiers={"eli": "/eli/cz/sb/2009/40/2026-01-01"}),
    law("usa-usc", "USA", "18 U.S.C. § 1956 — Laundering of lanterns",
        article("sec_1956", "§ 1956", "Whoever launders lanterns."), kind="act"),
    law("eue-dir", "EUE", "Directive (EU) 2018/1673 on combating lanterns by criminal law",
        article("art_1", "Article 1", "Lanterns."), article("art_3", "Article 3", "Wicks."),
        kind="other", number="Directive (EU) 2018/1673"),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedReader, Collection]:
    home = tmp_path_factory.mktemp("cited")
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "", "", ""))
    collection.put_files(
        [(FileRecord("s", one.source_path, "0" * 64, 1, Outcome.LAW, "", 1), [one]) for one in LAWS]
    )
    index_collection(collection, EmbeddedWriter(home), home=home)
    return EmbeddedReader(home), collection


@pytest.fixture(scope="module")
def service(built: tuple[EmbeddedReader, Collection]) -> CitationService:
    return CitationService(built[1])


@pytest.fixture
def pages(built: tuple[EmbeddedReader, Collection]) -> FlaskClient:
    return create_app(*built).test_client()


CITATIONS = [
    ("§ 331 StGB", "deu-stgb/para_331"),
    ("StGB 331", "deu-stgb/para_331"),
    ("§ 331 Abs. 1 Satz 2 des Strafgesetzbuches", "deu-stgb/para_331"),
    ("German Strafgesetzbuch § 1", "deu-stgb/para_1"),
    ("§ 1 StGB Liechtenstein", "lie-stgb/para_1"),
    ("Article 197 Penal Code Japan", "jpn-keiho/art_197"),
    ("刑法第197条", "jpn-keiho/art_197"),
    ("刑法第百九十七条第一項", "jpn-keiho/art_197"),
    ("section 5 of the Penal Code", "ken-penal/sec_5"),
    ("Penal Code s 5", "ken-penal/sec_5"),
    ("Sec. 3 RA 3019", "phl-3019/sec_3"),
    ("RA No. 3019, Section 3", "phl-3019/sec_3"),
    ("Decreto 3019 de 1946, artículo 3", "col-3019/art_3"),
    ("2 kap. 5 § lyktbalken", "swe-balk/div_2__para_5"),
    ("5 § lag (1962:700)", "swe-balk/div_1__para_5"),
    ("18 U.S.C. § 1956", "usa-usc/sec_1956"),
    ("18 USC 1956", "usa-usc/sec_1956"),
    ("lyktbalken 2:5", "swe-balk/div_2__para_5"),
    ("刑法197条", "jpn-keiho/art_197"),
    ("https://example.org/eli/cz/sb/2009/40/2020-01-01 § 2", "cze-zakonik/para_2"),
    ("trestní zákoník § 2", "cze-zakonik/para_2"),
    ("CELEX:32018L1673 Article 3", "eue-dir/art_3"),
    ("Article 3(1)(a) of Directive 2018/1673", "eue-dir/art_3"),
    ("http://data.europa.eu/eli/dir/2018/1673/oj", "eue-dir/art_1"),
    ("Republic Act No. 3019 – Anti-Lantern Act", "phl-3019/sec_3"),
    ("Laternenverordnung", "deu-other/para_2"),
]


@pytest.mark.parametrize(("query", "first"), CITATIONS)
def test_the_provision_cited_is_the_first_hit(
    built: tuple[EmbeddedReader, Collection], query: str, first: str
) -> None:
    found = SearchService(*built).search(SearchRequest(q=query))
    assert found.laws[0].provisions[0].id == first
    assert any(note.startswith("Read as a citation") for note in found.notes)


@pytest.mark.parametrize(
    "query",
    ["lanterns", "section 5", "bribery of lanterns", "RA 9999 section 3", "uncac:15", "§", "5", "",
     "section 3 of the Bribery Act", '"Penal Code"~ NOT ((', "Penal lanterns section 5 in gardens"],
)  # fmt: skip
def test_what_is_no_citation_of_a_law_held_is_none(service: CitationService, query: str) -> None:
    assert service.read(query) is None


def test_several_laws_are_listed_with_the_one_in_force_first(service: CitationService) -> None:
    cited = service.read("section 5 of the Penal Code")
    assert cited is not None
    assert cited.provisions == ("ken-penal/sec_5", "ken-old/sec_5")
    assert "2 laws fit" in cited.note()


def test_an_article_that_no_law_has_is_said_and_its_law_is_shown(service: CitationService) -> None:
    cited = service.read("§ 999 Strafgesetzbuch", ["DEU"])
    assert cited is not None
    assert cited.missing
    assert cited.provisions == ("deu-stgb/para_1",)
    assert "no such provision" in cited.note()


def test_a_chosen_country_is_kept_to(service: CitationService) -> None:
    cited = service.read("§ 1 StGB", ["LIE"])
    assert cited is not None
    assert cited.provisions == ("lie-stgb/para_1",)


@pytest.mark.parametrize(
    ("plain", "cited"),
    [("3019 section 3 RA", "No. 3019, Sec. 3 of the RA"), ("331 StGB", "Art. § 331, No. StGB")],
)
def test_small_words_of_citations_cost_no_hit(
    built: tuple[EmbeddedReader, Collection], plain: str, cited: str
) -> None:
    hits = [
        SearchService(*built).search(SearchRequest(q=query)).laws[0].provisions[0].id
        for query in (plain, cited)
    ]
    assert hits[0] == hits[1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "§",
                "331",
                "StGB",
                " ",
                "art. ",
                "Penal",
                "Code",
                "(",
                '"',
                "Japan",
                "No.",
                "刑法",
                "第",
                "条",
            ]
        )
    ).map(" ".join)
)
def test_any_query_is_read(service: CitationService, query: str) -> None:
    cited = service.read(query)
    assert cited is None or (cited.laws and len(cited.laws) == len(cited.provisions))


@pytest.mark.parametrize("query", ["§ 1 " * 90, "Penal Code " * 36, "1 " * 200, "刑" * 400])
def test_long_queries_take_no_time_to_speak_of(service: CitationService, query: str) -> None:
    started = time.process_time()
    service.read(query)
    assert time.process_time() - started < 5


def test_citations_are_links_and_the_text_stays_text(pages: FlaskClient) -> None:
    page = BeautifulSoup(pages.get("/law/deu-stgb").text, "lxml")
    provision = page.find(id="para_331")
    assert provision is not None
    assert [link["href"] for link in provision.select("a.cites")] == ["#para_1"]
    assert "<b>von</b> Laternen" in provision.get_text()
    other = BeautifulSoup(pages.get("/law/deu-other").text, "lxml")
    links = [(link.get_text(), link["href"]) for link in other.select("a.cites")]
    assert links == [("§ 331", "/provision/deu-stgb/para_331")]


def test_a_provision_says_what_cites_it(pages: FlaskClient) -> None:
    page = BeautifulSoup(pages.get("/law/deu-stgb").text, "lxml")
    link = page.select_one("#para_331 a[href^='/citing/']")
    assert link is not None
    assert link.get_text() == "Cited by 2 provisions"
    citing = BeautifulSoup(pages.get(str(link["href"])).text, "lxml")
    assert [a["href"] for a in citing.select("ol.laws h2 a")] == [
        "/law/deu-stgb#para_1",
        "/law/deu-other#para_2",
    ]
    assert [m.get_text() for m in citing.select("ol.laws mark")] == ["§ 331", "§ 331"]
    assert pages.get("/citing/deu-stgb/para_9").status_code == 404
    assert pages.get("/citing/nowhere/para_9").status_code == 404
    assert "No provision" in pages.get("/citing/ken-penal/sec_6").text


def test_a_build_takes_the_place_of_the_one_before_it(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    record = FileRecord("s", LAWS[0].source_path, "0" * 64, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [LAWS[0]])])
    tables = collection.citations
    key = tables.law_key("deu-stgb")
    assert key is not None
    first = tables.begin()
    tables.add_names(first, [("stg", key)])
    tables.add_citations(first, [CitationRow(key, "=para_1", key, 1)])
    assert not tables.counts(key)
    assert not tables.publish(first)
    tables.finish(first, {"DEU": "what it was made of"})
    assert tables.publish(first)
    assert tables.made_of() == {"DEU": "what it was made of"}
    assert tables.counts(key) == {"=para_1": 1}
    second = tables.begin()
    tables.add_citations(second, [CitationRow(key, "=para_331", key, 0)])
    assert tables.counts(key) == {"=para_1": 1}
    assert tables.begin() == second
    tables.finish(second, {})
    assert tables.publish(second)
    assert tables.counts(key) == {}
    # A law that is imported again has another key, or none of its old citations.
    tables.add_citations(second, [CitationRow(key, "=para_331", key, 0)])
    collection.put_files([(record, [LAWS[0]])])
    again = tables.law_key("deu-stgb")
    assert again is not None
    assert tables.counts(again) == {}
