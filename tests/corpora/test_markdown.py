import pytest

from corpora.extract.markdown import read
from corpora.extract.model import Draft, ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.normalise import to_law
from corpora.extract.registry import extract
from mappings.records import LawStatus


def draft(text: str, path: str = "xx/law.md") -> Draft:
    (found,) = read(SourceFile(Source("s", ("NOR",), ("en",)), path, text.encode()))
    return found


FRONT = """---
title: "Lamp Act"
identifier: "LOV-1"
country: "no"
rank: "lov"
publication_date: "1999-05-06"
last_updated: "1900-01-01"
status: "in_force"
source: "https://example.org/1"
department: ["a", "b"]
---
# Lamp Act

Preamble of the act.

##### § 1. Purpose

Lamps are *lit*[^1] and [put out](https://example.org/x).

[^1]: Since 1999.
"""


def test_front_matter_is_mapped_to_our_keys() -> None:
    found = draft(FRONT).metadata
    assert found == {
        "title": "Lamp Act",
        "native_id": "LOV-1",
        "jurisdiction": "no",
        "kind": "lov",
        "published": "1999-05-06",
        "version": "1900-01-01",
        "status": "in_force",
        "source_url": "https://example.org/1",
    }


def test_decoration_goes_and_words_stay() -> None:
    texts = [block.text for block in draft(FRONT).blocks]
    assert "Lamps are lit and put out." in texts


@pytest.mark.parametrize(
    "front",
    [
        'title: "Lamp "Act""\nrank: ley',
        "title: Lamp Act: the first\nrank: ley",
        "title: Lamp\n  Act\nrank: ley",
    ],
)
def test_broken_yaml_is_read_line_by_line(front: str) -> None:
    found = draft(f"---\n{front}\n---\n# X\n\nText.").metadata
    assert found["kind"] == "ley"
    assert found["title"].startswith("Lamp")


def test_korean_keys_and_nested_ones_are_known() -> None:
    found = draft(
        "---\n제목: 등불법\n공포일자: 2024-02-13\nextra:\n  law_num: 第九号\n---\n본문"
    ).metadata
    assert found == {"title": "등불법", "adopted": "2024-02-13", "number": "第九号"}


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert draft("##Lamp Act of 1999\n\nText.").metadata["title"] == "Lamp Act of 1999"


def test_bold_lines_at_the_head_are_metadata() -> None:
    text = (
        "# Lamp Act\n\n**SFS-nummer:** 1999:1  \n**Typ:** Förordning  \n\n---\n\n1 § Lampor tänds."
    )
    found = draft(text).metadata
    assert (found["native_id"], found["kind"]) == ("1999:1", "Förordning")


def test_a_raised_number_stays_raised() -> None:
    assert draft("# T\n\n##### § 298<sup>1</sup>. Lamps").blocks[1].text == "§ 298¹. Lamps"


def test_hard_wrapped_lines_are_one_paragraph_and_items_are_lines() -> None:
    found = draft("# T\n\nLamps are lit at\ndusk:\n1\\. in streets;\n2\\. in yards.")
    assert [block.text for block in found.blocks] == [
        "T",
        "Lamps are lit at dusk:",
        "1. in streets;",
        "2. in yards.",
    ]


def test_hostile_markup_is_text() -> None:
    found = draft("# T\n\n<script>alert(1)</script> &lt;b&gt;")
    assert found.blocks[1].text == "<script>alert(1)</script> <b>"


def test_a_readme_at_the_root_is_no_law() -> None:
    with pytest.raises(NotALaw, match="describes the source"):
        draft("# About", "README.md")


def test_front_matter_alone_is_a_failure() -> None:
    with pytest.raises(ExtractionError, match="no text"):
        draft("---\ntitle: Lamp Act\n---\n")


def test_a_law_comes_out_whole() -> None:
    file = SourceFile(Source("s", ("NOR",), ("en",)), "no/LOV-1.md", FRONT.encode())
    law = to_law(read(file)[0], file)
    assert law.jurisdiction == "NOR"
    assert (law.kind, law.status.value, law.dates.published) == ("act", "in-force", "1999-05-06")
    assert law.dates.version is None
    assert all(provision.ancestors == () for provision in law.provisions)
    assert [(p.path, p.label, p.heading) for p in law.provisions] == [
        ("preamble", "", ""),
        ("para_1", "§ 1", "Purpose"),
    ]


def test_what_a_front_matter_says_of_amendments_is_the_history() -> None:
    text = "---\ntitle: Lamp Act\namended_by: Act 9, Act 12\namendments:\n- One.\n- Two.\n---\nLight.\n"
    assert draft(text).history == ["amended by: Act 9, Act 12", "amendments: One.; Two."]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("line", ["# {}x", "**a:** {}x", "# x{}#", "{}", "word {}"])
def test_time_grows_with_the_length_of_a_line(line: str) -> None:
    for filling in (" ", "#", "*", "- ", "[", "<a "):
        draft("# Lamp Act\n\n" + line.format(filling * 50_000))


def test_facts_above_a_law_are_metadata_and_no_text() -> None:
    text = (
        "# Lampförordning (1969:91) om\nlampor av den 19 maj 1956\n\n**SFS-nummer:** 1969:91  \n"
        "**Typ:** Förordning  \n**Ikraftträdande:** 1969-06-01\n\n---\n\n## Författningstext\n\n"
        "1 § Lampor tänds.\n\n2 § Olja hålls torr.\n"
    )
    (law,) = extract(SourceFile(Source("s", ("SWE",), ("sv",)), "a/b/SFS.md", text.encode()))
    assert law.title == "Lampförordning (1969:91) om lampor av den 19 maj 1956"
    assert law.number == "1969:91"
    assert law.dates.in_force == "1969-06-01"
    assert law.dates.adopted != "1956-05-19"
    assert [(p.label, p.text, p.ancestors) for p in law.provisions] == [
        ("1 §", "Lampor tänds.", ()),
        ("2 §", "Olja hålls torr.", ()),
    ]
    assert law.dropped is not None
    assert law.dropped.lost == 0


def test_a_bold_opening_of_an_article_is_text() -> None:
    text = "# Lamp Act\n\n**Article 1:** Lamps burn.\n\n**Article 2:** Oil is kept dry.\n"
    (law,) = extract(SourceFile(Source("s", ("NOR",), ("en",)), "a/b/c.md", text.encode()))
    assert [p.text for p in law.provisions] == ["Lamps burn.", "Oil is kept dry."]


def test_what_stands_above_the_title_belongs_to_it() -> None:
    text = (
        "## Верховна Рада; Закон від 05.03.1998 № 187/98-ВР\n\n# Про ліхтарі\n\n#### Стан: Чинний\n\n"
        "### Текст документа від 16.10.2020:\n\nРозділ I\\\nЗАГАЛЬНІ ПОЛОЖЕННЯ\n\n"
        "Стаття 1. Ліхтарі\n\nЛіхтарі горять.\n\nСтаття 2. Олія\n\nОлію тримають сухою.\n"
    )
    (law,) = extract(SourceFile(Source("s", ("UKR",), ("uk",)), "a/b/c.md", text.encode()))
    assert law.title == "Закон від 05.03.1998 № 187/98-ВР Про ліхтарі"
    assert law.status == LawStatus.IN_FORCE
    assert "\\" not in "".join((*law.provisions[0].ancestors, law.provisions[0].text))


def test_a_title_whose_number_and_subject_stand_on_lines_below_it_is_one() -> None:
    text = "# Förordning\n(N1986:31)\nom ändring i förordningen\n(SÖ-FS 1983:155)\nom\nlampor m.m.\n\nText"
    title = draft(text).metadata["title"]
    assert title.startswith("Förordning (N1986:31) om ändring") and title.endswith("om lampor m.m.")
