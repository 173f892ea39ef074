import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.crawl.urls import MAX_URL, BadURL, file_name, host_of, normalise


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("HTTP://Laws.Example:80/a/../b/./c#part", "http://laws.example/b/c"),
        ("https://laws.example:443", "https://laws.example/"),
        ("https://laws.example:8443/x", "https://laws.example:8443/x"),
        ("https://laws.example/a b?q=é&r=%7e%2f", "https://laws.example/a%20b?q=%C3%A9&r=~%2F"),
        ("https://laws.example/100%", "https://laws.example/100%25"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
        ("https://laws.example/a\n/b", "https://laws.example/a/b"),
        ("https://laws.example//evil.example/", "https://laws.example/evil.example/"),
        ("https://laws.example/a/..", "https://laws.example/"),
    ],
)
def test_a_url_has_one_spelling(given_url: str, expected: str) -> None:
    assert normalise(given_url) == expected


def test_links_are_relative_to_their_page() -> None:
    base = "https://laws.example/list/a?page=2"
    assert normalise("../law/1", base) == "https://laws.example/law/1"
    assert normalise("?page=3", base) == "https://laws.example/list/a?page=3"
    assert normalise("//other.example/x", base) == "https://other.example/x"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "javascript:alert(1)", "ftp://laws.example/", "laws.example", "",
        "http:///x", "https://user:secret@laws.example/", "https://laws.example:99999/",
        "http://[::1", "https://laws.example/" + "a" * MAX_URL, "http://a b/", "gopher://x",
    ],
)  # fmt: skip
def test_what_is_not_fetched_is_refused(url: str) -> None:
    with pytest.raises(BadURL):
        normalise(url)


_PARTS = st.text(
    st.characters(codec="utf-8", exclude_characters="#"), max_size=40
)  # fmt: skip


@given(path=_PARTS, query=_PARTS)
def test_normalising_twice_changes_nothing_and_keeps_the_host(path: str, query: str) -> None:
    try:
        once = normalise(f"https://laws.example/{path}?{query}")
    except BadURL:
        return
    assert normalise(once) == once
    assert host_of(once) == "laws.example"
    assert once.isascii()
    assert not set(once) & set(' "<>\\^`{|}\n\r\t')


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_url_or_is_refused(url: str, base: str) -> None:
    try:
        found = normalise(url, base)
    except BadURL:
        return
    assert found.startswith(("http://", "https://"))


@given(first=_PARTS, second=_PARTS)
def test_file_names_are_safe_and_tell_urls_apart(first: str, second: str) -> None:
    try:
        urls = [normalise(f"https://laws.example/{part}") for part in (first, second)]
    except BadURL:
        return
    names = [file_name(url, "html") for url in urls]
    assert (names[0] == names[1]) == (urls[0] == urls[1])
    for name in names:
        assert name.startswith("laws.example/")
        assert name.endswith(".html")
        assert not {"", ".", ".."} & set(name.split("/"))
        assert len(name) < 500
