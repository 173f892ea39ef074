"""What a few letters may become: articles, crime types, themes, concepts, countries, laws."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpora.store import Collection
from indexer.analysis import fold_words, is_stop_word, is_unspaced
from indexer.engine.plan import AllOf, Clause, Pattern, Phrase, SearchPlan, Value, Word
from indexer.engine.protocol import IndexReader
from mappings.fields import FIELD_OF_SCHEME, field_named
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import CRIME_TYPE, THEME, UN_LANGUAGES, UNCAC, scheme
from mappings.taxonomy.schemes import UNTOC
from search_app.formats import day
from search_app.query.concepts import concept_names
from search_app.query.request import SearchRequest
from search_app.services.labels import field_label, label, tag_label

_SCHEMES = (UNCAC, CRIME_TYPE, THEME, UNTOC)
# Schemes that people know by number; their fields have the same names.
_NUMBERED = (UNCAC, UNTOC)
_MAX_TEXT = 100
_MAX_WORDS = 8
# Each kind leaves room for the others.
_CODES = 5
_PLACES = 3
_TITLES = 5
# Titles that are looked at for the shortest that begins with what was typed.
_LOOK = 12
# Fewer letters begin half of all titles.
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on.

    text     what was meant, in the words that were typed
    kind     what it is, in plain words
    request  the search for it; None for a law
    law_id   the law; "" for a search
    """

    text: str
    kind: str
    request: SearchRequest | None = None
    law_id: str = ""


class SuggestService:
    """Completes what is being typed."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """The last word may be unfinished. Raises EngineUnavailable."""
        words = fold_words(typed[:_MAX_TEXT])[:_MAX_WORDS]
        if not words:
            return ()
        return (*_named(words, typed.strip().casefold()), *self._titles(words))

    def _titles(self, words: list[str]) -> Iterator[Suggestion]:
        last = words[-1]
        if len(last) < _LETTERS and not (len(words) > 1 or is_unspaced(last)):
            return
        parts: list[Clause] = []
        if is_unspaced(last):
            parts.append(Phrase(tuple(words), ("title",)))
        else:
            before = [word for word in words[:-1] if not is_stop_word(word)]
            parts += [Word(word, (word,), ("title",)) for word in before]
            parts.append(Pattern(f"{last}*", ("title",)))
        # A law's first provision stands for it: one document a law instead of all of them.
        plan = SearchPlan(
            clause=AllOf((*parts, Value("ordinal", ("0",)))), size=_LOOK, provisions_per_law=1
        )
        ids = [hit.law_id for hit in self._reader.search(plan).laws]
        laws = self._collection.summaries(ids)

        def order(law_id: str) -> tuple[bool, int]:
            title = fold_words(laws[law_id].title)
            return title[: len(words) - 1] != words[:-1], len(laws[law_id].title)

        for law_id in sorted(laws, key=order)[:_TITLES]:
            law = laws[law_id]
            place = label("jurisdiction", law.jurisdiction)
            kind = " · ".join(filter(None, (place, day(law.dates.principal() or ""))))
            yield Suggestion(law.title, kind, law_id=law_id)


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    text: str
    field: str
    code: str
    is_concept: bool = False

    @property
    def request(self) -> SearchRequest:
        """A concept is searched by its words, which finds it in every language."""
        if self.is_concept:
            return SearchRequest(q=self.text)
        return SearchRequest(filters={self.field: (self.code,)})


def _named(words: Sequence[str], typed: str) -> Iterator[Suggestion]:
    """Codes, concepts and countries of which a name has these words, the last one begun; names
    that are written as typed before others that only fold to the same."""

    def order(name: _Name) -> tuple[bool, int]:
        return typed not in name.text.casefold(), len(name.text)

    found: dict[tuple[str, str, bool], _Name] = {}
    for name in _names().get(words[0][0], ()):
        if _has(name.words, words):
            key = (name.field, name.code, name.is_concept)
            if key not in found or order(name) < order(found[key]):
                found[key] = name
    best = sorted(
        found.values(), key=lambda name: (not name.words[0].startswith(words[0]), *order(name))
    )
    places = [name for name in best if name.field == "jurisdiction"]
    codes = [name for name in best if name.field != "jurisdiction"]
    said = set()
    for name in (*codes[:_CODES], *places[:_PLACES]):
        if name.words not in said:
            said.add(name.words)
            yield Suggestion(name.text, _kind(name), name.request)


def _has(name: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words stand in a name in their order, the last one as a beginning."""
    if is_unspaced(words[0]):
        return any(
            tuple(name[at : at + len(words)]) == tuple(words)
            for at in range(len(name) - len(words) + 1)
        )
    at = 0
    for index, word in enumerate(words):
        is_last = index == len(words) - 1
        while at < len(name) and not (name[at].startswith(word) if is_last else name[at] == word):
            at += 1
        if at == len(name):
            return False
        at += 1
    return True


@cache
def _names() -> Mapping[str, Sequence[_Name]]:
    """Every name of a code or a country, under the first letter of each of its words."""
    found: dict[str, dict[_Name, None]] = {}
    for name in _all_names():
        for word in name.words:
            found.setdefault(word[0], {})[name] = None
    return {letter: tuple(names) for letter, names in found.items()}


def _all_names() -> Iterator[_Name]:
    for name in _SCHEMES:
        field = FIELD_OF_SCHEME[name]
        for code, term in scheme(name).items():
            for text in _in_un_languages(term.label):
                yield _Name(tuple(fold_words(text)), text, field.name, code)
            if name in _NUMBERED:
                text = f"{name.upper()} {code} {term.label()}"
                yield _Name(tuple(fold_words(text)), text, field.name, code)
    for text, codes in concept_names():
        name, code = codes[0]
        yield _Name(tuple(fold_words(text)), text, name, code, is_concept=True)
    for code, place in jurisdictions().items():
        for text in _in_un_languages(place.name):
            yield _Name(tuple(fold_words(text)), text, "jurisdiction", code)


def _in_un_languages(label_in: Callable[[str], str]) -> Iterable[str]:
    return dict.fromkeys(label_in(language) for language in UN_LANGUAGES)


def _kind(name: _Name) -> str:
    """What a name is of: "UNCAC 20", "Crime type", "Country"."""
    if name.field in _NUMBERED and not name.text.startswith(name.field.upper()):
        return tag_label(name.field, name.code)
    return field_label(field_named(name.field))
