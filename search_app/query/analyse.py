"""What a query asks, in engine-neutral clauses: the tree of `search_app.query.parse` with its words
folded and stemmed, its fields known, its dates read. A query that is broken or asks for too much
still searches; what was left out is said."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from indexer.analysis import fold, fold_words, is_stop_word, is_unspaced, stems_any
from indexer.engine.plan import (
    MAX_EDITS,
    AllOf,
    AnyOf,
    Between,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Value,
    Word,
)
from mappings.fields import FIELD_OF_SCHEME, field_named, has_value
from mappings.jurisdictions import find_jurisdiction
from mappings.languages import languages
from mappings.taxonomy import Term
from search_app.messages import gettext
from search_app.query.parse import parse
from search_app.query.places import take_place
from search_app.query.question import question_clause
from search_app.query.relax import any_word, is_bound
from search_app.query.treaties import read_as, take_citations
from search_app.query.tree import (
    Both,
    Either,
    InField,
    Nearby,
    Node,
    Quoted,
    Similar,
    Wildcard,
    Without,
    Words,
)

# From so many words on a query is a question: what has most of them comes first. Fewer are one with
# a question mark. Two characters of scripts without spaces are about a word.
QUESTION = 7
_ASKED = 3
# Beyond this many terms a query is no question; the engines' work stays bounded.
MAX_TERMS = 100
# Characters of scripts without spaces come as one phrase, which may be a whole question.
MAX_PHRASE = 300
# Words of the index with these patterns have to be looked up one by one.
MAX_PATTERNS = 8
# A pattern with fewer letters stands for too many words.
MIN_LETTERS = 3
# Ways in which alternatives of NEAR are combined.
_MAX_PAIRS = 4

# Words of citations that say nothing beside others.
_CITING = frozenset(("art", "arts", "no", "nr", "sec", "secs", "cap", "abs", "ст", "cl", "par"))

_TEXT_FIELDS = {
    "title": ("title",),
    "heading": ("heading",),
    "article": ("heading",),
    "chapter": ("ancestors",),
    "text": ("text",),
}
_VALUE_FIELDS = {
    "uncac": "uncac",
    "untoc": "untoc",
    "crime": "crime_type",
    "theme": "theme",
    "issue": "cross_cutting_issue",
    "country": "jurisdiction",
    "lang": "language",
    "kind": "kind",
    "status": "status",
    "source": "source",
}
_DATE_FIELDS = ("year", "date", "after", "before")
FIELD_NAMES = (*_TEXT_FIELDS, *_VALUE_FIELDS, *_DATE_FIELDS)
"""What may stand before a colon."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A query understood.

    clause   None when the query asks for no words
    filters  (field, value) pairs that the query itself names for the whole of it
    words    how many words and phrases are required; from 2 on they may be asked for singly
    notes    what was left out or understood in a special way, in plain words
    plain    the words of a query without operators and fields; "" for any other
    question whether its words are wanted as far as they are there, not all of them
    some     what is asked for then, and when nothing has all the words
    place    the country that is named beside what is asked for, as a filter; ""
    """

    clause: Clause | None
    filters: tuple[tuple[str, str], ...] = ()
    words: int = 0
    notes: tuple[str, ...] = ()
    plain: str = ""
    question: bool = False
    some: Clause | None = None
    place: str = ""


def analyse(query: str, *, expand: bool = True, placed: bool = False) -> Analysis:
    """Reads a query. Never raises. The help page shows the language by examples.

    expand  whether a country may be read in it; else its words are just words
    placed  whether it is read wherever it stands, though it may be part of what is asked for
    """
    reading = _Reading()

    def cited(term: Term) -> None:
        reading.filters.append((FIELD_OF_SCHEME[term.scheme].name, term.code))
        reading.note(read_as(term))

    def found_place(code: str, words: str) -> None:
        reading.place = code
        reading.filters.append(("jurisdiction", code))
        reading.note(
            gettext(
                "“%(words)s” was read as the country. In quotation marks it is searched as words."
            )
            % {"words": words}
        )

    rest = take_citations(query, cited)
    if expand:
        rest = take_place(rest, found_place, beside=bool(reading.filters), anywhere=placed)
    parsed = parse(rest, FIELD_NAMES)
    for note in parsed.notes:
        reading.note(note)
    parts = _required(parsed.tree)
    parts = [part for part in parts if not reading.takes_filter(part)]
    meaning = [part for part in parts if not _is_small(part)]
    clauses = list(reading.clauses(meaning or parts))
    required = sum(not is_bound(part) for part in clauses)
    plain = _plain_words(parts)
    question = bool(plain) and _is_question(query, required, clauses)
    if question:
        # A question may have more words than other queries.
        reading.notes.pop(_too_much(), None)
        reading.note(gettext("Provisions with most of these words come first; few have them all."))
    clause = None if not clauses else clauses[0] if len(clauses) == 1 else AllOf(tuple(clauses))
    # What stands in quotation marks stays together, but for the names in a question.
    is_free = question or (bool(plain) and all(isinstance(part, Words) for part in parts))
    return Analysis(
        clause,
        tuple(reading.filters),
        required,
        tuple(reading.notes),
        plain,
        question,
        question_clause(plain) if is_free else any_word(clause),
        reading.place,
    )


def _is_question(query: str, required: int, clauses: list[Clause]) -> bool:
    if not query.rstrip().endswith(("?", "？", "؟")):
        return required >= QUESTION
    words = sum(
        len(part.tokens) // 2 if isinstance(part, Phrase) and is_unspaced(part.tokens[0]) else 1
        for part in clauses
    )
    return words >= _ASKED


def _plain_words(parts: Sequence[Node]) -> str:
    """The words of parts that have no operator; parentheses around words are none."""
    words = []
    for part in parts:
        match part:
            case Words(text) | Quoted(text):
                words.append(text)
            case Both(inner):
                words.append(_plain_words(inner))
            case _:
                words.append("")
    return " ".join(words) if all(words) else ""


def _required(tree: Node | None) -> list[Node]:
    if tree is None:
        return []
    return list(tree.parts) if isinstance(tree, Both) else [tree]


def _is_small(node: Node) -> bool:
    """Whether a part holds only words that a query does without."""
    match node:
        case Words(text):
            words = fold_words(text)
            # "Art.", "§" and "No." cost no hit.
            return not any(map(str.isalnum, text)) or (
                bool(words) and all(is_stop_word(word) or word in _CITING for word in words)
            )
        case Either(parts) | Both(parts):
            return all(_is_small(part) for part in parts)
    return False


def _too_much() -> str:
    return gettext("Only the first %(number)s words were searched.") % {"number": MAX_TERMS}


@dataclass(slots=True)
class _Reading:
    """Turns nodes to clauses within the limits, and remembers what to say."""

    filters: list[tuple[str, str]] = field(default_factory=list)
    place: str = ""
    notes: dict[str, None] = field(default_factory=dict)
    terms: int = 0
    patterns: int = 0

    def note(self, text: str) -> None:
        self.notes[text] = None

    def takes_filter(self, node: Node) -> bool:
        """Whether a part that is required is a filter of a facet, or several values of one."""
        options = node.parts if isinstance(node, Either) else (node,)
        found = []
        for option in options:
            match option:
                case InField(name, part) if name in _VALUE_FIELDS and (texts := _texts(part)):
                    found += [(_VALUE_FIELDS[name], _value(name, text)) for text in texts]
                case _:
                    return False
        if len({name for name, _ in found}) > 1 or any(value is None for _, value in found):
            return False
        self.filters += [(name, value) for name, value in found if value]
        return True

    def clauses(self, parts: list[Node]) -> Iterator[Clause]:
        """The clauses of required parts, exclusions last."""
        excluded = []
        for part in parts:
            for clause in self._split(part):
                if isinstance(clause, Not):
                    excluded.append(clause)
                else:
                    yield clause
        yield from excluded

    def _split(self, node: Node) -> Iterator[Clause]:
        """A part that is required as clauses that are; the words of "l'avocat" singly."""
        if (clause := self._clause(node, ())) is None:
            return
        if isinstance(node, Words | Both) and isinstance(clause, AllOf):
            yield from clause.clauses
        else:
            yield clause

    def _clause(self, node: Node, within: tuple[str, ...]) -> Clause | None:
        match node:
            case Words(text):
                return self._words(text, within)
            case Quoted(text):
                return self._phrase(fold_words(text), within)
            case Wildcard(text):
                return self._pattern(text, within)
            case Similar(text, edits):
                return self._similar(text, edits, within)
            case Both(parts):
                return _joined(AllOf, [self._clause(part, within) for part in parts])
            case Either(parts):
                return _joined(AnyOf, [self._clause(part, within) for part in parts])
            case Without(part):
                inner = self._clause(part, within)
                return None if inner is None else Not(inner)
            case Nearby():
                return self._nearby(node, within)
            case InField(name, part):
                return self._in_field(name, part)

    def _words(self, text: str, within: tuple[str, ...]) -> Clause | None:
        words = fold_words(text)
        if not words and text.strip("-.,;:()[]{}§°º№&/|*+!?'~ "):
            self.note(gettext("“%(text)s” holds no word to search for.") % {"text": text[:40]})
        # "12-A" or "l'avocat" is several words in one; small words among them are let go.
        runs = list(_runs(words))
        meaning = [run for run in runs if len(run) > 1 or not is_stop_word(run[0])]
        return _joined(AllOf, [self._run(run, within) for run in meaning or runs])

    def _run(self, run: list[str], within: tuple[str, ...]) -> Clause | None:
        if len(run) > 1 or is_unspaced(run[0]):
            return self._phrase(run, within)
        if self._is_too_much():
            return None
        return Word(run[0], stems_any(run[0]), within)

    def _phrase(self, words: list[str], within: tuple[str, ...]) -> Clause | None:
        if not words or self._is_too_much():
            return None
        return Phrase(tuple(words[:MAX_PHRASE]), within)

    def _pattern(self, text: str, within: tuple[str, ...]) -> Clause | None:
        pieces = re.split(r"([*?]+)", text)
        folded = [piece if index % 2 else fold(piece) for index, piece in enumerate(pieces)]
        pattern = re.sub(r"\*[*?]*", "*", "".join(folded))
        plain = "".join(" " if index % 2 else piece for index, piece in enumerate(pieces))
        if any(is_unspaced(piece) for piece in folded[::2] if piece):
            # Characters of these scripts are words of their own, found inside longer words anyway.
            return self._words(plain, within)
        if not folded[0] or sum(map(len, folded[::2])) < MIN_LETTERS:
            said = gettext(
                "“%(text)s” was searched without its * or ?: a letter must stand before them,"
                " and %(number)s in all."
            )
            self.note(said % {"text": text[:40], "number": MIN_LETTERS})
            return self._words(plain, within)
        self.patterns += 1
        if self._has_too_many_patterns():
            return self._words(plain, within)
        return None if self._is_too_much() else Pattern(pattern, within)

    def _similar(self, text: str, edits: int, within: tuple[str, ...]) -> Clause | None:
        words = fold_words(text)
        self.patterns += 1
        if len(words) != 1 or len(words[0]) < 3 or is_unspaced(words[0]):
            said = gettext("“%(text)s” is no single word of three letters or more: ~ was ignored.")
            self.note(said % {"text": text[:40]})
            return self._words(text, within)
        if self._has_too_many_patterns():
            return self._words(text, within)
        if self._is_too_much():
            return None
        return Fuzzy(words[0], min(max(edits, 1), MAX_EDITS), within)

    def _nearby(self, node: Nearby, within: tuple[str, ...]) -> Clause | None:
        left, right = node.left, node.right
        # a NEAR b NEAR c: a near b, and b near c
        before = self._nearby(left, within) if isinstance(left, Nearby) else None
        first = left.right if isinstance(left, Nearby) else left
        runs = [_near_runs(side) for side in (first, right)]
        if not all(runs):
            self.note(
                gettext(
                    "NEAR stands between words or phrases that mean something; there, both sides"
                    " were searched anywhere."
                )
            )
            sides = [None if before else self._clause(first, within), self._clause(right, within)]
            return _joined(AllOf, [before, *sides])
        pairs = islice(product(*runs), _MAX_PAIRS)
        near = [
            Near(one, other, node.distance, within)
            for one, other in pairs
            if not self._is_too_much()
        ]
        return _joined(AllOf, [before, _joined(AnyOf, near)])

    def _in_field(self, name: str, part: Node) -> Clause | None:
        if name in _TEXT_FIELDS:
            return self._clause(part, _TEXT_FIELDS[name])
        texts = _texts(part)
        read = _dates if name in _DATE_FIELDS else _values
        found = [read(name, text) for text in texts]
        if not texts or not all(found):
            said = gettext("“%(name)s” was not understood here and was searched as words.")
            self.note(said % {"name": f"{name}:"})
            return self._clause(part, ())
        return _joined(AnyOf, found)

    def _has_too_many_patterns(self) -> bool:
        if self.patterns > MAX_PATTERNS:
            said = gettext("Only the first %(number)s words with *, ? or ~ were searched as such.")
            self.note(said % {"number": MAX_PATTERNS})
        return self.patterns > MAX_PATTERNS

    def _is_too_much(self) -> bool:
        self.terms += 1
        if self.terms > MAX_TERMS:
            self.note(_too_much())
        return self.terms > MAX_TERMS


def _joined(
    kind: Callable[[tuple[Clause, ...]], Clause], found: list[Clause | None] | list[Near]
) -> Clause | None:
    clauses = tuple(clause for clause in found if clause is not None)
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else kind(clauses)


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Runs of unspaced characters together, other words singly."""
    run: list[str] = []
    for word in words:
        if is_unspaced(word):
            run.append(word)
            continue
        if run:
            yield run
            run = []
        yield [word]
    if run:
        yield run


def _near_runs(node: Node) -> list[tuple[str, ...]]:
    """What may stand on a side of NEAR, as runs of exact words; nothing when it may not."""
    match node:
        case Words(text) | Quoted(text):
            words = tuple(fold_words(text)[:MAX_TERMS])
            # Words like "of" are near everything, and to look costs seconds.
            return [words] if words and not all(map(is_stop_word, words)) else []
        case Either(parts):
            sides = [_near_runs(part) for part in parts]
            return [run for side in sides for run in side] if all(sides) else []
    return []


def _texts(node: Node) -> list[str]:
    """The values of `name:value` and `name:(one OR other)`."""
    match node:
        case Words(text) | Quoted(text):
            return [text]
        case Either(parts):
            texts = [_texts(part) for part in parts]
            return [text for found in texts for text in found] if all(texts) else []
    return []


def _values(name: str, text: str) -> Clause | None:
    value = _value(name, text)
    return Value(_VALUE_FIELDS[name], (value,)) if value else None


def _value(name: str, text: str) -> str | None:
    """A facet value, None when the library knows no such."""
    if name == "country":
        return find_jurisdiction(text)
    if name == "lang":
        return _language(text)
    known = has_value(field_named(_VALUE_FIELDS[name]), text)
    return text if known and re.fullmatch(r"[\w.\-]{1,80}", text) else None


def _language(text: str) -> str | None:
    """The code of a language by its code, or its name in English or in itself."""
    for code, language in languages().items():
        if fold(text) in {fold(code), fold(language.name), fold(language.autonym)} - {""}:
            return code
    return None


_DATE = r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?"


def _dates(name: str, text: str) -> Clause | None:
    """2010, 2010-05, 2010..2015, 2010-2015, >=2010, ..2015: days as YYYYMMDD, both included."""
    if span := re.fullmatch(r"(\d{4})-(\d{4})", text):
        return Between("date", *_ordered(_first_day(span[1]), _last_day(span[2])))
    if found := re.fullmatch(rf"(?P<low>{_DATE})?(?:\.\.|–|—)(?P<high>{_DATE})?", text):
        if not found["low"] and not found["high"]:
            return None
        low = _first_day(found["low"]) if found["low"] else None
        high = _last_day(found["high"]) if found["high"] else None
        return Between("date", *_ordered(low, high))
    single = re.fullmatch(rf"(?P<compare>[<>]=?)?(?P<date>{_DATE})", text)
    if not single:
        return None
    first, last = _first_day(single["date"]), _last_day(single["date"])
    compare = single["compare"] or {"after": ">", "before": "<"}.get(name, "")
    match compare:
        case ">":
            return Between("date", last + 1, None)
        case ">=":
            return Between("date", first, None)
        case "<":
            return Between("date", None, first - 1)
        case "<=":
            return Between("date", None, last)
    return Between("date", first, last)


def _ordered(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    if low is not None and high is not None and low > high:
        low, high = high // 10000 * 10000, low // 10000 * 10000 + 9999
    return low, high


def _first_day(date: str) -> int:
    return int("".join(part.zfill(2) for part in date.split("-")).ljust(8, "0"))


def _last_day(date: str) -> int:
    return int("".join(part.zfill(2) for part in date.split("-")).ljust(8, "9"))
