"""Reads a query as the citation of a law, or of a provision of one, and finds it in the
collection: "§ 331 StGB", "Article 197 Penal Code Japan", "RA 3019 section 3", a title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import Any

from corpora.citations import CitationTables, NamedLaw
from corpora.store import Collection
from indexer.analysis import is_stop_word, is_unspaced, telling_words, tokens
from indexer.citations.book import is_in
from indexer.citations.identifiers import eli_of, eu_law_in_words
from indexer.citations.names import (
    MAX_KEY,
    cut,
    is_general,
    numbers_in,
    place_words,
)
from indexer.citations.numbers import Numbering, number_in, number_of_path
from indexer.citations.styles import any_style, lowered, small_words, style_of
from indexer.citations.text import pinpoints
from mappings.coverage import subjects_of_titles
from mappings.jurisdictions import jurisdictions
from mappings.kinds import kind_of
from search_app import formats
from search_app.messages import gettext, language, ngettext
from search_app.query.places import place_names

# A longer query is a text.
_MAX_QUERY = 400
_MAX_WORDS = 160
# Names of so many words are looked up anywhere in a query; longer ones at its ends.
_WORDS = 10
# Rows of names that are looked at, laws that are compared, and laws that are shown.
_NAMES = 4000
_LAWS = 200
_SHOWN = 20
# Of the words of a query so many, in parts of all, may be neither name, number nor place.
_UNREAD = 0.25


@dataclass(frozen=True, slots=True)
class Cited:
    """What a query cites.

    label       the article as it is written; "" when only a law is cited
    laws        the laws that are meant, the best first
    provisions  ids of the provisions cited, in the order of their laws; of a law cited without an
                article its first one, which stands for it
    missing     whether none of the laws has the article
    """

    label: str
    laws: tuple[NamedLaw, ...]
    provisions: tuple[str, ...]
    missing: bool = False

    def note(self) -> str:
        """How the query was read, in plain words."""
        first = self.laws[0]
        law = f"“{_short(first.title)}” ({jurisdictions()[first.jurisdiction].name(language())})"
        what = law
        if self.label:
            what = gettext("%(article)s of %(law)s") % {"article": self.label, "law": law}
        if self.missing:
            said = gettext("Read as a citation of %(what)s, which has no such provision here.")
            return said % {"what": what}
        said = gettext("Read as a citation of %(what)s.") % {"what": what}
        if len(self.laws) == 1:
            return said
        others = ngettext(
            "%(number)s law fits, the likeliest first.",
            "%(number)s laws fit, the likeliest first.",
            len(self.laws),
        ) % {"number": formats.number(len(self.laws))}
        places = {law.jurisdiction for law in self.laws}
        if len(places) > 1:
            choose = gettext("They are of several countries (%(number)s): name one to choose.")
            others += f" {choose % {'number': formats.number(len(places))}}"
        return f"{said} {others}"


def _short(title: str) -> str:
    return title if len(title) <= 100 else f"{title[:99].rstrip()}…"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a query: an article, and the words that name its law."""

    label: str
    number: str
    above: str
    rest: str


class CitationService:
    """Finds what queries cite."""

    def __init__(self, collection: Collection) -> None:
        self._tables: CitationTables = collection.citations

    def read(self, query: str, places: Sequence[str] = ()) -> Cited | None:
        """What a query cites; None when it cites nothing that the collection holds.

        places  jurisdictions that are chosen; all when none is
        """
        if not query or len(query) > _MAX_QUERY:
            return None
        query = eu_law_in_words(query)
        if cited := self._by_identifier(query, places):
            return cited
        # Of readings that leave as many words unread, one that finds its article is better.
        best: tuple[tuple[int, bool, bool], Cited] | None = None
        for reading in _readings(query):
            matches = self._laws(reading.rest, places, bare=not reading.number)
            if matches and (cited := self._cited(reading, matches)):
                exact = matches[0].fit is _Fit.TITLE
                score = (-matches[0].unread, not cited.missing, bool(reading.number) or exact)
                if best is None or score > best[0]:
                    best = score, cited
        return best[1] if best else None

    def _by_identifier(self, query: str, places: Sequence[str]) -> Cited | None:
        """The law of an ELI, or the provision whose article stands beside it."""
        key, rest = eli_of(query)
        if not key:
            return None
        rows = self._tables.having([key], places, _NAMES)
        laws = list(self._tables.laws([row.law_key for row in rows]))
        if not laws:
            return None
        found = pinpoints(lowered(rest), any_style())[:1]
        label, number = ("", "")
        for one in found:
            label, number = rest[one.start : one.end].strip(), one.parts[0][2]
        matches = [_Match(law, _Fit.NAME, 0, in_its_words=False) for law in laws]
        return self._cited(_Reading(label, number, "", rest), sorted(matches, key=_Match.order))

    def _cited(self, reading: _Reading, matches: list["_Match"]) -> Cited:
        """The laws that fit as well as the first, by title or name before those by subject; only
        those that have the article when some do."""
        matches = [one for one in matches if one.unread == matches[0].unread]
        for fits in ((_Fit.TITLE, _Fit.NAME), (_Fit.SUBJECT,)):
            laws = [one.law for one in matches if one.fit in fits]
            found = []
            for law in laws:
                if reading.number:
                    path = self.path(law.key, reading.number, reading.above)
                else:
                    path = self._first(law)
                if path:
                    found.append((law, path))
            if found:
                return _as_cited(reading, found, missing=False)
        return _as_cited(
            reading, [(one.law, self._first(one.law)) for one in matches], missing=True
        )

    def _first(self, law: NamedLaw) -> str:
        # A law without provisions is in the index by its title.
        return self._tables.first_path(law.key) or "law"

    def path(self, law_key: int, number: str, above: str = "") -> str | None:
        """The path of the provision of a number in a law; None when it has none."""
        all_paths = self._tables.paths(law_key)
        found = [path for path in all_paths if number_of_path(path) == number]
        if len(found) == 1:
            return found[0]
        places = self._tables.places(law_key, found) if found else [(p, ()) for p in all_paths]
        return Numbering(places).find(number, above)

    def _laws(self, text: str, places: Sequence[str], *, bare: bool) -> list["_Match"]:
        words = _Words.of(text, alone=not bare)
        if not words.keys:
            return []
        names = words.names(with_subjects=not bare or words.name_a_law)
        found: dict[int, _Found] = {}
        for row in self._tables.having(names, places, _NAMES):
            one = found.setdefault(row.law_key, _Found(row.jurisdiction))
            covered = one.by_subject if row.name.startswith("@") else one.by_name
            covered.update(names[row.name])
        keys = sorted(found, key=lambda key: (found[key].order(words.places), key))[:_LAWS]
        matches = [
            match
            for law in self._tables.laws(keys)
            if (match := _match(law, words, found[law.key], bare=bare, chosen=bool(places)))
        ]
        return sorted(matches, key=_Match.order)


def _as_cited(reading: _Reading, found: Sequence[tuple[NamedLaw, str]], *, missing: bool) -> Cited:
    shown = found[:_SHOWN]
    return Cited(
        reading.label,
        tuple(law for law, _ in shown),
        tuple(f"{law.id}/{path}" for law, path in shown),
        missing,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The words of a query that stand in names of a law, and in names of its subject."""

    jurisdiction: str
    by_name: set[int] = field(default_factory=set)
    by_subject: set[int] = field(default_factory=set)

    def order(self, places: Mapping[str, set[int]]) -> tuple[int, int]:
        """Laws with most of the words first, by name before by subject."""
        named = places.get(self.jurisdiction, set())
        return -len(self.by_name | self.by_subject | named), -len(self.by_name | named)


class _Fit(IntEnum):
    """How a law is named: by its whole title, by a name or a number, by its subject."""

    SUBJECT = 0
    NAME = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class _Match:
    """A law that words may name, and how many of them say something else.

    in_its_words  whether a word for laws in its language is among them: "laga nr. 5/1989"
    """

    law: NamedLaw
    fit: _Fit
    unread: int
    in_its_words: bool

    def order(self) -> tuple[Any, ...]:
        """The best first: codes, and acts of that very title, before the decrees that change them
        under it."""
        rank = self.law.rank()
        is_code = self.law.kind in ("code", "constitution") or (
            self.law.kind == "act" and self.fit is _Fit.TITLE
        )
        return (
            self.unread,
            self.fit < _Fit.NAME,
            not self.in_its_words,
            not is_code,
            -self.fit,
            *rank,
        )


def _match(
    law: NamedLaw, words: "_Words", found: _Found, *, bare: bool, chosen: bool
) -> _Match | None:
    own = {index for index, word in enumerate(words.folded) if is_in(word, law)}
    numbers = {index for index in found.by_name if words.folded[index].isdecimal()}
    placed = words.places.get(law.jurisdiction, set())
    # A place that is named and is no part of the law's name is another law's.
    elsewhere = {
        index for code, at in words.places.items() if code != law.jurisdiction for index in at
    }
    if words.places and not placed and not elsewhere <= own:
        return None
    read = own | numbers | placed
    by_name = found.by_name & read
    fit = _Fit.NAME if by_name - placed else _Fit.SUBJECT
    if fit is _Fit.SUBJECT:
        # Laws of all countries have the subject.
        if not (placed or chosen):
            return None
        read |= found.by_subject
    elif not (by_name - numbers or placed or words.may_be(law)):
        return None
    unread = [
        index
        for index, key in enumerate(words.keys)
        if index not in read and not is_general(key) and words.folded[index] not in small_words()
    ]
    if len(unread) > _UNREAD * len(words.folded) or not read - placed:
        return None
    if words.say_title(law, placed):
        fit = _Fit.TITLE
    if bare and (unread or (fit is not _Fit.TITLE and len(words.folded) < 2)):
        # Words that name a law with others beside them are a search for words.
        return None
    own_words = bool(style_of(law.language).laws.search(lowered(words.text)))
    return _Match(law, fit, len(unread), own_words)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that may name a law.

    folded, keys  of each word, small ones left out
    numbers       keys of numbers of laws, each with the words it is made of
    places        jurisdictions that are named, with the words that name them
    """

    text: str
    folded: tuple[str, ...]
    keys: tuple[str, ...]
    numbers: Mapping[str, set[int]]
    places: Mapping[str, set[int]]

    @classmethod
    def of(cls, text: str, *, alone: bool) -> "_Words":
        """Reads the words; `alone`: a number counts also without a word that says it is a law's."""
        found = [token for token in tokens(text) if not is_stop_word(token.folded)][:_MAX_WORDS]
        keys = tuple(cut(token.folded) for token in found)
        numbers: dict[str, set[int]] = {}
        for number in numbers_in(lowered(text), alone=alone):
            at = {
                index
                for index, token in enumerate(found)
                if number.start <= token.start < number.end and token.folded[:1].isdigit()
            }
            numbers.setdefault(number.key, set()).update(at)
        return cls(
            text,
            tuple(token.folded for token in found),
            keys,
            numbers,
            _places([token.folded for token in found]),
        )

    @property
    def name_a_law(self) -> bool:
        """Whether a word for laws is among them: "Penal Code" is a law, "bribery" a subject."""
        return any(map(is_general, self.keys))

    def say_title(self, law: NamedLaw, placed: set[int]) -> bool:
        """Whether they are a title of the law, alone or with its country beside it."""
        bare = [word for index, word in enumerate(self.folded) if index not in placed]
        said = {tuple(dict.fromkeys(words)) for words in (self.folded, bare)}
        titles = (law.title, *law.titles.values())
        return any(tuple(dict.fromkeys(telling_words(title))) in said for title in titles)

    def may_be(self, law: NamedLaw) -> bool:
        """Whether a law of a number is of the kind that is said with it, if one is."""
        said = [word for word, key in zip(self.folded, self.keys, strict=True) if is_general(key)]
        kinds = {kind_of(word, "") for word in said} - {"other"}
        return not kinds or law.kind in kinds or any(is_in(word, law) for word in said)

    def names(self, *, with_subjects: bool) -> Mapping[str, set[int]]:
        """What may be a name of a law, each with the words it is made of. A subject of laws
        stands for the titles of its laws in every language."""
        found: dict[str, set[int]] = {key: set(at) for key, at in self.numbers.items()}
        count = len(self.keys)
        for first in range(count):
            for last in range(first + 1, count + 1):
                if last - first <= _WORDS or first == 0 or last == count:
                    name = " ".join(self.keys[first:last])[:MAX_KEY]
                    found.setdefault(name, set()).update(range(first, last))
        for subject in subjects_of_titles([self.text]) if with_subjects else ():
            at = {index for index in range(count) if not self.keys[index].isdigit()}
            placed = set().union(*self.places.values())
            found.setdefault(f"@{subject}", set()).update(at - placed)
        return found


@cache
def _place_names() -> Mapping[str, frozenset[str]]:
    """The names of places, and words for what belongs to them: the jurisdictions of each."""
    found = dict(place_names())
    for code, words in place_words().items():
        for name in words:
            if (key := " ".join(telling_words(name))) and len(key) > 1:
                found[key] = found.get(key, frozenset()) | {code}
    return found


_PLACE_WORDS = 7


def _places(folded: Sequence[str]) -> dict[str, set[int]]:
    names = _place_names()
    found: dict[str, set[int]] = {}
    for first in range(len(folded)):
        for last in range(first + 1, min(len(folded), first + _PLACE_WORDS) + 1):
            for code in names.get(" ".join(folded[first:last]), ()):
                found.setdefault(code, set()).update(range(first, last))
    return found


# "BrB 10:5 a" is chapter 10, article 5 a.
_CHAPTER_AND_NUMBER = re.compile(
    r"(?<![\w/])(?P<chapter>\d{1,2}):(?P<number>\d{1,3}(?: ?[a-z])?)(?![\w/])"
)


def _readings(query: str) -> Iterator[_Reading]:
    """The ways to read a query: as a law alone; with its first or last article; with a number
    that begins or ends it."""
    yield _Reading("", "", "", query)
    low = lowered(query)
    found = pinpoints(low, any_style())
    ends = [found[0], found[-1]] if found else []
    for one in dict.fromkeys(ends):
        _, end, number = one.parts[0]
        rest = f"{query[: one.start]} {query[one.end :]}"
        label = query[one.start : end].strip()
        yield _Reading(label, number, one.above, rest)
        if prefix := any_style().prefix.match(lowered(rest).lstrip()):
            yield _Reading(label, number, one.above, rest.lstrip()[prefix.end() :])
    if chapter := _CHAPTER_AND_NUMBER.search(low):
        label = query[chapter.start() : chapter.end()]
        rest = f"{query[: chapter.start()]} {query[chapter.end() :]}"
        yield _Reading(label, number_in(chapter["number"]), chapter["chapter"], rest)
    if not found:
        words = [token for token in tokens(query) if not is_unspaced(token.folded)]
        for token in words[:1] + words[-1:]:
            if query[: token.start].endswith("/"):
                continue  # the end of a law's number
            if token.folded[:1].isdigit() and (number := number_in(token.folded)):
                rest = f"{query[: token.start]} {query[token.end :]}"
                yield _Reading(query[token.start : token.end], number, "", rest)
