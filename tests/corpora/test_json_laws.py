import json
from typing import Any

import pytest

from corpora.extract.json_laws import read
from corpora.extract.model import Draft, ExtractionError, NotALaw, Source, SourceFile


def drafts(data: Any, path: str = "law.json", language: str = "en") -> list[Draft]:
    source = Source("s", ("NOR",), (language,))
    return read(SourceFile(source, path, json.dumps(data, ensure_ascii=False).encode()))


def act(language: str = "en", **provision: str) -> Draft:
    (found,) = drafts(
        {"id": "1", "title": "Lamp Act", "provisions": [provision]}, language=language
    )
    return found


@pytest.mark.parametrize(
    ("language", "provision", "label", "heading", "text"),
    [
        ("en", {"section": "3", "title": "Lamps", "content": "Burn."}, "Section 3", "Lamps", "Burn."),
        ("en", {"section": "2", "title": "Article 2 – Lamps", "content": "Burn."}, "Article 2", "Lamps", "Burn."),
        ("fr", {"section": "art2", "title": "Article premier", "content": "Brûle."}, "Article premier", "", "Brûle."),
        ("ar", {"section": "5", "title": "مصابيح", "content": "تضاء."}, "المادة 5", "مصابيح", "تضاء."),
        ("ne", {"section": "Section 4", "title": "", "content": "बत्ती"}, "दफा 4", "", "बत्ती"),
        ("es", {"section": "CAPÍTULO I", "title": "", "content": "Artículo 9.- Arden.", "provision_ref": "art9"}, "Artículo 9", "", "Arden."),
        ("uk", {"section": "0", "title": "", "content": "Преамбула"}, "", "", "Преамбула"),
        ("ja", {"section": "193", "title": "", "content": "灯火"}, "第193条", "", "灯火"),
    ],
)  # fmt: skip
def test_labels_are_those_of_the_text_or_of_the_language(
    language: str, provision: dict[str, str], label: str, heading: str, text: str
) -> None:
    (piece,) = act(language, **provision).pieces
    assert (piece.label, piece.heading, piece.text) == (label, heading, text)


def test_metadata_of_an_act() -> None:
    (found,) = drafts(
        {"id": "x-1", "title": "Lamp Act", "status": "repealed", "issued_date": "1999-01-02",
         "url": "https://example.org", "title_en": "Lamps", "provisions": []}
    )  # fmt: skip
    assert found.metadata["native_id"] == "x-1"
    assert found.metadata["adopted"] == "1999-01-02"
    assert found.metadata["status"] == "repealed"


def test_divisions_of_taiwanese_laws_are_ancestors() -> None:
    (found,) = drafts(
        {
            "法規名稱": "燈火法",
            "法規內容": [
                {"編章節": "第 一 章 總則"},
                {"條號": "第 1 條", "條文內容": "點燈。"},
                {"編章節": "第 二 章 罰則"},
                {"條號": "第 2 條", "條文內容": "罰。"},
            ],
        }
    )
    assert [(p.label, p.ancestors) for p in found.pieces] == [
        ("第 1 條", ("第 一 章 總則",)),
        ("第 2 條", ("第 二 章 罰則",)),
    ]


def test_a_file_of_many_laws_gives_each() -> None:
    parts = [{"id": n, "name": n, "sections": [{"id": "1", "content": "ไฟ"}]} for n in ("ก", "ข")]
    assert [draft.metadata["title"] for draft in drafts(parts)] == ["ก", "ข"]


def test_rows_of_subsections_are_grouped_by_section() -> None:
    row = {"law": "Lamp Code", "section": 1, "section_title": "Lamps"}
    (found,) = drafts(
        [row | {"subsection": "(1)", "text": "Burn."}, row | {"subsection": "(2)", "text": "End."}]
    )
    assert [(p.label, p.heading, p.text) for p in found.pieces] == [
        ("Section 1", "Lamps", "(1) Burn.\n(2) End.")
    ]


def test_what_is_only_metadata_is_no_law() -> None:
    with pytest.raises(NotALaw):
        drafts({"A1": ["alias"], "version": 3})


def test_an_unknown_layout_is_named_by_its_keys() -> None:
    with pytest.raises(ExtractionError, match="lamp, oil"):
        drafts([{"lamp": 1, "oil": 2}])


@pytest.mark.parametrize("data", [b"", b"{", b'{"a":', b"\xff\xfe\x00", b"[" * 100_000])
def test_broken_json_is_a_failure_and_no_crash(data: bytes) -> None:
    with pytest.raises((ExtractionError, RecursionError)):
        read(SourceFile(Source("s"), "x.json", data))


def test_markup_that_a_transcriber_left_in_a_text_is_taken_out() -> None:
    (piece,) = act(
        section="1", content='<p style="margin: 0">L&eacute;gal.</p>\n<p>A &lt; B</p>'
    ).pieces
    assert [line for line in piece.text.split("\n") if line] == ["Légal.", "A < B"]


def test_the_formulas_before_and_after_the_articles_are_kept() -> None:
    data = {
        "id": "1",
        "title": "Lamp Act",
        "visas": "<p>Having regard.</p>",
        "signature": "The Keeper",
    }
    (draft,) = drafts(data | {"provisions": [{"section": "1", "content": "Burn."}]})
    assert [piece.text for piece in draft.pieces] == ["Having regard.", "Burn.", "The Keeper"]


def test_amendments_are_the_history_of_a_law() -> None:
    (law,) = drafts({"法規名稱": "燈籠法", "沿革內容": "1. 公布\r\n2. 修正", "法規內容": []})
    assert law.history[:2] == ["1. 公布", "2. 修正"]
    note = {"content": [{"value": "{Змінено "}, {"text": "№ 9"}, {"value": "}"}]}
    paragraphs = [{"content": [{"value": "Горить."}], "notes": [note]}]
    chapter = {"titleUa": "I", "articles": [{"titleUa": "Стаття 1", "paragraphs": paragraphs}]}
    (law,) = drafts({"preamble": {"titleUa": "x", "paragraphs": []}, "chapters": [chapter]})
    assert law.history == ["{Змінено № 9}"]


def test_rows_of_a_table_whose_quotes_do_not_close_keep_their_text() -> None:
    key = "chapter,section,section_title,section_desc"
    rows = ['1,1,Lamps,"Light, and keep', "", "them lit.", "1,2,Oil,Whale, or wax"]
    (draft,) = drafts([{key: row} for row in rows])
    assert [(piece.heading, piece.text) for piece in draft.pieces] == [
        ("Lamps", "Light, and keep\nthem lit."),
        ("Oil", "Whale, or wax"),
    ]


def test_values_of_another_kind_are_told_in_plain_words() -> None:
    with pytest.raises(ExtractionError, match="another kind"):
        drafts({"id": "1", "provisions": [1]})


def test_the_first_entry_of_a_taiwanese_history_dates_the_law() -> None:
    enacted = "1.中華民國八十八年十二月三十一日總統令制\r\n定公布全文 8 條\r\n2.中華民國九十年一月一日修正"
    (law,) = drafts({"法規名稱": "燈籠法", "沿革內容": enacted, "法規內容": []})
    assert law.metadata["adopted"] == "民國八十八年十二月三十一日"
    amended = "1.中華民國九十年一月一日總統令修正公布"
    (law,) = drafts({"法規名稱": "燈籠法", "沿革內容": amended, "法規內容": []})
    assert "adopted" not in law.metadata


def test_a_gazette_named_in_a_description_gives_the_year_of_publication() -> None:
    said = {"id": "x", "title": "Закон о фењерима", "provisions": []}
    (law,) = drafts(said | {"description": "Службени гласник: 49/1995-1813, 50/1995-1885"})
    assert law.metadata["published"] == "1995"


def test_an_arabic_number_of_an_article_put_in_later_is_whole() -> None:
    law = act("ar", section="6مكررا أ", title="مادة 6مكررا أ", content="يضاء المصباح.")
    assert (law.pieces[0].label, law.pieces[0].heading) == ("مادة 6مكررا أ", "")
