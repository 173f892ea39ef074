"""The tagger on provisions invented for these tests, in many languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.tag import Tagged, Tagger, TagInput
from mappings.fields import STRENGTHS
from mappings.languages import languages
from mappings.records import Tag
from mappings.taxonomy import CRIME_TYPE, UNCAC, scheme

TAGGER = Tagger()
PARTS = ("text", "heading", "ancestors", "title")


def codes(item: TagInput, name: str = UNCAC) -> set[str]:
    return {tag.code for tag in TAGGER.tag(item) if tag.scheme == name}


@pytest.mark.parametrize(
    ("language", "heading", "text", "code"),
    [
        ("en", "Bribery of a public official", "A person who offers or gives a bribe to a public"
         " official commits an offence and is liable to imprisonment for six years.", "15"),
        ("fr", "Blanchiment", "Le blanchiment de capitaux est puni de cinq ans d'emprisonnement"
         " et d'une amende.", "23"),
        ("es", "Enriquecimiento ilícito", "El funcionario público que incurra en enriquecimiento"
         " ilícito será castigado con prisión de dos a cinco años.", "20"),
        ("de", "Bestechung", "Wer einem Amtsträger einen Vorteil für eine Amtshandlung anbietet,"
         " verspricht oder gewährt, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.", "15"),
        ("ru", "Получение взятки", "Получение взятки должностным лицом наказывается лишением"
         " свободы на срок до шести лет.", "15"),
        ("ar", "غسل الأموال", "يعاقب بالسجن كل من ارتكب جريمة غسل الأموال.", "23"),
        ("zh-Hans", "", "犯洗钱罪的,处三年以下有期徒刑,并处罚金。", "23"),
        ("ja", "贈賄", "賄賂を供与し、又はその申込み若しくは約束をした者は、"
         "三年以下の拘禁刑に処する。", "15"),
        ("pt", "Corrupção ativa", "Oferecer ou prometer vantagem indevida a funcionário público."
         " Pena: reclusão de dois a oito anos.", "15"),
        ("en", "Extradition", "Extradition shall be granted under an extradition treaty.", "44"),
    ],
)  # fmt: skip
def test_a_plain_provision_is_tagged_in_its_language(
    language: str, heading: str, text: str, code: str
) -> None:
    assert code in codes(TagInput(text, heading=heading, language=language))


def test_embezzlement_is_not_told_as_bribery() -> None:
    item = TagInput(
        "A public official who embezzles property entrusted to the official by virtue of office"
        " commits an offence and is liable to imprisonment.",
        heading="Embezzlement by a public official",
        language="en",
    )
    assert "17" in codes(item)
    assert "15" not in codes(item)


@pytest.mark.parametrize(
    "text",
    [
        "The Bank shall issue coins and notes, which are money for all payments.",
        "The lantern keeper shall light the lanterns of the harbour before sunset.",
        "",
    ],
)
def test_a_provision_on_something_else_has_no_tag(text: str) -> None:
    assert TAGGER.tag(TagInput(text, language="en")) == ()


def test_crime_types_are_tagged_beside_articles() -> None:
    item = TagInput(
        "A person guilty of money laundering is liable to imprisonment.",
        heading="Money laundering",
        language="en",
    )
    assert "money-laundering" in codes(item, CRIME_TYPE)


def test_a_law_is_tagged_provision_by_provision_in_its_order() -> None:
    title = "Prevention of Corruption Act"
    items = [
        TagInput("A person who gives a bribe to a public official commits an offence and is liable"
                 " to imprisonment.", "Bribery of a public official", (), title, "en"),
        TagInput("", "", (), title, "en"),
        TagInput("The lantern keeper shall light the lanterns.", "", (), "Lantern Act", "en"),
        TagInput("A public official who accepts a bribe commits an offence and is liable to"
                 " imprisonment.", "Acceptance of a bribe by a public official", (), title, "en"),
    ]  # fmt: skip
    found = list(TAGGER.tag_law(items))
    assert [("uncac", "15") in {(tag.scheme, tag.code) for tag in one.tags} for one in found] == [
        True, False, False, True,
    ]  # fmt: skip


def test_curators_decide_on_every_provision_of_a_law() -> None:
    item = TagInput("The lantern keeper shall light the lanterns.", language="en")
    added = Tag("uncac", "15", 1.0)
    decided = list(TAGGER.tag_law([item, item], [tuple, lambda tags: (*tags, added)]))
    assert decided[0].tags == ()
    assert ("uncac", "15") in {(tag.scheme, tag.code) for tag in decided[1].tags}


def test_what_a_provision_may_be_about_is_no_tag_and_is_gone_when_a_curator_rejects_it() -> None:
    item = TagInput(
        "A public servant who takes a share in a business that he supervises commits an offence.",
        "Conflict of interest", (), "Lantern Act", "en",
    )  # fmt: skip
    (found,) = TAGGER.tag_law([item])
    assert [(tag.scheme, tag.code) for tag in found.possible] == [("uncac", "7")]
    assert found.possible[0].confidence >= STRENGTHS[0]
    assert ("uncac", "7") not in {(tag.scheme, tag.code) for tag in found.tags}
    (rejected,) = TAGGER.tag_law([item], [lambda tags: tuple(t for t in tags if t.code != "7")])
    assert rejected.possible == ()


def test_a_law_without_provisions_has_no_tags() -> None:
    assert list(TAGGER.tag_law([])) == []


@pytest.mark.parametrize(
    "text",
    [
        "zxqv blorp wug fnord. Kplth zxqv!",
        "ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁᛃ",
        "\x00\x01\x02 �� 1234 5678",
        " \n\t\u200b",
    ],
)
@pytest.mark.parametrize("language", ["und", "xx", "", "en"])
def test_a_text_of_no_known_language_has_no_tag(text: str, language: str) -> None:
    assert TAGGER.tag(TagInput(text, language=language)) == ()
    assert list(TAGGER.tag_law([TagInput(text, language=language)])) == [Tagged()]


# What follows holds for any text whatever.

_WORDS = st.sampled_from(
    ["bribery", "money laundering", "洗钱罪", "贿赂", "взятки", "غسل", "الأموال", "İ", "ß", "ﬁ",
     "extradition", "\x00", "\u200c", "\n", "é", "offence", "imprisonment", "กจ", "½"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(), st.lists(_WORDS, max_size=30).map(" ".join),
                   st.lists(_WORDS, max_size=30).map("".join))  # fmt: skip
_ITEMS = st.builds(
    TagInput,
    text=_TEXTS,
    heading=_TEXTS,
    ancestors=st.lists(_TEXTS, max_size=3).map(tuple),
    law_title=_TEXTS,
    language=st.one_of(st.sampled_from(sorted(languages())), st.text(max_size=4)),
)


@settings(max_examples=300)
@given(_ITEMS)
def test_evidence_stands_where_it_says_and_tags_are_known_and_repeatable(item: TagInput) -> None:
    tags = TAGGER.tag(item)
    assert tags == TAGGER.tag(item)
    for tag in tags:
        assert 0 < tag.confidence <= 1
        assert tag.code in scheme(tag.scheme)
        assert tag.evidence
        for evidence in tag.evidence:
            assert evidence.where in PARTS
            part = item.part(evidence.where)
            assert part[evidence.start : evidence.end] == evidence.quote != ""


def test_thai_words_are_quoted_whole() -> None:
    # Thai letters that fold to two, before the words found.
    item = TagInput(
        "ศาลมีอำนาจสั่งให้ริบทรัพย์สินที่ได้มาจากการกระทำความผิด", heading="ริบทรัพย์สิน", language="th"
    )
    quotes = {piece.quote for tag in TAGGER.tag(item) for piece in tag.evidence}
    assert "ริบทรัพย์สิน" in quotes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("xx", "Qwzx vrtl prst kmnp."),
        ("", "Bribery of a public official is an offence."),
        ("en", ""),
        ("und", " \n\t "),
        ("en", "a" * 2_000_000),
        ("en", "bribery of a public official " * 20_000),
        ("zh-Hans", "贿赂" * 100_000),
        ("en", "\x00\ud800" * 1_000),
    ],
)
def test_any_text_is_tagged_or_not_but_never_fails(language: str, text: str) -> None:
    tags = TAGGER.tag(TagInput(text, language=language))
    assert all(tag.evidence for tag in tags)


def test_a_provision_of_ten_megabytes_is_tagged_with_bounded_evidence() -> None:
    sentence = "Bribery of a public official is punished with imprisonment of ten years. "
    tags = TAGGER.tag(TagInput(sentence * (10_000_000 // len(sentence)), language="en"))
    assert "15" in {tag.code for tag in tags}
    assert all(0 < len(tag.evidence) <= 6 for tag in tags)
