"""From the text of a provision to the penalties it threatens.

A text that names neither prison nor death nor a fine is not looked at further. Of the others each
sentence is read by one pattern for all words of the language; names of punishments and amounts are
then put together by their places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.penalties import fold
from indexer.penalties.amounts import Amount, amounts
from indexer.penalties.records import Penalty, PenaltyKind
from indexer.penalties.words import PUNISHING, Role, Token, Unit, Words, any_whole, words_of

# Characters between the name of a punishment and its amount: "of either description for a term
# which may extend to", "лишением права занимать должности на срок".
_BEHIND = 130
_BEHIND_PENALTY = 50
_BEFORE = 24
# Between two names of one punishment: "réclusion ou détention de deux ans".
_TWICE = 25
# How far "shall be punished" reaches.
_REACH = 600
# Longer texts are tables of penalties, or hostile.
_LONGEST = 200_000
# A stop behind a short word is one of an abbreviation.
_SENTENCE = re.compile(r"\.(?=\s)(?:(?<=[^\W\d_]{3}\.)|(?<=[)\]\"»”]\.))|[;。；؛।৷]|\n(?=\S\S)")

_TIMED = (PenaltyKind.IMPRISONMENT, PenaltyKind.DISQUALIFICATION, PenaltyKind.OTHER)


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a punishment.

    kind        None where its amount tells: "the penalty is …"
    threatened  it is said that it punishes
    liable      … that it can, so that an amount alone is the maximum
    same        its amount is that of the punishment before it
    """

    kind: PenaltyKind | None
    start: int
    end: int
    threatened: bool
    liable: bool
    same: bool = False


def penalties(text: str, language: str) -> tuple[Penalty, ...]:
    """The penalties that a provision threatens, in the order of its text.

    language  of the text, BCP 47; a language without a block in words.yaml gives none
    """
    words = words_of(language)
    if words is None or not text:
        return ()
    low = fold.even(text[:_LONGEST])
    signs = fold.has_signs(low)
    if not any_whole(words.principal, fold.folded(low)[0] if signs else low):
        return ()
    # The names that are there: few, to be looked for in each sentence.
    named = words.names if signs else [name for name in words.names if name[0] in low]
    found: list[Penalty] = []
    for start, end in _sentences(low, text):
        sentence = low[start:end]
        if not signs and not any_whole(named, sentence):
            continue
        folded, places = fold.folded(sentence)
        if signs and not any_whole(named, folded):
            continue
        tokens = list(words.tokens(folded))
        punished = any(token.role in PUNISHING for token in tokens) or any_whole(
            words.punishing, low[max(0, start - _REACH) : start]
        )
        for one in _of_sentence(folded, tokens, words, punished):
            first, last = start + places[one.start], start + places[one.end - 1] + 1
            found.append(replace(one, start=first, end=last, quote=text[first:last]))
    return tuple(sorted(found, key=lambda one: one.start))


def _sentences(low: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand in it; a line that goes on with a small letter goes on
    with the sentence."""
    start = 0
    for stop in _SENTENCE.finditer(low):
        behind = stop.end()
        if stop[0] == "\n" and text[behind].islower() and low[behind + 1] not in ").":
            continue
        yield start, stop.start()
        start = behind
    yield start, len(low)


def _of_sentence(
    text: str, tokens: Sequence[Token], words: Words, punished: bool
) -> Iterator[Penalty]:
    """The penalties of a sentence, their places within it.

    punished  whether it is said that this punishes
    """
    names = _names(tokens, punished)
    if not names:
        return
    found = amounts(text, tokens)
    of_name = _matched(text, names, found, words)
    last: Amount | None = None
    for place, name in enumerate(names):
        before = names[place - 1] if place else None
        after = names[place + 1] if place + 1 < len(names) else None
        amount = of_name.get(place)
        if amount is not None:
            last = amount if amount.unit.years else last
            if place - 1 not in of_name and before and _twice(before, name):
                name = replace(name, start=before.start)
            yield _penalty(name, amount, words)
        elif name.same and last is not None:
            yield _penalty(name, replace(last, start=name.start, end=name.end), words)
        elif name.kind and name.threatened and not (_twice(before, name) or _twice(name, after)):
            yield Penalty(name.kind, None, None, "", "", name.start, name.end, "")
    if names[-1].threatened:
        # "ciento ochenta días-multa" needs no name.
        fine = _Name(PenaltyKind.FINE, len(text), 0, True, False)
        taken = set(of_name.values())
        for amount in found:
            if amount.unit.name == "day-fines" and amount not in taken:
                yield _penalty(fine, amount, words)


def _twice(name: _Name | None, follower: _Name | None) -> bool:
    """Whether two names are of one punishment: "prisión o reclusión"."""
    return (
        name is not None
        and follower is not None
        and name.kind is follower.kind
        and follower.start - name.end <= _TWICE
    )


def _names(tokens: Sequence[Token], punished: bool) -> list[_Name]:
    """The names of punishments in a sentence that threatens with them."""
    threat, liable = True, False
    found: list[_Name] = []
    for token in tokens:
        match token.role:
            case Role.NO_THREAT:
                threat = False
            case Role.PUNISH | Role.LIABLE:
                threat = True
                liable = liable or token.role is Role.LIABLE
            case Role.NAME | Role.PENALTY if threat:
                found.append(_Name(token.value, token.start, token.end, punished, liable))
            case Role.SAME if found and token.start - found[-1].end <= _TWICE:
                found[-1] = replace(found[-1], end=token.end, same=True)
    return found


def _fits(name: _Name, amount: Amount, words: Words) -> bool:
    if name.kind is None:
        return True
    if name.kind is PenaltyKind.FINE:
        return not amount.unit.years or words.days_of_fine
    return name.kind in _TIMED and amount.unit.years > 0


def _matched(
    text: str, names: Sequence[_Name], found: Sequence[Amount], words: Words
) -> dict[int, Amount]:
    """Amounts by the number of their name: the nearest first, each once."""
    pairs: list[tuple[int, int, int]] = []
    place = 0
    for number, amount in enumerate(found):
        while place < len(names) and names[place].end <= amount.start:
            place += 1
        if place and _fits(names[place - 1], amount, words):
            gap = amount.start - names[place - 1].end
            if gap <= (_BEHIND if names[place - 1].kind else _BEHIND_PENALTY):
                pairs.append((gap + (_BEFORE if words.before else 0), place - 1, number))
        if place < len(names) and _fits(names[place], amount, words):
            gap = names[place].start - amount.end
            if words.before and gap <= _BEFORE:
                pairs.append((gap, place, number))
            elif words.link and words.link.fullmatch(text, amount.end, names[place].start):
                pairs.append((-1, place, number))
    matched: dict[int, Amount] = {}
    used: set[int] = set()
    for _, name, number in sorted(pairs):
        if name not in matched and number not in used:
            matched[name] = found[number]
            used.add(number)
    return matched


def _penalty(name: _Name, amount: Amount, words: Words) -> Penalty:
    kind = name.kind or (PenaltyKind.IMPRISONMENT if amount.unit.years else PenaltyKind.FINE)
    minimum, maximum, unit = amount.minimum, amount.maximum, amount.unit
    if amount.bare and not (name.liable or words.bare_maximum):
        minimum = maximum
    if kind is PenaltyKind.FINE and unit.years:
        # Days of a year are 365, of a fine of months thirty to each.
        days = 365 if unit.years == 1 / 365 else 360
        minimum, maximum = (
            None if value is None else float(round(value * days)) for value in (minimum, maximum)
        )
        unit = Unit("day-fines")
    return Penalty(
        kind,
        minimum,
        maximum,
        unit.name,
        unit.currency,
        min(name.start, amount.start),
        max(name.end, amount.end),
        "",
    )
