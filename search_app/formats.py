"""Numbers, dates and amounts as the reader's language writes them (CLDR, by babel)."""

from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from mappings.languages import Language, language_named
from search_app.messages import language, ngettext

# English as the United Nations write it, with the day before the month.
_LOCALES = {"en": "en_001"}


def number(value: int) -> str:
    """A whole number with its thousands apart: "1,234", "1 234"."""
    return _number(value, language())


def percent(share: float) -> str:
    """A part of 1 in whole per cent: "88%", "88 %"."""
    return str(format_percent(share, locale=locale(language())))


def day(iso: str) -> str:
    """A date of which the year, the month or the day is known ("2010", "2010-03", "2010-03-05",
    or a time of that day): "5 March 2010". What is no such date stays as it is."""
    return _day(iso[:10], language())


def time(iso: str) -> Markup:
    """A date as HTML, for people and for programs."""
    return Markup('<time datetime="{}">{}</time>').format(iso, day(iso))


def moment(iso: str) -> Markup:
    """A time in UTC to the minute, as HTML: "5 March 2010, 14:05 UTC"."""
    return Markup('<time datetime="{}">{}, <bdi>{} UTC</bdi></time>').format(
        iso, day(iso), iso[11:16]
    )


def provisions(count: int) -> str:
    """ "12 provisions"."""
    return ngettext("%(number)s provision", "%(number)s provisions", count) % {
        "number": number(count)
    }


def laws(count: int) -> str:
    """ "12 laws"."""
    return ngettext("%(number)s law", "%(number)s laws", count) % {"number": number(count)}


def jurisdictions(count: int) -> str:
    """ "12 jurisdictions"."""
    return ngettext("%(number)s jurisdiction", "%(number)s jurisdictions", count) % {
        "number": number(count)
    }


def language_of(code: str) -> Language:
    """A language of the interface. Its Chinese is written in simplified characters."""
    return language_named({"zh": "zh-Hans"}.get(code, code))


@cache
def locale(code: str) -> Locale:
    """What CLDR knows of a language of the interface.

    Digits are 0 to 9 in Arabic as well: they are what courts from Rabat to Muscat read, what the
    fields for years and the query language take, and how laws are numbered in addresses.
    """
    return Locale.parse(_LOCALES.get(code, code))


@lru_cache(maxsize=10_000)
def _number(value: int, code: str) -> str:
    return str(format_decimal(value, locale=locale(code)))


@lru_cache(maxsize=10_000)
def _day(iso: str, code: str) -> str:
    parts = iso.split("-")
    try:
        known = date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except (ValueError, OverflowError):
        return iso
    if len(parts) == 1:
        return str(known.year)
    if code == "ar":
        # The two series of names that Arab States use stand together, as in UN documents.
        names = (get_month_names("wide", locale=name)[known.month] for name in ("ar_SY", "ar"))
        month = "/".join(dict.fromkeys(names))
        return " ".join((*([str(known.day)] if len(parts) == 3 else []), month, str(known.year)))
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", known, locale=locale(code)))
    return str(format_date(known, "long", locale=locale(code)))
