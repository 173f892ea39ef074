"""How the lawyers of a country write a law and the label of its provision. Pure.

Label and title stay as they are printed: what joins them is the language's own. Where the language
would put the title into another case, which no table can, they stand beside each other.
"""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from mappings.records import Law, Provision
from search_app.services.plain import one_line

# Kinds of laws that titles begin with, folded, with what joins a label to one.
_OF: Mapping[str, Mapping[str, str]] = {
    "ca": {"codi": "del", "decret": "del", "llei": "de la", "reglament": "del"},
    "es": {
        "código": "del", "codigo": "del", "constitución": "de la", "constitucion": "de la",
        "decreto": "del", "estatuto": "del", "ley": "de la", "orden": "de la", "real": "del",
        "reglamento": "del", "resolución": "de la", "texto": "del",
    },
    "fr": {
        "arrêté": "de l’", "code": "du", "constitution": "de la", "décret": "du", "loi": "de la",
        "ordonnance": "de l’", "règlement": "du",
    },
    "it": {
        "codice": "del", "costituzione": "della", "decreto": "del", "legge": "della",
        "regolamento": "del",
    },
    "pt": {
        "código": "do", "constituição": "da", "decreto": "do", "decreto-lei": "do", "lei": "da",
        "portaria": "da", "resolução": "da",
    },
}  # fmt: skip
_WITH_LABEL = {
    "ar": "{label} من {title}",
    "ca": "{label}, {title}",
    "cs": "{label} {title}",
    "da": "{title} {label}",
    "de": "{label} {title}",
    "es": "{label}, {title}",
    "et": "{title} {label}",
    "fa": "{label} {title}",
    "fi": "{title} {label}",
    "fr": "{label}, {title}",
    "hu": "{title} {label}",
    "id": "{label} {title}",
    "it": "{label}, {title}",
    "ja": "{title}{label}",
    "ko": "{title} {label}",
    "nb": "{title} {label}",
    "nl": "{label} {title}",
    "nn": "{title} {label}",
    "pt": "{label}, {title}",
    "ro": "{label}, {title}",
    "ru": "{label}, {title}",
    "sk": "{label} {title}",
    "sv": "{label} {title}",
    "th": "{label} แห่ง{title}",
    "uk": "{label}, {title}",
    "vi": "{label} {title}",
    "zh-Hans": "《{title}》{label}",
    "zh-Hant": "《{title}》{label}",
}
_AS_IN_ENGLISH = "{title}, {label}"
# "LOV-2005-05-20-28": laws and regulations of Norway are cited by date and number.
_NORWEGIAN = re.compile(r"(?:LOV|FOR)-(\d{4})-(\d\d)-(\d\d)-(\d+)")
_NORWEGIAN_TITLE = re.compile(r"(Lov|Forskrift)(?= om )", re.IGNORECASE)
# "StGB", "AO 1977": German laws are cited by the short name that stands in place of a number.
_GERMAN = re.compile(r"(?=[^\W\d]*[A-ZÄÖÜ][^\W\d]*[A-ZÄÖÜ])[^\W\d]{2,15}(?: (?:\d{4}|[IVX]+))?")
# In reports of the United Kingdom and Ireland, Australia and New Zealand.
_BRITISH = frozenset({"AUS", "GBR", "IRL", "NZL"})
_SECTION = re.compile(r"(?:section|sec\.|s\.)\s+(?=\d)", re.IGNORECASE)


def national(law: Law, provision: Provision | None) -> str:
    """A law, or a provision of it, as it is cited where it is in force."""
    label = one_line(provision.label or provision.heading) if provision else ""
    title = _called(law)
    if not label:
        return title
    if joined := _joined(law.language, label, title):
        return joined
    if law.language == "en" and law.jurisdiction in _BRITISH:
        return f"{title}, {_SECTION.sub('s ', label, count=1)}"
    return _WITH_LABEL.get(law.language, _AS_IN_ENGLISH).format(title=title, label=label)


def _called(law: Law) -> str:
    """What a citation calls a law."""
    title, number = one_line(law.title), one_line(law.number)
    if law.language == "de" and law.jurisdiction == "DEU" and _GERMAN.fullmatch(number):
        return number
    if law.jurisdiction == "NOR" and (parts := _NORWEGIAN.fullmatch(number)):
        try:
            day = date(*map(int, parts.groups()[:3]))
        except ValueError:
            return title
        written = format_date(
            day, "d. MMMM y", locale=law.language if law.language == "nn" else "nb"
        )
        return _NORWEGIAN_TITLE.sub(rf"\1 {written} nr. {parts[4]}", title, count=1)
    return title


def _joined(language: str, label: str, title: str) -> str:
    """ "Article 2 du Code des lanternes"; "" where the language or the title does it otherwise."""
    word = title.partition(" ")[0].casefold()
    of = _OF.get(language, {}).get(word, "")
    space = "" if of.endswith("’") else " "
    return f"{label} {of}{space}{title}" if of else ""
