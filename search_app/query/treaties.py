"""Citations of treaty articles in a query: "UNCAC 15", "art. 15 CNUCC", "Article 15 of UNCAC"."""

import re
from collections.abc import Callable

from mappings.taxonomy import UNCAC, scheme

_TREATY = (
    r"(?:UNCAC|CNUCC|КПК\s+ООН|联合国反腐败公约|UN\s+Convention\s+against\s+Corruption"
    r"|اتفاقية\s+الأمم\s+المتحدة\s+لمكافحة\s+الفساد)"
)
_ARTICLE = r"(?:art(?:icle|[íi]culo|\.)?|ст(?:\.|атья)?|المادة|第)?\s*(\d{1,2})\s*(?:条)?"
_CITATION = re.compile(
    rf"{_TREATY}\s*,?\s*{_ARTICLE}(?!\w)|(?<!\w){_ARTICLE}\s*(?:of\s+(?:the\s+)?|de\s+la\s+)?{_TREATY}",
    re.IGNORECASE,
)


def take_citations(query: str, cited: Callable[[str, str], None]) -> str:
    """The query without the treaty articles it cites; `cited` is called with the scheme and the
    code of each. An article that the treaty does not have stays as words."""

    def take(found: re.Match[str]) -> str:
        number = next(group for group in found.groups() if group)
        if number not in scheme(UNCAC):
            return found[0]
        cited(UNCAC, number)
        return " "

    return _CITATION.sub(take, query)
