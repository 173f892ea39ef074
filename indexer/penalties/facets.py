"""What a provision is found by of the penalties it threatens."""

from collections.abc import Collection

from indexer.penalties.records import Penalty, PenaltyKind

# Steps of the longest imprisonment, in years, by their codes in the scheme imprisonment-max.
_STEPS = ((1.0, "up-to-1"), (3.0, "over-1-to-3"), (5.0, "over-3-to-5"), (10.0, "over-5-to-10"))
_ABOVE = "over-10"
_LIFE = "life"


def kinds(found: Collection[Penalty]) -> list[str]:
    """The kinds of penalty, each once."""
    return list(dict.fromkeys(one.kind.value for one in found))


def longest_imprisonment(found: Collection[Penalty]) -> str | None:
    """The step of the longest imprisonment; None where the text gives none.

    A minimum without a maximum tells only from ten years on that more is threatened.
    """
    if any(one.kind is PenaltyKind.LIFE for one in found):
        return _LIFE
    prison = [one for one in found if one.kind is PenaltyKind.IMPRISONMENT]
    if any(one.maximum is None and (one.minimum or 0) >= _STEPS[-1][0] for one in prison):
        return _ABOVE
    longest = max((one.maximum for one in prison if one.maximum is not None), default=None)
    if longest is None:
        return None
    return next((code for years, code in _STEPS if longest <= years), _ABOVE)
