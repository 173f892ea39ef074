import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract import html
from corpora.extract.model import Draft, ExtractionError, NotALaw, Source, SourceFile

ARTICLES = "".join(
    f"<p>Article {n}. Whoever keeps a lantern shall light lamp number {n} before the night falls"
    " on the harbour and shall put it out again in the morning.</p>"
    for n in range(1, 8)
)


def read(page: str | bytes) -> Draft:
    data = page.encode() if isinstance(page, str) else page
    (draft,) = html.read(SourceFile(Source("s"), "x.html", data))
    return draft


def texts(page: str | bytes) -> list[str]:
    return [block.text for block in read(page).blocks]


def test_menus_scripts_and_footers_are_left_out() -> None:
    found = texts(
        "<body><nav>Home Laws</nav><script>alert(1)</script><div class='menu-left'>Menu</div>"
        f"<main><h1>Lantern Act of the Harbour</h1>{ARTICLES}</main>"
        "<div id='page-footer'>Contact us</div><footer>Imprint</footer></body>"
    )
    assert [text[:9] for text in found] == [f"Article {n}" for n in range(1, 8)]
    assert not {"Menu", "Home Laws", "Imprint", "Contact us", "alert(1)"} & set(found)


def test_the_frame_of_a_page_without_semantic_elements_is_left_out() -> None:
    links = "".join(f"<li><a href='/{n}'>Other law {n}</a></li>" for n in range(30))
    found = texts(
        f"<body><div><div><ul>{links}</ul></div><div><p>LANTERN ACT</p>{ARTICLES}</div>"
        "<div><form><label>Search the whole site for a law</label><input></form></div></div></body>"
    )
    assert found[0] == "LANTERN ACT"
    assert len(found) == 8


def test_a_page_with_two_short_articles_has_both() -> None:
    found = texts(
        "<body><h1>灯の法律</h1><p>第一条　灯は点す。</p><p>第二条　第一条の灯は消す。</p></body>"
    )
    assert [text[:3] for text in found if text.startswith("第")] == ["第一条", "第二条"]


def test_a_page_of_sections_with_a_number_and_a_dash_is_a_law() -> None:
    sections = "".join(f"<p>{n} Offence—lamps</p><p>Light no lamp.</p>" for n in range(16, 20))
    assert texts(f"<body><h1>Lamp Act</h1>{sections}</body>")[-2:] == [
        "19 Offence—lamps",
        "Light no lamp.",
    ]


def test_headings_and_bold_paragraphs_are_marked() -> None:
    draft = read(
        f"<body><h2>Part I</h2><p><b>Duties</b></p>{ARTICLES}"
        "<p>A <b>bold</b> word</p><p class='T'>Title</p></body>"
    )
    marks = {block.text: (block.level, block.bold) for block in draft.blocks}
    assert marks["Part I"] == (2, False)
    assert marks["Duties"] == (0, True)
    assert marks["A bold word"] == (0, False)
    assert marks["Title"] == (2, False)


def test_source_line_ends_mean_nothing_and_br_ends_a_line() -> None:
    found = texts(f"<body><p>one\n   two<br>three</p>{ARTICLES}</body>")
    assert found[:2] == ["one two", "three"]


def test_words_split_over_inline_elements_stay_whole() -> None:
    found = texts(f"<body><p>lan<i>tern</i>s <span>and</span> lamps</p>{ARTICLES}</body>")
    assert found[0] == "lanterns and lamps"


PREFORMATTED = (
    "     Section 1. Whoever keeps a lantern shall light the lamp before the\n"
    "night falls on the harbour.\n\n"
    "     S e c t i o n  2. It is put out in the morning by the same keeper or\nby another.\n"
)


def test_preformatted_text_is_joined_to_paragraphs() -> None:
    filler = PREFORMATTED * 4
    assert texts(f"<body><pre>{filler}</pre></body>")[:2] == [
        "Section 1. Whoever keeps a lantern shall light the lamp before the night falls on the"
        " harbour.",
        "Section 2. It is put out in the morning by the same keeper or by another.",
    ]


def test_a_style_sheet_can_make_text_preformatted() -> None:
    page = (
        "<head><style>p { margin: 0 } p.M { color: red; white-space: pre; }</style></head>"
        f"<body><p class='M'>{PREFORMATTED * 4}</p></body>"
    )
    assert len(texts(page)) == 8


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16", "koi8-r"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    body = "<p>Статья 1. Каждый хранитель фонаря зажигает его вечером.</p>" * 6
    page = f"<html><head><meta charset={encoding}></head><body>{body}</body></html>"
    assert texts(page.encode(encoding))[0].startswith("Статья 1. Каждый")


def test_text_written_in_numeric_entities_is_read() -> None:
    article = "المادة الأولى - يضيء الحارس المصباح كل ليلة في الميناء ويطفئه صباحا"
    entities = "".join(f"&#{ord(char)};" for char in article)
    assert texts(f"<body>{f'<div>{entities}</div>' * 6}</body>")[0] == article


def test_akoma_ntoso_in_html_is_read_without_the_page_around_it() -> None:
    page = (
        "<body><div><p>A notice about this site that has nothing to do with the law itself.</p></div>"
        f"<la-akoma-ntoso><h2>Chapter I</h2>{ARTICLES}</la-akoma-ntoso></body>"
    )
    assert texts(page)[0] == "Chapter I"


def test_an_error_page_is_no_law() -> None:
    with pytest.raises(NotALaw, match="error page"):
        read("<head><title>404</title></head><body><h1>Page not found</h1></body>")


def test_a_list_of_laws_is_no_law() -> None:
    links = "".join(
        f"<li><a href='/{n}'>Lantern Act number {n} of 1999</a></li>" for n in range(40)
    )
    with pytest.raises(NotALaw, match="links"):
        read(f"<body><h1>Laws of 1999</h1><ul>{links}</ul></body>")


def test_a_page_about_a_bill_without_its_text_is_no_law() -> None:
    with pytest.raises(NotALaw, match="about a law"):
        read(f"<body><h1>Lantern Bill</h1><p>{'First reading took place. ' * 20}</p></body>")


def test_a_page_without_text_is_a_failure() -> None:
    with pytest.raises(ExtractionError, match="no text"):
        read("<html><body><script>x</script></body></html>")


@pytest.mark.parametrize(
    ("head", "opening", "title"),
    [
        ("<title>Harbour Lantern Act | Laws of Zz</title>", "<p>HARBOUR LANTERN ACT</p>", None),
        ("<title>Legal portal of Zz</title>", "<p>Harbour Lantern Act</p>", None),
        ("", "<h1>Harbour Lantern Act and Related Matters</h1>", "and Related Matters"),
        ("<title>Act No. 7</title>", "<p>Act No. 7</p><p>AN ACT ABOUT LAMPS</p>", "AN ACT ABOUT"),
    ],
)
def test_the_title_is_that_of_the_law_and_not_of_the_site(
    head: str, opening: str, title: str | None
) -> None:
    found = read(f"<head>{head}</head><body>{opening}{ARTICLES}</body>").metadata["title"]
    assert (title or "harbour lantern act").casefold() in found.casefold()
    assert "portal" not in found


def test_a_page_too_large_for_memory_is_refused() -> None:
    with pytest.raises(ExtractionError, match="limit"):
        read(b" " * (html._MAX_BYTES + 1))


def test_deep_nesting_does_not_break_the_reader() -> None:
    assert texts("<div>" * 3000 + ARTICLES)[0].startswith("Article 1.")


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class='menu'>", "</div>", "<b>", "<a href=x>", "</a>", "<br>",
             "<pre>", "<!-- x -->", "<table><tr>", "Article 1. ", "text ", "\n", "&lt;", "<![CDATA["]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_soup_of_tags_gives_blocks_or_one_of_our_errors(parts: list[str]) -> None:
    try:
        draft = read("".join(parts))
    except (NotALaw, ExtractionError):
        return
    assert all(block.text.strip() == block.text != "" for block in draft.blocks)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "part", ["<div class='menu'>Article 1. Lamps ", "<div>", "<b>", "<a href=x>"]
)
def test_time_grows_with_the_size_of_a_page_and_not_with_its_depth(part: str) -> None:
    try:
        read(part * 20_000 + ARTICLES)
    except (NotALaw, ExtractionError) as error:
        assert str(error)


CLAUSE = "Article 9. Whoever puts out a lantern of the harbour without leave pays a fine."


@pytest.mark.parametrize(
    "part",
    ["<aside>{}</aside>", "<div class='related'>{}</div>", "<div id='footer'><p>{}</p></div>"],
)
def test_a_provision_in_what_is_named_like_a_frame_is_kept(part: str) -> None:
    page = f"<body>{ARTICLES * 3}{part.format(CLAUSE)}</body>"
    assert texts(page)[-1] == CLAUSE


def test_what_is_left_out_of_a_page_is_named() -> None:
    draft = read(
        f"<body><nav>Home of laws</nav><div class='menu'>Menu</div><main>{ARTICLES}</main>"
        "<div>© The ministry of lanterns and of harbours, all rights reserved</div></body>"
    )
    assert draft.left_out == {
        "menus, forms and scripts": ["Home of laws"],
        "page frame": ["Menu", "© The ministry of lanterns and of harbours, all rights reserved"],
    }
