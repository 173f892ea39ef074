"""Citations as text, BibTeX, RIS and CSL-JSON, and the page they stand on."""

import hashlib
import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from mappings.records import LawDates, Provision
from search_app import create_app
from search_app.services.cite import FORMATS, Cited, bibtex, csl_json, plain, ris
from search_app.services.national import national
from search_app.services.plain import one_line, paragraphs
from tests.corpora.laws import make_law
from tests.search_app.library import HOSTILE

READ = "2026-03-04T05:06:07+00:00"
LAW = make_law(
    "nor-act",
    provisions=(),
    raw_sha256="a" * 64,
    source_url="https://example.org/act",
    dates=LawDates(adopted="1999-04-01", version="2020"),
)
SECTION = Provision("sec_1", "Section 1", "Lanterns", "Light them.", "en", page=3)
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


def cited(title: str = LAW.title, label: str = "Section 1", language: str = "en") -> Cited:
    law = replace(LAW, title=title, language=language)
    section = replace(SECTION, label=label)
    return Cited(law, section, "https://library.example/provision/nor-act/sec_1", READ)


def test_a_citation_says_what_it_is_of_and_where_and_when_it_was_read() -> None:
    assert plain(cited()) == (
        "Act on lanterns, Section 1 (Norway, No. 7/1999, 1999-04-01, text as of 2020), "
        "Legal Library, https://library.example/provision/nor-act/sec_1 (file read 2026-03-04)"
    )


@pytest.mark.parametrize(
    ("language", "title", "label", "expected"),
    [
        ("de", "Laternengesetz", "§ 1", "§ 1 Laternengesetz"),
        ("fr", "Code des lanternes", "Article 2", "Article 2 du Code des lanternes"),
        ("fr", "Ordonnance n° 1", "Article 2", "Article 2 de l’Ordonnance n° 1"),
        ("fr", "Lanternes", "Article 2", "Article 2, Lanternes"),
        ("es", "Ley de Faroles", "Artículo 2", "Artículo 2 de la Ley de Faroles"),
        ("ar", "قانون المصابيح", "المادة 2", "المادة 2 من قانون المصابيح"),
        ("zh-Hans", "灯笼法", "第一条", "《灯笼法》第一条"),
        ("sw", "Sheria ya taa", "1", "Sheria ya taa, 1"),
    ],
)
def test_law_and_label_stand_as_lawyers_of_the_language_put_them(
    language: str, title: str, label: str, expected: str
) -> None:
    assert cited(title, label, language).short == expected


@pytest.mark.parametrize(
    ("facts", "label", "expected"),
    [
        (
            {
                "language": "nb",
                "title": "Lov om lykter (lykteloven)",
                "number": "LOV-2005-05-20-28",
            },
            "§ 1",
            "Lov 20. mai 2005 nr. 28 om lykter (lykteloven) § 1",
        ),
        (
            {"language": "nb", "title": "Lov om lykter", "number": "LOV-2005-13-40-28"},
            "§ 1",
            "Lov om lykter § 1",
        ),
        (
            {"language": "de", "jurisdiction": "DEU", "title": "Laternengesetz", "number": "LatG"},
            "§ 1",
            "§ 1 LatG",
        ),
        (
            {
                "language": "de",
                "jurisdiction": "DEU",
                "title": "Laternengesetz",
                "number": "7/1999",
            },
            "§ 1",
            "§ 1 Laternengesetz",
        ),
        ({"jurisdiction": "GBR", "title": "Lamps Act 2010"}, "Section 6", "Lamps Act 2010, s 6"),
        ({"jurisdiction": "KEN", "title": "Lamps Act"}, "Section 6", "Lamps Act, Section 6"),
    ],
)
def test_a_country_has_its_own_way(facts: dict[str, str], label: str, expected: str) -> None:
    law = replace(LAW, **facts)  # type: ignore[arg-type]
    assert national(law, replace(SECTION, label=label)) == expected


@given(
    ANY_TEXT,
    ANY_TEXT,
    st.sampled_from(["NOR", "DEU", "GBR", "FRA"]),
    st.sampled_from(["nb", "de", "en", "fr", "ar"]),
)
def test_whatever_a_title_holds_it_is_cited_in_one_line(
    title: str, label: str, jurisdiction: str, language: str
) -> None:
    law = replace(LAW, title=title, number=title, jurisdiction=jurisdiction, language=language)
    said = national(law, replace(SECTION, label=label))
    assert "\n" not in said and "\r" not in said
    assert one_line(label) in said or jurisdiction == "GBR"


def test_a_law_is_cited_without_a_provision() -> None:
    whole = Cited(LAW, None, "https://library.example/law/nor-act", READ)
    assert whole.short == "Act on lanterns"
    assert "SE  - " not in ris(whole)
    assert json.loads(csl_json(whole))[0]["id"] == "nor-act"


def test_the_formats_have_what_programs_look_for() -> None:
    entry = bibtex(cited())
    assert entry.startswith("@misc{nor-act-sec_1,\n  author = {{Norway}},\n")
    assert "  date = {1999-04-01},\n  year = {1999},\n  pages = {3}," in entry
    assert "urldate = {2026-03-04}" in entry
    assert "SHA-256 of the file: aaaa" in entry
    record = ris(cited())
    assert "DA  - 1999/04/01/\r\n" in record and "Y2  - 2026/03/04/\r\n" in record
    assert record.startswith("TY  - STAT\r\n") and record.endswith("\r\nER  - \r\n")
    (item,) = json.loads(csl_json(cited()))
    assert item["issued"] == {"date-parts": [[1999, 4, 1]]}
    assert (item["section"], item["page"]) == ("Section 1", "3")


def test_a_date_that_is_only_a_year_stays_one() -> None:
    law = replace(LAW, dates=LawDates(adopted="1999"))
    one = Cited(law, None, "https://library.example/law/nor-act", READ)
    assert "DA  - 1999///\r\n" in ris(one)
    assert json.loads(csl_json(one))[0]["issued"] == {"date-parts": [[1999]]}


def fields_of(entry: str) -> dict[str, str]:
    """The fields of a BibTeX entry as BibTeX finds them: by counting braces."""
    found, depth, name, value = {}, 0, "", ""
    head, _, rest = entry.partition(",")
    assert re.fullmatch(r"@misc\{[\w-]+", head, re.ASCII)
    for char in rest:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            break
        if depth == 0 and char == "}":
            found[name.strip(" =,\n")] = value[1:]
            name = value = ""
        elif depth:
            value += char
        else:
            name += char
    assert depth == -1 and entry.count("{") == entry.count("}")
    return found


@given(title=ANY_TEXT, label=ANY_TEXT)
def test_no_title_ends_its_field_or_starts_another_in_bibtex(title: str, label: str) -> None:
    fields = fields_of(bibtex(cited(title, label)))
    assert set(fields) <= {
        "author", "title", "number", "howpublished", "date", "year", "pages", "language", "url",
        "urldate", "note",
    }  # fmt: skip
    assert fields["howpublished"] == "Legal Library"


def test_signs_of_tex_are_written_out() -> None:
    title = fields_of(bibtex(cited(r"} \input{x} 5 % & #1_a~^", "")))["title"]
    assert title.startswith(
        r"{\textbraceright{} \textbackslash{}input\textbraceleft{}x\textbraceright{} "
        r"5 \% \& \#1\_a\textasciitilde{}\textasciicircum{}"
    )


@given(title=ANY_TEXT, label=ANY_TEXT)
def test_no_title_starts_a_line_of_ris(title: str, label: str) -> None:
    lines = ris(cited(f"a\r\nER  - \r\nTY  - {title}", label)).split("\r\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == 1
    assert [line[:2] for line in lines].count("ER") == 1
    assert all(len(line.splitlines()) == 1 for line in lines)


@given(title=ANY_TEXT, label=ANY_TEXT)
def test_csl_json_gives_the_title_back(title: str, label: str) -> None:
    (item,) = json.loads(csl_json(cited(title, label)))
    assert item.get("title", "") == one_line(title)
    assert csl_json(cited(title, label)).encode()


@given(ANY_TEXT)
def test_text_in_one_line_holds_no_control_and_is_stable(text: str) -> None:
    line = one_line(text)
    assert line.isprintable() or not re.search(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", line
    )
    assert one_line(line) == line
    assert paragraphs(f"{line}\n{line}") == f"{line}\n{line}"


# The page


def test_a_provision_can_be_cited_from_the_page_of_its_law(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/law/nor-lanterns").text, "lxml")
    links = {link["href"] for link in page.select(".tools a[rel=nofollow]")}
    assert {"/cite/nor-lanterns", "/cite/nor-lanterns/chp_1__sec_1"} <= links


def test_the_card_says_where_the_text_comes_from(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/cite/nor-lanterns/chp_1__sec_1").text, "lxml")
    quoted = page.find("blockquote")
    assert quoted and "undue advantage" in quoted.get_text()
    text = "\n".join(p.get_text() for p in quoted.find_all("p")[1:])
    facts = page.get_text(" ", strip=True)
    assert hashlib.sha256(text.encode()).hexdigest() in facts
    assert "http://localhost/provision/nor-lanterns/chp_1__sec_1" in facts
    assert "https://example.org/lanterns" in facts
    assert "Page of the PDF 4" in facts
    assert re.search(r"Release of the index \d{8}-", facts)
    assert re.search(r"File read into the collection \d{4}-\d\d-\d\dT", facts)
    assert "s: lanterns.md" in facts


def test_the_card_of_a_law_names_no_provision(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/cite/nor-lanterns").text, "lxml")
    assert page.find("blockquote") is None
    assert "http://localhost/law/nor-lanterns" in page.get_text()


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_a_file_of_its_own_type(client: FlaskClient, name: str) -> None:
    for url in ("/cite/nor-lanterns/chp_1__sec_1", "/cite/fra-hostile/art_1", "/cite/egy-masabih"):
        response = client.get(f"{url}?as={name}")
        assert response.status_code == 200
        assert response.mimetype == FORMATS[name].media_type
        disposition = response.headers["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename=[\w-]+\.\w+", disposition)
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/cite/nowhere").status_code == 404
    assert client.get("/cite/nor-lanterns/sec_99").status_code == 404
    assert client.get("/cite/nor-lanterns?as=docx").status_code == 404
    moved = client.get("/cite/nor-lanterns/p_1")
    assert moved.location == "/cite/nor-lanterns/chp_1__sec_1"


def test_a_hostile_law_is_quoted_and_not_obeyed(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/cite/fra-hostile/art_1").text, "lxml")
    assert HOSTILE in page.get_text()
    assert not page.find_all(["img", "b"])
    assert all(script.get("src") for script in page.find_all("script"))
    assert not page.find_all(href=re.compile("^(?!https?:|/|#|[?])"))
    assert "The source names none." in page.get_text()


def test_the_card_is_there_without_the_engine(down: FlaskClient) -> None:
    response = down.get("/cite/nor-lanterns/chp_1__sec_1")
    assert response.status_code == 200
    assert "the search index does not answer" in response.text


def test_a_law_that_its_source_has_no_more_says_so(
    library: tuple[IndexReader, Collection],
) -> None:
    collection = library[1]
    collection.mark_gone("s", ["scan.pdf"])
    try:
        text = create_app(*library).test_client().get("/cite/nor-scan").text
        assert "found not to have this law any more" in text
    finally:
        collection.mark_present("s", ["scan.pdf"])
