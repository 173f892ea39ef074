"""What the interface says, in the language of its reader.

Messages are written in English where they are used, `gettext("…")` in Python and `_("…")` in
templates, and looked up in `translations/<language>.po`. One that is not there stays English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
"""The languages of the interface, of the United Nations; the first where none is asked for."""

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def language() -> str:
    """The language that messages are given in, one of LANGUAGES."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Gives messages in a language, one of LANGUAGES, as long as the context lasts."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def message(text: str) -> str:
    """Marks an English text that stands in a table to be looked up by `gettext` when it is said."""
    return text


def gettext(message: str) -> str:
    """The message in the reader's language; `%(name)s` in it is filled in by the caller."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message for a number, in the form that the reader's language has for it."""
    return _catalogue(language()).ngettext(one, many, number)


@cache
def _catalogue(code: str) -> NullTranslations:
    """The messages of a language, read once."""
    source = resources.files("search_app").joinpath("translations", f"{code}.po")
    if not source.is_file():
        return NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
