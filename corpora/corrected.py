"""What curators correct of a law, put over what its file says: pure functions, and the tables they
are kept in. Laws are stored as they are corrected, so that whatever reads them finds it; what the
file says is kept beside (`schema.law_as_read`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.rows import chunks
from mappings.jurisdictions import jurisdictions
from mappings.kinds import KINDS
from mappings.languages import languages
from mappings.records import Law, LawDates, LawStatus

DATES = tuple(LawDates.__dataclass_fields__)
PLAIN = ("title", "number", "jurisdiction", "kind", "language", "status")
FIELDS = (*PLAIN, *DATES)
"""What can be corrected. Every value is a string, "" where there is none."""

LONGEST = 2_000
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

Values = Mapping[str, str]


class UnfitValue(ValueError):
    """A field cannot have this value. The message says why, for people.

    problem  "field" (there is no such field), "empty", "long", "date" or "code"
    field    which; "" for the reason of a correction
    """

    def __init__(self, problem: str, said: str, field: str = "") -> None:
        super().__init__(said)
        self.problem = problem
        self.field = field


def checked(field: str, value: str) -> str:
    """The value as it is kept. Raises UnfitValue."""
    value = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if field not in FIELDS:
        raise UnfitValue(
            "field", f"there is no field {field[:40]!r}; there are {', '.join(FIELDS)}"
        )
    if len(value) > LONGEST:
        raise UnfitValue("long", f"{field}: longer than {LONGEST} characters", field)
    if field in DATES:
        if value and not _is_date(value):
            raise UnfitValue(
                "date", f"{field}: a date is YYYY, YYYY-MM or YYYY-MM-DD, or empty", field
            )
        return value
    if not value and field != "number":
        raise UnfitValue("empty", f"{field}: cannot be empty", field)
    if field in ("title", "number"):
        return value
    known = codes_of(field)
    if value not in known:
        examples = f"{', '.join(known[:12])}{', …' if len(known) > 12 else ''}"
        raise UnfitValue("code", f"{field}: {value[:40]!r} is none of {examples}", field)
    return value


def codes_of(field: str) -> Sequence[str]:
    """The values that a field with codes can have; none for other fields."""
    return {
        "jurisdiction": tuple(jurisdictions()),
        "kind": KINDS,
        "language": tuple(languages()),
        "status": tuple(status.value for status in LawStatus),
    }.get(field, ())


def _is_date(value: str) -> bool:
    found = _DATE.fullmatch(value)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day).year >= 1000
    except ValueError:
        return False


def values_of(law: Law) -> dict[str, str]:
    """What a law says in each field."""
    plain = {field: str(getattr(law, field)) for field in PLAIN}
    return plain | {name: value or "" for name, value in asdict(law.dates).items()}


def with_values(law: Law, values: Values) -> Law:
    """A law with other values in some fields. Its provisions in its own language are in the other
    one with it."""
    if not values:
        return law
    all_values = {**values_of(law), **values}
    language = all_values["language"]
    return replace(
        law,
        title=all_values["title"],
        number=all_values["number"],
        jurisdiction=all_values["jurisdiction"],
        kind=all_values["kind"],
        language=language,
        status=LawStatus(all_values["status"]),
        dates=LawDates(**{name: all_values[name] or None for name in DATES}),
        # What the file prints is no other spelling of what a curator says.
        dates_printed={
            name: printed for name, printed in law.dates_printed.items() if name not in values
        },
        provisions=law.provisions
        if language == law.language
        else tuple(
            replace(one, language=language) if one.language == law.language else one
            for one in law.provisions
        ),
    )


def _kept_of(law: Law) -> dict[str, Any]:
    """What of a law corrections may change, as JSON: `as_read` takes it back.

    own  the numbers of the provisions in its own language
    """
    own = [number for number, one in enumerate(law.provisions) if one.language == law.language]
    return {"values": values_of(law), "printed": dict(law.dates_printed), "own": own}


def as_read(law: Law, kept: Mapping[str, Any]) -> Law:
    """A law as its file says, from what it is now and what was kept of it."""
    values: dict[str, str] = kept["values"]
    own = frozenset(kept["own"])
    back = with_values(replace(law, provisions=()), values)
    return replace(
        back,
        dates_printed=kept["printed"],
        provisions=tuple(
            replace(one, language=values["language"]) if number in own else one
            for number, one in enumerate(law.provisions)
        ),
    )


def standing(connection: Connection, law_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """By law and field what curators say last; laws and fields without a correction are left out,
    and fields that are again as the file says."""
    table = schema.correction
    found: dict[str, dict[str, str]] = {}
    for chunk in chunks(law_ids):
        query = select(table).where(table.c.law_id.in_(chunk)).order_by(table.c.key)
        for row in connection.execute(query):
            values = found.setdefault(row.law_id, {})
            if row.value is None:
                values.pop(row.field, None)
            else:
                values[row.field] = row.value
    return {law_id: values for law_id, values in found.items() if values}


def correct_all(connection: Connection, laws: Sequence[Law]) -> list[Law]:
    """Laws as their files say, with what curators corrected of them; what the files say is kept."""
    said = standing(connection, [law.id for law in laws])
    return [_corrected(connection, law, said[law.id]) if law.id in said else law for law in laws]


def correct_one(connection: Connection, law: Law) -> Law:
    """A law as its file says, with what curators corrected of it; what the file says is kept as
    long as something is corrected."""
    said = standing(connection, [law.id])
    if said:
        return _corrected(connection, law, said[law.id])
    _forget(connection, law.id)
    return law


def _corrected(connection: Connection, law: Law, said: Values) -> Law:
    _forget(connection, law.id)
    connection.execute(insert(schema.law_as_read).values(law_id=law.id, kept=_kept_of(law)))
    return with_values(law, said)


def _forget(connection: Connection, law_id: str) -> None:
    table = schema.law_as_read
    connection.execute(delete(table).where(table.c.law_id == law_id))


def kept_as_read(connection: Connection, law_ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """What the files of corrected laws say, by law."""
    table = schema.law_as_read
    return {
        row.law_id: row.kept
        for chunk in chunks(law_ids)
        for row in connection.execute(select(table).where(table.c.law_id.in_(chunk)))
    }
