"""The date of a law as its own text prints it: in the note under its title, or where it is signed.

Only what says of itself that it is the law's date counts: a formula ("Done at …", "Принят …",
"…通过"), or a line of nothing but a place and a date.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.extract import dates
from corpora.extract.model import Piece

_HEAD = 700
_FOOT = 500
# Characters between a formula and its date, none of them a digit.
_GAP = 70
_PLACE = 40
_WRITTEN_OUT = 110  # the longest date in words

# Data: phrases by what the date after them is.
_BEFORE = {
    "adopted": (
        r"\bdone at\b|\bgiven (?:at|under)\b|\bdated (?:at|this)\b|\badopted (?:on|by|at)\b"
        r"|\benacted on\b|\bassented to\b|\bassent\b|\bpassed by\b|\bpromulgated on\b"
        r"|\bmade(?= \d)"
        r"|\bfait à\b|\bdonné à\b|\badoptée? (?:le|par)\b|\bpromulguée? le\b"
        r"|\bdad[oa] en\b|\bpromulgad[oa] (?:en|el|em|aos?|a)\b|\bsancionad[oa] (?:en|el|em)\b"
        r"|\baprovad[oa] (?:em|pel[oa])\b"
        r"|(?:^|[.;\n]\s{0,3})(?:signed at|signé à)\b"
        r"|\bgegeben zu\b|\bausgefertigt\b|\bgegeven te\b|\bgedaan (?:te|op|in)\b|\bdatum ?:"
        r"|\baldus (?:\w+ )?(?:vastgesteld|besloten)\b|\bgoedgekeurd\b"
        r"|\bin (?:zijn|haar) vergadering van\b"
        r"|\baddì\b|\bdat[oa] a\b"
        r"|\bпринята?о?\b|\bодобрена?о?\b|\bутвержден[аоы]?\b|\bқабул қилинган\b"
        r"|\bqabul qilingan\b|\bприйнят[оаи]й?\b|\bухвален[оаи]\b"
        r"|\bditetapkan (?:di|pada)\b|\bdisahkan (?:di|pada)\b"
        r"|صدر(?:ت)?\s+(?:في|عن|ب)|(?<!ال)صادر\w?\s+(?:في|ب)|حرر\s+(?:في|ب)|تاريخ\s+الإصدار"
        r"|تصویب|مصوب"
        r"|\bkabul tarihi\b|נתקבל\w?\s+בכנסת"
        r"|(?:ประกาศ|ให้ไว้|ตราไว้)\s*ณ\s*วันที่"
        r"|\bryo ku ?wa\b|\butfärdad den\b|\butfärdat den\b"
    ),
    "published": (
        r"\bpublished on\b|\bpubliée? le\b|\bpublicad[oa] (?:en|el|em|no)\b"
        r"|\bdiundangkan (?:di|pada)\b|\bопубликован[оаы]?\b|\bveröffentlicht am\b"
        r"|службени гласник (?:рс|републике србије)\W{0,4}бр(?:ој|\.)?\s?\d{1,3}(?:/\d+)? од\b"
    ),
}
# East Asian laws say it after the date, up to the end of the clause; Swiss ones have the day of the
# consolidation behind their own.
_AFTER = re.compile(
    r"\s*\((?:Stand|[EÉ]tat|Stato)\b|"
    r"(?!起)[^；;）)\n\d]{0,60}?(?:通过|通過|公布|发布|發布|制定)|\s*(?:法律|政令|勅令|法律令)第"
)
_FORMULA = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _BEFORE.items()}
# What may stand on the line of a place and a date besides names of places.
_CONNECTORS = frozenset(
    [
        "от",
        "від",
        "the",
        "le",
        "den",
        "am",
        "dne",
        "el",
        "on",
        "dated",
        "this",
        "ngày",
        "تاریخ",
        "بتاريخ",
        "a",
        "à",
        "in",
        "u",
        "w",
        "v",
        "s",  # ’s-Gravenhage
    ]
)
_NUMBER = re.compile(
    r"\s*(?:года|год|р\.|року|г\.|[мه]\.?|هـ)?\s*(?:(?:№|N|No\.?|Nº|N°)\s*\S{1,20})?\W*$"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A date that a law itself gives: which, as ISO, as printed, and where in its text ("head",
    "end"), "" for its title and its number."""

    name: str
    iso: str
    printed: str = ""
    where: str = ""


def read(pieces: Sequence[Piece], language: str, today: str) -> Read | None:
    """The law's date by its own text; None where the text does not say it for certain."""
    if not pieces:
        return None
    head = pieces[0].text[:_HEAD] if not pieces[0].label else ""
    # Line by line: what is signed is the last of the text, above annexes of the same piece too.
    foot = "\n".join(piece.text[-_FOOT:] for piece in pieces[-2:])[-_FOOT:]
    for where, text in (("head", head), ("end", foot)):
        found = [one for one in dates.find(text, language) if len(one.iso) == 10]
        found = [one for one in found if one.iso <= today]
        for one in found:
            for name, formula in _FORMULA.items():
                before = text[max(0, one.start - _GAP - 30) : one.start]
                said = list(formula.finditer(before))
                if said and _bridges(before[said[-1].end() :]):
                    printed = _line(before[said[-1].start() :] + one.printed)
                    return Read(name, dates.same_day(one, found).iso, printed, where)
            if _AFTER.match(text, one.end):
                return Read("adopted", one.iso, one.printed, where)
        alone = {one.iso: one for one in found if _is_line(text, one)}
        if not alone and where == "end":
            alone = {one.iso: one for one in found if _is_sentence(text, one)}
        if len(alone) == 1:
            (only,) = alone.values()
            return Read("adopted", only.iso, only.printed, where)
    return None


# How the closing sentence of a treaty begins; annexes and notes may stand below it.
_CLOSING = re.compile(
    r"(?:^|[.”\"]\s{0,3}|\n)((?:done|signed|gedaan|ondertee?kend|opgemaakt|fait|signé|hecho|geschehen"
    r"|fatto|feito|совершено|حرر)\b[^.;\n\d]{0,90})",
    re.IGNORECASE,
)


def _days(text: str, language: str, today: str) -> Iterator[dates.Found]:
    """Whole days in a text, none of them to come."""
    found = dates.find(text, language)
    return (one for one in found if len(one.iso) == len("2000-01-01") and one.iso <= today)


def _days_of_treaty(text: str, language: str, today: str) -> Iterator[dates.Found]:
    """Whole days in a part of a treaty, which may be in another language than the treaty."""
    return _days(text, language if any(dates.find(text, language)) else "", today)


def signed(pieces: Sequence[Piece], language: str, today: str) -> Read | None:
    """The day on which a treaty says at its end that it was signed, above its annexes too."""
    for piece in reversed(pieces):
        for closing in reversed(list(_CLOSING.finditer(piece.text))):
            clause = piece.text[closing.start(1) : closing.end() + _WRITTEN_OUT]
            found = next(_days_of_treaty(clause, language, today), None)
            if found and found.start <= len(closing[1]):
                return Read("adopted", found.iso, _line(clause[: found.end]), "end")
    return None


# Formulas above a law's signatures that stand nowhere else in it.
_ABOVE_SIGNATURES = re.compile(r"\bdada en la sala de sesiones\b|وحرر ب", re.IGNORECASE)
# A line that may be a place and a day ("’s-Gravenhage, 10 juli 1998"), in the languages whose laws
# are signed so and print no other such line: elsewhere it may be of a letter.
_SIGNED_LINE = re.compile(r"^[^\n]{8,70}\d{4}\.?[ \t]*$", re.MULTILINE)
_SIGN_BY_LINE = ("nl",)


def above_annexes(pieces: Sequence[Piece], language: str, today: str) -> Read | None:
    """The day on which a law was signed that has annexes below its signatures; None where it
    prints more than one such day, as letters in it do."""
    days: dict[str, Read] = {}
    for piece in pieces:
        for formula in _ABOVE_SIGNATURES.finditer(piece.text):
            clause = piece.text[formula.start() : formula.end() + _GAP + _WRITTEN_OUT]
            found = next(_days(clause, language, today), None)
            if found and _bridges(clause[formula.end() - formula.start() : found.start]):
                days[found.iso] = Read("adopted", found.iso, _line(clause[: found.end]), "end")
        for line in _SIGNED_LINE.finditer(piece.text) if language in _SIGN_BY_LINE else ():
            for found in _days(line[0], language, today):
                if found.start > 0 and _is_line(line[0], found):
                    days[found.iso] = Read("adopted", found.iso, found.printed, "end")
    return next(iter(days.values())) if len(days) == 1 else None


_HEAD_OF_ACT = 3000
_IN_BRACKETS = re.compile(r"\[([^\[\]]{6,40})\]")


def in_brackets(pieces: Sequence[Piece], language: str, today: str) -> Read | None:
    """The day of commencement that acts of the Commonwealth have in square brackets below their
    long titles; None where there are several."""
    head = "\n".join(piece.text for piece in pieces[:3])[:_HEAD_OF_ACT]
    days = {
        found.iso: found
        for brackets in _IN_BRACKETS.finditer(head)
        for found in _days(brackets[1], language, today)
        if not re.search(r"\w", brackets[1].replace(found.printed, ""))
    }
    only = next(iter(days.values())) if len(days) == 1 else None
    return Read("in_force", only.iso, only.printed, "head") if only else None


# An exchange of notes between States, by its title.
_NOTES = re.compile(
    r"(?:nota|brief|noten)wisseling|notenaustausch|briefwechsel|notenwechsel"
    r"|exchange of (?:notes|letters)|échange de (?:notes|lettres)|canje de (?:notas|cartas)"
    r"|scambio di (?:note|lettere)",
    re.IGNORECASE,
)
_LETTERHEAD = 160
# A place before the date of a letter, and none that something else was signed at.
_DATELINE = re.compile(
    r"(\b(?:at|to|te|in|à|zu|of)\s)?(?:[A-ZÀ-Þ][\w’'-]{1,30},?\s{1,2}){1,3}"
    r"(?:the |le |den |de |am )?$"
)


def exchanged(title: str, pieces: Sequence[Piece], language: str, today: str) -> Read | None:
    """The day of the last of the notes that an agreement is made of, from their datelines; None
    for other laws."""
    if not _NOTES.search(title):
        return None
    days: list[dates.Found] = []
    for piece in pieces:
        for text in (piece.text[:_LETTERHEAD], piece.text[-_LETTERHEAD:]):
            days += [
                one
                for one in _days_of_treaty(text, language, today)
                if (line := _DATELINE.search(text[: one.start])) and not line[1]
            ]
    last = max(days, key=lambda one: one.iso, default=None)
    return Read("adopted", last.iso, last.printed, "end") if last else None


# This law, said to come into force …
_INTO_FORCE = re.compile(
    r"\b(?:deze|dit) (?:(?:rijks)?wet|besluit|regeling|(?:beleids)?regels?|verordening|beschikking"
    r"|richtlijn|aanwijzing|landsverordening|tarief|mandaat|circulaire|verdrag|protocol|overeenkomst)\b"
    r"(?: \w+){0,3} (?:in werking|van kracht|in (?=op |per ))"
    # On which of its own articles it says so, the site that publishes it does not write.
    r"|\b(?:treedt in werking|wordt voorlopig toegepast) (?=per \d)"
    r"|\bthis (?:act|law|code|order|decree|decision|ordinance|proclamation)"
    r" (?:shall |will )?(?:come|enter)s? in(?:to)? (?:force|operation|effect)"
    r"|\bdieses (?:bundes)?gesetz tritt|\bdiese verordnung tritt"
    r"|\b(?:la présente loi|le présent décret|le présent arrêté) (?:entre|entrera) en vigueur"
    r"|\b(?:la presente ley|el presente decreto|este código) (?:entrará|entra) en vigor"
    r"|本(?:法|条例|规定|解释|办法|意见|细则)\s?自",
    re.IGNORECASE,
)
# … or to hold from a day before the one on which it is published.
_HELD_BEFORE = re.compile(r"\ben werkt terug\b|\bmet terugwerkende kracht\b", re.IGNORECASE)
_FORCE_GAP = 110
# … on a day, and not on the day after another one.
_FROM = re.compile(
    r"\W*(?:met ingang van|met|per|op|tot(?: en met)?|on|the|with effect from|from|am"
    r"|mit wirkung vom|vom|le|à compter du|el día|el|a partir del|desde el)?"
    r"(?: de| the| day of)?\W*",
    re.IGNORECASE,
)


def entry_into_force(pieces: Sequence[Piece], language: str) -> Read | None:
    """The day on which a law says that it comes into force; None where it does not, or says
    more than one: an amended law may keep the words of what amended it. Where it gives only a day
    from which it holds in retrospect, that one."""
    for says in (_INTO_FORCE, _HELD_BEFORE):
        if days := _said_days(says, pieces, language):
            return next(iter(days.values())) if len(days) == 1 else None
    return None


def _said_days(says: re.Pattern[str], pieces: Sequence[Piece], language: str) -> dict[str, Read]:
    days: dict[str, Read] = {}
    for piece in pieces:
        for said in says.finditer(piece.text):
            clause = re.split(r"[;\n]", piece.text[said.start() : said.end() + _FORCE_GAP])[0]
            found = next(dates.find(clause, language), None)
            if found is None or len(found.iso) < 10:
                continue
            if _FROM.fullmatch(clause[said.end() - said.start() : found.start]):
                read = Read("in_force", found.iso, clause[: found.end], "end")
                days.setdefault(found.iso, read)
    return days


def _bridges(between: str) -> bool:
    return len(between) <= _GAP and not any(map(str.isdigit, between))


def _is_line(text: str, one: dates.Found) -> bool:
    start = text.rfind("\n", 0, one.start) + 1
    end = text.find("\n", one.end)
    rest = text[one.end : end if end >= 0 else len(text)]
    # Before the first line feed the text may be cut.
    whole = start > 0 or len(text) < _FOOT
    return bool(whole and _is_place(text[start : one.start]) and _NUMBER.fullmatch(rest))


def _is_sentence(text: str, one: dates.Found) -> bool:
    """Whether a place and a date are a sentence: "… high consideration. Ottawa, June 12, 1979."."""
    before = text[: one.start]
    place = before[max(before.rfind(stop) for stop in ".\n*") + 1 :]
    return (
        "," in place
        and _is_place(place)
        and bool(re.match(r"\.|\s*$|\s+[^\W\d_a-z]", text[one.end :]))
    )


def _is_place(words: str) -> bool:
    """Whether words before a date are no more than where it was: a few names."""
    names = [word for word in re.findall(r"[^\W\d_]+", words) if word not in _CONNECTORS]
    return (
        len(words) <= _PLACE
        and len(names) <= 3
        and not any(map(str.isdigit, words))
        and all(name[0] != name[0].lower() or name.lower() == name.upper() for name in names)
    )


def _line(text: str) -> str:
    return " ".join(text.split())
