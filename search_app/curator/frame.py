"""The frame of the curators' pages: who may see which, and what all of them have in common.

Every page of `blueprint` says with `needs` which role it takes; one that says nothing takes an
admin. A request that may change something carries a token of its session, and comes from a page of
this site.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Account, Role
from corpora.audit import Actor, Change
from corpora.store import Collection
from indexer.engine.factory import open_engine
from indexer.engine.protocol import IndexWriter
from mappings.settings import Settings
from search_app.messages import gettext, message
from search_app.web.origin import is_ours
from search_app.web.rate import address_of

blueprint = Blueprint("curator", __name__, url_prefix="/curator", template_folder="templates")

REFRESH = "X-Refresh"
"""The header of what a script asks for by itself: nobody is there because of it."""

_NEEDS = "_needs_role"
_WRITER = "curator_writer"
_SAFE = ("GET", "HEAD", "OPTIONS")
_MAX_BODY = 1_000_000
_csrf = CSRFProtect()
_View = TypeVar("_View", bound=Callable[..., Any])


class SignedIn:
    """Somebody who is signed in, as Flask-Login wants them; it keeps the token in the session."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, account: Account, token: str) -> None:
        self.account = account
        self._token = token

    def get_id(self) -> str:
        return self._token


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation: a page, what it is called (`message("…")`), and who sees it."""

    endpoint: str
    name: str
    role: Role = Role.VIEWER


NAVIGATION = (
    Entry("curator.start", message("What waits")),
    Entry("curator.sources", message("Sources")),
    Entry("curator.jobs", message("Jobs")),
    Entry("curator.schedules", message("Schedules")),
    Entry("curator.releases_page", message("Releases")),
    Entry("curator.release_changes", message("What changed since the last release")),
    Entry("curator.problems", message("Reading problems")),
    Entry("curator.review", message("Uncertain tags"), Role.CURATOR),
    Entry("curator.corrections", message("Corrections")),
    Entry("curator.reports", message("Readers’ reports")),
    Entry("curator.users", message("Accounts"), Role.ADMIN),
    Entry("curator.audit", message("Audit trail"), Role.ADMIN),
)


def register(app: Flask, collection: Collection, settings: Settings) -> None:
    """Adds the pages, and sessions of those who are signed in, to the application."""
    app.config.update(
        # Of these pages alone: all others stay without a cookie of it.
        SESSION_COOKIE_NAME="curator",
        SESSION_COOKIE_PATH=blueprint.url_prefix,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        # Sessions end by themselves; a form may wait as long as they last.
        WTF_CSRF_TIME_LIMIT=None,
        # Other pages have no session; `_guard` looks at the token.
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    _csrf.init_app(app)
    # Nothing is remembered in the browser, and an address that changes ends no session.
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(lambda token: _signed_in(collection, token))
    app.extensions["settings"] = settings
    app.register_blueprint(blueprint)


def needs(role: Role) -> Callable[[_View], _View]:
    """Says which role a page takes."""

    def mark(view: _View) -> _View:
        setattr(view, _NEEDS, role)
        return view

    return mark


def for_everyone(view: _View) -> _View:
    """Says that a page can be seen without signing in."""
    setattr(view, _NEEDS, None)
    return view


def needed(endpoint: str) -> Role | None:
    """The role that a page takes; None for one for everyone."""
    role: Role | None = getattr(current_app.view_functions[endpoint], _NEEDS, Role.ADMIN)
    return role


def account() -> Account | None:
    """Who is signed in."""
    return current_user.account if current_user.is_authenticated else None


def may(role: Role) -> bool:
    """Whether who is signed in may do what takes a role."""
    signed_in = account()
    return signed_in is not None and signed_in.role.includes(role)


def me() -> Actor:
    """Who is signed in, for the audit trail."""
    signed_in = account()
    return Actor(signed_in.name if signed_in else "", address_of(request))


def record(
    action: str,
    what: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Writes into the audit trail what was just done, as `Change`."""
    collection().audit.add(me(), Change(action, what, before, after))


def collection() -> Collection:
    """The collection."""
    found: Collection = current_app.extensions["collection"]
    return found


def settings() -> Settings:
    """The settings of the library."""
    found: Settings = current_app.extensions["settings"]
    return found


def writer() -> IndexWriter:
    """The writing half of the engine, opened once in each process."""
    made = current_app.extensions.get(_WRITER)
    if made is None:
        made = current_app.extensions[_WRITER] = open_engine(settings()).writer
    found: IndexWriter = made
    return found


def done(said: str, endpoint: str, **values: Any) -> BaseResponse:
    """The answer to a form: the page to go on with, which says what was done."""
    flash(said)
    return redirect(url_for(endpoint, **values), 303)


def refused(why: str, endpoint: str, **values: Any) -> BaseResponse:
    """The answer to a form that cannot be done: the page to go on with, which says why."""
    flash(why, "problem")
    return redirect(url_for(endpoint, **values), 303)


def begin_session(signed_in: Account, how: str) -> None:
    """Signs in who asks, under a token that was never used before."""
    actor = Actor(signed_in.name, address_of(request))
    session.clear()
    token = collection().sign_ins.begin(signed_in, actor, how)
    login_user(SignedIn(signed_in, token))


def end_session() -> None:
    """Signs out who asks, here and at once."""
    if current_user.is_authenticated:
        collection().sign_ins.end(current_user.get_id())
    logout_user()
    session.clear()


def _signed_in(held: Collection, token: str) -> SignedIn | None:
    found = held.sign_ins.account(token, active=REFRESH not in request.headers)
    return SignedIn(found, token) if found else None


@blueprint.before_request
def _guard() -> BaseResponse | None:
    request.max_content_length = _MAX_BODY
    role = needed(request.endpoint or "")
    if role is not None and account() is None:
        if request.method in _SAFE:
            # What was asked for is gone on with, unless it was a script that asked.
            wanted = None if REFRESH in request.headers else request.full_path.rstrip("?")
            return redirect(url_for("curator.sign_in", next=wanted), 303)
        abort(401, gettext("You are not signed in any more. Sign in, and do it again."))
    if role is not None and not may(role):
        abort(403, gettext("Your account may not do this. An admin can change that."))
    if request.method not in _SAFE:
        _refuse_foreign()
    return None


def _refuse_foreign() -> None:
    try:
        _csrf.protect()
    except CSRFError:
        ours = False
    else:
        ours = is_ours(request)
    if not ours:
        abort(
            403,
            gettext(
                "This form was not sent from its own page, or that page is old. Load it again."
            ),
        )


@blueprint.after_request
def _private(response: Response) -> Response:
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.context_processor
def _shown() -> dict[str, Any]:
    """What the frame shows: who is signed in, and where they may go."""
    signed_in = account()
    return {
        "signed_in": signed_in,
        "may_curate": may(Role.CURATOR),
        "is_admin": may(Role.ADMIN),
        "navigation": [entry for entry in NAVIGATION if may(entry.role)],
    }


def page(template: str, **values: Any) -> str:
    """A page in the frame."""
    return render_template(f"curator/{template}", **values)
