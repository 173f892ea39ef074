"""Dates that laws write out: "this ninth day of March, one thousand nine hundred and sixty-two".

The months are found by `dates`; here is what stands around them. Never half a number: one that may
go on, as "dos mil" does, counts only where a stop follows it.
"""

import re
from dataclasses import dataclass

_ACCENTS = str.maketrans("áéíóúàèêëîïôûçñ", "aeiouaeeeiioucn")
_BEFORE, _AFTER = 70, 110
_STOPS = re.compile(r"\s?[.,;:)(]")


@dataclass(frozen=True, slots=True)
class Around:
    """The day and year around the name of a month, and where the date begins and ends."""

    year: int
    day: int
    start: int
    end: int


def around(text: str, start: int, end: int) -> Around | None:
    """Day and year around a month of our calendar that stands from `start` to `end`, where at least
    one of them is written in words."""
    offset = max(0, start - _BEFORE)
    before, after = _folded(text[offset:start]), _folded(text[end : end + _AFTER])
    for grammar in _GRAMMARS:
        day, year = grammar.day.search(before), grammar.year.match(after)
        if not (day and year) or (day[1].isdecimal() and year[1].isdecimal()):
            continue
        of_year = grammar.value(year[1])
        may_go_on = of_year % 10 == 0 and not year[1].isdecimal()
        if not may_go_on or _STOPS.match(after, year.end()):
            first, last = offset + day.start(1), end + year.end()
            return Around(of_year, grammar.value(day[1]), first, last)
    return None


def _folded(text: str) -> str:
    """A text in small letters without accents, each in its place."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_ACCENTS)


class _Grammar:
    """How one language writes numbers and dates, folded.

    ones      words for one, two, and so on without a gap; "/" between several for one number, "_"
              where a space or a hyphen stands
    tens      for twenty, thirty, …
    hundreds  for a hundred, two hundred, …
    joined    what stands between two of them
    day       pattern of what stands between day and month
    year      pattern of what stands between month and year
    """

    def __init__(
        self,
        *,
        ones: str,
        tens: str,
        hundreds: str,
        thousand: str,
        joined: str,
        day: str,
        year: str,
    ) -> None:
        self._values: dict[str, int] = {}
        for words, first, step in ((ones, 1, 1), (tens, 20, 10), (hundreds, 100, 100)):
            for at, ways in enumerate(words.split()):
                self._values |= dict.fromkeys(ways.replace("_", "-").split("/"), first + step * at)
        self._values |= dict.fromkeys(thousand.split("/"), 1000)
        longest = sorted(self._values, key=len, reverse=True)
        self._word = re.compile("|".join(longest).replace("-", r"[\s-]"))
        word = f"(?:{self._word.pattern})"
        number = rf"{word}(?:[\s-]?(?:{joined}[\s-]?)?{word})*"
        # A text may be cut off on either side: words have something around them.
        self.day = re.compile(rf"(?<=[^\w-])(\d{{1,2}}|{number}){day}$")
        self.year = re.compile(rf"{year}(\d{{4}}(?!\d)|{number}(?=[^\w-]))")

    def value(self, number: str) -> int:
        """The value of digits, or of a number in words."""
        if number.isdecimal():
            return int(number)
        total = part = 0
        for word in self._word.findall(number):
            value = self._values[re.sub(r"\s", "-", word)]
            if value == 1000:
                total, part = total + (part or 1) * value, 0
            elif value == 100:
                part = (part or 1) * value
            else:
                part += value
        return total + part


_GRAMMARS = (
    _Grammar(  # English
        ones="one/first two/second three/third four/fourth five/fifth six/sixth seven/seventh"
        " eight/eighth nine/ninth ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth"
        " fourteen/fourteenth fifteen/fifteenth sixteen/sixteenth seventeen/seventeenth"
        " eighteen/eighteenth nineteen/nineteenth",
        tens="twenty/twentieth thirty/thirtieth forty fifty sixty seventy eighty ninety",
        hundreds="hundred",
        thousand="thousand",
        joined="and",
        day=r"(?:st|nd|rd|th)?\s(?:day\s)?of(?:\sthe\smonth\sof)?\s",
        year=r"(?:,?\s(?:in\sthe|of\sthe|the)\syear(?:\sof\sour\slord)?,?|,|\sof)?\s",
    ),
    _Grammar(  # French
        ones="un/premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
        " quinze seize",
        tens="vingt/vingts trente quarante cinquante soixante septante"
        " quatre_vingt/quatre_vingts/huitante nonante",
        hundreds="cent/cents",
        thousand="mil/mille",
        joined="et",
        day=r"(?:er|e)?\s(?:jours?\s(?:du\smois\s)?(?:de\s|d['’]))?",
        year=r"(?:,?\s(?:de|en)\sl['’]an(?:nee)?(?:\sde\snotre\sseigneur)?,?|,)?\s",
    ),
    _Grammar(  # Spanish
        ones="uno/un/primero/primer dos/segundo tres/tercero cuatro cinco seis siete ocho nueve"
        " diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte"
        " veintiuno/veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete"
        " veintiocho veintinueve",
        tens="veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        hundreds="cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos"
        " setecientos ochocientos novecientos",
        thousand="mil",
        joined="y",
        day=r"\s(?:dias?\sdel?\s(?:mes\sde\s)?|de\s)",
        year=r",?\s(?:del?\s(?:ano\s(?:de\s)?)?)?",
    ),
    _Grammar(  # Dutch
        ones="een/eerste twee/tweede drie/derde vier/vierde vijf/vijfde zes/zesde zeven/zevende"
        " acht/achtste negen/negende tien/tiende elf/elfde twaalf/twaalfde dertien/dertiende"
        " veertien/veertiende vijftien/vijftiende zestien/zestiende zeventien/zeventiende"
        " achttien/achttiende negentien/negentiende",
        tens="twintig/twintigste dertig/dertigste veertig vijftig zestig zeventig tachtig negentig",
        hundreds="honderd",
        thousand="duizend",
        joined="en",
        day=r"n?\s(?:dag\s(?:der\smaand|van\sde\smaand|van)\s)?",
        year=r"(?:\s(?:van\shet\sjaar|des\sjaars)(?:\sonzes\sheer(?:en)?)?,?|,)?\s",
    ),
)
