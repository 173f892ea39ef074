"""The penalties that provisions threaten, in words and over the jurisdictions that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.penalties import Penalty, PenaltyKind
from indexer.penalties.words import words_of
from search_app.messages import gettext, ngettext
from search_app.services.elements import Cell, Finding, Quote, Read

# Penalties of one kind that a cell lists.
_LISTED = 12


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """A kind of penalty, with a cell for each jurisdiction; its quotes are amounts in words."""

    kind: PenaltyKind
    cells: tuple[Cell, ...]


def penalty_rows(places: Sequence[Sequence[Read]]) -> tuple[PenaltyRow, ...]:
    """The kinds that any of the texts threatens, in the order of `PenaltyKind`."""
    found = {one.kind for texts in places for read in texts for one in read.penalties}
    return tuple(
        PenaltyRow(kind, tuple(_cell(kind, texts) for texts in places))
        for kind in PenaltyKind
        if kind in found
    )


def _cell(kind: PenaltyKind, texts: Sequence[Read]) -> Cell:
    if not texts:
        return Cell(Finding.NO_TEXT)
    quotes: dict[tuple[int, str], Quote] = {}
    for number, read in enumerate(texts):
        for one in read.penalties:
            if one.kind is kind:
                words = amount(one)
                place = read.run_at(one.start)
                quotes.setdefault((number, words), Quote(words, number, place))
    if quotes:
        return Cell(Finding.SAID, tuple(quotes.values())[:_LISTED])
    if any(words_of(read.language) for read in texts):
        return Cell(Finding.NOT_FOUND)
    return Cell(Finding.NOT_SOUGHT)


def kind_in_words(kind: PenaltyKind) -> str:
    """A kind of penalty, in the reader's language."""
    return {
        PenaltyKind.IMPRISONMENT: gettext("Imprisonment"),
        PenaltyKind.LIFE: gettext("Life imprisonment"),
        PenaltyKind.DEATH: gettext("Death penalty"),
        PenaltyKind.FINE: gettext("Fine"),
        PenaltyKind.DISQUALIFICATION: gettext("Disqualification"),
        PenaltyKind.CONFISCATION: gettext("Confiscation"),
        PenaltyKind.OTHER: gettext("Other penalty"),
    }[kind]


def amount(one: Penalty) -> str:
    """How much, in the reader's language: "up to 5 years"; that it is not said."""
    least, most = one.minimum, one.maximum
    if least is None and most is None:
        return gettext("threatened, without an amount")
    if least is None:
        return gettext("up to %(most)s") % {"most": _counted(most or 0, one)}
    if most is None:
        return gettext("%(least)s or more") % {"least": _counted(least, one)}
    if least == most:
        return _counted(least, one)
    if one.unit == "years" and not (least.is_integer() and most.is_integer()):
        return _range(_counted(least, one), _counted(most, one))
    return _with_unit(_range(_number(least), _number(most)), most, one)


def _range(least: str, most: str) -> str:
    return gettext("%(least)s to %(most)s") % {"least": least, "most": most}


def _counted(value: float, one: Penalty) -> str:
    if one.unit == "years" and not value.is_integer():
        return _duration(value)
    return _with_unit(_number(value), value, one)


def _number(value: float) -> str:
    return f"{value:,.10g}".replace(",", "\u202f")


def _with_unit(number: str, value: float, one: Penalty) -> str:
    """A number, or two with the larger one's value, with what is counted."""
    match one.unit:
        case "years":
            return ngettext("%(num)s year", "%(num)s years", int(value)) % {"num": number}
        case "currency":
            return f"{number} {one.currency}" if one.currency else number
        case "percent":
            return f"{number} %"
        case "day-fines":
            return gettext("%(number)s day-fines") % {"number": number}
        case "minimum-wages":
            return gettext("%(number)s minimum wages") % {"number": number}
        case "times":
            return gettext("%(number)s times the amount") % {"number": number}
        case unit:
            return f"{number} {unit.replace('-', ' ')}"


def _duration(years: float) -> str:
    """Years and months, or days where it is no whole number of months."""
    months = round(years * 12)
    if not months or abs(years * 12 - months) > 0.05:
        days = max(1, round(years * 365))
        return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    whole, rest = divmod(months, 12)
    parts = [
        ngettext("%(num)s year", "%(num)s years", whole) % {"num": whole} if whole else "",
        ngettext("%(num)s month", "%(num)s months", rest) % {"num": rest} if rest else "",
    ]
    return " ".join(filter(None, parts))
