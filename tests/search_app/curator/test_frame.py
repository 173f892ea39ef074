"""Nothing of the curators' pages without the role, and nothing changed by a form of others."""

import re
import stat
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse as Response

from corpora.accounts import Role
from corpora.store import Collection
from mappings.settings import Settings, SettingsError
from search_app import create_app
from search_app.curator import frame
from search_app.curator.secret import secret_key
from tests.search_app.curator.conftest import OURS, Opener

FOR_EVERYONE = {
    "curator.sign_in",
    "curator.sign_in_send",
    "curator.sign_out",
    "curator.provider",
    "curator.provider_back",
}
PARTS = {"key": "1", "name": "x", "number": "1", "law_id": "nor-lanterns", "path": "sec_3"}


def rules(app: Flask) -> list[tuple[Rule, str]]:
    """The rules of the curators' pages, with an address of each."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("curator."):
            address = re.sub(r"<(?:[^:>]*:)?(\w+)>", lambda part: PARTS[part[1]], rule.rule)
            found.append((rule, address))
    return found


def under(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/curator")}


def test_every_address_below_curator_is_of_the_blueprint_and_guarded(app: Flask) -> None:
    assert all(endpoint.startswith("curator.") for endpoint in under(app))
    with app.test_request_context("/curator/"):
        open_ones = {rule.endpoint for rule, _ in rules(app) if frame.needed(rule.endpoint) is None}
    assert open_ones == FOR_EVERYONE
    assert len(rules(app)) > 10


@pytest.mark.parametrize("role", [None, *Role])
def test_each_page_asks_for_its_role_and_each_form_for_its_token(
    app: Flask, person: Opener, role: Role | None
) -> None:
    someone = person(role)
    for rule, address in rules(app):
        with app.test_request_context("/curator/"):
            needed = frame.needed(rule.endpoint)
        allowed = needed is None or (role is not None and role.includes(needed))
        if "GET" in (rule.methods or ()):
            answer = someone.get(address)
            if allowed:
                assert answer.status_code in (200, 302, 303, 404), (address, answer.status_code)
            elif role is None:
                assert answer.status_code == 303 and "/curator/sign-in" in answer.location
            else:
                assert answer.status_code == 403, address
            assert answer.cache_control.no_store, address
            assert answer.headers["X-Robots-Tag"] == "noindex"
        if "POST" in (rule.methods or ()):
            refusal = 401 if role is None and not allowed else 403
            assert someone.client.post(address, headers=OURS).status_code == refusal, address
            # With a token, but from a page of another site.
            for elsewhere in (
                {"Origin": "https://elsewhere.example"},
                {"Origin": "null"},
                {"Sec-Fetch-Site": "cross-site"},
                {},
            ):
                data = {"csrf_token": someone.token()}
                answer = someone.client.post(address, data=data, headers=elsewhere)
                assert answer.status_code == refusal, address
            # Another session's token.
            other = {"csrf_token": person(Role.ADMIN).token()}
            answer = someone.client.post(address, data=other, headers=OURS)
            assert answer.status_code == refusal, address
            if not allowed:
                assert someone.post(address).status_code == refusal, address


def test_a_page_that_says_nothing_takes_an_admin(app: Flask) -> None:
    app.view_functions["curator.silent"] = lambda: "x"
    with app.test_request_context("/curator/"):
        assert frame.needed("curator.silent") is Role.ADMIN


def _lasting(answer: Response) -> dict[str, str]:
    """Its headers, but for the time."""
    return {name: value for name, value in answer.headers.items() if name != "Date"}


def test_other_pages_have_no_cookie_and_are_as_they_were(
    app: Flask, library: tuple[object, Collection], person: Opener
) -> None:
    without = create_app(*library).test_client()  # type: ignore[arg-type]
    admin = person(Role.ADMIN)
    for address in ("/", "/law/nor-lanterns", "/about", "/robots.txt", "/report/nor-scan"):
        before, now = without.get(address), admin.get(address)
        assert "Set-Cookie" not in now.headers
        assert now.data == before.data
        assert _lasting(now) == _lasting(before)
    assert without.get("/curator/").status_code == 404


def test_the_cookie_goes_to_these_pages_alone_and_to_no_script(person: Opener) -> None:
    answer = person(None).get("/curator/sign-in")
    said = answer.headers["Set-Cookie"]
    for part in ("curator=", "Secure", "HttpOnly", "Path=/curator", "SameSite=Lax"):
        assert part in said
    assert "Expires" not in said and "Max-Age" not in said


def test_a_form_that_is_too_long_is_refused(person: Opener) -> None:
    someone = person(None)
    assert someone.post("/curator/sign-in", name="x" * 2_000_000).status_code in (403, 413)


def test_the_key_of_cookies_is_one_for_all_and_nobody_elses(home: Path) -> None:
    key = secret_key(home)
    assert len(key) >= 48 and secret_key(home) == key
    path = home / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in home.iterdir()] == ["secret-key"]
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="others can read"):
        secret_key(home)


def test_without_a_place_for_the_key_there_are_all_pages_but_these(
    library: tuple[object, Collection], tmp_path: Path
) -> None:
    gone = tmp_path / "file"
    gone.write_text("")
    app = create_app(*library, settings=Settings(home=gone))  # type: ignore[arg-type]
    client: FlaskClient = app.test_client()
    assert client.get("/").status_code == 200 and client.get("/curator/").status_code == 404


def test_a_key_from_the_environment_is_used_and_not_written(
    library: tuple[object, Collection], tmp_path: Path
) -> None:
    settings = Settings.from_environment(
        {"SECRET_KEY": "k" * 32, "LEGAL_LIBRARY_HOME": str(tmp_path / "other")}
    )
    app = create_app(*library, settings=settings)  # type: ignore[arg-type]
    assert app.secret_key == "k" * 32 and not (tmp_path / "other").exists()
    assert "k" * 32 not in repr(settings)
    with pytest.raises(SettingsError, match="32 characters"):
        Settings.from_environment({"SECRET_KEY": "short"})
