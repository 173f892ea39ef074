"""Signing in and out, and one's own password."""

from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from corpora import passwords
from corpora.accounts import (
    WITHIN,
    Account,
    AccountError,
    Role,
    TooManyAttempts,
    account_name,
)
from corpora.audit import Actor, Change
from corpora.passwords import LONGEST, SHORTEST, UnfitPassword
from search_app.curator.frame import (
    account,
    begin_session,
    blueprint,
    collection,
    end_session,
    for_everyone,
    me,
    needs,
    page,
    settings,
)
from search_app.messages import gettext
from search_app.web.rate import address_of


@blueprint.get("/sign-in")
@for_everyone
def sign_in() -> BaseResponse:
    """The form. `next` is the page to go on with."""
    if account():
        return redirect(_next())
    return _form()


@blueprint.post("/sign-in")
@for_everyone
def sign_in_send() -> BaseResponse:
    """Signs in with a password."""
    given = request.form.get("name", "")
    try:
        found = _with_password(given, request.form.get("password", ""), address_of(request))
    except TooManyAttempts:
        answer = _form(
            given,
            gettext("That was tried too often. Wait %(number)s minutes, and try again.")
            % {"number": WITHIN.seconds // 60},
            429,
        )
        answer.headers["Retry-After"] = str(WITHIN.seconds)
        return answer
    if found is None:
        return _form(given, gettext("There is no such account, or it has another password."), 403)
    begin_session(found, "password")
    return redirect(_next(), 303)


@blueprint.post("/sign-out")
@for_everyone
def sign_out() -> BaseResponse:
    """Signs out."""
    end_session()
    return redirect(url_for("curator.sign_in"), 303)


@blueprint.get("/password")
@needs(Role.VIEWER)
def password() -> BaseResponse:
    """The form to give oneself another password."""
    return _password_form()


@blueprint.post("/password")
@needs(Role.VIEWER)
def password_send() -> BaseResponse:
    """Gives who is signed in another password, and signs them out everywhere."""
    signed_in = account()
    assert signed_in is not None
    try:
        known = _with_password(
            signed_in.name, request.form.get("password", ""), address_of(request)
        )
    except TooManyAttempts:
        return _password_form(gettext("That was tried too often. Try it again later."), 429)
    if known is None:
        return _password_form(gettext("This is not your present password."), 403)
    new = request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _password_form(gettext("The new password was not typed twice the same."), 400)
    try:
        passwords.check(new, signed_in.name)
    except UnfitPassword as error:
        return _password_form(said_of(error), 400)
    collection().accounts.set_password(signed_in.name, passwords.hashed(new), me())
    begin_session(signed_in, "password")
    return redirect(url_for("curator.start"), 303)


def said_of(error: UnfitPassword) -> str:
    """Why a password cannot be used, in the reader's language."""
    if error.reason == "short":
        return gettext("A password has %(number)s characters or more.") % {"number": SHORTEST}
    if error.reason == "long":
        return gettext("A password has at most %(number)s characters.") % {"number": LONGEST}
    return gettext(
        "This password is easily guessed. Four words that do not belong together are better."
    )


def _with_password(given: str, secret: str, address: str) -> Account | None:
    """The account that a name and a password are of. Raises TooManyAttempts."""
    held = collection()
    try:
        name = account_name(given)
    except AccountError:
        # Takes as long, and counts, as any name that is nobody's.
        name = ""
    try:
        held.sign_ins.attempt(name, address)
    except TooManyAttempts:
        current_app.logger.warning("sign-in: too many attempts from %s", address)
        raise
    kept = held.accounts.password_hash(name)
    found = held.accounts.find(name) if passwords.matches(kept, secret) else None
    if found is None:
        current_app.logger.warning("sign-in: refused from %s", address)
        if kept:
            held.audit.add(Actor(name, address), Change("sign-in.refused", name))
        return None
    held.sign_ins.succeeded(name)
    if passwords.is_outdated(kept):
        held.accounts.keep_anew(name, passwords.hashed(secret))
    return found


def _form(name: str = "", problem: str = "", status: int = 200) -> BaseResponse:
    shown = page(
        "sign_in.html",
        name=name[:100],
        problem=problem,
        next=request.args.get("next"),
        provider=settings().oidc is not None,
    )
    return make_response(shown, status)


def _password_form(problem: str = "", status: int = 200) -> BaseResponse:
    return make_response(page("password.html", problem=problem, shortest=SHORTEST), status)


def _next() -> str:
    """The page to go on with: one of these pages, wherever an address says."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    inside = wanted.startswith(f"{blueprint.url_prefix}/") and not parts.scheme
    return wanted if inside and "\\" not in wanted else url_for("curator.start")
