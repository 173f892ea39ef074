"""What the interface says, in each of its languages."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog
from flask.testing import FlaskClient

from search_app import catalogues
from search_app.messages import LANGUAGES, ngettext, speaking
from tests.search_app.test_pages import PAGES

TRANSLATED = LANGUAGES[1:]
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_MARKUP = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def said() -> Catalog:
    return catalogues.said()


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_and_nothing_else(code: str, said: Catalog) -> None:
    """`make messages` brings the catalogues up to what is said; the rest is a translator's."""
    known = catalogues.read(code)
    assert {e.id for e in known} == {e.id for e in said}
    assert [e.id for e in known if e.id and (e.fuzzy or not catalogues.is_translated(e))] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_placeholders_and_the_markup_of_its_message(code: str) -> None:
    known = catalogues.read(code)
    for entry in filter(lambda entry: entry.id, known):
        source, translated = forms(entry.id)[-1], forms(entry.string)
        assert len(translated) == (known.num_plurals if entry.pluralizable else 1), entry.id
        for text in translated:
            wanted, found = (Counter(_PLACEHOLDER.findall(one)) for one in (source, text))
            # "One law", "two laws" need no number; what stands for many does.
            missing = wanted - found
            assert not found - wanted, text
            assert not missing or (entry.pluralizable and text != translated[-1]), text
            assert _MARKUP.findall(text) == _MARKUP.findall(source), text
            assert "%" not in _PLACEHOLDER.sub("", text).replace("%%", ""), text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 11, 21, 100, 102])
def test_numbers_find_a_form_in_each_language(code: str, number: int) -> None:
    with speaking(code):
        assert ngettext("%(number)s law", "%(number)s laws", number)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [*PAGES, "/search?q=zymurgy+wicks&kind=code&page=9", "/nowhere"])
def test_no_page_shows_a_placeholder_in_any_language(
    client: FlaskClient, path: str, code: str
) -> None:
    client.set_cookie("lang", code)
    page = client.get(path)
    client.delete_cookie("lang")
    assert page.status_code in (200, 404)
    assert page.content_language.as_set() == {"zh-hans" if code == "zh" else code}
    assert "%(" not in page.text
