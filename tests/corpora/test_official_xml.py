"""The XML of official publishers: laws written for the test in each publisher's schema."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corpora.extract import xml
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import Law, LawStatus, Provision

HERE = Path(__file__).parent
SAMPLES = {
    "GBR": ("sources/gb-legislation/law.xml", "en"),
    "DEU": ("sources/de-gesetze-im-internet/law.xml", "de"),
    "ESP": ("sources/es-boe/law.xml", "es"),
    "JPN": ("sources/jp-egov/law.xml", "ja"),
    "EST": ("sources/ee-riigi-teataja/law.xml", "et"),
    "CHE": ("sources/ch-fedlex/law.xml", "de"),
    "USA": ("sources/us-code/law.xml", "en"),
    "FR": ("sources/us-federal-register/law.xml", "en"),
    "EUE": ("samples/formex.xml", "en"),
}


def law(code: str) -> Law:
    name, language = SAMPLES[code]
    place = "USA" if code == "FR" else code
    (found,) = extract(
        SourceFile(Source("s", (place,), (language,)), "law.xml", (HERE / name).read_bytes())
    )
    return found


def provision(code: str, label: str) -> Provision:
    return next(one for one in law(code).provisions if one.label == label)


@pytest.mark.parametrize("code", SAMPLES)
def test_no_word_of_a_law_is_lost(code: str) -> None:
    dropped = law(code).dropped
    assert dropped is not None
    assert (dropped.lost, dropped.samples) == (0, ())


@pytest.mark.parametrize(
    ("code", "label", "heading", "above", "text"),
    [
        ("GBR", "1", "Keepers of lanterns", ("Part 1 Lighting", "Duties of keepers"),
         "(1) Every harbour has a keeper of lanterns who must—\n(a) trim the wick, and\n"
         "(b) light the lamp.\n(2) After section 9 of the Oil Act insert—\nSpare oil\n"
         "9A Spare oil is kept dry."),
        ("DEU", "§ 1", "Anzünden", ("Teil 1 Licht", "Abschnitt 1 Pflichten"),
         "(1) Der Wärter hat\n1. den Docht zu putzen und\n2. die Laterne anzuzünden.\n"
         "(2) Er löscht sie am Morgen.\n§ 1 Abs. 2: IdF d. Art. 2 G v. 1.4.2020"),
        ("DEU", "Anlage 1", "(zu § 1) Öle", ("Teil 2 Schluss",), "Walöl | 2 Liter"),
        ("ESP", "Artículo 1", "Encendido", ("TÍTULO I De la luz", "CAPÍTULO I Deberes"),
         "1. El farero encenderá el farol al anochecer.\na) Limpiará antes la mecha."),
        ("ESP", "Artículo 1 bis", "Aceites", ("TÍTULO I De la luz", "CAPÍTULO I Deberes"),
         "Ballena | 2 litros"),
        ("ESP", "Disposición final única", "Entrada en vigor", (),
         "Esta Ley entrará en vigor a los veinte días."),
        ("JPN", "第一条の二", "（管理人）", ("第一章 点灯",),
         "管理人は、次に掲げる事務を行う。\n一 芯 整えること。\nイ 油を注ぐこと。\n２ 管理人は、朝に消灯する。"),
        ("EST", "§ 1", "Süütamine", ("1. peatükk VALGUS",),
         "(1) Laternavaht:\n1) puhastab tahi;\n(2) Hommikul kustutab ta laterna.\n"
         "[RT I 2020 99 2020-04-12]"),
        ("EST", "§ 1¹", "Õli", ("1. peatükk VALGUS",), "Õli hoitakse kuivas."),
        ("CHE", "Art. 1", "Anzünden", ("1. Kapitel: Licht",),
         "1 Der Wärter zündet die Laterne an.\n2 Er:\na. putzt den Docht;\n3 Eingefügt durch Ziff. I"),
        ("CHE", "Art. 1a", "Öl", ("1. Kapitel: Licht",),
         "Öl ist trocken zu lagern.\n4 Eingefügt durch Ziff. II"),
        ("USA", "§ 101", "Lighting of lanterns", ("PART I— LIGHTS", "CHAPTER 1— LANTERNS"),
         "(a) Duty.— The keeper shall—\n(1) trim the wick; and\n(2) light the lamp,\nbefore dusk.\n"
         "(b) Spare oil is kept dry.\n(Apr. 1, 1999, ch. 7, 99 Stat. 7.)"),
        ("FR", "§ 7.1", "Lighting.", ("PART 7—LANTERNS",),
         "(a) The keeper shall light the lantern before dusk.\n(b) The oil is:\nWhale | 2 litres"),
        ("EUE", "Article 1", "Lighting", ("CHAPTER I LIGHT",),
         "1. The keeper shall:\n(a) trim the wick;\n(b) light the ‘lamp’.\n2. Oil is kept dry."),
    ],
)  # fmt: skip
def test_a_provision_has_its_label_heading_place_and_lines(
    code: str, label: str, heading: str, above: tuple[str, ...], text: str
) -> None:
    found = provision(code, label)
    assert (found.heading, found.ancestors, found.text) == (heading, above, text)


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("GBR", ["1", "2", "1"]),
        ("DEU", ["§ 1", "§ 2", "Anlage 1"]),
        ("ESP", ["Artículo 1", "Artículo 1 bis", "Disposición final única"]),
        ("JPN", ["第一条", "第一条の二", "第一条"]),
        ("EST", ["§ 1", "§ 1¹", "§ 2"]),
        ("USA", ["§ 101", "§ 102"]),
        ("FR", ["§ 7.1", "§ 7.2"]),
        ("EUE", ["Article 1", "Article 2"]),
    ],
)
def test_what_a_law_quotes_and_its_contents_are_no_provisions(code: str, labels: list[str]) -> None:
    assert [one.label for one in law(code).provisions if one.label] == labels


@pytest.mark.parametrize(
    ("code", "dates"),
    [
        ("GBR", {"adopted": "1999-04-01", "version": "2020-04-01"}),
        ("DEU", {"adopted": "1999-04-01"}),
        ("ESP", {"adopted": "1999-04-01", "published": "1999-04-02", "in_force": "1999-04-22"}),
        ("JPN", {"adopted": "1999-04-01"}),
        ("EST", {"adopted": "1999-04-01", "in_force": "1999-05-01", "version": "2020-04-12"}),
        ("CHE", {"adopted": "1999-04-01", "version": "2020-04-01"}),
        ("USA", {"version": "2024-12-31"}),
        ("EUE", {"adopted": "2020-04-01", "published": "2020-04-02"}),
    ],
)
def test_dates_are_the_publishers_own(code: str, dates: dict[str, str]) -> None:
    found = law(code).dates
    assert {name: getattr(found, name) for name in dates} == dates


def test_identifiers_are_kept() -> None:
    assert law("GBR").identifiers["native"] == "ukpga/1999/7"
    assert law("ESP").identifiers["eli"] == "https://www.boe.es/eli/es/l/1999/04/01/7"
    assert law("CHE").identifiers["eli"] == "https://fedlex.data.admin.ch/eli/cc/1999/999"
    assert law("USA").identifiers["native"] == "/us/usc/t99"
    assert law("DEU").identifiers["native"] == "BJNR000000999"


def test_amendments_and_provisions_without_force_are_the_laws_history() -> None:
    assert law("GBR").history == (
        "Words in s. 1(1) substituted (1.4.2020) by Lamps Act 2020 (c. 3), s. 2",
        "group-2: Prospective",
    )
    assert "Stand: Zuletzt geändert durch Art. 2 G v. 1.4.2020 I 33" in law("DEU").history
    assert "Artículo 1: Se modifica por el art. 2 de la Ley 3/2020." in law("ESP").history
    assert law("JPN").history == ("令和二年四月一日法律第三号",)
    assert law("EST").history[1] == "§ 2. [Kehtetu - 2020-04-12]"
    assert law("USA").history == ("§ 102. repealed",)
    assert law("CHE").history[1] == "2 Fassung gemäss Ziff. I des BG vom 1. April 2020"


def test_of_a_consolidated_block_the_wording_that_applies_is_read() -> None:
    whole = " ".join(one.text for one in law("ESP").provisions)
    assert "al anochecer" in whole
    assert "encenderá el farol." not in whole
    dropped = law("ESP").dropped
    assert dropped is not None
    assert "earlier versions" in dropped.left_out


def test_an_annex_of_the_boe_keeps_the_text_below_its_name() -> None:
    last = law("ESP").provisions[-1]
    assert (last.ancestors, last.text) == (("ANEXO Faroles",), "Farol mayor y farol menor.")


def test_amending_supplements_of_japan_name_the_law_they_came_with() -> None:
    found = law("JPN").provisions[3]
    assert (found.label, found.ancestors) == ("第一条", ("附 則 （令和二年四月一日法律第三号）",))


def test_a_japanese_law_is_read_in_the_answer_of_the_older_api() -> None:
    data = (HERE / SAMPLES["JPN"][0]).read_text(encoding="utf-8").partition("?>")[2]
    wrapped = f"<DataRoot><Result><Code>0</Code></Result><ApplData>{data}</ApplData></DataRoot>"
    (draft,) = xml.read(SourceFile(Source("s"), "x.xml", wrapped.encode()))
    assert draft.metadata["title"] == "港灯籠法"


def test_a_repealed_law_says_so() -> None:
    data = (HERE / SAMPLES["ESP"][0]).read_bytes()
    ended = data.replace(b"<estatus_derogacion>N", b"<estatus_derogacion>S")
    (found,) = extract(SourceFile(Source("s", ("ESP",), ("es",)), "law.xml", ended))
    assert found.status is LawStatus.NO_LONGER


def test_a_spanish_instrument_as_published_is_read_by_the_classes_of_its_paragraphs() -> None:
    page = """<documento><metadatos><identificador>BOE-A-2020-1</identificador>
    <titulo>Real Decreto 1/2020, de faroles.</titulo></metadatos><analisis/><texto>
    <p class="titulo_num">TÍTULO I</p><p class="articulo">Artículo 1. Luz.</p><p>Se enciende.</p>
    <p class="articulo">Artículo 2. Fin.</p><p>Se apaga.</p></texto></documento>"""
    (found,) = extract(SourceFile(Source("s", ("ESP",), ("es",)), "law.xml", page.encode()))
    assert [one.label for one in found.provisions if one.label] == ["Artículo 1", "Artículo 2"]


def test_an_estonian_act_in_html_is_split_as_text() -> None:
    page = """<oigusakt xmlns="tyviseadus_1_10.02.2010"><metaandmed><globaalID>1</globaalID>
    </metaandmed><aktinimi><nimi><pealkiri>Laternaseadus</pealkiri></nimi></aktinimi><sisu>
    <sisuTekst><HTMLKonteiner><![CDATA[<p><b>§ 1. Süütamine</b></p><p>Vaht süütab laterna.</p>
    <p><b>§ 2. Kustutamine</b></p><p>Vaht kustutab<br>laterna.</p>]]></HTMLKonteiner></sisuTekst>
    </sisu></oigusakt>"""
    (found,) = extract(SourceFile(Source("s", ("EST",), ("et",)), "law.xml", page.encode()))
    assert [one.label for one in found.provisions] == ["§ 1", "§ 2"]
    assert "kustutab\nlaterna" in found.provisions[1].text


def test_a_public_law_of_the_united_states_is_read() -> None:
    page = """<pLaw xmlns="http://schemas.gpo.gov/xml/uslm"><meta><congress>118</congress>
    <docNumber>99</docNumber><approvedDate>2024-04-01</approvedDate></meta><main>
    <longTitle><officialTitle>To light harbours.</officialTitle></longTitle>
    <section><num>SECTION 1.</num><heading>SHORT TITLE.</heading><content>This Act may be cited as
    the <shortTitle>Lantern Act</shortTitle>.</content></section></main></pLaw>"""
    (found,) = extract(SourceFile(Source("s", ("USA",), ("en",)), "law.xml", page.encode()))
    assert (found.number, found.title) == ("Public Law 118-99", "Lantern Act")
    assert found.dates.adopted == "2024-04-01"
    assert found.provisions[-1].label == "SECTION 1"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<Legislation/>", "without a text"),
        ("<dokumente/>", "without a norm"),
        ("<response><data/></response>", "without metadatos"),
        ("<Law/>", "no Law with a LawBody"),
        ("<oigusakt/>", "without metaandmed"),
        ("<uscDoc/>", "without a main part"),
        ("<CONS.ACT/>", "without CONS.DOC"),
        ("<RULE/>", "without its preamble"),
    ],
)
def test_a_file_without_its_law_is_a_failure_in_plain_words(page: str, message: str) -> None:
    with pytest.raises(ExtractionError, match=message):
        xml.read(SourceFile(Source("s"), "x.xml", page.encode()))


@settings(max_examples=150)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_laws_with_parts_missing_moved_or_doubled_give_a_law_or_our_error(
    code: str, data: st.DataObject
) -> None:
    root = etree.fromstring((HERE / SAMPLES[code][0]).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        elements = [one for one in root.iterdescendants() if isinstance(one.tag, str)]
        if not elements:
            break
        chosen = elements[data.draw(st.integers(0, len(elements) - 1))]
        match data.draw(st.sampled_from(["remove", "empty", "move", "garble"])):
            case "remove":
                above = chosen.getparent()
                assert above is not None
                above.remove(chosen)
            case "empty":
                chosen.clear()
            case "move":
                root.insert(0, chosen)
            case _:
                chosen.text = data.draw(
                    st.text(st.characters(min_codepoint=160, max_codepoint=0xD7FF), max_size=20)
                )
                for key in chosen.attrib:
                    chosen.set(key, data.draw(st.sampled_from(["", "x", "99999999", "-1"])))
    try:
        found = extract(SourceFile(Source("s", ("NOR",)), "x.xml", etree.tostring(root)))
    except (ExtractionError, NotALaw) as error:
        assert "broke its reader" not in str(error)
    else:
        assert found
