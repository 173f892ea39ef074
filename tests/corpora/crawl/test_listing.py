import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.crawl.urls import BadURL, normalise
from corpora.sources.definition import Step
from corpora.sources.listing import Listed, ListingError, numbered_page, read_list

URL = "https://laws.example/list?page=1"
HTML = Step.model_validate(
    {"kind": "html", "items": "li", "fields": {"link": "a::attr(href)", "title": "a"},
     "next": "a[rel=next]::attr(href)"}
)  # fmt: skip
XML = Step.model_validate(
    {"kind": "xml", "items": "//law", "fields": {"link": "@href", "title": "name"}}
)
JSON = Step.model_validate(
    {"kind": "json", "items": "laws[]", "fields": {"id": "id", "title": "name.en", "note": "x"},
     "url": "https://laws.example/law/{id}.html", "next": "next", "include": "law/[0-9]"}
)  # fmt: skip
FEED = Step.model_validate({"kind": "feed"})
SITEMAP = Step.model_validate({"kind": "sitemap", "include": "/law/"})


def urls(listed: Listed) -> list[str]:
    return [entry.url for entry in listed.entries]


def test_a_page_gives_its_entries_once_and_the_next_page() -> None:
    page = b"""<base href="/base/"><ul><li><a href="1">One  Act</a><li><a href="1">Again</a>
      <li>none<li><a href="javascript:x">x</a></ul><a rel=next href="?page=2">next</a>"""
    listed = read_list(HTML, page, URL)
    assert urls(listed) == ["https://laws.example/base/1"]
    assert listed.entries[0].metadata == {"title": "One Act"}
    assert listed.pages == ("https://laws.example/base/?page=2",)
    assert [problem.partition(":")[0] for problem in listed.problems] == ["entry 3", "entry 4"]


def test_json_fills_the_template_and_safely() -> None:
    page = b"""{"laws": [{"id": 7, "name": {"en": "Seven"}}, {"id": "8/../../x?y#z", "name": null},
      {"id": "about"}, {"name": {}}, 5, null], "next": "/list?page=2"}"""
    listed = read_list(JSON, page, URL)
    assert urls(listed) == ["https://laws.example/law/7.html"]
    assert listed.entries[0].metadata == {"title": "Seven"}
    assert listed.pages == ("https://laws.example/list?page=2",)
    assert len(listed.problems) == 2


def test_xml_is_read_without_its_namespaces() -> None:
    page = b"""<?xml version="1.0" encoding="iso-8859-1"?><n:all xmlns:n="urn:x">
      <n:law href="/1"><n:name>Loi \xe9trange</n:name></n:law></n:all>"""
    listed = read_list(XML, page, URL)
    assert listed.entries[0].metadata == {"title": "Loi étrange"}


def test_feeds_of_both_kinds_are_read() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="?page=2"/>
      <entry><title>A</title><link rel="self" href="/self"/><link href="/a"/></entry></feed>"""
    rss = b"<rss><channel><item><title>R</title><link>https://laws.example/r</link></item></channel></rss>"
    assert urls(read_list(FEED, atom, URL)) == ["https://laws.example/a"]
    assert read_list(FEED, atom, URL).pages == ("https://laws.example/list?page=2",)
    assert read_list(FEED, rss, URL).entries[0].metadata == {"title": "R"}


def test_sitemaps_lead_to_sitemaps_and_may_be_compressed() -> None:
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {xmlns}><sitemap><loc>https://laws.example/2.xml.gz</loc></sitemap></sitemapindex>"
    leaf = f"<urlset {xmlns}><url><loc>https://laws.example/law/1</loc></url><url><loc>https://laws.example/about</loc></url></urlset>"
    assert read_list(SITEMAP, index.encode(), URL).pages == ("https://laws.example/2.xml.gz",)
    assert urls(read_list(SITEMAP, gzip.compress(leaf.encode()), URL)) == [
        "https://laws.example/law/1"
    ]


def test_a_wrong_charset_does_not_spoil_a_page() -> None:
    page = "<li><a href='/1'>Loi étrange</a>"
    for data, declared in ((page.encode(), "latin-1"), (page.encode("latin-1"), "iso-8859-1")):
        assert read_list(HTML, data, URL, declared).entries[0].metadata["title"] == "Loi étrange"
    assert read_list(HTML, page.encode("latin-1"), URL, "no-such-charset").entries


_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<all><law href="/1"><name>&f;&x;</name></law></all>"""


def test_entities_are_neither_expanded_nor_fetched() -> None:
    try:
        listed = read_list(XML, _BOMB, URL)
    except ListingError:
        return
    assert "root:" not in str(listed)
    assert len(str(listed)) < 2_000


@pytest.mark.parametrize(
    ("step", "page"),
    [
        (JSON, b"<html>"), (JSON, b"[" * 100_000), (JSON, b""), (XML, b"no xml"), (XML, b"   "),
        (HTML, b""), (SITEMAP, gzip.compress(b"<urlset/>")[:10]), (SITEMAP, b"\x1f\x8bxx"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_read_says_so(step: Step, page: bytes) -> None:
    with pytest.raises(ListingError):
        read_list(step, page, URL)


def test_numbered_pages_count_on() -> None:
    assert (
        numbered_page("https://x.example/l?a=b", "page", 1, 1) == "https://x.example/l?a=b&page=2"
    )
    assert numbered_page("https://x.example/l?page=9&a=b", "page", 1, 1).endswith("a=b&page=10")
    assert numbered_page("https://x.example/l?offset=x", "offset", 0, 50).endswith("offset=50")


_MARKUP = st.text(
    st.sampled_from("<>/=\"'&;![]{}:,ab1 \n") | st.characters(codec="utf-8"), max_size=200
).map(str.encode)


@given(st.sampled_from([HTML, XML, JSON, FEED, SITEMAP]), _MARKUP | st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(step: Step, page: bytes) -> None:
    try:
        listed = read_list(step, page, URL)
    except ListingError:
        return
    for url in (*urls(listed), *listed.pages):
        assert normalise(url) == url


@given(st.lists(st.tuples(st.integers(0, 99), st.text(max_size=20)), max_size=8))
def test_every_entry_of_a_list_is_found_in_order(laws: list[tuple[int, str]]) -> None:
    import json

    page = json.dumps({"laws": [{"id": n, "name": {"en": title}} for n, title in laws]})
    listed = read_list(JSON, page.encode("utf-8", "surrogatepass"), URL)
    expected = list(dict.fromkeys(f"https://laws.example/law/{n}.html" for n, _ in laws))
    assert urls(listed) == expected


@given(st.text(max_size=60))
def test_a_template_never_leaves_its_host(value: str) -> None:
    import json

    page = json.dumps({"laws": [{"id": value}]}).encode("utf-8", "surrogatepass")
    step = JSON.model_copy(update={"include": None})
    try:
        found = urls(read_list(step, page, URL))
    except (ListingError, BadURL):
        return
    assert all(url.startswith("https://laws.example/") for url in found)
