"""Why a search finds nothing or little: what each part of it finds, how its words may be spelt, and
what the collection holds at all of the countries that were chosen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA

from corpora.store import Collection
from indexer.analysis import fold, is_stop_word, is_unspaced, tokens
from indexer.engine.plan import MAX_EDITS, AllOf, Clause, Fuzzy, Phrase, SearchPlan
from indexer.engine.protocol import IndexReader
from mappings.fields import field_named
from search_app.query.analyse import FIELD_NAMES, analyse
from search_app.query.parse import parse
from search_app.query.plan import make_plan
from search_app.query.request import SearchRequest
from search_app.query.tree import Both, Node, Words, text_of
from search_app.services.labels import field_label, label

# Every part costs the engine two questions.
_MAX_PARTS = 8
# Words that are looked at for another spelling.
_MAX_WORDS = 5
# A word that so few provisions have may be misspelt, here or there; one that is, is spelt otherwise
# so many times as often.
_RARE = 10
_TIMES = 10
# Laws in which similar words are looked for.
_LAWS = 20
_SHORTEST = 4
# Similar words whose hits are counted.
_CANDIDATES = 4
# Of the provisions with the other words such a part has a word that is usual beside them.
_USUAL = 0.1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a search that asks too much.

    text     as the user wrote it, or the filter in words
    alone    provisions that the part alone finds; None for a filter
    without  provisions that the rest finds
    request  the search for the rest
    """

    text: str
    alone: int | None
    without: int
    request: SearchRequest


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of the query as the collection spells them, and the search for that.

    words    (as written, as spelt there, provisions that have it so)
    written  the search for the words as they are written, which nobody corrects
    """

    words: tuple[tuple[str, str, int], ...]
    request: SearchRequest
    written: SearchRequest


@dataclass(frozen=True, slots=True)
class Holding:
    """What there is of a chosen country: laws and the languages of their provisions."""

    name: str
    laws: int
    languages: tuple[str, ...]
    request: SearchRequest


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What may be wrong with a search, for the user to choose from."""

    parts: tuple[Part, ...] = ()
    correction: Correction | None = None
    holdings: tuple[Holding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "parts": [
                {"text": part.text, "alone": part.alone, "without": part.without}
                for part in self.parts
            ],
            "correction": self.correction and self.correction.request.q,
            "holdings": [
                {"name": held.name, "laws": held.laws, "languages": list(held.languages)}
                for held in self.holdings
            ],
        }


class Doctor:
    """Looks into a search that found nothing, and at the spelling of one that found little."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection

    def examine(self, request: SearchRequest, correction: Correction | None) -> Diagnosis:
        """Of a search without hits. Raises EngineUnavailable."""
        return Diagnosis(
            parts=tuple(self._parts(request)),
            correction=correction,
            holdings=tuple(self._holdings(request)),
        )

    def correction(self, request: SearchRequest) -> Correction | None:
        """How words may be spelt, by what the chosen laws hold, or else all laws: those that hardly
        occur, and where nothing has all the words, those that hardly stand with the others. None
        when nothing is like them. Raises EngineUnavailable."""
        found: list[tuple[str, str, int]] = []
        corrected = request
        for spell in (self._of_rare, self._of_unusual):
            for word in _spelt(request.q):
                if all(word != known for known, _, _ in found) and (
                    other := spell(word, corrected)
                ):
                    found.append((word, *other))
                    corrected = replace(corrected, q=_respelt(corrected.q, word, other[0]), page=1)
            if not _spelt(request.q) or self._count(corrected):
                break
        if not found:
            return None
        written = request.q
        for word, _, _ in found:
            written = _respelt(written, word, f'"{word}"')
        return Correction(tuple(found), corrected, replace(request, q=written, page=1))

    def _parts(self, request: SearchRequest) -> Iterator[Part]:
        parts = _parts_of(request.q)
        if len(parts) > 1:
            for index, part in enumerate(parts[:_MAX_PARTS]):
                rest = [*parts[:index], *parts[index + 1 :]]
                without = replace(request, q=text_of(Both(tuple(rest))), page=1)
                alone = SearchRequest(q=text_of(part), expand=False)
                yield Part(text_of(part), self._count(alone), self._count(without), without)
        for name, values in request.filters.items():
            for value in values:
                without = request.toggled(name, value)
                text = f"{field_label(field_named(name))}: {label(name, value)}"
                yield Part(text, None, self._count(without), without)
        if request.year_from is not None or request.year_to is not None:
            without = request.without_years()
            text = f"{request.year_from or '…'}–{request.year_to or '…'}"
            yield Part(text, None, self._count(without), without)

    def _holdings(self, request: SearchRequest) -> Iterator[Holding]:
        chosen = [
            *request.filters.get("jurisdiction", ()),
            *(
                value
                for name, value in analyse(request.q, expand=request.expand).filters
                if name == "jurisdiction"
            ),
        ]
        for code in dict.fromkeys(chosen):
            everything = SearchRequest(filters={"jurisdiction": (code,)})
            plan = SearchPlan(filters=everything.filters, facets=("language",), size=1)
            held = self._reader.search(plan)
            languages = Counter(held.facets["language"]).most_common()
            yield Holding(
                label("jurisdiction", code),
                held.total_laws,
                tuple(label("language", language) for language, _ in languages),
                everything,
            )

    def _count(self, request: SearchRequest) -> int:
        plan = make_plan(request, analyse(request.q, expand=request.expand))
        return self._reader.search(replace(plan, size=1, facets=())).total_provisions

    def _having(self, word: str, request: SearchRequest) -> int:
        plan = SearchPlan(clause=Phrase((word,)), filters=request.filters, size=1)
        return self._reader.search(plan).total_provisions

    def _of_rare(self, word: str, request: SearchRequest) -> tuple[str, int] | None:
        """The spelling nearest to a word that hardly occurs, with its provisions: of several the
        one that stands with the other words of the query, else the most frequent."""
        for where in (request, replace(request, filters={})) if request.filters else (request,):
            if (own := self._having(word, where)) >= _RARE:
                return None
            for others in self._similar(word, where):
                counted = [
                    (
                        self._count(replace(where, q=_respelt(where.q, word, other))),
                        self._having(fold(other), where),
                        other,
                    )
                    for other in others
                ]
                if counted and (best := max(counted))[1] >= _TIMES * own:
                    return best[2], best[1]
        return None

    def _of_unusual(self, word: str, request: SearchRequest) -> tuple[str, int] | None:
        """The spelling of a word that is usual beside the other words of the query, with its
        provisions: what is no word of their language may be one of another."""
        rest = replace(request, q=_respelt(request.q, word, ""))
        clause = analyse(rest.q, expand=rest.expand).clause
        if clause is None or (beside := self._count(rest)) < _TIMES:
            return None
        for others in self._similar(word, rest, clause):
            counted = [
                (self._count(replace(request, q=_respelt(request.q, word, other))), other)
                for other in others
            ]
            if counted and (best := max(counted))[0] >= max(_TIMES, _USUAL * beside):
                return best[1], best[0]
        return None

    def _similar(
        self, word: str, request: SearchRequest, beside: Clause | None = None
    ) -> Iterator[list[str]]:
        """Words near to this one that laws hold, with the accents of most of them and in small
        letters, the most frequent of those laws first; those with one letter changed, then those
        with more.

        beside  what the provisions have as well
        """
        for edits in range(1, MAX_EDITS + 1):
            if len(word) < _SHORTEST * edits:
                return
            near: Clause = Fuzzy(word, edits)
            plan = SearchPlan(
                clause=AllOf((beside, near)) if beside else near,
                filters=request.filters,
                size=_LAWS,
                provisions_per_law=1,
            )
            ids = [hit for law in self._reader.search(plan).laws for hit in law.provisions]
            met = Counter[str]()
            written: dict[str, Counter[str]] = {}
            for provision in self._collection.provisions(ids).values():
                text = " ".join((provision.heading, *provision.ancestors, provision.text))
                seen = {token.folded: text[token.start : token.end] for token in tokens(text)}
                for other, spelling in seen.items():
                    if other != word and OSA.distance(word, other, score_cutoff=edits) <= edits:
                        met[other] += 1
                        written.setdefault(other, Counter())[spelling] += 1
            yield [
                written[other].most_common(1)[0][0].lower()
                for other, _ in met.most_common(_CANDIDATES)
            ]


def _spelt(query: str) -> list[str]:
    """The words of a query, folded, whose spelling is looked at."""
    written = [part.text for part in _parts_of(query) if isinstance(part, Words)]
    words = [
        token.folded
        for text in written
        for token in tokens(text)
        if len(token.folded) >= _SHORTEST
        and token.folded.isalpha()
        and not is_unspaced(token.folded)
        and not is_stop_word(token.folded)
    ]
    return list(dict.fromkeys(words))[:_MAX_WORDS]


def _parts_of(query: str) -> Sequence[Node]:
    tree = parse(query, FIELD_NAMES).tree
    if tree is None:
        return ()
    return tree.parts if isinstance(tree, Both) else (tree,)


def _respelt(query: str, word: str, other: str) -> str:
    """The query with each writing of a folded word replaced, by one with a capital where it has
    one."""
    pieces, end = [], 0
    for token in tokens(query):
        if token.folded == word:
            is_capital = query[token.start].isupper()
            pieces += [query[end : token.start], other.capitalize() if is_capital else other]
            end = token.end
    return "".join((*pieces, query[end:]))
