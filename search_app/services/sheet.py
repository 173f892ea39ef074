"""Rows as CSV that spreadsheets open without running anything."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from search_app.services.plain import one_line

# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_text(rows: Iterable[Sequence[str | int]]) -> str:
    """RFC 4180 with a byte order mark, by which spreadsheets know that it is UTF-8. Texts are in
    one line, without controls; one that would be a formula begins with an apostrophe."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """The same line by line, as the rows come."""
    yield "\ufeff"
    for row in rows:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow([_cell(value) for value in row])
        yield out.getvalue()


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
