"""Decisions in a file, with the text that was read: they outlive a database and its schema.

One row a decision, comma-separated, in the order of deciding. Cells that a spreadsheet program
would take for a formula have an apostrophe in front; line breaks of a text stay. `check` tells
whether a row was cut or changed on its way, as spreadsheet programs do with long texts.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from corpora.decisions import DecisionLog
from indexer.decisions.sheet import FORMULA, SheetError
from mappings.records import Decision, Provision, Verdict

MAX_BYTES = 2_000_000_000
# Clocks differ; a decision of the day after tomorrow would override all that come before it.
_AHEAD = timedelta(days=1)
COLUMNS = (
    "law", "law_title", "jurisdiction", "path", "label", "heading", "text", "language",
    "ancestors", "page", "scheme", "code", "verdict", "reason", "author", "decided_at", "check",
)  # fmt: skip
_NEEDED = ("law", "scheme", "code", "author", "decided_at")


@dataclass(slots=True)
class Taken:
    """What became of the rows of an archive. problems: (row, what is wrong and what to do)."""

    added: list[Decision] = field(default_factory=list)
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def write_archive(file: Path, decisions: Iterable[Decision]) -> int:
    """Writes decisions; how many."""
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for decision in decisions:
            cells = _cells(decision)
            writer.writerow([*map(_guarded, cells), _check(cells)])
            count += 1
    return count


def take_archive(log: DecisionLog, file: Path) -> Taken:
    """Adds the decisions of an archive that a collection has not, all that can be used. They stand
    in the order in which they were decided, whenever they are taken in. Raises SheetError."""
    taken = Taken()
    known = set(map(_cells, log.all()))
    for number, row in _rows(file):
        try:
            decision = _decision(row)
        except ValueError as error:
            taken.problems.append((number, str(error)))
            continue
        cells = _cells(decision)
        if cells in known:
            taken.known += 1
            continue
        known.add(cells)
        taken.added.append(decision)
    log.add(taken.added)
    return taken


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if file.stat().st_size > MAX_BYTES:
        raise SheetError(f"{file.name}: larger than {MAX_BYTES // 10**9} GB; divide it")
    before = csv.field_size_limit(MAX_BYTES)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise SheetError(
                f"{file.name}: no archive of decisions; its first row lacks {', '.join(missing)}"
            )
        for number, row in enumerate(reader, 2):
            yield number, {name: row.get(name) or "" for name in COLUMNS}
    except UnicodeDecodeError as error:
        raise SheetError(f"{file.name}: not UTF-8; export the decisions again") from error
    except csv.Error as error:
        raise SheetError(f"{file.name}: not a table that can be read ({error})") from error
    finally:
        csv.field_size_limit(before)


def _cells(decision: Decision) -> tuple[str, ...]:
    read = decision.provision
    return (
        decision.law_id,
        decision.law_title,
        decision.jurisdiction,
        read.path,
        read.label,
        read.heading,
        read.text,
        read.language,
        json.dumps(read.ancestors, ensure_ascii=False),
        "" if read.page is None else str(read.page),
        decision.scheme,
        decision.code,
        decision.verdict.value,
        decision.reason,
        decision.author,
        decision.decided_at,
    )


def _check(cells: Sequence[str]) -> str:
    # Programs change the ends of lines, which says nothing.
    joined = "\0".join("\n".join(cell.splitlines()) for cell in cells)
    return sha256(joined.encode()).hexdigest()[:16]


def _decision(row: dict[str, str]) -> Decision:
    """Raises ValueError with what is wrong and what to do."""
    cells = {name: _plain(row[name]) for name in COLUMNS}
    if _check([cells[name] for name in COLUMNS[:-1]]) != cells["check"]:
        raise ValueError("cut or changed since it was exported; export the decisions again")
    if empty := [name for name in _NEEDED if not cells[name]]:
        raise ValueError(f"{', '.join(empty)}: empty; export the decisions again")
    decided = datetime.fromisoformat(cells["decided_at"])
    if decided.tzinfo is None or decided > datetime.now(UTC) + _AHEAD:
        raise ValueError(f"decided_at {cells['decided_at']!r} is no time that has passed, in UTC")
    ancestors = json.loads(cells["ancestors"])
    if not isinstance(ancestors, list) or not all(isinstance(one, str) for one in ancestors):
        raise ValueError("ancestors: not a list of headings; export the decisions again")
    return Decision(
        law_id=cells["law"],
        law_title=cells["law_title"],
        jurisdiction=cells["jurisdiction"],
        provision=Provision(
            path=cells["path"],
            label=cells["label"],
            heading=cells["heading"],
            text=cells["text"],
            language=cells["language"],
            ancestors=tuple(ancestors),
            page=int(cells["page"]) if cells["page"] else None,
        ),
        scheme=cells["scheme"],
        code=cells["code"],
        verdict=Verdict(cells["verdict"]),
        reason=cells["reason"],
        author=cells["author"],
        decided_at=decided.astimezone(UTC).isoformat(timespec="seconds"),
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
