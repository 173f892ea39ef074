"""Documents made up for the contract, and a naive engine that says what is right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from rapidfuzz.distance import OSA

from indexer.analysis import index_text
from indexer.engine.plan import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefer,
    SearchPlan,
    Value,
    Word,
)
from indexer.engine.protocol import Document
from indexer.engine.tags_json import encode_tags
from mappings.fields import FIELD_OF_SCHEME
from mappings.records import Evidence, Tag

_TEXT_FIELDS = ("text", "heading", "title", "ancestors")


def document(
    law: str,
    path: str,
    text: str,
    *,
    language: str = "en",
    heading: str = "",
    title: str = "",
    ancestors: str = "",
    tags: Sequence[Tag] = (),
    **fields: Any,
) -> Document:
    """A provision document as `indexer.documents` makes them, from plain words."""
    made: dict[str, Any] = {
        "id": f"{law}/{path}",
        "law_id": law,
        "ordinal": 0,
        "language": language,
    }
    parts = {"text": text, "heading": heading, "title": title, "ancestors": ancestors}
    for name, value in parts.items():
        exact, stemmed = index_text(value, language)
        if exact:
            made[f"{name}_exact"], made[name] = exact, stemmed
    if tags:
        made["tags"] = encode_tags(tags)
        for tag in tags:
            made.setdefault(FIELD_OF_SCHEME[tag.scheme].name, []).append(tag.code)
    return made | fields


BRIBERY = Tag("uncac", "15", 0.9, (Evidence("concept:bribery", "text", "bribes", 16, 22),))

DOCUMENTS: tuple[Document, ...] = (
    document("alv-1", "sec_1", "No official shall accept bribes from anyone.", heading="Section 1 Bribery",
             title="Anti-Corruption Act", tags=[BRIBERY], jurisdiction="XAL", year=2009, date=20090318,
             kind="act", ordinal=0),
    document("alv-1", "sec_2", "Lamps shall be lit at dusk.", heading="Section 2 Lamps",
             title="Anti-Corruption Act", jurisdiction="XAL", year=2009, date=20090318, kind="act", ordinal=1),
    document("bor-1", "art_1", "L’avocat d’État poursuit la corruption des fonctionnaires.", language="fr",
             title="Code pénal", ancestors="Livre premier De la corruption", jurisdiction="XBO", year=1977,
             date=19770000, kind="code"),
    document("dro-1", "st_1", "Получение взятки наказывается лишением свободы.", language="ru",
             heading="Статья 290", jurisdiction="XDR", year=1999, date=19990624, kind="code"),
    document("hua-1", "tiao_1", "国家工作人员收受贿赂的，是受贿罪。", language="zh-Hans", jurisdiction="XHL",
             year=2005, date=20050828, kind="act"),
    document("qas-1", "art_1", "كل موظفٍ عامّ طلب رشوةً يعاقب بالسجن.", language="ar", jurisdiction="XQN",
             year=1984, date=19840220, kind="code"),
    document("suw-1", "art_1", "เจ้าพนักงานผู้ใดรับสินบน", language="th", jurisdiction="XTH", kind="act"),
    document("han-1", "art_1", "공무원이 뇌물을 수수한 때", language="ko", jurisdiction="XKR", year=1990,
             date=19901231, kind="code"),
    document("gel-1", "para_1", "Amtsträger, die Vorteile annehmen, werden bestraft.", language="de",
             heading="§ 331 Vorteilsannahme", jurisdiction="XGE", year=1987, date=19870714, kind="code"),
)  # fmt: skip


class NaiveEngine:
    """Evaluates a plan over documents by reading each of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = list(documents)

    def matching(self, plan: SearchPlan, without: str | None = None) -> list[Document]:
        return [
            found
            for found in self._documents
            if (plan.clause is None or _matches(plan.clause, found))
            and _passes(plan, found, without)
        ]

    def facet(self, plan: SearchPlan, name: str) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for found in self.matching(plan, without=name):
            values = found.get(name, [])
            for value in values if isinstance(values, list) else [values]:
                counts[str(value)] = counts.get(str(value), 0) + 1
        return counts


def _matches(clause: Clause, found: Document) -> bool:
    match clause:
        case Word(word, stems, within):
            stemmed = {stem for words in _words(found, within, "") for stem in words}
            return bool(stemmed & set(stems)) or _any_word(found, within, lambda w: w == word)
        case Phrase(tokens, within):
            return any(_places(words, tokens) for words in _words(found, within))
        case Near(left, right, distance, within):
            return any(
                1 <= second - first - len(before) + 1 <= distance
                for words in _words(found, within)
                for before, after in ((left, right), (right, left))
                for first in _places(words, before)
                for second in _places(words, after)
            )
        case Pattern(pattern, within):
            return _any_word(found, within, lambda word: fnmatchcase(word, pattern))
        case Fuzzy(exact, edits, within):
            return _any_word(found, within, lambda word: OSA.distance(word, exact) <= edits)
        case Value(name, values):
            return bool(_values(found, name) & set(values))
        case Between(name, low, high):
            number = found.get(name)
            return (
                isinstance(number, int)
                and (low is None or low <= number)
                and (high is None or number <= high)
            )
        case AllOf(clauses):
            return all(_matches(part, found) for part in clauses)
        case AnyOf(clauses):
            return any(_matches(part, found) for part in clauses)
        case Not(inner):
            return not _matches(inner, found)
        case Prefer(inner, _):
            return inner is None or _matches(inner, found)


def _words(found: Document, within: tuple[str, ...], suffix: str = "_exact") -> list[list[str]]:
    names = [name for name in _TEXT_FIELDS if not within or name in within]
    return [[w for w in str(found.get(name + suffix, "")).split(" ") if w] for name in names]


def _any_word(found: Document, within: tuple[str, ...], like: Callable[[str], bool]) -> bool:
    return any(like(word) for words in _words(found, within) for word in words)


def _places(words: list[str], tokens: tuple[str, ...]) -> list[int]:
    size = len(tokens)
    return [at for at in range(len(words)) if tuple(words[at : at + size]) == tokens]


def _values(found: Document, name: str) -> set[str]:
    values = found.get(name, [])
    return {str(value) for value in (values if isinstance(values, list) else [values])}


def _passes(plan: SearchPlan, found: Document, without: str | None) -> bool:
    for name, wanted in plan.filters.items():
        if name != without and not _values(found, name) & set(wanted):
            return False
    if without == "year" or (plan.year_from is None and plan.year_to is None):
        return True
    year = found.get("year")
    if not isinstance(year, int):
        return False
    return (plan.year_from or 0) <= year <= (plan.year_to or 9999)
