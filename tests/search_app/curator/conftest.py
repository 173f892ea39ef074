"""The application with curators' pages, over a small collection of its own, and people in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse as Response

from corpora import passwords
from corpora.accounts import Role
from corpora.audit import Actor
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader
from mappings.settings import Settings
from search_app import create_app
from tests.search_app.library import build

PASSWORD = "lanterns over seven harbours"
OURS = {"Origin": "http://localhost"}

Opener = Callable[[Role | None], "Person"]


class Person:
    """Somebody with a browser of their own, who fills in forms as pages have them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **options: object) -> Response:
        return self.client.get(address, **options)  # type: ignore[arg-type]

    def page(self, address: str) -> BeautifulSoup:
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return BeautifulSoup(answer.text, "lxml")

    def token(self) -> str:
        """The token of this session."""
        found = self.page("/curator/password").select_one("input[name=csrf_token]")
        assert found is not None
        return str(found["value"])

    def post(self, address: str, **fields: str) -> Response:
        data = {"csrf_token": self.token()} | fields
        return self.client.post(address, data=data, headers=OURS)

    def sign_in(self, name: str, password: str = PASSWORD, **options: str) -> Response:
        return self.post("/curator/sign-in", name=name, password=password)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that are made at once: how hard they are is tested where it counts."""
    cost = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cost)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    build(home)[1].close()
    return home


@pytest.fixture
def library(built: Path, home: Path) -> Iterator[tuple[EmbeddedReader, Collection]]:
    shutil.copytree(built, home, dirs_exist_ok=True)
    collection = open_collection(home)
    yield EmbeddedReader(home), collection
    collection.close()


@pytest.fixture
def collection(library: tuple[EmbeddedReader, Collection]) -> Collection:
    """The collection, with a person of each role."""
    held = library[1]
    for role in Role:
        held.accounts.add(role.value, role, passwords.hashed(PASSWORD), Actor("test"))
    return held


@pytest.fixture
def app(
    library: tuple[EmbeddedReader, Collection], collection: Collection, settings: Settings
) -> Flask:
    return create_app(library[0], collection, settings=settings)


@pytest.fixture
def person(app: Flask) -> Opener:
    """Somebody with a role, who is signed in; None for somebody who is not."""

    def enter(role: Role | None) -> Person:
        found = Person(app.test_client())
        if role:
            assert found.sign_in(role.value).status_code == 303
        return found

    return enter
