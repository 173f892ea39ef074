"""From words to amounts: "not less than one year and not more than five years" to (1, 5, years)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.penalties.words import Role, Token, Unit

# Characters between the words of one amount that are none of the table.
_GAP = 30
# … between a number and its unit: "five (5) calendar years".
_UNIT_GAP = 14
_WHOLE = re.compile(r"[\s\-]*")
_OPENS = re.compile(r"\s*[(\[]\s*")
_AGAIN = re.compile(r"\s*[(\[]\s*(?:[^\W\d_]{1,4}\.?\s*)?")
_CLOSES = re.compile(r"\s*[)\]]")
_CLOSED = re.compile(r"\s*[)\]]\s*")
_BRACKETS = ("(", "[")
_DIGITS_AND_WORDS = frozenset((Role.NUMBER, Role.TIMES))
# … between a number whose unit follows the other bound and that bound: "two and not more than six".
_UNITLESS_GAP = 24
# … between words that stand side by side.
_CLOSE = 4
_BOUNDS = frozenset((Role.MINIMUM, Role.MAXIMUM, Role.BETWEEN, Role.TO, Role.AND))
_VALUES = frozenset((Role.NUMBER, Role.TIMES, Role.UNIT, Role.AMOUNT))
_BEHIND = {Role.OR_MORE: Role.MINIMUM, Role.OR_LESS: Role.MAXIMUM}
_ENDS = frozenset((Role.NAME, Role.PENALTY, Role.SAME, Role.PUNISH, Role.LIABLE, Role.NO_THREAT))


@dataclass(frozen=True, slots=True)
class Amount:
    """minimum and maximum in a unit, and where they stand in the text.

    bare  the text knows one amount, and does not say which of the two it is
    """

    minimum: float | None
    maximum: float | None
    unit: Unit
    start: int
    end: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A number, its unit where one stands with it, and what it is."""

    value: float
    unit: Unit | None
    role: Role | None
    start: int
    end: int


def amounts(text: str, tokens: Sequence[Token]) -> list[Amount]:
    """The amounts among the words of a sentence, in its order."""
    if not any(token.role in _VALUES for token in tokens):
        return []
    found: list[Amount] = []
    for group in _groups(text, list(_numbers(text, _said_once(text, tokens)))):
        amount = _understood(group)
        if amount is not None:
            found.append(amount)
    return found


def _said_once(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the numbers in brackets that say again what stands before them: "five (5)
    years", "50 (fifty) thousand"."""
    kept: list[Token] = []
    within = False
    for token in tokens:
        if within and token.role is Role.AND:
            continue
        last = kept[-1] if kept else None
        if last and last.role in _DIGITS_AND_WORDS and token.role in _DIGITS_AND_WORDS:
            if text[last.start - 1 : last.start] in _BRACKETS and _CLOSED.fullmatch(
                text, last.end, token.start
            ):
                # "(7) سبع سنوات"
                kept[-1] = token._replace(start=last.start)
                continue
            gap = _WHOLE if within else _OPENS
            if gap.fullmatch(text, last.end, token.start):
                closed = _CLOSES.match(text, token.end)
                within = closed is None
                kept[-1] = last._replace(end=closed.end() if closed else token.end)
                continue
        within = False
        kept.append(token)
    return kept


def _numbers(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with the words of a number made one: "two hundred and fifty", "5 million"."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.role not in _DIGITS_AND_WORDS:
            yield token
            at += 1
            continue
        sums = [float(token.value)]
        at += 1
        while at < len(tokens):
            joined = at + 1 if tokens[at].role is Role.AND else at
            if joined >= len(tokens) or not _continues(text, tokens, at, joined, sums):
                break
            _put(sums, tokens[joined])
            at = joined + 1
        yield Token(Role.NUMBER, sum(sums), token.start, tokens[at - 1].end)


def _continues(
    text: str, tokens: Sequence[Token], at: int, joined: int, sums: Sequence[float]
) -> bool:
    """Whether a number goes on with tokens[joined], behind "and" when that is not tokens[at]."""
    before, token = tokens[at - 1], tokens[joined]
    if token.role not in _DIGITS_AND_WORDS:
        return False
    if not all(
        _WHOLE.fullmatch(text, tokens[place].end, tokens[place + 1].start)
        for place in range(at - 1, joined)
    ):
        return False
    if token.role is Role.TIMES:
        return joined == at
    digits = text[before.start].isdigit() or text[token.start].isdigit()
    last = sums[-1]
    room = 10 ** (len(str(int(last))) - len(str(int(last)).rstrip("0")))
    return not digits and 0 < token.value < room


def _put(sums: list[float], token: Token) -> None:
    """A further word of a number: "hundred" multiplies what is smaller, "five" is added."""
    if token.role is Role.NUMBER:
        sums.append(float(token.value))
        return
    part = 0.0
    while sums and sums[-1] < token.value:
        part += sums.pop()
    sums.append((part or 1.0) * float(token.value))


def _groups(text: str, tokens: Sequence[Token]) -> Iterator[list[_Part]]:
    """Amounts that belong together: minimum and maximum."""
    group: list[_Part] = []
    pending: Role | None = None
    between = False
    end = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.role in _BEHIND:
            continue
        if token.role in _ENDS or token.start - end > _GAP:
            if group:
                yield group
            group, pending, between = [], None, False
        end = max(end, token.end)
        if token.role in _ENDS:
            continue
        if token.role in _BOUNDS:
            if token.role is Role.BETWEEN:
                between = True
            elif pending not in (Role.MINIMUM, Role.MAXIMUM) or token.role in (
                Role.MINIMUM,
                Role.MAXIMUM,
            ):
                pending = token.role
            continue
        part, at = _part(tokens, at - 1, pending)
        if part is None:
            continue
        part, at = _bounded_behind(part, tokens, at)
        end = part.end
        alone = (
            at == len(tokens) or tokens[at].start - end > _CLOSE or tokens[at].role not in _BOUNDS
        )
        if part.unit is None and alone and not (group and (part.role or pending)):
            # A number of something else: "in one or more cases".
            continue
        role = part.role
        if pending is Role.AND and between or pending is Role.TO and group:
            role = Role.MAXIMUM
        elif pending is Role.AND and group and _adds(group[-1], part):
            group[-1] = _sum(group[-1], part)
            pending = None
            continue
        part = replace(part, role=role)
        if group and not part.role and _AGAIN.fullmatch(text, group[-1].end, part.start):
            # "one million francs (FRW 1,000,000) or more": said twice.
            group[-1] = replace(group[-1], end=part.end)
            continue
        if group and not _goes_on(group, part):
            yield group
            group = []
        group.append(part)
        pending = None
    if group:
        yield group


def _bounded_behind(part: _Part, tokens: Sequence[Token], at: int) -> tuple[_Part, int]:
    """A part with what is said behind it: "or more", 以上, "au plus"."""
    if at == len(tokens) or tokens[at].start - part.end > _CLOSE:
        return part, at
    token = tokens[at]
    bound = _BEHIND.get(token.role)
    if bound is None and part.role is None and token.role in (Role.MINIMUM, Role.MAXIMUM):
        # Some words stand before and behind an amount: "deux ans au plus", "au plus deux ans".
        before_next = at + 1 < len(tokens) and (
            tokens[at + 1].role in _VALUES and tokens[at + 1].start - token.end <= _UNIT_GAP
        )
        bound = None if before_next else token.role
    if bound is None:
        return part, at
    return replace(part, role=bound, end=token.end), at + 1


def _part(tokens: Sequence[Token], at: int, pending: Role | None) -> tuple[_Part | None, int]:
    """The amount that begins with a number or unit, and the place behind it."""
    token = tokens[at]
    role = pending if pending in (Role.MINIMUM, Role.MAXIMUM) else None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.role is Role.AMOUNT:
        value, unit = token.value
        return _Part(value, unit, role, token.start, token.end), at + 1
    if token.role is Role.NUMBER:
        if (
            following is not None
            and following.role is Role.UNIT
            and following.start - token.end <= _UNIT_GAP
        ):
            return _Part(token.value, following.value, role, token.start, following.end), at + 2
        return _Part(token.value, None, role, token.start, token.end), at + 1
    # A unit: before its number ("$ 500", "lat 8"), or alone for one ("لا تقل عن سنة").
    if following is not None and following.role is Role.NUMBER and following.start - token.end <= 1:
        again = tokens[at + 2] if at + 2 < len(tokens) else None
        if again is None or again.role is not Role.UNIT or again.start - following.end > _CLOSE:
            return _Part(following.value, token.value, role, token.start, following.end), at + 2
        if not (again.value.years or token.value.years):
            # "新臺幣一百萬元": the currency stands on both sides.
            return _Part(following.value, token.value, role, token.start, again.end), at + 3
    if token.value.years and pending is not None and token.start - tokens[at - 1].end <= _CLOSE:
        return _Part(1.0, token.value, role, token.start, token.end), at + 1
    return None, at + 1


def _adds(before: _Part, part: _Part) -> bool:
    """Two years and six months."""
    return (
        part.role is None
        and before.unit is not None
        and part.unit is not None
        and 0 < part.unit.years < before.unit.years
    )


def _sum(before: _Part, part: _Part) -> _Part:
    assert before.unit is not None and part.unit is not None
    more = part.value * part.unit.years / before.unit.years
    return replace(before, value=before.value + more, end=part.end)


def _goes_on(group: Sequence[_Part], part: _Part) -> bool:
    """Whether a part is the other bound of the amount before it."""
    last = group[-1]
    return (
        len(group) == 1
        and part.role is not None
        and part.role is not last.role
        and (last.unit is not None or part.start - last.end <= _UNITLESS_GAP)
        and (last.unit is None or part.unit is None or _alike(last.unit, part.unit))
    )


def _alike(one: Unit, other: Unit) -> bool:
    return one.name == other.name and one.currency == other.currency


def _understood(group: Sequence[_Part]) -> Amount | None:
    """The amount of one or two parts; None where a unit is missing or they contradict."""
    units = [part.unit for part in group if part.unit is not None]
    if not units:
        return None
    last = group[-1]
    values: dict[Role, float] = {}
    for part in group:
        unit = part.unit or (units[-1] if part is not last else units[0])
        role = part.role or (Role.MINIMUM if last.role is Role.MAXIMUM else Role.MAXIMUM)
        factor = unit.years or 1.0
        values[role] = round(part.value * factor, 4)
    bare = len(group) == 1 and last.role is None
    minimum, maximum = values.get(Role.MINIMUM), values.get(Role.MAXIMUM)
    if minimum is not None and maximum is not None and minimum > maximum:
        # A number without a unit may be one of something else.
        return _understood(group[1:]) if group[0].unit is None else None
    return Amount(minimum, maximum, units[0], group[0].start, last.end, bare)
