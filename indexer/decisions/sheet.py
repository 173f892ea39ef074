"""The sheet that curators fill in: tab- or comma-separated text that spreadsheet programs open.

Cells that a program would take for a formula are written with an apostrophe in front, which is
taken off again. What spreadsheet programs save is read: with another separator, as UTF-16, with
columns moved.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SEPARATORS = ("\t", ",", ";")
_NEEDED = {"law", "provision", "scheme", "code", "decision", "reason"}


class SheetError(ValueError):
    """The sheet cannot be read at all. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A tag to review. The curator fills in `decision` (confirm, reject, add) and `reason`.

    tagged  yes when the rules set the tag, no when they stay below the threshold
    check   tells whether the provision is still the one that was read; may be empty
    """

    law: str
    provision: str
    jurisdiction: str = ""
    law_title: str = ""
    label: str = ""
    heading: str = ""
    text: str = ""
    scheme: str = ""
    code: str = ""
    code_label: str = ""
    confidence: str = ""
    tagged: str = ""
    evidence: str = ""
    decision: str = ""
    reason: str = ""
    check: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def write_sheet(file: Path, rows: Iterable[Row]) -> None:
    """Writes a sheet: comma-separated when its name ends in .csv, else tab-separated."""
    separator = "," if file.suffix.casefold() == ".csv" else "\t"
    # With a byte order mark, without which spreadsheet programs take it for a local encoding.
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=separator, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _guarded(str(value)) for name, value in asdict(row).items()})


def read_sheet(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a sheet with their numbers, as a spreadsheet program counts: the first below
    the header is 2. Raises SheetError."""
    text = _text(file)
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if missing := sorted(_NEEDED - set(names)):
            raise SheetError(
                f"{file.name}: the first row must name the columns; missing: {', '.join(missing)}"
            )
        for number, cells in enumerate(reader, 2):
            if number > MAX_ROWS + 1:
                raise SheetError(f"{file.name}: more than {MAX_ROWS} rows; divide the sheet")
            found = {name: _plain(cell) for name, cell in zip(names, cells, strict=False)}
            if any(found.values()):
                yield number, Row(**{name: found.get(name, "") for name in COLUMNS})
    except csv.Error as error:
        raise SheetError(
            f"{file.name}: not a table that can be read ({error}); save it as CSV"
        ) from error


def _text(file: Path) -> str:
    if file.stat().st_size > MAX_BYTES:
        raise SheetError(f"{file.name}: larger than {MAX_BYTES // 10**6} MB; divide the sheet")
    data = file.read_bytes()
    if data.startswith(b"PK"):
        raise SheetError(f"{file.name}: a workbook; save it as CSV (UTF-8) first")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError(f"{file.name}: not UTF-8; save it as CSV (UTF-8)") from error


def _guarded(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(FORMULA) else flat


def _plain(cell: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text
