import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.model import Draft, Piece, Source, SourceFile, UnknownJurisdiction
from corpora.extract.normalise import to_law
from corpora.extract.paths import assign
from mappings.records import LawStatus

SOURCE = Source("s", ("NOR",), ("en",), "CC0-1.0")


def law(metadata: dict[str, str] | None = None, path: str = "a/b.md", **draft: object):  # type: ignore[no-untyped-def]
    pieces = [Piece("Article 1", "", "Lamps shall be lit.")]
    made = Draft(metadata or {}, pieces=pieces, **draft)  # type: ignore[arg-type]
    return to_law(made, SourceFile(SOURCE, path, b""))


def test_the_id_is_stable_readable_and_safe() -> None:
    found = law({"native_id": "LOV-2005/05 § 28"})
    assert found.id == law({"native_id": "LOV-2005/05 § 28"}).id
    assert re.fullmatch(r"nor-lov-2005-05-28-[0-9a-f]{8}", found.id)
    assert found.id != law({"native_id": "LOV-2005/05 § 28"}, path="a/c.md").id


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("in_force", LawStatus.IN_FORCE),
        ("Vigente", LawStatus.IN_FORCE),
        ("시행", LawStatus.IN_FORCE),
        ("repealed", LawStatus.NO_LONGER),
        ("Втратив чинність", LawStatus.NO_LONGER),
        ("not_yet_in_force", LawStatus.NOT_YET),
        ("whatever", LawStatus.UNKNOWN),
        ("", LawStatus.UNKNOWN),
    ],
)
def test_a_status_has_four_values(printed: str, status: LawStatus) -> None:
    assert law({"status": printed}).status is status


def test_a_law_in_force_from_a_later_day_is_not_yet() -> None:
    assert law({"status": "in_force", "in_force": "2030-01-01"}).status is LawStatus.NOT_YET


def test_a_law_in_force_until_an_earlier_day_is_no_longer() -> None:
    found = law({"status": "in_force", "repealed": "2001-01-01"})
    assert found.status is LawStatus.NO_LONGER


def test_the_jurisdiction_comes_from_the_file_then_its_source_then_its_path() -> None:
    draft = Draft({"jurisdiction": "fr"}, pieces=[Piece("1", "", "x")])
    assert to_law(draft, SourceFile(SOURCE, "x.md", b"")).jurisdiction == "FRA"
    many = Source("s", ("DEU", "SGP"))
    plain = Draft({}, pieces=[Piece("1", "", "x")])
    assert to_law(plain, SourceFile(many, "a/sg/act/x.pdf", b"")).jurisdiction == "SGP"
    assert to_law(plain, SourceFile(many, "DEU/x.pdf", b"")).jurisdiction == "DEU"
    file = SourceFile(Source("s"), "Equatorial_Guinea_2012.pdf", b"")
    assert to_law(plain, file).jurisdiction == "GNQ"
    with pytest.raises(UnknownJurisdiction, match="--jurisdiction"):
        to_law(plain, SourceFile(Source("s"), "x.pdf", b""))


def test_no_law_was_adopted_in_the_future() -> None:
    later = f"{date.today().year + 2}-02-25"
    found = law({"adopted": later, "published": "2026-03-03", "in_force": later})
    assert (found.dates.adopted, found.dates.published) == (None, "2026-03-03")
    assert found.dates.in_force == later
    assert any(f"{later} (adopted) is to come" in warning for warning in found.warnings)


def test_a_date_that_is_not_understood_is_a_warning() -> None:
    found = law({"adopted": "the 3rd Lampday of 1999 or so"})
    assert found.dates.adopted is None
    assert any("not understood" in warning for warning in found.warnings)


def test_the_language_that_a_source_declares_for_a_provision_is_a_hint() -> None:
    english = "Whoever gives a lamp to a public official is punished with imprisonment. " * 4
    arabic = "يعاقب بالحبس كل من أعطى مصباحا لموظف عام أو وعده به أو عرضه عليه في وظيفته."
    pieces = [Piece("1", "", text, language="ar") for text in (english, arabic, "Short.")]
    found = to_law(Draft({}, pieces=pieces), SourceFile(SOURCE, "a/b.json", b""))
    assert [provision.language for provision in found.provisions] == ["en", "ar", "ar"]


def test_only_web_addresses_are_kept_as_such() -> None:
    assert law({"source_url": "https://example.org/a"}).source_url == "https://example.org/a"
    assert law({"source_url": "javascript:alert(1)"}).source_url == ""
    assert law({"source_url": "file:///etc/passwd"}).source_url == ""


def test_entities_and_windows_punctuation_become_what_they_stand_for() -> None:
    piece = Piece("1", "R&eacute;gime", "L\x92État \x97 d&#233;cide &lt;b&gt; AT&T; R&D, a & b;")
    (found,) = to_law(Draft({}, pieces=[piece]), SourceFile(SOURCE, "a.json", b"")).provisions
    assert found.heading == "Régime"
    assert found.text == "L’État — décide <b> AT&T; R&D, a & b;"


def test_control_characters_and_empty_pieces_go() -> None:
    draft = Draft(
        {"title": "Lamp\x00 Act"},
        pieces=[Piece("", "", " \n"), Piece("1", "", "a\x07\n\n\n b \r c")],
    )
    found = to_law(draft, SourceFile(SOURCE, "x.md", b""))
    assert found.title == "Lamp Act"
    assert [p.text for p in found.provisions] == ["a\nb\nc"]


def test_a_law_without_text_says_so() -> None:
    found = to_law(Draft({}, pieces=[]), SourceFile(SOURCE, "x.md", b""))
    assert found.provisions == ()
    assert "no text was found in it" in found.warnings


def test_bilingual_laws_have_the_language_on_each_provision() -> None:
    source = Source("s", ("CAN",), ("en", "fr"))
    pieces = [
        Piece("1", "", "Every person who lights a lamp shall put it out again before the dawn."),
        Piece("1", "", "Quiconque allume une lampe doit l'éteindre avant que le jour ne se lève."),
    ]
    found = to_law(Draft({}, pieces=pieces), SourceFile(source, "x.md", b""))
    assert [p.language for p in found.provisions] == ["en", "fr"]


def test_paths_follow_divisions_and_labels() -> None:
    above = ("Part II Lamps", "Chapter 3 Oil")
    assert assign([Piece("Article 15 bis", "", "", above), Piece("§ 331", "", "")]) == [
        "part_ii__chp_3__art_15bis",
        "para_331",
    ]
    assert assign([Piece("第三百八十五条", "", ""), Piece("제12조의2", "", "")]) == [
        "art_385",
        "art_12-2",
    ]


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("第四条の二", "art_4-2"), ("第五条ノ二の三", "art_5-2-3"), ("第四十二条", "art_42"), ("第十二条之一", "art_12-1"),
        ("제1조의2", "art_1-2"), ("Статья 12.1", "art_12-1"), ("Статья 121", "art_121"), ("Artikel 1:1", "art_1-1"),
        ("§ 2¹", "para_2-1"), ("Articolul 22^2", "art_22-2"), ("סעיף 14ב", "art_14bet"), ("Άρθρο 3Α", "art_3alpha"),
        ("Члан 20а", "art_20a"), ("ধারা ১২ক", "art_12ka"), ("المادة ١٢ مكرر", "art_12bis"), ("มาตรา ๑๔ ทวิ", "art_14bis"),
        ("มาตรา ๑/๑", "art_1-1"), ("المادة الثانية عشرة", "art_12"), ("Section 3A", "sec_3a"), ("Art. 5º", "art_5o"),
    ],
)  # fmt: skip
def test_a_path_keeps_the_parts_of_a_number_apart(label: str, path: str) -> None:
    assert assign([Piece(label, "", "")]) == [path]


_pieces = st.lists(
    st.builds(
        Piece,
        st.text(max_size=20),
        st.just(""),
        st.just("x"),
        st.lists(st.text(max_size=15), max_size=3).map(tuple),
        st.sampled_from(("", "", "art_1", "a b/é#?")),
    ),
    max_size=12,
)


@given(_pieces)
def test_paths_are_unique_and_safe_whatever_is_printed(pieces: list[Piece]) -> None:
    found = assign(pieces)
    assert len(found) == len(set(found)) == len(pieces)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,140}", path) for path in found)


def test_a_date_is_kept_as_printed_where_it_is_not_iso() -> None:
    found = law({"adopted": "8 мая 1996 года", "published": "1996-06-01", "language": "ru"})
    assert (found.dates.adopted, found.dates.published) == ("1996-05-08", "1996-06-01")
    assert found.dates_printed == {"adopted": "8 мая 1996 года"}


def test_a_law_without_a_date_has_that_of_its_text_and_says_so() -> None:
    pieces = [
        Piece("Article 1", "", "Lamps shall be lit."),
        Piece("Article 2", "", "Done at Harbour Town on 3 March 1999."),
    ]
    draft = Draft({"title": "Lamp Act"}, pieces=pieces)
    found = to_law(draft, SourceFile(SOURCE, "a/b.md", b""))
    assert found.dates.adopted == "1999-03-03"
    assert found.dates_printed == {"adopted": "Done at Harbour Town on 3 March 1999"}
    assert found.warnings == ("the date 1999-03-03 (adopted) was read at the end of the text",)


def test_a_law_without_a_date_has_the_year_of_its_number() -> None:
    found = law({"title": "قانون رقم (5) لسنة 2017 بتنظيم المصابيح"})
    assert (found.dates.adopted, found.number) == ("2017", "(5) لسنة 2017")


def test_a_number_that_repeats_the_title_gives_its_year_all_the_same() -> None:
    printed = "12 of 2014 - The Lamps Act"
    found = law({"title": printed, "number": printed})
    assert found.dates.adopted == "2014"


def test_an_ambiguous_date_is_a_warning_and_no_guess() -> None:
    found = law({"adopted": "03/04/2010", "language": "en"})
    assert found.dates.adopted is None
    assert any("ambiguous" in warning for warning in found.warnings)


def test_a_law_whose_articles_hold_headings_only_says_so() -> None:
    pieces = [Piece(f"§ {at}", "Lamps", "" if at < 4 else "They burn.") for at in range(1, 9)]
    found = to_law(Draft({"title": "Lamp Act"}, pieces=pieces), SourceFile(SOURCE, "a.md", b""))
    assert "3 of 8 articles have a heading and no text in the file" in found.warnings


def test_a_law_most_of_which_is_in_no_language_is_in_that_of_its_state() -> None:
    own = "Αποφασίζουμε την εφαρμογή της απόφασης περί λαμπών του Συμβουλίου Ασφαλείας."
    other = "Decides to renew the measures on lamps imposed by paragraph 1 of the resolution."
    lost = "-!_ zflGt / cGt/f{li6«o ;xof]u k|j4{gsf nflu ;+o'Qm /fi6« ;+3sf] sfo{ ul/Psf] jf "
    pieces = [Piece("", "", own), Piece("1", "", other), *(Piece("", "", lost * 4),) * 4]
    source = Source("s", ("GRC",), ("el",))
    found = to_law(Draft({"title": "Λάμπες"}, pieces=pieces), SourceFile(source, "a.md", b""))
    assert found.language == "el"
    assert [provision.language for provision in found.provisions[:2]] == ["el", "en"]
    alone = Draft({"title": "Λάμπες"}, pieces=pieces[2:])
    assert to_law(alone, SourceFile(source, "a.md", b"")).language == "und"


@pytest.mark.parametrize(
    ("heading", "is_text"),
    [
        ("Whoever kills in order to rob is punished with imprisonment for life.", True),
        ("Short title.", False),
        ("Lamps of ships and of other vessels at anchor in the outer harbour", False),
        ("Lamps " * 40, True),
    ],
)
def test_what_an_article_says_in_its_heading_alone_is_its_text(heading: str, is_text: bool) -> None:
    made = Draft({}, pieces=[Piece("Article 1", heading, "")])
    (provision,) = to_law(made, SourceFile(SOURCE, "a.md", b"")).provisions
    assert bool(provision.text) == is_text
    assert provision.heading + provision.text == heading.strip()
