"""Signing in with a provider of identities: only what it has signed, for us, now, is believed."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse as Response

from corpora.accounts import Role
from corpora.audit import Actor, Wanted
from corpora.store import Collection
from mappings.settings import OidcSettings, Settings, SettingsError
from tests.search_app.curator.conftest import Opener, Person
from tests.search_app.curator.provider import CLIENT, SECRET, Provider, running


@pytest.fixture(scope="module")
def _provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(_provider: Provider) -> Iterator[Provider]:
    """The provider, which is as it was after each test."""
    before = dict(vars(_provider))
    _provider.claims = {"sub": "7", "email": "Admin", "email_verified": True}
    yield _provider
    vars(_provider).update(before)


@pytest.fixture
def settings(home: Path, provider: Provider) -> Settings:
    return Settings(home=home, oidc=OidcSettings(provider.issuer, CLIENT, SECRET))


def come_back(someone: Person, provider: Provider) -> Response:
    return someone.get(provider.come(someone.get("/curator/sign-in/provider").location))


def test_who_the_provider_knows_and_has_an_account_is_let_in(
    person: Opener, provider: Provider, collection: Collection
) -> None:
    someone = person(None)
    assert someone.page("/curator/sign-in").select_one("a[href='/curator/sign-in/provider']")
    assert come_back(someone, provider).location == "/curator/"
    assert "admin" in someone.page("/curator/").select_one(".who").get_text()  # type: ignore[union-attr]
    assert provider.asked["scope"] == ["openid email"]
    last = collection.audit.entries()[0]
    assert last.change.action == "sign-in" and last.change.after == {"how": "provider"}
    assert len(collection.audit.entries(Wanted(action="account.meet"))) == 1


def test_after_the_first_time_the_person_counts_and_not_the_address(
    person: Opener, provider: Provider, collection: Collection
) -> None:
    come_back(person(None), provider)
    # The person of the account has another address now, which is the name of another account.
    provider.claims["email"] = "viewer"
    someone = person(None)
    come_back(someone, provider)
    assert "admin" in someone.page("/curator/").select_one(".who").get_text()  # type: ignore[union-attr]
    # And somebody else has got the address of the first.
    provider.claims = {"sub": "8", "email": "admin", "email_verified": True}
    assert come_back(person(None), provider).location == "/curator/sign-in"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "7", "email": "stranger@example.org", "email_verified": True},
        {"sub": "7", "email": "admin", "email_verified": False},
        {"sub": "7", "email": "admin", "email_verified": "yes"},
        {"sub": "7", "email": "admin"},
        {"sub": "7"},
    ],
)
def test_who_has_no_account_is_not_let_in(
    person: Opener, provider: Provider, collection: Collection, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    someone = person(None)
    assert come_back(someone, provider).location == "/curator/sign-in"
    assert "You have no account here" in someone.page("/curator/sign-in").get_text()
    assert len(collection.accounts.all()) == 3


def test_an_account_that_is_disabled_is_not_let_in(
    person: Opener, provider: Provider, collection: Collection
) -> None:
    provider.claims["email"] = "curator"
    come_back(person(None), provider)
    collection.accounts.set_disabled("curator", True, Actor("test"))
    someone = person(None)
    assert come_back(someone, provider).location == "/curator/sign-in"
    assert someone.get("/curator/").status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-library"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"nonce": "of-another-day"},
    ],
)
def test_a_token_that_is_not_for_us_now_is_not_believed(
    person: Opener, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    someone = person(None)
    assert come_back(someone, provider).location == "/curator/sign-in"
    assert "did not work" in someone.page("/curator/sign-in").get_text()


def test_a_token_that_another_has_signed_is_not_believed(
    person: Opener, provider: Provider
) -> None:
    provider.signs = RSAKey.generate_key(2048, {"kid": "1"})
    assert come_back(person(None), provider).location == "/curator/sign-in"
    # Nor one that is signed in a way in which whoever can read the key can sign.
    provider.signs = OctKey.import_key("k" * 32, {"kid": "1"})  # type: ignore[assignment]
    provider.algorithm = "HS256"
    assert come_back(person(None), provider).location == "/curator/sign-in"


def test_who_did_not_set_out_does_not_arrive(person: Opener, provider: Provider) -> None:
    someone, other = person(None), person(None)
    back = provider.come(other.get("/curator/sign-in/provider").location)
    assert someone.get(back).location == "/curator/sign-in"
    assert someone.get("/curator/sign-in/provider/back").location == "/curator/sign-in"
    error = "/curator/sign-in/provider/back?error=access_denied&error_description=%3Cb%3E"
    assert someone.get(error).location == "/curator/sign-in"
    assert someone.get("/curator/").status_code == 303


def test_a_provider_that_does_not_answer_leaves_the_password(
    person: Opener, provider: Provider
) -> None:
    someone = person(None)
    back = provider.come(someone.get("/curator/sign-in/provider").location)
    provider.works = False
    assert someone.get(back).location == "/curator/sign-in"
    assert person(None).get("/curator/sign-in/provider").status_code in (302, 303)
    assert person(Role.ADMIN).get("/curator/").status_code == 200


def test_settings_of_a_provider_belong_together() -> None:
    good = {"OIDC_ISSUER": "https://p.example/x", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    assert Settings.from_environment(good).oidc == OidcSettings("https://p.example/x", "a", "b")
    assert "'b'" not in repr(Settings.from_environment(good))
    for wrong in (
        {"OIDC_CLIENT_ID": ""},
        {"OIDC_ISSUER": "http://p.example"},
        {"OIDC_ISSUER": "file:///etc"},
        {"OIDC_ISSUER": "http://127.0.0.1.example.org"},
    ):
        with pytest.raises(SettingsError):
            Settings.from_environment(good | wrong)
