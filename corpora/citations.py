"""What cites what, and the names that laws are cited by: two tables of the collection's database
that the indexer builds anew with each index.

A build is written beside the one that is read and takes its place at once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select, update

from corpora import schema
from corpora.rows import chunks
from mappings.records import LawStatus

_BUILD = "citations_build"
# Before the number of a build; what it was made of, by jurisdiction, as JSON.
_MADE_OF = "citations_of_"


@dataclass(frozen=True, slots=True, eq=False)
class NamedLaw:
    """What is known of a law that may be cited. Two are never equal.

    key     its number in the collection's database
    eli     its European Legislation Identifier, or an address with it; ""
    length  characters of its text
    """

    key: int
    id: str
    jurisdiction: str
    title: str
    kind: str
    status: LawStatus
    number: str = ""
    language: str = "und"
    titles: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    date: str = ""
    native: str = ""
    eli: str = ""
    length: int = 0

    def rank(self) -> tuple[int, int, int, int]:
        """The order of laws of one name, the best first: in force or not known not to be, codes
        and constitutions, the latest, the longest."""
        standing = {LawStatus.IN_FORCE: 0, LawStatus.UNKNOWN: 1, LawStatus.NOT_YET: 2}
        day = self.date.replace("-", "").ljust(8, "0")
        return (
            standing.get(self.status, 3),
            int(self.kind not in ("code", "constitution")),
            -int(day) if day.isdecimal() else 0,
            -self.length,
        )


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A provision that cites another one, or one of its own law.

    place  "=" and a path in the law `to_law`, or the number of a provision as it is cited
    """

    to_law: int
    place: str
    from_law: int
    from_ordinal: int


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision that cites: the id of its law and its path."""

    law_id: str
    path: str


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name and a law that has it."""

    name: str
    law_key: int
    jurisdiction: str


class CitationTables:
    """The names and citations of a collection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Writing

    def begin(self) -> int:
        """Starts a build; those that are not read are taken away. Returns its number."""
        meta = schema.meta
        with self._engine.begin() as connection:
            current = _current(connection)
            for table in (schema.law_name, schema.citation):
                connection.execute(delete(table).where(table.c.build != current))
            connection.execute(delete(meta).where(meta.c.name == f"{_MADE_OF}{current + 1}"))
            return current + 1

    def carry_over(self, build: int, jurisdictions: Iterable[str]) -> None:
        """Takes into a build what the one that is read has of some jurisdictions."""
        law, name, citation = schema.law, schema.law_name, schema.citation
        with self._engine.begin() as connection:
            current = _current(connection)
            for chunk in chunks(jurisdictions):
                for table, of_law in ((name, name.c.law_key), (citation, citation.c.from_law)):
                    rest = [column for column in table.columns if column.name != "build"]
                    rows = (
                        select(*rest, literal(build))
                        .join(law, law.c.key == of_law)
                        .where(table.c.build == current, law.c.jurisdiction.in_(chunk))
                    )
                    columns = [*(column.name for column in rest), "build"]
                    connection.execute(insert(table).from_select(columns, rows))

    def add_names(self, build: int, names: Iterable[tuple[str, int]]) -> None:
        """Adds names, each with the key of its law."""
        rows = [{"build": build, "name": name, "law_key": key} for name, key in names]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.law_name), rows)

    def add_citations(self, build: int, found: Iterable[CitationRow]) -> None:
        """Adds citations; no two may be equal."""
        rows = [
            {
                "build": build,
                "to_law": one.to_law,
                "place": one.place,
                "from_law": one.from_law,
                "from_ordinal": one.from_ordinal,
            }
            for one in found
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.citation), rows)

    def finish(self, build: int, made_of: Mapping[str, str]) -> None:
        """Says that a build is whole, and by jurisdiction what it was made of."""
        with self._engine.begin() as connection:
            _put(connection, f"{_MADE_OF}{build}", json.dumps(dict(made_of)))

    def publish(self, build: int) -> bool:
        """Makes a build the one that is read, and drops the others. False when it is not whole, or
        not there any more: then the one that is read stays."""
        meta = schema.meta
        with self._engine.begin() as connection:
            if _made_of(connection, build) is None:
                return False
            _put(connection, _BUILD, str(build))
            for table in (schema.law_name, schema.citation):
                connection.execute(delete(table).where(table.c.build != build))
            others = meta.c.name.startswith(_MADE_OF, autoescape=True)
            connection.execute(delete(meta).where(others, meta.c.name != f"{_MADE_OF}{build}"))
            return True

    # Reading

    def current(self) -> int:
        """The number of the build that is read; 0 when there is none."""
        with self._engine.connect() as connection:
            return _current(connection)

    def made_of(self) -> Mapping[str, str]:
        """What was said of the build that is read when it was finished; {} for nothing."""
        with self._engine.connect() as connection:
            return _made_of(connection, _current(connection)) or {}

    def laws(self, keys: Iterable[int]) -> Iterator[NamedLaw]:
        """What is known of laws, in the order of import; unknown keys are passed over."""
        table = schema.law
        with self._engine.connect() as connection:
            for chunk in chunks(keys):
                query = select(*_LAW_COLUMNS).where(table.c.key.in_(chunk)).order_by(table.c.key)
                yield from map(_named_law, connection.execute(query))

    def keys(self) -> list[int]:
        """The keys of all laws, in the order of import."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(schema.law.c.key).order_by(schema.law.c.key)))

    def named_in(self, jurisdiction: str, build: int | None = None) -> list[tuple[str, NamedLaw]]:
        """All names of the laws of a jurisdiction, each with its law: of a build that is not read
        yet, when its number is given."""
        law, name = schema.law, schema.law_name
        with self._engine.connect() as connection:
            query = select(*_LAW_COLUMNS).where(law.c.jurisdiction == jurisdiction)
            laws = {row.key: _named_law(row) for row in connection.execute(query)}
            names = (
                select(name.c.name, name.c.law_key)
                .join(law, law.c.key == name.c.law_key)
                .where(
                    law.c.jurisdiction == jurisdiction,
                    name.c.build == (_current(connection) if build is None else build),
                )
                .order_by(name.c.law_key, name.c.name)
            )
            return [
                (row.name, laws[row.law_key])
                for row in connection.execute(names)
                if row.law_key in laws
            ]

    def having(self, names: Iterable[str], places: Sequence[str], limit: int) -> list[NameFound]:
        """The laws of some names, at most `limit` for a few hundred names; of some jurisdictions
        only, when `places` names any."""
        law, name = schema.law, schema.law_name
        found: list[NameFound] = []
        with self._engine.connect() as connection:
            build = _current(connection)
            for chunk in chunks(dict.fromkeys(names)):
                query = (
                    select(name.c.name, name.c.law_key, law.c.jurisdiction)
                    .join(law, law.c.key == name.c.law_key)
                    .where(name.c.build == build, name.c.name.in_(chunk))
                    .order_by(name.c.name, name.c.law_key)
                    .limit(limit)
                )
                if places:
                    query = query.where(law.c.jurisdiction.in_(places))
                found += [
                    NameFound(row.name, row.law_key, row.jurisdiction)
                    for row in connection.execute(query)
                ]
        return found

    def paths(self, law_key: int) -> list[str]:
        """The paths of the provisions of a law, in no order."""
        table = schema.provision
        with self._engine.connect() as connection:
            return list(connection.scalars(select(table.c.path).where(table.c.law_key == law_key)))

    def places(self, law_key: int, paths: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
        """(path, ancestors) of some provisions of a law, in the order of the law."""
        table = schema.provision
        found: list[tuple[int, str, tuple[str, ...]]] = []
        with self._engine.connect() as connection:
            for chunk in chunks(paths):
                query = select(table.c.ordinal, table.c.path, table.c.ancestors).where(
                    table.c.law_key == law_key, table.c.path.in_(chunk)
                )
                found += [
                    (row.ordinal, row.path, tuple(row.ancestors))
                    for row in connection.execute(query)
                ]
        return [(path, ancestors) for _, path, ancestors in sorted(found)]

    def first_path(self, law_key: int) -> str | None:
        """The path of the first provision of a law; None when it has none."""
        table = schema.provision
        query = select(table.c.path).where(table.c.law_key == law_key).order_by(table.c.ordinal)
        with self._engine.connect() as connection:
            return connection.scalar(query.limit(1))

    def law_key(self, law_id: str) -> int | None:
        """The key of a law; None when there is none of that id."""
        with self._engine.connect() as connection:
            return connection.scalar(select(schema.law.c.key).where(schema.law.c.id == law_id))

    def counts(self, law_key: int) -> Mapping[str, int]:
        """How many provisions cite each place of a law."""
        table = schema.citation
        with self._engine.connect() as connection:
            query = (
                select(table.c.place, func.count().label("count"))
                .where(table.c.build == _current(connection), table.c.to_law == law_key)
                .group_by(table.c.place)
            )
            return {row.place: row[1] for row in connection.execute(query)}

    def citing(self, law_key: int, places: Sequence[str], limit: int) -> list[Citing]:
        """The provisions that cite some places of a law, those of the law itself first, then in
        the order of import."""
        table, law, provision = schema.citation, schema.law, schema.provision
        with self._engine.connect() as connection:
            query = (
                select(law.c.id, provision.c.path)
                .select_from(table)
                .join(law, law.c.key == table.c.from_law)
                .join(
                    provision,
                    (provision.c.law_key == table.c.from_law)
                    & (provision.c.ordinal == table.c.from_ordinal),
                )
                .where(
                    table.c.build == _current(connection),
                    table.c.to_law == law_key,
                    table.c.place.in_(places),
                )
                .group_by(law.c.id, provision.c.path, table.c.from_law, table.c.from_ordinal)
                .order_by(table.c.from_law != law_key, table.c.from_law, table.c.from_ordinal)
                .limit(limit)
            )
            return [Citing(row.id, row.path) for row in connection.execute(query)]


_LAW_COLUMNS = (
    schema.law.c.key,
    schema.law.c.id,
    schema.law.c.jurisdiction,
    schema.law.c.title,
    schema.law.c.titles,
    schema.law.c.language,
    schema.law.c.kind,
    schema.law.c.number,
    schema.law.c.status,
    schema.law.c.year,
    schema.law.c.date,
    schema.law.c.identifiers,
    schema.law.c.source_url,
    schema.law.c.characters,
)


def _current(connection: Connection) -> int:
    meta = schema.meta
    return int(connection.scalar(select(meta.c.value).where(meta.c.name == _BUILD)) or 0)


def _made_of(connection: Connection, build: int) -> dict[str, str] | None:
    meta = schema.meta
    found = connection.scalar(select(meta.c.value).where(meta.c.name == f"{_MADE_OF}{build}"))
    return None if found is None else dict(json.loads(found))


def _put(connection: Connection, name: str, value: str) -> None:
    meta = schema.meta
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(meta).values(name=name, value=value))


def _with_eli(address: str) -> str:
    return address if "/eli/" in address else ""


def _named_law(row: Any) -> NamedLaw:
    return NamedLaw(
        key=row.key,
        id=row.id,
        jurisdiction=row.jurisdiction,
        title=row.title,
        kind=row.kind,
        status=LawStatus(row.status),
        number=row.number,
        language=row.language,
        titles=row.titles,
        year=row.year,
        date=row.date or "",
        native=row.identifiers.get("native", ""),
        eli=row.identifiers.get("eli", "") or _with_eli(row.source_url),
        length=row.characters,
    )
