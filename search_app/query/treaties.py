"""Citations of treaty articles in a query: "UNCAC 15", "art. 15 (a) CNUCC", "UNTOC 8"."""

import re
from collections.abc import Callable

from mappings.taxonomy import UNCAC, UNCAC_PARAGRAPH, Term, scheme
from mappings.taxonomy.schemes import UNTOC
from search_app.messages import gettext, language, message

_TREATIES = {
    UNCAC: (
        r"(?:UNCAC|CNUCC|КПК\s+ООН|联合国反腐败公约|UN\s+Convention\s+against\s+Corruption"
        r"|اتفاقية\s+الأمم\s+المتحدة\s+لمكافحة\s+الفساد)"
    ),
    UNTOC: (
        r"(?:UNTOC|UNCTOC|КТОП|联合国打击跨国有组织犯罪公约|Palermo\s+Convention"
        r"|UN\s+Convention\s+against\s+Transnational\s+Organi[sz]ed\s+Crime"
        r"|Convention\s+de\s+Palerme|Convención\s+de\s+Palermo|اتفاقية\s+باليرمو)"
    ),
}
_READ_AS = {
    UNCAC: message("Read as article %(code)s of the Convention against Corruption (%(title)s)."),
    UNTOC: message(
        "Read as article %(code)s of the Convention against Transnational Organized Crime"
        " (%(title)s)."
    ),
}
# A letter stands behind the number at once or in parentheses: "15a", "15 (a)", never "15 a lamp".
_NUMBER = r"(\d{1,2})(?:([ab])(?!\w)|\s?\(([ab])\))?"
_ARTICLE = rf"(?:art(?:icle|[íi]culo|\.)?|ст(?:\.|атья)?|المادة|第)?\s*{_NUMBER}\s*(?:条)?"
_CITATIONS = {
    name: re.compile(
        rf"{treaty}\s*,?\s*{_ARTICLE}(?!\w)"
        rf"|(?<!\w){_ARTICLE}\s*(?:of\s+(?:the\s+)?|de\s+la\s+)?{treaty}",
        re.IGNORECASE,
    )
    for name, treaty in _TREATIES.items()
}


def read_as(term: Term) -> str:
    """How a citation of an article or a paragraph was read, in plain words."""
    treaty = UNCAC if term.scheme == UNCAC_PARAGRAPH else term.scheme
    return gettext(_READ_AS[treaty]) % {"code": term.code, "title": term.label(language())}


def take_citations(query: str, cited: Callable[[Term], None]) -> str:
    """The query without the treaty articles it cites; `cited` is called with each article or
    paragraph. One that the treaty does not have stays as words."""
    for name, pattern in _CITATIONS.items():

        def take(found: re.Match[str], name: str = name) -> str:
            number, *letters = (group for group in found.groups() if group)
            code = number + "".join(letters).lower()
            # A paragraph that is no code of its own is found by its article.
            term = _paragraph(name, code) or scheme(name).get(number)
            if term is None:
                return found[0]
            cited(term)
            return " "

        query = pattern.sub(take, query)
    return query


def _paragraph(name: str, code: str) -> Term | None:
    return scheme(UNCAC_PARAGRAPH).get(code) if name == UNCAC else None
