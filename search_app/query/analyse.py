"""What a query asks: its words, phrases, exclusions and treaty citations, in engine-neutral
clauses. Broken syntax still searches; what was left out is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.analysis import fold_words, is_stop_word, is_unspaced, stems_any
from indexer.engine.plan import AllOf, AnyOf, Clause, Not, Phrase, Word
from mappings.jurisdictions import find_jurisdiction
from mappings.taxonomy import CRIME_TYPE, UNCAC, scheme

# Beyond this many terms a query is no question; the engines' work stays bounded.
MAX_TERMS = 60

_PIECE = re.compile(
    r"""(?P<sign>-|\bNOT\s+)?
        (?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]
          |「(?P<bracket>[^」]*)」
          |(?P<field>[a-z_]{2,12}):(?P<value>[\w.\-]+)
          |(?P<word>[^\s"“”„«»「」]+))""",
    re.VERBOSE,
)
# "UNCAC 15", "art. 15 UNCAC", "Article 15 of UNCAC", "art. 15 CNUCC" and the like.
_TREATY = (
    r"(?:UNCAC|CNUCC|КПК\s+ООН|联合国反腐败公约|UN\s+Convention\s+against\s+Corruption"
    r"|اتفاقية\s+الأمم\s+المتحدة\s+لمكافحة\s+الفساد)"
)
_ARTICLE = r"(?:art(?:icle|[íi]culo|\.)?|ст(?:\.|атья)?|المادة|第)?\s*(\d{1,2})\s*(?:条)?"
_CITATION = re.compile(
    rf"{_TREATY}\s*,?\s*{_ARTICLE}(?!\w)|(?<!\w){_ARTICLE}\s*(?:of\s+(?:the\s+)?|de\s+la\s+)?{_TREATY}",
    re.IGNORECASE,
)
_FIELDS = {
    "uncac": "uncac",
    "crime": "crime_type",
    "country": "jurisdiction",
    "lang": "language",
    "kind": "kind",
}


@dataclass(frozen=True, slots=True)
class Analysis:
    """A query understood.

    clause   None when the query asks for no words
    filters  (field, value) pairs that the query itself names
    words    how many words and phrases are required; from 2 on they may be asked for singly
    notes    what was left out or understood in a special way, in plain words
    """

    clause: Clause | None
    filters: tuple[tuple[str, str], ...] = ()
    words: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Term:
    clause: Clause
    excluded: bool
    stop: bool


def analyse(query: str) -> Analysis:
    """Reads a query. Never raises.

    words           all must be there (in any inflected form); small words are left out
    "a phrase"      these words next to one another, as written
    -word, NOT word must not be there
    a OR b          one of them is enough
    uncac:15        also country:, crime:, lang:, kind:; "UNCAC 15" and "art. 15 UNCAC" as well
    """
    notes: list[str] = []
    filters: list[tuple[str, str]] = []

    def cited(found: re.Match[str]) -> str:
        number = next(group for group in found.groups() if group)
        if number not in scheme(UNCAC):
            return found[0]
        filters.append(("uncac", number))
        title = scheme(UNCAC)[number].label()
        notes.append(f"Read as article {number} of the Convention against Corruption ({title}).")
        return " "

    text = _CITATION.sub(cited, query)
    if len(re.findall(r'["“”„«»]', text)) % 2:
        notes.append("A quotation mark without its partner was ignored.")
    groups = _groups(text, filters, notes)
    required = [group for group in groups if not all(term.excluded for term in group)]
    excluded = [term for group in groups for term in group if term.excluded]
    meaning = [group for group in required if not all(term.stop for term in group)]
    kept = meaning or required
    clauses = [_any([term.clause for term in group if not term.excluded]) for group in kept]
    if len(clauses) + len(excluded) > MAX_TERMS:
        notes.append(f"Only the first {MAX_TERMS} words were searched.")
    every: list[Clause] = [*clauses, *(Not(term.clause) for term in excluded)][:MAX_TERMS]
    clause = None if not every else every[0] if len(every) == 1 else AllOf(tuple(every))
    return Analysis(clause, tuple(filters), len(clauses), tuple(notes))


def any_word(clause: Clause | None) -> Clause | None:
    """The clause with one of its required words enough; exclusions stay."""
    if not isinstance(clause, AllOf):
        return clause
    required = tuple(part for part in clause.clauses if not isinstance(part, Not))
    excluded = tuple(part for part in clause.clauses if isinstance(part, Not))
    return AllOf((AnyOf(required), *excluded)) if excluded else AnyOf(required)


def _groups(text: str, filters: list[tuple[str, str]], notes: list[str]) -> list[list[_Term]]:
    """Terms joined by OR, each group required."""
    groups: list[list[_Term]] = []
    joins = False
    for piece in _PIECE.finditer(text):
        if piece["word"] in ("OR", "AND") and not piece["sign"]:
            joins = piece["word"] == "OR" and bool(groups)
            continue
        if piece["field"] and _is_filter(piece["field"], piece["value"], filters):
            continue
        terms = list(_terms(piece, notes))
        if not terms:
            continue
        if joins:
            groups[-1] += terms
        else:
            groups += [[term] for term in terms]
        joins = False
    return groups


def _is_filter(name: str, value: str, filters: list[tuple[str, str]]) -> bool:
    field = _FIELDS.get(name)
    if field == "jurisdiction":
        value = find_jurisdiction(value) or ""
    elif (field == "uncac" and value not in scheme(UNCAC)) or (
        field == "crime_type" and value not in scheme(CRIME_TYPE)
    ):
        value = ""
    if not field or not value:
        return False
    filters.append((field, value))
    return True


def _terms(piece: re.Match[str], notes: list[str]) -> Iterator[_Term]:
    excluded = bool(piece["sign"])
    quoted = piece["phrase"] if piece["phrase"] is not None else piece["bracket"]
    raw = quoted if quoted is not None else piece["word"] or f"{piece['field']}:{piece['value']}"
    words = fold_words(raw)
    if not words:
        if raw.strip("-.,;:()[]{}§°º№&/|*+!?' "):
            notes.append(f"“{raw[:40]}” holds no word to search for.")
        return
    if quoted is not None:
        yield _Term(_phrase(words), excluded, False)
        return
    # "12-A" or "l'avocat" is several words in one; small words among them are let go.
    for run in _runs(words):
        if len(run) == 1 and not is_unspaced(run[0]):
            word = run[0]
            yield _Term(Word(word, stems_any(word)), excluded, is_stop_word(word))
        else:
            yield _Term(_phrase(run), excluded, False)


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


def _phrase(words: list[str]) -> Clause:
    return Phrase(tuple(words[:MAX_TERMS]))


def _any(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else AnyOf(tuple(clauses))
