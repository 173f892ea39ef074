import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract import xml
from corpora.extract.model import Draft, ExtractionError, NotALaw, Source, SourceFile

AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="law">
<meta><identification source="#s"><FRBRWork><FRBRuri value="/akn/zz/act/1999/7"/>
<FRBRdate date="1999-04-01" name="g"/><FRBRcountry value="zz"/><FRBRnumber value="7"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="en"/></FRBRExpression></identification></meta>
<preface><p><docTitle>Lantern Act</docTitle></p></preface>
<body><chapter eId="chp_1"><num>Chapter I</num><heading>Of lamps</heading>
<article eId="chp_1__art_1"><num>Article 1</num><heading>Lighting</heading>
<paragraph eId="p1"><num>(1)</num><content><p>Light them.</p></content></paragraph>
<paragraph eId="p2"><num>(2)</num><content><p>Keep them lit.</p></content></paragraph></article>
</chapter><article eId="eId"><num>Article 2</num><content><p>Put them out.</p></content></article>
</body></act></akomaNtoso>"""

LIMS = """<Statute xmlns:lims="http://justice.gc.ca/lims" xml:lang="{lang}" lims:current-date="2020-01-02">
<Identification><LongTitle>An Act respecting lanterns</LongTitle>
<ShortTitle status="official">Lantern Act</ShortTitle><BillHistory>
<Stages stage="assented-to"><Date><YYYY>1999</YYYY><MM>4</MM><DD>1</DD></Date></Stages></BillHistory>
<Chapter><ConsolidatedNumber>L-7</ConsolidatedNumber></Chapter></Identification>{body}</Statute>"""
LIMS_BODY = """<Body><Heading level="1"><Label>PART 1</Label><TitleText>Lamps</TitleText></Heading>
<Heading level="2"><TitleText>Oil</TitleText></Heading>
<Section><MarginalNote>Duty to light</MarginalNote><Label>2.1</Label>
<Subsection><Label>(1)</Label><Text>Every keeper shall</Text>
<Paragraph><Label>(a)</Label><Text>trim the wick; and</Text></Paragraph>
<Paragraph><Label>(b)</Label><Text>light the lamp.</Text></Paragraph></Subsection></Section>
<Heading level="1"><TitleText>General</TitleText></Heading>
<Section><Label>3</Label><Text>Ends.</Text></Section></Body>
<Schedule><ScheduleFormHeading><Label>SCHEDULE</Label></ScheduleFormHeading>
<List><Item><Text>Whale oil</Text></Item></List></Schedule>"""

LEXWORK = """<norm><normMetadata><number>9.1</number><dateAdoption>1999-04-01</dateAdoption>
<title lang="fr">Loi sur les lanternes</title><title lang="de">Laternengesetz</title></normMetadata>
<normContents><structure><structureLevel>1</structureLevel><structureNumber>1</structureNumber>
<structureContents><structureContent lang="fr">Des lampes</structureContent>
<structureContent lang="de">Von den Lampen</structureContent></structureContents></structure>
<article><articleMetadata><articleForm>Art.</articleForm><articleNumber>1</articleNumber>
<articleHeaders><articleHeader lang="fr">But</articleHeader>
<articleHeader lang="de">Zweck</articleHeader></articleHeaders></articleMetadata>
<articleBody><articleText><partNumber>1</partNumber><partTexts>
<partText lang="fr">Elle règle les lampes.</partText>
<partText lang="de">Es regelt die Lampen.</partText></partTexts></articleText></articleBody></article>
</normContents></norm>"""

DC = """<section xmlns="https://code.dccouncil.gov/schemas/dc-library"><num>7-101</num>
<heading>Lamps.{note}</heading><para><num>(a)</num><text>Light the lamp.</text>
<para><num>(1)</num><text>With oil.</text></para></para></section>"""


def read(text: str | bytes, languages: tuple[str, ...] = ()) -> Draft:
    data = text.encode() if isinstance(text, str) else text
    (draft,) = xml.read(SourceFile(Source("s", languages=languages), "x.xml", data))
    return draft


def test_akoma_ntoso_gives_articles_with_their_paths() -> None:
    draft = read(AKN)
    first, second = draft.pieces
    assert (first.label, first.heading, first.path) == ("Article 1", "Lighting", "chp_1__art_1")
    assert first.text == "(1) Light them.\n(2) Keep them lit."
    assert first.ancestors == ("Chapter I Of lamps",)
    assert (second.label, second.ancestors) == ("Article 2", ())
    assert second.path == "", "an identifier that is only the attribute's name is none"


def test_akoma_ntoso_gives_the_metadata_of_the_work() -> None:
    assert read(AKN).metadata == {
        "title": "Lantern Act",
        "kind": "law",
        "number": "7",
        "native_id": "7",
        "akn_iri": "/akn/zz/act/1999/7",
        "jurisdiction": "zz",
        "adopted": "1999-04-01",
        "language": "en",
    }


def test_akoma_ntoso_without_a_body_is_a_failure() -> None:
    with pytest.raises(ExtractionError, match="without a body"):
        read("<akomaNtoso><act><meta/></act></akomaNtoso>")


def test_lims_sections_keep_printed_labels_and_the_headings_above() -> None:
    draft = read(LIMS.format(lang="en", body=LIMS_BODY))
    section, last, schedule = draft.pieces
    assert (section.label, section.heading) == ("2.1", "Duty to light")
    assert section.ancestors == ("PART 1 Lamps", "Oil")
    assert section.text == "(1) Every keeper shall\n(a) trim the wick; and\n(b) light the lamp."
    assert last.ancestors == ("General",)
    assert (schedule.heading, schedule.text) == ("SCHEDULE", "Whale oil")


def test_lims_metadata_has_language_number_and_dates() -> None:
    found = read(LIMS.format(lang="fr", body=LIMS_BODY)).metadata
    assert (found["title"], found["number"], found["language"]) == ("Lantern Act", "L-7", "fr")
    assert (found["adopted"], found["version"]) == ("1999-04-01", "2020-01-02")
    assert found["status"] == "in_force"


def test_an_act_of_canada_without_a_day_has_the_year_of_its_first_section() -> None:
    plain = LIMS.replace("<Stages", "<Unstaged").replace("</Stages", "</Unstaged")
    note = "<HistoricalNote><HistoricalNoteSubItem>{}</HistoricalNoteSubItem></HistoricalNote>"
    section = "<Body><Section><Label>1</Label><Text>Lamps.</Text>{}</Section></Body>"
    for printed, year in (
        ("R.S., 1985, c. L-7, s. 1; 1994, c. 38, s. 2", "1985"),
        ("L.R. (1985), ch. L-7, art. 1", "1985"),
        ("1984, c. 17, s. 1", "1984"),
        ("1980-81-82-83, c. 17, s. 1", None),
        ("R.S., c. L-7, s. 1", None),
    ):
        body = section.format(note.format(printed))
        assert read(plain.format(lang="en", body=body)).metadata.get("adopted") == year


def test_a_repealed_act_of_which_only_the_note_is_left_is_a_law() -> None:
    draft = read(LIMS.format(lang="en", body="<Repealed>[Repealed, 2001, c. 3]</Repealed>"))
    assert draft.metadata["status"] == "repealed"
    assert [piece.text for piece in draft.pieces] == ["[Repealed, 2001, c. 3]"]


def test_lexwork_gives_each_article_in_each_language() -> None:
    draft = read(LEXWORK, ("fr", "de"))
    french, german = draft.pieces
    assert (french.label, french.heading, french.language) == ("Art. 1", "But", "fr")
    assert french.text == "1 Elle règle les lampes."
    assert french.ancestors == ("1 Des lampes",)
    assert (german.heading, german.text) == ("Zweck", "1 Es regelt die Lampen.")
    assert german.language == "de"
    assert draft.metadata["title"] == "Loi sur les lanternes"
    assert draft.metadata["title_de"] == "Laternengesetz"
    assert draft.metadata["adopted"] == "1999-04-01"


def test_a_code_section_of_the_district_of_columbia() -> None:
    draft = read(DC.format(note=""))
    (piece,) = draft.pieces
    assert (piece.label, piece.heading) == ("§ 7-101", "Lamps.")
    assert piece.text == "(a) Light the lamp.\n(1) With oil."
    assert draft.metadata["status"] == "in_force"
    assert read(DC.format(note=" [Repealed].")).metadata["status"] == "repealed"


def test_an_index_of_other_files_is_no_law() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    with pytest.raises(NotALaw, match="index"):
        read(f"<document>{include}</document>")
    with pytest.raises(NotALaw, match="index"):
        read("<library/>")


def test_an_unknown_schema_is_named() -> None:
    with pytest.raises(ExtractionError, match="<recipe>"):
        read("<recipe/>")


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    draft = read(doctype + DC.format(note="").replace("Light the lamp.", "Light &e; it."))
    assert "SECRET" not in draft.pieces[0].text


def test_an_entity_bomb_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>' + DC.format(note="&e11;")
    try:
        draft = read(bomb)
    except ExtractionError:
        return
    assert len(draft.pieces[0].heading) < 1000


def test_elements_nested_too_deep_are_a_failure() -> None:
    with pytest.raises(ExtractionError):
        read("<norm>" * 5000 + "</norm>" * 5000)


@settings(max_examples=100)
@given(
    template=st.sampled_from((AKN, LIMS.format(lang="en", body=LIMS_BODY), LEXWORK, DC)),
    start=st.integers(0, 2000),
    length=st.integers(0, 80),
)
def test_a_damaged_file_gives_a_draft_or_one_of_our_errors(
    template: str, start: int, length: int
) -> None:
    damaged = template[:start] + template[start + length :]
    try:
        draft = read(damaged)
    except (ExtractionError, NotALaw):
        return
    assert all(piece.label or piece.heading or piece.text for piece in draft.pieces)


@pytest.mark.collection
@pytest.mark.parametrize("source", ["ca-laws-xml", "ch-sr-xml", "us-dc-law-xml", "il-akn-xml"])
def test_real_files_of_each_schema_give_labelled_provisions(real_laws: Path, source: str) -> None:
    path = next((real_laws / source).glob("files.tar*"))
    read_files = labelled = 0
    with tarfile.open(path) as archive:
        for member in archive:
            data = archive.extractfile(member) if member.name.endswith(".xml") else None
            if data is None:
                continue
            file = SourceFile(Source(source), member.name, io.BytesIO(data.read()).getvalue())
            try:
                drafts = xml.read(file)
            except NotALaw:
                continue
            read_files += 1
            labelled += any(piece.label for draft in drafts for piece in draft.pieces)
            if read_files == 25:
                break
    assert read_files == 25
    assert labelled >= 22


def test_akoma_ntoso_gives_the_events_of_a_law_and_its_signatures() -> None:
    meta = (
        '<publication date="1999-05-01" name="g"/><lifecycle source="#s">'
        '<eventRef date="2004-02-03" source="#p1" type="amendment"/></lifecycle>'
        '<references><passiveRef eId="p1" href="/akn/zz/act/2004/9" showAs="Act 9/2004"/></references>'
    )
    text = AKN.replace("</meta>", f"{meta}</meta>").replace(
        "</body>", "</body><conclusions><p>Done at the harbour.</p></conclusions>"
    )
    draft = read(text)
    assert draft.history == ["2004-02-03 amendment Act 9/2004"]
    assert (draft.metadata["published"], draft.metadata["amended"]) == ("1999-05-01", "2004-02-03")
    assert draft.pieces[-1].text == "Done at the harbour."


def test_lims_gives_recent_amendments_and_notes_of_sections() -> None:
    note = "<HistoricalNote><HistoricalNoteSubItem>2004, c. 9, s. 1</HistoricalNoteSubItem></HistoricalNote>"
    recent = (
        "<RecentAmendments><Amendment><AmendmentCitation>2004, c. 9</AmendmentCitation>"
        "<AmendmentDate>2004-02-03</AmendmentDate></Amendment></RecentAmendments>"
    )
    body = LIMS_BODY.replace("</Subsection>", f"{note}</Subsection>", 1) + recent
    draft = read(LIMS.format(lang="en", body=body))
    assert draft.history == ["2004, c. 9 2004-02-03"]
    assert draft.pieces[0].text.endswith("\n2004, c. 9, s. 1")


def test_lexwork_keeps_footnotes_tables_and_versions() -> None:
    table = "<table><row><cell>Oil</cell><cell>2 l</cell></row><row><cell>Wax</cell></row></table>"
    end = (
        "<normComments><normComment><commentNumber>1</commentNumber><commentText>Whale oil.</commentText>"
        "</normComment></normComments><history><info><dateVersion>2004-02-03</dateVersion>"
        "<publication><journalText>BO 9/2004</journalText></publication></info></history></norm>"
    )
    text = LEXWORK.replace("Es regelt die Lampen.", f"Lampen:{table}").replace("</norm>", end)
    draft = read(text, ("fr", "de"))
    assert draft.history == ["2004-02-03 BO 9/2004"]
    assert draft.pieces[-1].text == "1 Whale oil."
    assert any(piece.text == "1 Lampen:\nOil | 2 l\nWax" for piece in draft.pieces)


def test_dc_law_keeps_the_editors_notes_as_history() -> None:
    notes = (
        "<annotations><annotation type='History'>Feb. 3, 2004, D.C. Law 9</annotation>"
        "<text>See also lamps.</text></annotations></section>"
    )
    draft = read(DC.format(note="").replace("</section>", notes))
    assert set(draft.history) == {"History: Feb. 3, 2004, D.C. Law 9", "See also lamps."}
    assert draft.metadata["in_force"] == "Feb. 3, 2004"
