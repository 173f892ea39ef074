from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.containers import find_containers
from corpora.extract import markdown, text
from corpora.extract.model import Block, Piece, Source, SourceFile
from corpora.extract.structure import contents, split, within_records
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
        ("Article 12-A. Lamps.", "Article 13 bis. Oil.", ["Article 12-A", "Article 13 bis"]),
        ("ARTICLE XIV", "ARTICLE XV", ["ARTICLE XIV", "ARTICLE XV"]),
        ("§12a Lampen brennen.", "§13 Öl brennt.", ["§12a", "§13"]),
        ("第十二条之一 灯必须点亮。", "第十三条 灯必须熄灭。", ["第十二条之一", "第十三条"]),
        ("第 11-1 條 燈。", "第 12 條 油。", ["第 11-1 條", "第 12 條"]),
        ("المادة الثانية عشرة: تضاء.", "المادة الثالثة عشرة: تطفأ.", ["المادة الثانية عشرة", "المادة الثالثة عشرة"]),
        ("ধারা ১। বাতি জ্বলবে।", "ধারা ২। বাতি নিভবে।", ["ধারা ১", "ধারা ২"]),
        ("दफा १. बत्ती बल्छ।", "दफा २. बत्ती निभ्छ।", ["दफा १", "दफा २"]),
        ("Neni 1. Llambat.", "Neni 2. Vaji.", ["Neni 1", "Neni 2"]),
        ("Članak 1.", "Članak 2.", ["Članak 1", "Članak 2"]),
        ("Члан 1.", "Члан 2.", ["Члан 1", "Члан 2"]),
        ("1. člen (svetilke)", "1.a člen (olje)", ["1. člen", "1.a člen"]),
        ("Հոդված 1. Լամպեր", "Հոդված 2. Յուղ", ["Հոդված 1", "Հոդված 2"]),
        ("მუხლი 1. ლამპები", "მუხლი 2. ზეთი", ["მუხლი 1", "მუხლი 2"]),
        ("1. gr. Lampar loga.", "2. gr. Olía brennur.", ["1. gr", "2. gr"]),
        ("Ibara 1 Taa", "Ibara 2 Mafuta", ["Ibara 1", "Ibara 2"]),
        ("አንቀጽ 1 መብራት", "አንቀጽ 2 ዘይት", ["አንቀጽ 1", "አንቀጽ 2"]),
        ("ມາດຕາ 1 ໂຄມໄຟ", "ມາດຕາ 2 ນ້ຳມັນ", ["ມາດຕາ 1", "ມາດຕາ 2"]),
        ("មាត្រា 1 ចង្កៀង", "មាត្រា 2 ប្រេង", ["មាត្រា 1", "មាត្រា 2"]),
        ("סעיף 1. מנורות", "סעיף 2. שמן", ["סעיף 1", "סעיף 2"]),
        ("Madde 2/A – Lamba", "Madde 3 – Yağ", ["Madde 2/A", "Madde 3"]),
        ("Artículo décimo. Lámparas.", "Artículo décimo primero. Aceite.", ["Artículo décimo", "Artículo décimo primero"]),
        ("Art. 5º As lâmpadas.", "Art. 6º O óleo.", ["Art. 5º", "Art. 6º"]),
        ("Article L. 112-1 Une lampe.", "Article R112-2 Deux lampes.", ["Article L. 112-1", "Article R112-2"]),
        ("Art. 63 a", "Art. 63 b", ["Art. 63 a", "Art. 63 b"]),
        ("1.—(1) Lamps are lit.", "2.—(1) Oil burns.", ["1", "2"]),
        ("16 Offence—lamps", "17 Penalty—oil", ["16", "17"]),
        ("s. 3A Lamps", "s. 4 Oil", ["s. 3A", "s. 4"]),
        ("Regulation 4. Lamps", "Regulation 5. Oil", ["Regulation 4", "Regulation 5"]),
        ("Order 12 rule 3 Lamps", "Order 12 rule 4 Oil", ["Order 12 rule 3", "Order 12 rule 4"]),
        ("Clause 7. Lamps", "Clause 8. Oil", ["Clause 7", "Clause 8"]),
        ("ARTÍCULO 1o.- Lámparas.", "Artículo 2.º Aceite.", ["ARTÍCULO 1o", "Artículo 2.º"]),
        ("Art. 2º bis Lámparas.", "Artículo 14 bis A. Aceite.", ["Art. 2º bis", "Artículo 14 bis A"]),
        ("Artículo SEGUNDO.- Lámparas.", "Artículo undécimo.- Aceite.", ["Artículo SEGUNDO", "Artículo undécimo"]),
        ("§ 33 a. Lampen tennes.", "§ 33 b. Lampen slukkes.", ["§ 33 a", "§ 33 b"]),
        ("Art. 144-bis.1 (Lampade). Sono accese.", "Art. 145. Olio.", ["Art. 144-bis.1", "Art. 145"]),
        ("Art. 133-bis. Lampade.", "Art. 840-sexiesdecies. Olio.", ["Art. 133-bis", "Art. 840-sexiesdecies"]),
        ("មាត្រា ១.- ចង្កៀង", "មាត្រា២៖ ប្រេង", ["មាត្រា ១", "មាត្រា២"]),
        ("ມາດຕາ ໑ ໂຄມໄຟ", "ມາດຕາ 2 (ໃໝ່) ນ້ຳມັນ", ["ມາດຕາ ໑", "ມາດຕາ 2"]),
        ("ပုဒ်မ ၁။ မီးအိမ်", "ပုဒ်မ ၂။ ဆီ", ["ပုဒ်မ ၁", "ပုဒ်မ ၂"]),
        ("၁။ မီးအိမ်", "၂။ ဆီ", ["၁", "၂"]),
        ("አንቀጽ ፩ መብራት", "አንቀጽ ፪ ዘይት", ["አንቀጽ ፩", "አንቀጽ ፪"]),
        ("፩. መብራት", "፪. ዘይት", ["፩", "፪"]),
        ("მუხლი 1. ლამპები", "მუხლი 1¹. ზეთი", ["მუხლი 1", "მუხლი 1¹"]),
        ("1 дүгээр зүйл. Дэнлүү", "2 дугаар зүйл. Тос", ["1 дүгээр зүйл", "2 дугаар зүйл"]),
        ("1 වන වගන්තිය", "2 වන වගන්තිය", ["1 වන වගන්තිය", "2 වන වගන්තිය"]),
        ("பிரிவு 1. விளக்கு", "பிரிவு 2. எண்ணெய்", ["பிரிவு 1", "பிரிவு 2"]),
        ("ধারা ১ক। বাতি", "ধারা ২। তেল", ["ধারা ১ক", "ধারা ২"]),
        ("دفعہ 1۔ چراغ", "دفعہ ۲: تیل", ["دفعہ 1", "دفعہ ۲"]),
        ("Kifungu cha 1: Taa", "Kifungu cha 2: Mafuta", ["Kifungu cha 1", "Kifungu cha 2"]),
        ("Ingingo ya mbere: Itara", "Ingingo ya 2: Amavuta", ["Ingingo ya mbere", "Ingingo ya 2"]),
        ("Seksyen 1. Lampu", "Seksyen 2. Minyak", ["Seksyen 1", "Seksyen 2"]),
        ("Artikulo 1. Lampara", "Artikulo 2. Langis", ["Artikulo 1", "Artikulo 2"]),
        ("Artikolu 1. Lampa", "Artikolu 2. Żejt", ["Artikolu 1", "Artikolu 2"]),
        ("1-madda. Çyra", "2-madda. Ýag", ["1-madda", "2-madda"]),
        ("1. cikk Lámpa", "2. cikk Olaj", ["1. cikk", "2. cikk"]),
        ("مادە ١: چرا", "مادە ٢: نەوت", ["مادە ١", "مادە ٢"]),
        ("ماده اول - چراغ", "ماده دوم - روغن", ["ماده اول", "ماده دوم"]),
        ("Madde 1 – Lamba", "Geçici Madde 1 – Yağ", ["Madde 1", "Geçici Madde 1"]),
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
        "第五条及び第六条の灯は、この限りでない。",
        "제5조의 등불은 제외한다.",
        "제5조 제2항에 따른 등불은 제외한다.",
        "5 § första stycket gäller inte.",
    ],
)
def test_a_reference_at_the_start_of_a_paragraph_is_no_article(reference: str) -> None:
    found = split([Block("Article 1. First."), Block(reference), Block("Article 2. Second.")])
    assert [piece.label for piece in found] == ["Article 1", "Article 2"]
    assert reference in found[0].text


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("제5조 의료등을 켠다.", "제6조 중앙등을 끈다.", ["제5조", "제6조"]),
        ("第五条　第三条の灯は消す。", "第六条　前条の灯は点す。", ["第五条", "第六条"]),
        ("第五条  规定如下的灯必须点亮。", "第六条  项目的灯必须熄灭。", ["第五条", "第六条"]),
    ],
)
def test_what_follows_a_label_and_a_space_is_its_text(
    first: str, second: str, expected: list[str]
) -> None:
    assert labels(first, second) == expected


def test_articles_in_roman_numerals_keep_theirs_beside_those_that_they_reword() -> None:
    lines = ["Articolul I", "Legea lămpilor se modifică.", "Articolul 13", "Lămpile ard.", "Articolul 14",
             "Uleiul arde.", "Articolul II", "Legea intră în vigoare azi."]  # fmt: skip
    assert labels(*lines) == ["Articolul I", "Articolul 13", "Articolul 14", "Articolul II"]


def test_numbers_in_a_short_schedule_are_no_sections() -> None:
    sections = [f"{n}. Lamps are lit." for n in range(1, 9)]
    found = labels(*sections, "FIRST SCHEDULE", *(f"{n}. A kind of lamp." for n in range(1, 7)))
    assert found == [*map(str, range(1, 9)), ""]


def test_a_long_schedule_is_a_division_of_its_own_paragraphs() -> None:
    sections = [f"{n}. Lamps are lit." for n in range(1, 9)]
    paragraphs = [f"{n}. {'Lamps are lit at dusk. ' * 70}" for n in range(1, 7)]
    found = split([Block(t) for t in (*sections, "FIRST SCHEDULE", *paragraphs)])
    assert [(p.label, p.ancestors) for p in found[8:]] == [
        (str(n), ("FIRST SCHEDULE",)) for n in range(1, 7)
    ]


def test_points_behind_the_last_article_are_provisions_of_their_own() -> None:
    articles = [f"Стаття {n}. Лампи горять." for n in range(1, 4)]
    points = [f"Пункт {n}. Олія" for n in range(1, 4)]
    found = labels(*articles, "Перехідні положення", *points)
    assert found == [*(f"Стаття {n}" for n in range(1, 4)), *(f"Пункт {n}" for n in range(1, 4))]
    assert labels(articles[0], points[0], *articles[1:]) == [f"Стаття {n}" for n in range(1, 4)]


def test_an_article_out_of_sequence_is_a_quotation() -> None:
    found = labels("Article 1. The Act is amended:", "Article 340. Quoted.", "Article 2. Next.")
    assert found == ["Article 1", "Article 2"]


def test_articles_between_quotation_marks_are_text() -> None:
    found = labels(
        "Article 1. The Lamp Act is amended as follows.",
        "“Article 2. Lamps are lit at dusk.",
        "Article 3. Lamps are put out at dawn.”",
        "Article 2. This Act is in force today.",
        "Article 3. It is made public.",
    )
    assert found == ["Article 1", "Article 2", "Article 3"]


def test_an_article_that_new_wording_leads_in_is_text() -> None:
    found = labels(
        "Article 1. Lamps.",
        "The old Act is amended: article 2 is replaced by:",
        "Article 2. Lamps are lit at dusk.",
        "Article 2. Oil.",
        "Article 3. Wicks.",
    )
    assert found == ["Article 1", "Article 2", "Article 3"]


def test_numbered_paragraphs_of_articles_are_no_articles() -> None:
    lines = [
        line
        for number in range(1, 9)
        for line in (f"Article {number}", "1. Lamps are lit.", "2. Lamps are put out.")
    ]
    assert labels(*lines) == [f"Article {number}" for number in range(1, 9)]


def test_lists_in_numbered_sections_are_no_sections() -> None:
    found = labels("1. Lamps.", "2. Oil:", "1. whale oil", "2. olive oil", "3. Wicks.", "4. Soot.")
    assert found == ["1", "2", "3", "4"]


def test_dots_that_lead_to_a_page_number_make_an_entry_of_contents() -> None:
    found = labels("Article 1 Lamps ........ 3", "Article 2 Oil ....... 4", "Article 1. Lamps are lit.",
                   "Article 2. Oil burns.")  # fmt: skip
    assert found == ["", "Article 1", "Article 2"]


def test_a_raised_number_that_lost_its_place_is_an_article() -> None:
    found = labels(*(f"Статья {n}. Лампы горят." for n in (15, 16, 161, 17)))
    assert found == ["Статья 15", "Статья 16", "Статья 161", "Статья 17"]


def test_articles_begin_again_in_each_part() -> None:
    numbers = [1, 2, 3, 1, 2, 1, 2, 3, 4]
    assert labels(*(f"Section {n}. Lamps burn." for n in numbers)) == [
        f"Section {n}" for n in numbers
    ]


def test_a_selection_of_articles_leaves_numbers_out() -> None:
    numbers = [186, 187, 389, 421, 927]
    assert labels(*(f"Artigo {n}. Lâmpadas." for n in numbers)) == [f"Artigo {n}" for n in numbers]


def test_numbers_of_articles_repealed_together_are_one_label() -> None:
    assert labels("1. Lamps.", "2 to 4. Repealed.", "5. Oil.") == ["1", "2 to 4", "5"]


def test_a_running_head_opens_no_division_again() -> None:
    found = split(
        [Block(t) for t in ("PART I Lamps", "Article 1. One.", "PART I Lamps", "Article 2. Two.")]
    )
    assert [(p.label, p.ancestors) for p in found] == [
        ("Article 1", ("PART I Lamps",)),
        ("Article 2", ("PART I Lamps",)),
    ]


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


def test_an_article_that_the_format_prints_as_a_heading_is_text() -> None:
    sentence = "Whoever lights a lamp at dusk shall put it out again at dawn."
    found = split(
        [
            Block(f"Article 1. {sentence}", 5),
            Block("So it is."),
            Block("Article 2. Lamps may be lit by", 5),
            Block("lamplighters and by nobody else."),
            Block("Article 3. Let it be published.", 5),
        ]
    )
    assert [(p.heading, p.text) for p in found] == [
        ("", f"{sentence}\nSo it is."),
        ("", "Lamps may be lit by\nlamplighters and by nobody else."),
        ("", "Let it be published."),
    ]


def test_a_heading_above_a_label_is_told_by_the_stops_of_its_script() -> None:
    found = split([Block(t) for t in ("ধারা ১। বাতি জ্বলবে।", "ধারা ২। বাতি নিভবে।", "ধারা ৩। তেল জ্বলবে।")])
    assert [p.heading for p in found] == ["", "", ""]


@pytest.mark.parametrize(
    "division",
    ["দ্বিতীয় অধ্যায়: বাতি", "দ্বিতীয় অধ্যায়: বাতি", "অধ্যায় ৪: বাতি", "Chapter Two Lamps", "Birinci Bölüm"],
)
def test_divisions_are_told_by_numbers_in_words(division: str) -> None:
    found = split([Block("Article 1. One."), Block(division), Block("Article 2. Two.")])
    assert found[-1].ancestors == (division,)


def test_what_is_signed_behind_the_last_article_is_a_provision_of_its_own() -> None:
    found = split(
        [
            Block("Artículo 1º. Lámparas."),
            Block("Artículo 2º. Aceite."),
            Block("Dado en Lampton a 1 de mayo."),
            Block("LA LAMPARERA", 2),
        ]
    )
    assert [(p.label, p.text) for p in found] == [
        ("Artículo 1º", "Lámparas."),
        ("Artículo 2º", "Aceite."),
        ("", "Dado en Lampton a 1 de mayo.\nLA LAMPARERA"),
    ]
    within = labels("Article 1. Lamps.", "Dated lamps are old.", "Done at dusk:", "Article 2. Oil.")
    assert within == ["Article 1", "Article 2"]


def test_headings_of_a_level_that_stands_nowhere_between_articles_are_no_divisions() -> None:
    found = split(
        [
            Block("DECREE ON LAMPS", 1),
            Block("The lamplighter,", 1),
            Block("Light", 2),
            Block("Article 1. Lamps.", 3),
            Block("Oil", 2),
            Block("Article 2. Oil.", 3),
        ]
    )
    assert [(p.label, p.ancestors) for p in found] == [
        ("", ()),
        ("Article 1", ("Light",)),
        ("Article 2", ("Oil",)),
    ]


def test_a_heading_with_the_number_of_the_section_below_it_is_the_sections() -> None:
    found = split(
        [
            block
            for n, name in ((1, "Short title"), (2, "Lamps"), (3, "Oil"))
            for block in (Block(f"{n} {name}.", 3), Block(f"{n}.—It is so."))
        ]
    )
    assert [(p.label, p.heading, p.text, p.ancestors) for p in found[:2]] == [
        ("1", "Short title.", "It is so.", ()),
        ("2", "Lamps.", "It is so.", ()),
    ]


def test_divisions_that_a_format_gives_one_level_are_nested_by_their_words() -> None:
    found = split(
        [
            Block("Livre Ier : Des lampes", 4),
            Block("Titre Ier : De l'huile", 4),
            Block("Chapitre Ier : Définitions", 4),
            Block("Article L111-1", 5),
            Block("Les lampes éclairent."),
            Block("Section 1 : Des mèches", 4),
            Block("Sous-section 1 : Du coton", 4),
            Block("Article L111-2", 5),
            Block("Les mèches brûlent."),
            Block("Titre II : Du gaz", 4),
            Block("Article L121-1", 5),
            Block("Le gaz brûle."),
            Block("Dispositions finales", 4),
            Block("Article L131-1", 5),
            Block("Tout s'éteint."),
        ]
    )
    assert [(p.label, len(p.ancestors), p.ancestors[-1]) for p in found] == [
        ("Article L111-1", 3, "Chapitre Ier : Définitions"),
        ("Article L111-2", 5, "Sous-section 1 : Du coton"),
        ("Article L121-1", 2, "Titre II : Du gaz"),
        ("Article L131-1", 1, "Dispositions finales"),
    ]


def test_supplementary_provisions_are_divisions_whose_articles_begin_again() -> None:
    lines = ["제1조 (목적) 등불.", "제2조 (정의) 기름.", "부칙", "부칙 <제1호,1990.1.1>", "제1조 (시행일) 오늘.",
             "부칙 <제2호,1991.1.1>", "제1조 (시행일) 내일."]  # fmt: skip
    assert [(p.label, p.ancestors) for p in split([Block(t) for t in lines])][2:] == [
        ("제1조", ("부칙", "부칙 <제1호,1990.1.1>")),
        ("제1조", ("부칙", "부칙 <제2호,1991.1.1>")),
    ]


def test_supplementary_provisions_of_one_name_are_not_running_heads() -> None:
    lines = ["第一条　灯は点す。", "第二条　灯は消す。", "附則", "この法律は、今日から施行する。", "附則",
             "第一条　この法律は、明日から施行する。"]  # fmt: skip
    assert [(p.label, p.text) for p in split([Block(t) for t in lines])][2:] == [
        ("", "この法律は、今日から施行する。"),
        ("第一条", "この法律は、明日から施行する。"),
    ]


def test_a_sentence_that_goes_on_below_its_label_line_has_no_heading() -> None:
    found = split([Block("Artículo 1.- Las lámparas son\ncosas."), Block("Artículo 2.- Aceite.")])
    assert (found[0].heading, found[0].text) == ("", "Las lámparas son\ncosas.")


def test_where_articles_begin_their_text_behind_the_label_a_cut_line_is_no_heading() -> None:
    sentence = "Lamps are lit at dusk and put out at dawn by whoever has lit them."
    articles = [Block(f"Article {n}. {sentence}", 5) for n in range(1, 6)]
    found = split([*articles, Block("Article 6. Lamps of the", 5), Block("Lamplighter are lit.")])
    assert (found[-1].heading, found[-1].text) == ("", "Lamps of the\nLamplighter are lit.")


def test_long_headings_with_a_stop_are_headings_where_all_articles_have_them() -> None:
    heading = "Punishment of lamplighters who put out the lamps of others."
    blocks = [
        block
        for n in range(1, 6)
        for block in (Block(f"Section {n}. {heading}", 5), Block("Whoever does is punished."))
    ]
    assert {(p.heading, p.text) for p in split(blocks)} == {(heading, "Whoever does is punished.")}


def test_a_heading_whose_text_the_source_left_out_stays_one_among_headings() -> None:
    blocks = [
        b for n in range(1, 6) for b in (Block(f"§ {n}. Lamps {n}", 5), Block("They are lit."))
    ]
    found = split([*blocks, Block("§ 6. Oil", 5), Block("§ 7. Wicks", 5)])
    assert [(p.heading, p.text) for p in found[-2:]] == [("Oil", ""), ("Wicks", "")]


def test_amounts_and_dates_are_no_labels() -> None:
    assert labels("1. Lamps.", "4.265,35 coins", "2015-10-21", "2. Oil.") == ["1", "2"]


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


TEXT = "Nobody may carry a lantern through the harbour during the night without a licence. " * 4
HEADINGS = ("Short title", "Interpretation", "Licences", "Offences", "Regulations")


def contents_of(*entries: str) -> list[str]:
    """What is told to be a table of contents in an act of five sections below entries."""
    body = [
        Block(line)
        for number, heading in enumerate(HEADINGS, 1)
        for line in (heading, f"{number}. {TEXT}")
    ]
    kept, listed = contents.parted(
        [Block("LANTERNS ACT"), *map(Block, entries), Block("An Act about lanterns."), *body]
    )
    assert kept[-len(body) :] == body
    assert len(kept) + len(listed) == len(body) + len(entries) + 2
    return listed


@pytest.mark.parametrize(
    "form", ["{n}. {h}", "{n}\t{h}\t{n}", "{n}. {h} ....... {n}", "{n}. {h} | {n}"]
)
def test_a_table_of_contents_is_told_by_what_it_lists(form: str) -> None:
    entries = ["CONTENTS", *(form.format(n=n, h=h) for n, h in enumerate(HEADINGS, 1))]
    assert contents_of(*entries) == entries
    assert contents_of(*entries[1:]) == entries[1:]


def test_an_arrangement_of_sections_whose_words_do_not_come_again_is_told_by_its_labels() -> None:
    entries = ["ARRANGEMENT OF SECTIONS", *(f"{n}. Of lamps and more." for n in range(1, 6))]
    assert contents_of(*entries) == entries


def test_an_act_that_is_printed_twice_has_no_table_of_contents() -> None:
    act = [Block(f"Article {n}. {heading}") for n, heading in enumerate(HEADINGS, 1)]
    law = [block for article in act for block in (article, Block("Lamps burn at dusk."))]
    assert contents.parted([*law, *law]) == ([*law, *law], [])


@settings(max_examples=100)
@given(st.deferred(lambda: st.one_of(_blocks, _laws())))
def test_what_is_no_table_of_contents_is_kept_in_order(blocks: list[Block]) -> None:
    kept, listed = contents.parted(blocks)
    assert sorted([block.text for block in kept] + listed) == sorted(b.text for b in blocks)


def test_sections_of_a_memorandum_behind_an_act_are_not_its_sections() -> None:
    act = [Block(f"{n}. {TEXT}") for n in range(1, 6)]
    notes = [Block(f"Clause {n}: says what section {n} does.") for n in range(1, 6)]
    found = split([*act, Block("EXPLANATORY MEMORANDUM"), *notes])
    assert [piece.label for piece in found] == ["1", "2", "3", "4", "5"]


def test_the_text_behind_a_number_is_no_heading_where_one_stands_above_it() -> None:
    lines = [
        line
        for n, heading in enumerate(HEADINGS, 1)
        for line in (heading, f"{n}. There shall be paid into the Fund {n}", "(a) all fines; and")
    ]
    found = split(list(map(Block, lines)))
    assert found[1].heading == "Interpretation"
    assert found[1].text == "There shall be paid into the Fund 2\n(a) all fines; and"


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


def test_a_text_without_articles_or_headings_is_split_by_the_divisions_that_it_names() -> None:
    found = split(
        [
            Block(t)
            for t in ("Lamps.", "CHAPTER 1 Light", "They burn.", "CHAPTER 2 Oil", "It burns.")
        ]
    )
    assert [(p.heading, p.text) for p in found] == [
        ("", "Lamps."),
        ("CHAPTER 1 Light", "They burn."),
        ("CHAPTER 2 Oil", "It burns."),
    ]


def test_a_provision_of_extraordinary_length_is_split_by_its_own_headings() -> None:
    long = "Lamps shall be lit at dusk. " * 400
    parts = [text for n in range(1, 7) for text in (f"{n}. Lamps {n}", long)]
    found = split([Block(t) for t in ("Article 1. Lamps.", *parts, "Article 2. Oil.")])
    assert [p.label for p in found if p.label] == ["Article 1", "Article 2"]
    assert [p.heading for p in found[1:-1]] == [f"{n}. Lamps {n}" for n in range(1, 7)]


def test_a_record_that_holds_a_whole_law_is_split_like_a_text() -> None:
    text = "\n".join(f"Стаття {n}. Лампи\n{'Лампи горять. ' * 40}" for n in range(1, 5))
    found = within_records([Piece("", "Про лампи", text, ("Розділ I",))])
    assert [(p.label, p.heading) for p in found] == [
        ("", "Про лампи"),
        *((f"Стаття {n}", "Лампи") for n in range(1, 5)),
    ]
    assert {p.ancestors for p in found} == {("Розділ I",)}


def test_a_record_of_one_article_stays_one() -> None:
    record = Piece("Article 1", "Lamps", "1. Lamps are lit at dusk.\n" * 200)
    assert within_records([record]) == [record]
    assert within_records([record] * 3) == [record] * 3


def test_an_article_keeps_the_page_it_starts_on() -> None:
    found = split([Block("Article 1. One.", page=1), Block("Article 2. Two.", page=3)])
    assert [piece.page for piece in found] == [1, 3]


def test_no_blocks_give_no_pieces() -> None:
    assert split([]) == []


# --- Hostile texts ---------------------------------------------------------------------------


def test_a_line_of_a_million_characters_is_one_provision() -> None:
    (found,) = split([Block("Article 1. " + "lamp " * 200_000)])
    assert (found.label, len(found.text)) == ("Article 1", 999_999)


def test_many_thousand_label_lines_are_as_many_articles() -> None:
    found = split([Block(f"§ {number}") for number in range(1, 20_001)])
    assert [found[0].label, found[-1].label, len(found)] == ["§ 1", "§ 20000", 20_000]


def test_labels_in_any_order_lose_nothing() -> None:
    blocks = [Block(f"Article {number * 7919 % 3001}. Lamps {number}.") for number in range(3000)]
    assert difference(blocks, split(blocks)) == ""


def test_divisions_nested_without_end_lose_nothing() -> None:
    words = ("BOOK", "PART", "TITLE", "CHAPTER", "SECTION")
    blocks = [Block(f"{words[n % 5]} {n} Lamps", n % 7) for n in range(3000)]
    blocks += [Block("Article 1. Lamps."), Block("Article 2. Oil.")]
    assert difference(blocks, split(blocks)) == ""


def test_control_characters_are_text_like_any_other() -> None:
    blocks = [
        Block("Article 1.\x00 Lamps\x1b[31m"),
        Block("\x07\u202e"),
        Block("Article 2. Oil\x0b"),
    ]
    assert [piece.label for piece in split(blocks)] == ["Article 1", "Article 2"]
    assert difference(blocks, split(blocks)) == ""


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


@settings(max_examples=200)
@given(st.one_of(_blocks, _laws()))
def test_every_character_belongs_to_exactly_one_provision(blocks: list[Block]) -> None:
    assert difference(blocks, split(blocks)) == ""


_REAL = {
    "cl-codes-fgreve": 1, "ee-legalize": 8, "gr-legalize": 4, "ie-legalize": 4, "ir-laws-txt": 8,
    "jp-legalize": 6, "kg-codes-txt": 1, "kr-legalize": 8, "ro-legalize": 8, "sa-laws-md": 8, "uz-codes-txt": 1,
}  # fmt: skip


@pytest.mark.collection
@pytest.mark.parametrize("source", _REAL)
def test_every_character_of_real_laws_belongs_to_exactly_one_provision(
    real_laws: Path, source: str
) -> None:
    (container,) = find_containers(real_laws / source, Source("x"))
    files = container.read().files
    laws = [path for path in files if path.endswith((".md", ".txt"))]
    for path in laws[:: max(1, len(laws) // _REAL[source])][: _REAL[source]]:
        layout = markdown.read if path.endswith(".md") else text.read
        for draft in layout(SourceFile(container.source, path, files[path], files.get)):
            assert difference(draft.blocks, split(draft.blocks)) == "", path


def test_a_formula_of_publication_is_the_text_of_an_article_that_says_nothing_else() -> None:
    texts = (
        "Artículo 1", "Apruébase el convenio.", "Artículo 2", "Comuníquese, etc.", "PÉREZ - GÓMEZ"
    )  # fmt: skip
    pieces = split([Block(text) for text in texts])
    assert [(piece.label, piece.text) for piece in pieces] == [
        ("Artículo 1", "Apruébase el convenio."),
        ("Artículo 2", "Comuníquese, etc."),
        ("", "PÉREZ - GÓMEZ"),
    ]
