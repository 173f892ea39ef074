"""The names that laws are cited by: titles and what is left of them in use, short names, numbers.

A name is kept as a key: folded words without small ones, each cut to a beginning, so that
inflected forms have the key of the title ("Кримінального кодексу" and "Кримінальний кодекс").
A key that begins with # is a number, one that begins with @ a subject of law, which stands for
the titles of its laws in every language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from corpora.citations import NamedLaw
from corpora.extract.structure.marks import alternatives
from indexer.analysis import fold_words, is_unspaced, telling_words
from indexer.citations.identifiers import eli_of
from indexer.citations.styles import lowered, style_of, words_of_all
from mappings.coverage import subjects_of_titles
from mappings.jurisdictions import jurisdictions
from mappings.records import LawStatus
from mappings.tables import rows

MAX_KEY = 160
# Beginnings of a title of so many words are names of the law.
MAX_WORDS = 25
_CUT = 6
_VOWELS = "aeiouyаеёиіїоуыьюяйєαειουω"


@lru_cache(maxsize=200_000)
def cut(folded: str) -> str:
    """The beginning of a folded word that its inflected forms share."""
    if len(folded) < 4 or not folded.isalpha():
        return folded
    return folded[:_CUT].rstrip(_VOWELS) or folded


def name_words(text: str) -> list[str]:
    """The words of a name, cut, without small ones."""
    return [cut(word) for word in telling_words(text)]


def name_key(text: str) -> str:
    """The key of a name, "" when it says nothing."""
    return " ".join(name_words(text))[:MAX_KEY]


_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|25)\d\d(?!\d)")
_PARTS = re.compile(
    r"\s+[-–—/|]\s+|\s*[—:;]\s+|,\s+(?=(?:1[5-9]|20)\d\d|ה?תש)|\s+vom\s+(?=\d{1,2}\.\s)"
)
# "Закон від 05.04.2001 № 2341-III Кримінальний кодекс": what stands before is no part of the name.
_NUMBERED = re.compile(r"^[^№]{3,80}№\s?[\w\-/]{1,20}\s+(?=[А-ЯІЇЄҐ])")
_INITIALS = re.compile(r"(?<!\w)(?:[A-Z]\.){2,6}")
_SHORT = re.compile(r"[(（\[]\s*([^\W\d_][\w.\- ]{1,30})\s*[)）\]]")
# Abbreviations have two capitals, or are written in Han.
_ABBREVIATION = re.compile(r"(?=\S*[^\W\d_a-zà-ÿ]\S*[^\W\d_a-zà-ÿ])[\w.\-]{2,20}")


@cache
def _general() -> frozenset[str]:
    """Words for laws, which name none by themselves."""
    words = [word for row in rows("law_words.tsv") for word in row["words"].split("|")]
    return frozenset(cut(folded) for word in words for folded in fold_words(word))


def is_general(key: str) -> bool:
    """Whether a cut word names laws of a kind, and none by itself: "act", "code"."""
    return key in _general()


_CONSTITUTION = name_key("constitution")
# Shorter ones change a constitution.
_CONSTITUTION_LENGTH = 8_000


def names_of(law: NamedLaw) -> set[str]:
    """The keys of every name of a law."""
    found: set[str] = set()
    titles = [law.title, *law.titles.values()]
    for title in titles:
        for text in _forms(title):
            words = name_words(text)
            for one in (words, _without_place(words, law.jurisdiction), _without_kind(words)):
                if _says_something(one):
                    found.add(" ".join(one)[:MAX_KEY])
        found.update(
            name_key(short[1])
            for short in _SHORT.finditer(title)
            if _ABBREVIATION.fullmatch(short[1]) or _is_compound(short[1], law.language)
        )
    if law.kind == "constitution" and law.length >= _CONSTITUTION_LENGTH:
        found.add(_CONSTITUTION)
    if law.number and len(law.number) < 80 and not law.number.endswith(("...", "…")):
        key = name_key(law.number)
        has_letters = any(char.isalpha() for char in key)
        if _says_something(key.split()) or (has_letters and any(map(str.isdigit, key))):
            found.add(key)
    found |= {name_key(alias) for alias in aliases_of(law)}
    found |= _numbers_of(law)
    found |= {f"@{subject}" for subject in _subjects(law)}
    found.add(eli_of(law.eli)[0])
    found.discard("")
    return found


def initials_joined(text: str) -> str:
    """ "18 U.S.C. § 1956" as it is cited as well: "18 USC § 1956"."""
    return _INITIALS.sub(lambda found: found[0].replace(".", ""), text)


def _forms(title: str) -> Iterator[str]:
    """A title and what is left of it in use: without what stands in brackets, its year, what
    follows a dash."""
    title = " ".join(title.split())
    yield title
    plain = _BRACKETS.sub(" ", title).strip()
    yield plain
    yield _YEAR.sub(" ", plain)
    head = _PARTS.split(plain)[0]
    if head != plain and len(head) > 8:
        yield head
        yield _YEAR.sub(" ", head)
    if (joined := initials_joined(head)) != head:
        yield joined
    if numbered := _NUMBERED.match(plain):
        yield plain[numbered.end() :]
    tail = re.split(r"\s+[-–—/]\s+|:\s+", plain, maxsplit=1)
    if len(tail) > 1 and len(tail[1].split()) > 3:
        yield tail[1]


@lru_cache(maxsize=400)
def _place_words(jurisdiction: str) -> tuple[tuple[str, ...], ...]:
    place = jurisdictions()[jurisdiction]
    names = {tuple(name_words(name)) for name in (*place.names.values(), *place.alternative_names)}
    names |= {tuple(name_words(word)) for word in place_words().get(jurisdiction, ())}
    return tuple(sorted((name for name in names if name), key=len, reverse=True))


@cache
def place_words() -> Mapping[str, tuple[str, ...]]:
    """By jurisdiction the words for what belongs to it: "Swiss", "Российской Федерации"."""
    return {row["code"]: tuple(row["words"].split("|")) for row in rows("place_words.tsv")}


def _without_place(words: list[str], jurisdiction: str) -> list[str]:
    """A name without the name of its State at its beginning or end: "Penal Code of Cameroon"."""
    for place in _place_words(jurisdiction):
        size = len(place)
        if len(words) > size and tuple(words[-size:]) == place:
            return _without_state(words[:-size])
        if len(words) > size and tuple(words[:size]) == place:
            return _without_state(words[size:])
    return words


# Longer names of laws of a kind are descriptions.
_SHORT_NAME = 4


def _without_kind(words: list[str]) -> list[str]:
    """ "Zákon trestní zákoník" without the first word, which says once more that it is a law."""
    rest = words[1:]
    if 1 < len(words) < _SHORT_NAME and is_general(words[0]) and any(map(is_general, rest)):
        return rest
    return words


def _is_compound(word: str, language: str) -> bool:
    """Whether a word is a name that ends in a word for laws: "straffeloven"."""
    return len(word) > _SHORT_COMPOUND and bool(style_of(language).laws.fullmatch(lowered(word)))


_SHORT_COMPOUND = 7
_STATE = frozenset(
    cut(word)
    for text in (
        "republic federal states kingdom république república"
        " federation федерации республики державы 中华人民共和国 中華民國 大韩民国 nation nación"
        " nacional"
    )
    for word in fold_words(text)
    if not is_unspaced(word)
)


def _without_state(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1] in _STATE:
        words = words[:-1]
    return words


def _says_something(words: list[str]) -> bool:
    meaning = [word for word in words if word not in _general() and not word.isdigit()]
    if words and is_unspaced(words[0]):
        return bool(meaning) and len(words) > 1
    if not meaning:
        return False
    if len(words) - len(meaning) > 1 and all(map(str.isdigit, set(words) - set(meaning))):
        return True  # "18 U.S.C. § 1956"
    return len("".join(meaning)) > 2 or (len(words) == 1 and len(words[0]) > 1)


# Kinds that are no law on a subject, but made under one.
_UNDER_A_LAW = ("regulation", "order", "resolution", "treaty")


def _subjects(law: NamedLaw) -> frozenset[str]:
    if law.status is LawStatus.NO_LONGER or law.kind in _UNDER_A_LAW:
        return frozenset()
    return subjects_of_titles([law.title, *law.titles.values()])


# The number of a law with its year: 5/2013, 2013-450, "No. 5 of 2013", "126 DE 1941", "15 TAHUN
# 1982"; with the day before the year: "nr. 3 din 3 ianuarie 2024".
_NUMBER = r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
_FULL_YEAR = r"((?:1[4-9]|20|25)\d\d)(?!\d)"
_COUNTS = alternatives(words_of_all("number"))
_DATES = alternatives(word for word in words_of_all("year") if word.isalpha() or " " in word)
_LAWS = alternatives(
    word.lower() for row in rows("law_words.tsv") for word in row["words"].split("|")
)
_PAIR = re.compile(
    rf"{_NUMBER}\)?\s?(?:[/:\-–.]\s?|,?\s(?:{_DATES})\s)\(?{_FULL_YEAR}"
    rf"|(?<![\d./]){_FULL_YEAR}\s?[/:\-–]\s?(\d{{1,5}})(?![\d])"
    rf"|(?<!\w)(?:{_COUNTS})\s?{_NUMBER}\s(?:{_DATES})\s"
    rf"[^;:\d]{{0,12}}\d{{0,2}}[^;:\d]{{1,16}}{_FULL_YEAR}"
)
_ROMAN_PAIR = re.compile(r"(?<!\d)(\d{1,5})[-–]([ivxіх]{1,6})(?!\w)")
_SINGLE = re.compile(
    rf"(?<!\w)(?:{_COUNTS}|{_LAWS})[\s\-]{{0,2}}\(?(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}})(?![\d./:])"
)
_ALONE = re.compile(r"(?<![\d.,/:\-])(\d{1,3}(?:[.,]\d{3})+|\d{2,6})(?![\d./:\-])")


@dataclass(frozen=True, slots=True)
class NumberFound:
    """The number of a law as a key, and where it stands."""

    key: str
    start: int
    end: int


def numbers_in(text: str, *, alone: bool = False) -> list[NumberFound]:
    """Numbers of laws in a text in small letters, in order. `alone`: also without a word that says
    it is one."""
    taken: list[NumberFound] = []

    def free(start: int, end: int) -> bool:
        return all(end <= one.start or start >= one.end for one in taken)

    for found in _PAIR.finditer(text):
        groups = [group for group in found.groups() if group]
        first, second = (re.sub(r"[.,]", "", group) for group in groups[:2])
        if found[3]:
            first, second = second, first
        taken.append(NumberFound(f"#{int(first)}/{int(second)}", found.start(), found.end()))
    for found in _ROMAN_PAIR.finditer(text):
        if free(found.start(), found.end()):
            roman = found[2].translate(str.maketrans("іх", "ix"))
            taken.append(NumberFound(f"#{int(found[1])}-{roman}", found.start(), found.end()))
    for pattern in (_SINGLE, _ALONE) if alone else (_SINGLE,):
        for found in pattern.finditer(text):
            if free(found.start(), found.end()):
                number = int(re.sub(r"[.,]", "", found[1]))
                taken.append(NumberFound(f"#{number}", found.start(), found.end()))
    return sorted(taken, key=lambda one: one.start)


def number_keys(text: str) -> list[str]:
    """The numbers of laws that a text names."""
    return [one.key for one in numbers_in(text.lower())]


_TITLE_START = 60


def _numbers_of(law: NamedLaw) -> set[str]:
    """The keys of the number of a law: its own number, else what its title begins with, else its
    native identifier."""
    found: set[str] = set()
    number = law.number.lower()
    if number and len(number) < 60:
        if re.fullmatch(r"\d{1,6}|\d{1,3}(?:\.\d{3})+", number):
            found.add(f"#{int(number.replace('.', ''))}")
        else:
            found.update(number_keys(_spaced(number)))
    for text, size in ((law.title, _TITLE_START), (law.titles.get("en", ""), _TITLE_START)):
        starting = numbers_in(text[:size].lower())
        # The number further on is that of a law it changes.
        if starting and (not found) and starting[0].start < 45:
            found.add(starting[0].key)
    if not found and re.search(r"(?:act|ley|lei|law|loi|decreto|ord|gn|ln)", law.native.lower()):
        found.update(number_keys(_spaced(law.native.lower()))[:1])
    for key in list(found):
        one, _, year = key.partition("/")
        if year and len(one) > 4:
            found.add(one)
        if not year and law.year and "-" not in one:
            found.add(f"{one}/{law.year}")
    return found


def _spaced(identifier: str) -> str:
    """ "ley-126-1941" as text: the words of an identifier are no part of its numbers."""
    return re.sub(r"(?<=[^\W\d_])[-_](?=\d)|(?<=\d)[-_](?=[^\W\d_])", " ", identifier)


def aliases_of(law: NamedLaw) -> tuple[str, ...]:
    """What a law is called that does not stand in its titles: "УК РФ"."""
    aliases = _aliases().get(law.jurisdiction)
    if not aliases:
        return ()
    keys = {
        " ".join(words)
        for title in (law.title, *law.titles.values())
        for form in _forms(title)
        for words in (name_words(form), _without_place(name_words(form), law.jurisdiction))
    }
    return tuple(alias for title, names in aliases if title in keys for alias in names)


@cache
def _aliases() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By jurisdiction: the key of a title and what its law is called."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows("law_aliases.tsv"):
        key = " ".join(_without_place(name_words(row["title"]), row["jurisdiction"]))
        for title in {key, name_key(row["title"])}:
            found.setdefault(row["jurisdiction"], []).append(
                (title, tuple(row["aliases"].split("|")))
            )
    return {code: tuple(pairs) for code, pairs in found.items()}
