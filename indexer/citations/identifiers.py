"""Identifiers that publishers give laws: ELI, an address whose last parts say version and
language, and CELEX of EU law."""

import re

_ELI = re.compile(r"(?<![\w-])eli(?:/[\w.\-]{1,60}){2,12}")
# Behind the law stand its version, its language and its form.
_VERSION = re.compile(r"/(?:\d{4}-\d\d-\d\d|[a-z]{2,3}|justel|html|pdfa?|xml)$")
_CELEX = re.compile(
    r"(?<!\w)(?:celex\W{0,3})?3(?P<year>\d{4})(?P<kind>[rld])(?P<number>\d{4})(?!\d)"
)
_EU_ELI = re.compile(
    r"eli/(?P<kind>reg|dir|dec)/(?P<year>\d{4})/(?P<number>\d{1,5})(?!\d)[\w/.\-]*"
)
_HOST = re.compile(r"https?://[\w.\-]{1,80}/(?:[\w\-]{1,30}/){0,3}$")
_KINDS = {"r": "Regulation", "l": "Directive", "d": "Decision"}


def eli_of(text: str) -> tuple[str, str]:
    """The first ELI in a text, as a key without version and language, and the text without it;
    "" and the text when there is none.

    >>> eli_of("https://www.e-sbirka.cz/eli/cz/sb/2009/40/2026-01-01 § 5")
    ('#eli/cz/sb/2009/40', ' § 5')
    """
    found = _ELI.search(text.lower())
    if not found:
        return "", text
    key = found[0]
    while shorter := _VERSION.sub("", key):
        if shorter == key or shorter.count("/") < 2:
            break
        key = shorter
    before = _HOST.sub("", text[: found.start()])
    return f"#{key}", before + text[found.end() :]


def eu_law_in_words(query: str) -> str:
    """A query with CELEX numbers and ELI of EU law written as the law is cited.

    >>> eu_law_in_words("CELEX:32018L1673 art 3"), eu_law_in_words("eli/reg/2016/679/oj")
    ('Directive (EU) 2018/1673 art 3', 'Regulation (EU) 2016/679')
    """
    for pattern in (_CELEX, _EU_ELI):
        if found := pattern.search(query.lower()):
            kind = _KINDS[{"reg": "r", "dir": "l", "dec": "d"}.get(found["kind"], found["kind"])]
            before = _HOST.sub("", query[: found.start()])
            cited = f"{kind} (EU) {found['year']}/{int(found['number'])}"
            return f"{before}{cited}{query[found.end() :]}"
    return query
