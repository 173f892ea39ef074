"""Every page, asked with addresses and parameters that no person writes: an answer, never a fault."""

import random
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app import create_app
from tests.search_app.library import HOSTILE

# What stands for a part of an address: what the library has, and what it has not.
_PARTS = {
    "law_id": ("nor-lanterns", "fra-hostile", "nor-scan", "no-such-law", "..", HOSTILE),
    "other_id": ("egy-masabih", "nor-lanterns", "no-such-law"),
    "path": ("chp_1__sec_1", "art_1", "no/such/path", "../../etc/passwd", HOSTILE),
    "code": ("15", "15a", "9999", "money-laundering", HOSTILE),
    "name": ("NOR", "XXX", "nor", HOSTILE),
    "filename": ("style.css", "../app.py", HOSTILE),
    "form": ("docx", "csv", "exe"),
    "key": ("1", "0", "999999999"),
    "part": ("0", "1", "9999"),
    "number": ("0", "1", "99999"),
}
# Parameters by what pages read anywhere, and values that they do not expect.
_VALUES = (
    "", "0", "-1", "1" * 30, "1e9", "NaN", "٣", "\x00", "\ud7ff\u202e", HOSTILE, "'; DROP TABLE law; --",
    "{{7*7}}", "%00", "../../../etc/passwd", "http://127.0.0.1/", "a" * 5000, "(" * 400, '"' * 99, "*" * 200,
    "NOT NOT AND OR (", "uncac:15", "nor-lanterns/chp_1__sec_1", "15", "NOR",
)  # fmt: skip
_NAME = re.compile(r"[?&;](\w+)=|name=\"(\w+)\"")
_ANSWERS = {200, 301, 302, 303, 304, 308, 400, 403, 404, 405, 410, 413, 414, 415, 429}
_ROUNDS = 4


def _parameters(app: Flask, client: FlaskClient) -> list[str]:
    """The names that pages use: those of their own forms and links, and what filters are called."""
    found: set[str] = {"page", "p", "note", "about", "place", "lang", "release", "at", "ids", "map"}
    for address in (
        "/",
        "/search?q=lantern",
        "/compare",
        "/coverage",
        "/laws",
        "/list",
        "/advanced",
    ):
        text = client.get(address).get_data(as_text=True)
        found |= {name for names in _NAME.findall(text) for name in names if name}
    return sorted(found)


def _addresses(app: Flask, rule: Rule, chance: random.Random) -> Iterator[str]:
    adapter = app.url_map.bind("localhost")
    for _ in range(3 if rule._converters else 1):
        values: dict[str, str | int] = {}
        for name, converter in rule._converters.items():
            known = _PARTS.get(name) or sorted(converter.items)
            value = chance.choice(known)
            values[name] = int(value) if name in ("key", "part", "number") else value
        yield adapter.build(rule.endpoint, values, method="GET")


def test_no_address_and_no_parameter_brings_a_page_down(
    library: tuple[IndexReader, Collection],
) -> None:
    app = create_app(*library)
    client = app.test_client()
    names = _parameters(app, client)
    assert {"q", "jurisdiction", "page", "columns"} <= set(names)
    chance = random.Random(7)
    failed = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        for _ in range(_ROUNDS):
            asked = [
                (name, chance.choice(_VALUES))
                for name in chance.choices(names, k=chance.randint(0, 9))
                for _ in range(chance.randint(1, 3))
            ]
            for address in _addresses(app, rule, chance):
                response = client.get(address, query_string=asked, buffered=True)
                obeyed = response.mimetype == "text/html" and HOSTILE.encode() in response.data
                if response.status_code not in _ANSWERS or obeyed:
                    failed.append((response.status_code, address, asked))
    assert failed == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_no_other_method_changes_or_breaks_anything(client: FlaskClient, method: str) -> None:
    for address in ("/", "/search", "/law/nor-lanterns", "/api/search", "/report/no-such-law"):
        assert client.open(address, method=method).status_code in _ANSWERS
