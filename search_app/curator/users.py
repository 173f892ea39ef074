"""The accounts: who may sign in, and as what."""

from flask import abort, request
from werkzeug.wrappers import Response as BaseResponse

from corpora import passwords
from corpora.accounts import Account, AccountError, Role
from corpora.passwords import SHORTEST, UnfitPassword
from search_app.curator.frame import (
    blueprint,
    collection,
    done,
    me,
    needs,
    page,
    refused,
    settings,
)
from search_app.curator.sign_in import said_of
from search_app.messages import gettext, message

ROLES = {
    Role.VIEWER: message("Viewer: looks"),
    Role.CURATOR: message("Curator: imports, decides and publishes"),
    Role.ADMIN: message("Admin: also says who may do what"),
}


@blueprint.get("/users")
@needs(Role.ADMIN)
def users() -> str:
    """All accounts."""
    return page(
        "users.html",
        accounts=collection().accounts.all(),
        roles=ROLES,
        shortest=SHORTEST,
        provider=settings().oidc is not None,
    )


@blueprint.post("/users")
@needs(Role.ADMIN)
def users_add() -> BaseResponse:
    """Adds an account."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    try:
        if password or settings().oidc is None:
            passwords.check(password, name)
        kept = passwords.hashed(password) if password else ""
        added = collection().accounts.add(name, _role(), kept, me())
    except UnfitPassword as error:
        return refused(said_of(error), "curator.users")
    except AccountError:
        why = gettext(
            "An account with this name cannot be added: it is taken, or has other characters than "
            "letters, digits and . + - _ @."
        )
        return refused(why, "curator.users")
    return done(gettext("%(name)s can sign in now.") % {"name": added.name}, "curator.users")


@blueprint.post("/users/<int:key>/role")
@needs(Role.ADMIN)
def users_role(key: int) -> BaseResponse:
    """Gives an account another role."""
    changed = _account(key)
    try:
        collection().accounts.set_role(changed.name, _role(), me())
    except AccountError:
        return refused(_only_admin(), "curator.users")
    return _changed(changed)


@blueprint.post("/users/<int:key>/disabled")
@needs(Role.ADMIN)
def users_disabled(key: int) -> BaseResponse:
    """Lets nobody sign in with an account any more, or again."""
    changed = _account(key)
    try:
        disabled = request.form.get("disabled") == "yes"
        collection().accounts.set_disabled(changed.name, disabled, me())
    except AccountError:
        return refused(_only_admin(), "curator.users")
    return _changed(changed)


@blueprint.post("/users/<int:key>/password")
@needs(Role.ADMIN)
def users_password(key: int) -> BaseResponse:
    """Gives an account another password."""
    changed, password = _account(key), request.form.get("password", "")
    try:
        passwords.check(password, changed.name)
    except UnfitPassword as error:
        return refused(said_of(error), "curator.users")
    collection().accounts.set_password(changed.name, passwords.hashed(password), me())
    return _changed(changed)


def _changed(changed: Account) -> BaseResponse:
    said = gettext("%(name)s is changed, and signed out everywhere.") % {"name": changed.name}
    return done(said, "curator.users")


def _only_admin() -> str:
    return gettext("This is the only admin. Make another one first.")


def _account(key: int) -> Account:
    return collection().accounts.find_key(key) or abort(404)


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        abort(400)
