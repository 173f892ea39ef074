"""What is read of a penalty."""

from dataclasses import dataclass
from enum import StrEnum


class PenaltyKind(StrEnum):
    """The kinds of penalty; `other` has short detention, community service, restriction of
    liberty, corporal punishment and the like."""

    IMPRISONMENT = "imprisonment"
    LIFE = "life-imprisonment"
    DEATH = "death"
    FINE = "fine"
    DISQUALIFICATION = "disqualification"
    CONFISCATION = "confiscation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that a provision threatens.

    minimum   as the text gives it, inclusive; None where it gives none
    maximum   likewise; equal to minimum where the text knows one amount only
    unit      "years" for all durations; for fines "currency", or what they are counted in:
              "day-fines", "minimum-wages", "calculation-units", "penalty-units", "times" (the
              amount at stake), "percent"; "" without an amount
    currency  ISO 4217 code, or the currency's name where several countries have one of that name
              ("peso"); "" where the text leaves it out
    start     of the words that were read, an offset into the text
    end       the offset behind them
    quote     those words
    """

    kind: PenaltyKind
    minimum: float | None
    maximum: float | None
    unit: str
    currency: str
    start: int
    end: int
    quote: str
