"""What went wrong in reading files, by reason: files that could not be read, files without a law,
laws that lack text of their file, and what readers of files warn of."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, Text, cast, func, select
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.records import Outcome
from mappings.records import MATTERS

# What differs from one file to the next in the same reason: numbers, and what is quoted.
_VARIABLE = re.compile(r"“[^”]*”|\([^()]*\)|\d+(?:-\d+)*")


class ProblemKind(StrEnum):
    """In the order of how bad they are.

    FAILED     the file could not be read, and is kept
    LOST       a law lacks text of its file
    WARNING    what the reader of the file says beside the law
    AUXILIARY  the file was read, and holds no law
    """

    FAILED = "failed"
    LOST = "lost"
    WARNING = "warning"
    AUXILIARY = "auxiliary"


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind and reason, with how many there are. In the reason "…" stands for what
    differs from file to file; it is "" for LOST."""

    kind: ProblemKind
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, and what went wrong; `law_id` is "" where it gave no law."""

    kind: ProblemKind
    reason: str
    source_id: str
    path: str
    law_id: str = ""

    @property
    def group(self) -> tuple[ProblemKind, str]:
        """What it has in common with others."""
        return self.kind, _VARIABLE.sub("…", self.reason)


class ProblemLog:
    """What went wrong in reading the files of a collection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self) -> tuple[int, int]:
        """How many files could not be read, and how many laws lack text of their file. Asked of
        indexes, and so at once in any collection."""
        failed = select(func.count()).where(schema.file.c.outcome == Outcome.FAILED.value)
        lost = select(func.count()).where(schema.law.c.lost >= MATTERS)
        with self._engine.connect() as connection:
            return connection.execute(failed).scalar_one(), connection.execute(lost).scalar_one()

    def groups(self) -> list[ProblemGroup]:
        """The reasons, the worst kind first, then those of most files."""
        with self._engine.connect() as connection:
            counted = Counter(problem.group for problem in _problems(connection))
        order = list(ProblemKind)
        found = [ProblemGroup(*group, count) for group, count in counted.items()]
        return sorted(found, key=lambda one: (order.index(one.kind), -one.count, one.reason))

    def of_group(self, kind: ProblemKind, reason: str) -> list[Problem]:
        """The problems of a group, by source and path."""
        with self._engine.connect() as connection:
            found = [one for one in _problems(connection) if one.group == (kind, reason)]
        return sorted(found, key=lambda one: (one.source_id, one.path))

    def of_file(self, source_id: str, path: str) -> list[Problem]:
        """What went wrong with one file."""
        with self._engine.connect() as connection:
            return list(_problems(connection, (source_id, path)))


def _problems(connection: Connection, of: tuple[str, str] | None = None) -> Iterator[Problem]:
    file, law = schema.file, schema.law
    files = select(file.c.outcome, file.c.reason, file.c.source_id, file.c.path).where(
        file.c.outcome != Outcome.LAW.value
    )
    laws = select(law.c.warnings, law.c.lost, law.c.source_id, law.c.source_path, law.c.id).where(
        (law.c.lost >= MATTERS) | (cast(law.c.warnings, Text) != "[]")
    )
    if of:
        files = files.where(file.c.source_id == of[0], file.c.path == of[1])
        laws = laws.where(law.c.source_id == of[0], law.c.source_path == of[1])
    for row in connection.execute(files):
        yield Problem(ProblemKind(row.outcome), row.reason, row.source_id, row.path)
    for found in connection.execute(laws):
        place = found.source_id, found.source_path, found.id
        if found.lost >= MATTERS:
            yield Problem(ProblemKind.LOST, "", *place)
        for warning in found.warnings:
            yield Problem(ProblemKind.WARNING, warning, *place)
