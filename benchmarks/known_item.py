"""How often a citation, or a title, finds its provision at once:

    python -m benchmarks.known_item --home DIR [--each N] [--seed N] [--worst N] [--json]

Laws of every jurisdiction are drawn, and a provision of each whose number stands only once in its
law. Three queries are written for each: a citation in the country's own style
(citation_styles.yaml), one in English with the country's name, and the title. A citation whose
law shares its name with laws of other titles or countries cannot tell which is meant: these are
counted apart. Laws whose title is a file name or has no words are left out.

Beside the library the same queries are asked of the same index without reading them as citations,
and as plain BM25 (any of the words as they are written).
"""

import json
import random
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import click
import yaml

from benchmarks.collection import has_words
from corpora.extract.numerals import leading
from corpora.store import open_collection
from indexer.analysis import fold_words
from indexer.engine.embedded import EmbeddedReader
from indexer.engine.plan import AnyOf, Phrase, SearchPlan
from indexer.engine.protocol import IndexReader, SearchResult
from mappings.jurisdictions import jurisdictions
from search_app.query.request import SearchRequest
from search_app.services.ask import ask
from search_app.services.cited import CitationService

DEPTH = 10
# Forms for acts alone.
_ONLY_ACTS = ("Ley", "UU", "RA", "Закон")
_MAX_TITLE = 280
_RANKS = (1, 3, 10)
SYSTEMS = ("library", "not read as citations", "plain BM25")


@dataclass(frozen=True, slots=True)
class Item:
    """A law that is searched for.

    wanted   ids of provisions, one of which is right: that of the law, or of the same law from
             another source
    kind     national, English or title
    is_clear whether the query says which law is meant
    """

    jurisdiction: str
    query: str
    wanted: frozenset[str]
    kind: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class _Law:
    key: int
    id: str
    jurisdiction: str
    title: str
    english: str
    language: str
    number: str
    year: int | None
    kind: str

    @property
    def name(self) -> str:
        """Its title as it is compared."""
        return _folded(self.title)

    @property
    def names(self) -> set[str]:
        """Its title, and that in English: translations are one law."""
        return {self.name, _folded(self.english)} - {""}

    @property
    def digits(self) -> tuple[str, ...]:
        """The numbers in its number: sources print it differently."""
        return tuple(re.findall(r"\d+", self.number))


def _folded(title: str) -> str:
    return " ".join(word for word in fold_words(title) if word != "the")


@cache
def _styles() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("citation_styles.yaml")
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _laws(connection: sqlite3.Connection) -> Iterator[_Law]:
    for row in connection.execute(
        "select key, id, jurisdiction, title, titles, language, number, year, kind from law"
        " order by key"
    ):
        key, law_id, place, title, titles, language, number, year, kind = row
        if has_words(title) and len(title) <= _MAX_TITLE:
            english = title if language == "en" else json.loads(titles).get("en", "")
            yield _Law(key, law_id, place, title, english, language, number, year, kind)


def draw(connection: sqlite3.Connection, each: int, seed: int) -> list[Item]:
    """Items of every jurisdiction, from `each` laws of it."""
    by_place: dict[str, list[_Law]] = defaultdict(list)
    same: dict[tuple[str, str], list[_Law]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    numbers: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for law in _laws(connection):
        by_place[law.jurisdiction].append(law)
        for name in law.names:
            same[law.jurisdiction, name].append(law)
        names[law.name].add(law.jurisdiction)
        numbers[law.jurisdiction, law.digits] += 1
    chance = random.Random(seed)
    items: list[Item] = []
    for place, laws in sorted(by_place.items()):
        for law in chance.sample(laws, min(each, len(laws))):
            named = list({one.id: one for name in law.names for one in same[place, name]}.values())
            versions = _versions(law, named)
            alone = len(versions) == len(named)
            items.append(
                Item(
                    place,
                    law.title,
                    frozenset(f"{one.id}/*" for one in versions),
                    "title",
                    alone and len(names[law.name]) == 1,
                )
            )
            provisions = connection.execute(
                "select path, label from provision where law_key = ? and label != ''", (law.key,)
            ).fetchall()
            counts = Counter(_comparable(label) for _, label in provisions)
            once = [one for one in provisions if counts[_comparable(one[1])] == 1]
            once = [one for one in once if leading(one[1]) is not None]
            if not once:
                continue
            path, label = chance.choice(once)
            wanted = _wanted(connection, versions, label) | {f"{law.id}/{path}"}
            national, numbered = _national(law, label, chance)
            told = numbers[place, law.digits] == 1 if numbered else alone
            clear = told and (numbered or len(names[law.name]) == 1)
            items.append(Item(place, national, wanted, "national", clear))
            title = law.english or law.title
            word = "Section" if re.match(r"(?i)s|\d", label) else "Article"
            english = f"{word} {_number(label)} {title}, {jurisdictions()[place].name()}"
            items.append(Item(place, english, wanted, "English", alone))
    return items


def _versions(law: _Law, named: Sequence[_Law]) -> list[_Law]:
    """The laws of one title that are one law: all that have its year, or none."""
    return [one for one in named if one.year == law.year or None in (one.year, law.year)]


def _wanted(connection: sqlite3.Connection, laws: Sequence[_Law], label: str) -> frozenset[str]:
    found = set()
    for law in laws:
        rows = connection.execute("select path, label from provision where law_key = ?", (law.key,))
        found |= {f"{law.id}/{p}" for p, other in rows if _comparable(other) == _comparable(label)}
    return frozenset(found)


def _comparable(label: str) -> str:
    return _number(label).casefold()


def _number(label: str) -> str:
    """The number of a label as it is printed, without its word; in digits where it is spelt out."""
    found = re.search(r"(?:[LRDA]\.?\s?)?\d[\w./:-]*(?:\s(?:bis|ter|quater|[a-z])\b)?", label)
    if inserted := re.search(r"(\d+)조의(\d+)", label):
        return f"{inserted[1]}-{inserted[2]}"
    if found:
        return found[0].strip(" .:)")
    return str(leading(label))


def _national(law: _Law, label: str, chance: random.Random) -> tuple[str, bool]:
    """A citation in the country's style, and whether it names the law by its number."""
    language = law.language.partition("-")[0]
    style = chance.choice(_styles()["languages"].get(language, ["{label} {law}"]))
    title, numbered = law.title, False
    digits = law.digits
    forms = _styles()["jurisdictions"].get(law.jurisdiction)
    if forms and law.number and (law.kind == "act" or not forms[0].startswith(_ONLY_ACTS)):
        form = chance.choice(forms)
        if "{y}" not in form or law.year:
            year = next((one for one in digits if len(one) == 4 and one != digits[0]), "")
            year = year or str(law.year)
            plain = next((one for one in digits if one != year), "") if "{n}" in form else ""
            if plain or "{n}" not in form:
                printed = law.number.replace("-", " ") if law.jurisdiction == "COL" else law.number
                title = form.format(n=plain, y=year, printed=printed, title=law.title)
                numbered = True
    if re.fullmatch(r"[\d.]+[A-Z]?", label):
        label = {"en": f"section {label}", "es": f"artículo {label}"}.get(language, f"art. {label}")
    return style.format(label=label, number=_number(label), law=title), numbered


def rank(result: SearchResult, wanted: frozenset[str]) -> int | None:
    """The place of the first right provision among those found, laws in their order, 1 the first;
    of a law, when any of its provisions is right."""
    found = [one for law in result.laws for one in law.provisions[:1]]
    for place, identifier in enumerate(found, 1):
        if identifier in wanted or f"{identifier.rpartition('/')[0]}/*" in wanted:
            return place
    return None


def _plain(query: str) -> SearchPlan:
    words = dict.fromkeys(fold_words(query))
    return SearchPlan(clause=AnyOf(tuple(Phrase((word,)) for word in words)), size=DEPTH)


class _WithoutFacets:
    """A reader that counts no facets: they do not change what comes first."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def search(self, plan: SearchPlan) -> SearchResult:
        return self._reader.search(replace(plan, facets=(), provisions_per_law=1))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def measure(
    items: Sequence[Item],
    reader: IndexReader,
    citations: CitationService,
    only_library: bool = False,
) -> dict[str, list[int | None]]:
    """The rank of each item by system."""
    asked = [SearchRequest(q=item.query, size=DEPTH) for item in items]
    reader = _WithoutFacets(reader)
    systems: dict[str, Callable[[SearchRequest], SearchResult]] = {
        SYSTEMS[0]: lambda request: ask(reader, request, citations).result,
        SYSTEMS[1]: lambda request: ask(reader, request).result,
        SYSTEMS[2]: lambda request: reader.search(_plain(request.q)),
    }
    ranks: dict[str, list[int | None]] = {}
    for name, search in list(systems.items())[: 1 if only_library else None]:
        ranks[name] = [
            rank(search(request), item.wanted) for request, item in zip(asked, items, strict=True)
        ]
    return ranks


def figures(items: Sequence[Item], ranks: Sequence[int | None]) -> dict[str, Any]:
    """Shares of the items at rank 1, 3 and 10, by kind of query."""
    found: dict[str, Any] = {}
    groups = {
        "citation, national": lambda item: item.kind == "national" and item.is_clear,
        "citation, English": lambda item: item.kind == "English" and item.is_clear,
        "citation of a shared name": lambda item: item.kind != "title" and not item.is_clear,
        "title": lambda item: item.kind == "title" and item.is_clear,
        "title that is shared": lambda item: item.kind == "title" and not item.is_clear,
    }
    for name, belongs in groups.items():
        own = [rank for item, rank in zip(items, ranks, strict=True) if belongs(item)]
        found[name] = {"queries": len(own)} | {
            f"@{top}": round(sum(1 for one in own if one and one <= top) / max(1, len(own)), 4)
            for top in _RANKS
        }
    return found


@click.command()
@click.option("--home", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--each", default=4, show_default=True, help="Laws drawn of a jurisdiction.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--worst", default=20, show_default=True, help="Citations to list that are not first."
)
@click.option("--only-library", is_flag=True, help="Ask nothing of the baselines.")
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, each: int, seed: int, worst: int, only_library: bool, as_json: bool) -> None:
    """Share of citations and titles whose provision is found first."""
    connection = sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)
    items = draw(connection, each, seed)
    reader = EmbeddedReader(home)
    ranks = measure(items, reader, CitationService(open_collection(home)), only_library)
    missed = [
        {"place": item.jurisdiction, "kind": item.kind, "query": item.query, "rank": rank,
         "wanted": sorted(item.wanted)[0]}
        for item, rank in zip(items, ranks[SYSTEMS[0]], strict=True)
        if rank != 1 and item.is_clear
    ]  # fmt: skip
    by_system = {name: figures(items, found) for name, found in ranks.items()}
    if as_json:
        click.echo(json.dumps({"figures": by_system, "missed": missed}, ensure_ascii=False))
        return
    for name, groups in by_system.items():
        click.echo(name)
        for group, shares in groups.items():
            click.echo(
                f"  {group:<28}{shares['queries']:>6}"
                + "".join(f"{shares[f'@{top}']:>9.1%}" for top in _RANKS)
            )
    for one in missed[:worst]:
        click.echo(f"{one['rank'] or '–'}  {one['place']}  {one['kind']}  {one['query'][:150]}")
        click.echo(f"     {one['wanted']}")


if __name__ == "__main__":
    main()
