"""Keeps the catalogues of messages with the code: `python -m search_app.catalogues` finds every
message in code and templates and writes `translations/<language>.po`. What is translated stays
so, what is said no more goes, what is new waits without a translation."""

import io
from importlib import resources
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from mappings.fields import FIELDS
from search_app.messages import LANGUAGES

_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.xml", "jinja2")]
_OPTIONS = {"**.html": {"trimmed": "true"}}
_KEYWORDS = {"_": None, "gettext": None, "message": None, "ngettext": (1, 2)}


def said() -> Catalog:
    """Every message of the interface, untranslated, in the order of the files that say it."""
    found = Catalog()
    root = Path(str(resources.files("search_app")))
    extracted = extract_from_dir(root, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for path, _line, text, _comments, context in sorted(extracted, key=lambda one: one[:2]):
        # Without line numbers, a catalogue changes only when what is said does.
        found.add(text, locations=[(path, None)], context=context)  # type: ignore[list-item]
    for field in FIELDS:
        if field.label:
            found.add(field.label, locations=[("mappings/fields.py", None)])  # type: ignore[list-item]
    return found


def read(code: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = _path(code)
    if not path.is_file():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def renewed(code: str) -> Catalog:
    """The catalogue of a language with the messages that are said now and its translations."""
    known = read(code)
    # Without a date of its own, a catalogue changes only when what is said does.
    found = Catalog(locale=code, header_comment="", creation_date=known.creation_date, fuzzy=False)
    for entry in said():
        if entry.id:
            own = known.get(entry.id)
            text = own.string if own and own.id == entry.id else ""
            found.add(entry.id, text, locations=entry.locations)
    return found


def written(catalogue: Catalog) -> bytes:
    """A catalogue as a file, the same for the same messages."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=False)
    return out.getvalue()


def _path(code: str) -> Path:
    return Path(str(resources.files("search_app"))) / "translations" / f"{code}.po"


@click.command(help=__doc__)
def main() -> None:
    for code in LANGUAGES[1:]:
        catalogue = renewed(code)
        _path(code).parent.mkdir(exist_ok=True)
        _path(code).write_bytes(written(catalogue))
        waiting = sum(not is_translated(entry) for entry in catalogue if entry.id)
        click.echo(f"{code}: {len(catalogue)} messages, {waiting} to be translated")


def is_translated(entry: Message) -> bool:
    """Whether a message has a translation, in each form that the language has for numbers."""
    return bool(entry.string) if isinstance(entry.string, str) else all(entry.string or ("",))


if __name__ == "__main__":
    main()
