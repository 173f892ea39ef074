import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract.model import Block
from corpora.extract.structure import split
from tests.corpora.whole_text import difference


def labels(*texts: str) -> list[str]:
    return [piece.label for piece in split([Block(text) for text in texts])]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Article 1. Lamps are lit.", "Article 2. Lamps are put out.", ["Article 1", "Article 2"]),
        ("Art. 1er. Il y a une lampe.", "Art. 2. Elle brûle.", ["Art. 1er", "Art. 2"]),
        ("Artículo 1º.- Hay lámparas.", "ARTÍCULO 2 bis.- Se apagan.", ["Artículo 1º", "ARTÍCULO 2 bis"]),
        ("§ 1. Lampen brennen.", "§ 1a. Lampen erlöschen.", ["§ 1", "§ 1a"]),
        ("§ 1-1. Lampen tennes.", "§ 1-2. Lampen slukkes.", ["§ 1-1", "§ 1-2"]),
        ("1 § En lampa tänds.", "2 a § En lampa släcks.", ["1 §", "2 a §"]),
        ("Статья 1. Лампы горят.", "Статья 2.1. Лампы гаснут.", ["Статья 1", "Статья 2.1"]),
        ("Стаття 1. Лампи горять.", "Стаття 2. Лампи гаснуть.", ["Стаття 1", "Стаття 2"]),
        ("Άρθρο 1 Ανάβει λάμπα.", "Άρθρο 2 Σβήνει.", ["Άρθρο 1", "Άρθρο 2"]),
        ("Madde 1 – Lamba yanar.", "Madde 2 – Lamba söner.", ["Madde 1", "Madde 2"]),
        ("第一条 灯必须点亮。", "第一条之一 灯必须熄灭。", ["第一条", "第一条之一"]),
        ("제1조(목적) 등불을 켠다.", "제1조의2(정의) 등불을 끈다.", ["제1조", "제1조의2"]),
        ("المادة ١ تضاء المصابيح.", "المادة ٢ تطفأ المصابيح.", ["المادة ١", "المادة ٢"]),
        ("المادة الأولى: تضاء.", "المادة الثانية: تطفأ.", ["المادة الأولى", "المادة الثانية"]),
        ("ماده ۱ – چراغ روشن است.", "ماده ۲ – چراغ خاموش است.", ["ماده ۱", "ماده ۲"]),
        ("มาตรา ๑ จุดตะเกียง", "มาตรา ๒ ดับตะเกียง", ["มาตรา ๑", "มาตรา ๒"]),
        ("धारा 1. दीपक जलेगा।", "धारा 2. दीपक बुझेगा।", ["धारा 1", "धारा 2"]),
        ("Điều 1. Đèn sáng.", "Điều 2. Đèn tắt.", ["Điều 1", "Điều 2"]),
        ("Pasal 1", "Lampu menyala.", ["Pasal 1"]),
        ("1-modda. Chiroq yonadi.", "2-modda. Chiroq oʻchadi.", ["1-modda", "2-modda"]),
        ("1. Lamps are lit at dusk.", "2. Lamps are put out at dawn.", ["1", "2"]),
        ("Article L. 112-1 Une lampe.", "Article R112-2 Deux lampes.", ["Article L. 112-1", "Article R112-2"]),
    ],
)  # fmt: skip
def test_labels_are_found_as_printed(first: str, second: str, expected: list[str]) -> None:
    assert labels(first, second) == expected


@pytest.mark.parametrize(
    "reference",
    [
        "Article 7 of the Lamp Act applies to candles.",
        "artículo 13 de la ley de lámparas rige también.",
        "Article 9, paragraph 2, applies.",
        "§ 5 Absatz 2 gilt nicht.",
        "第五条规定的灯不在此限。",
    ],
)
def test_a_reference_at_the_start_of_a_paragraph_is_no_article(reference: str) -> None:
    found = split([Block("Article 1. First."), Block(reference), Block("Article 2. Second.")])
    assert [piece.label for piece in found] == ["Article 1", "Article 2"]
    assert reference in found[0].text


def test_an_article_out_of_sequence_is_a_quotation() -> None:
    found = labels("Article 1. The Act is amended:", "Article 340. Quoted.", "Article 2. Next.")
    assert found == ["Article 1", "Article 2"]


def test_the_heading_is_told_from_the_text() -> None:
    found = split(
        [
            Block("Article 1. Purpose"),
            Block("This law is about lamps."),
            Block("Article 2. Lamps shall be lit at dusk."),
        ]
    )
    assert [(piece.heading, piece.text) for piece in found] == [
        ("Purpose", "This law is about lamps."),
        ("", "Lamps shall be lit at dusk."),
    ]


def test_a_heading_may_stand_on_its_own_line_below_the_label() -> None:
    found = split(
        [Block("§ 1", 5), Block("Lamps", 5), Block("They burn."), Block("§ 2", 5), Block("Oil.")]
    )
    assert [(p.label, p.heading, p.text) for p in found] == [
        ("§ 1", "Lamps", "They burn."),
        ("§ 2", "", "Oil."),
    ]


def test_marginal_headings_above_numbered_sections_are_theirs() -> None:
    found = split(
        [
            Block("Short title"),
            Block("1. This Act is the Lamp Act."),
            Block("Interpretation"),
            Block("2. In this Act, lamp includes lantern."),
        ]
    )
    assert [(p.label, p.heading) for p in found] == [("1", "Short title"), ("2", "Interpretation")]


def test_divisions_become_ancestors() -> None:
    found = split(
        [
            Block("PART I"),
            Block("GENERAL"),
            Block("CHAPTER 1 Lamps"),
            Block("Article 1. Lamps burn."),
            Block("CHAPTER 2 Oil"),
            Block("Article 2. Oil burns."),
            Block("PART II Ends"),
            Block("Article 3. All ends."),
        ]
    )
    assert [piece.ancestors for piece in found] == [
        ("PART I GENERAL", "CHAPTER 1 Lamps"),
        ("PART I GENERAL", "CHAPTER 2 Oil"),
        ("PART II Ends",),
    ]


def test_a_label_printed_twice_is_one_article() -> None:
    found = split([Block("Artículo 7", 4), Block("ART. 7."), Block("Las lámparas arden.")])
    assert [(p.label, p.text) for p in found] == [("Artículo 7", "Las lámparas arden.")]


def test_a_table_of_contents_is_not_the_text() -> None:
    found = split(
        [
            *(Block(f"Article {n}. Heading {n}") for n in (1, 2, 3)),
            *(
                block
                for n in (1, 2, 3)
                for block in (Block(f"Article {n}. Heading {n}"), Block(f"The text of {n}."))
            ),
        ]
    )
    assert [(p.label, p.text) for p in found if p.label] == [
        (f"Article {n}", f"The text of {n}.") for n in (1, 2, 3)
    ]


def test_what_stands_before_the_first_article_is_the_preamble() -> None:
    found = split([Block("We, the lamplighters, decree:"), Block("Article 1. Light.")])
    assert (found[0].label, found[0].text) == ("", "We, the lamplighters, decree:")


def test_a_schedule_after_the_articles_stands_alone() -> None:
    found = split([Block("Article 1. Light."), Block("SCHEDULE 1"), Block("Kinds of lamps")])
    assert [(p.label, p.heading, p.text) for p in found] == [
        ("Article 1", "", "Light."),
        ("", "SCHEDULE 1", "Kinds of lamps"),
    ]


def test_a_text_without_articles_is_split_by_headings_else_by_pages() -> None:
    by_heading = split([Block("Lamps", 2), Block("They burn."), Block("Oil", 2)])
    assert [(p.heading, p.text) for p in by_heading] == [("Lamps", "They burn."), ("Oil", "")]
    by_page = split([Block("one", page=1), Block("two", page=1), Block("three", page=2)])
    assert [(p.text, p.page) for p in by_page] == [("one\ntwo", 1), ("three", 2)]


def test_an_article_keeps_the_page_it_starts_on() -> None:
    found = split([Block("Article 1. One.", page=1), Block("Article 2. Two.", page=3)])
    assert [piece.page for piece in found] == [1, 3]


def test_no_blocks_give_no_pieces() -> None:
    assert split([]) == []


# --- Every character belongs to exactly one provision ---------------------------------------

_FORMS = [
    "Article {n}", "Art. {n}.", "ARTÍCULO {n}.-", "Art. {n}º", "Artigo {n}", "§ {n}", "{n} §", "Section {n}.",
    "Статья {n}.", "Стаття {n}", "Άρθρο {n}", "Madde {n} –", "第{n}条", "제{n}조", "제{n}조의2", "المادة {n}",
    "ماده {n} -", "มาตรา {n}", "धारा {n}.", "ধারা {n}।", "दफा {n}.", "Điều {n}.", "Pasal {n}", "{n}-modda.",
    "{n}. gr.", "{n}. člen", "Neni {n}", "Članak {n}.", "Հոդված {n}.", "მუხლი {n}.", "Ibara {n}",
    "አንቀጽ {n}", "ມາດຕາ {n}", "មាត្រា {n}", "סעיף {n}", "{n}.", "„§ {n}", "Article {n} bis.",
]  # fmt: skip
_NOISE = [
    "Lamps shall be lit at dusk.", "(a) wicks;", "1. oil", "2) soot", "– candles", "Lamps", "LAMPS AND OIL",
    "Article 3 of the Act", "as § 5 Absatz 2 says", "第五条规定的灯", "灯必须点亮。", "تضاء المصابيح", "จุดตะเกียง",
    "PART I", "PART II Oil", "CHAPTER 1", "CHAPTER 1 Wicks", "Kapitel 2", "第一章 灯", "الباب الأول", "Глава 3",
    "TITLE I", "SCHEDULE 1", "ANNEX", "Приложение", "附則", "Contents", "Article 4 .......... 12", "“Quoted.”",
    "“Article 9. Quoted", "is replaced by:", "Done at Lampton", "\u200b", "*bold*", "a\nb", "12", "§", "(1) Oil.",
]  # fmt: skip
_label_lines = st.builds(
    lambda form, number, rest: form.format(n=number) + rest,
    st.sampled_from(_FORMS),
    st.one_of(st.integers(1, 12), st.sampled_from(["12a", "12-A", "XIV", "١٢", "十二", "1-1"])),
    st.sampled_from(["", " Lamps", " Lamps shall be lit at dusk.", " (Lamps) They burn.", ".— Lit.— Dusk."]),
)  # fmt: skip
_any_text = st.text("abc XIV.§1 ()第条\n«»“”-", min_size=1, max_size=30)
_blocks = st.lists(
    st.builds(
        Block,
        st.one_of(_label_lines, st.sampled_from(_NOISE), _any_text),
        st.sampled_from((0, 0, 0, 0, 2, 3, 5)),
        st.booleans(),
        st.sampled_from((None, 1, 2)),
    ),
    max_size=25,
)


@st.composite
def _laws(draw: st.DrawFn) -> list[Block]:
    """A law in one tradition: contents, a preamble, divisions, articles in order, a schedule."""
    form = draw(st.sampled_from(_FORMS))
    count = draw(st.integers(2, 8))
    labels = [form.format(n=number) for number in range(1, count + 1)]
    noise = st.sampled_from(_NOISE)
    lines = [f"{label} Lamps" for label in labels] if draw(st.booleans()) else []
    lines += draw(st.lists(noise, max_size=3))
    for label in labels:
        lines += draw(st.lists(noise, max_size=2))
        lines.append(label + draw(st.sampled_from(["", " Lamps", " They burn at dusk."])))
        lines += draw(st.lists(noise, max_size=3))
    return [Block(line) for line in lines]


@settings(max_examples=400)
@given(st.one_of(_blocks, _laws()))
def test_every_character_belongs_to_exactly_one_provision(blocks: list[Block]) -> None:
    assert difference(blocks, split(blocks)) == ""
