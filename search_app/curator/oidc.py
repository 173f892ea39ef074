"""Signing in with a provider of identities (OpenID Connect: code flow with PKCE, state and nonce,
by Authlib). Whoever signs in there has an account here already, by the mail address that the
provider has verified; from the first time on the provider's own name of the person counts."""

from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, redirect, request, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Account, AccountError, account_name
from corpora.audit import Actor
from mappings.settings import OidcSettings
from search_app.curator.frame import begin_session, blueprint, collection, for_everyone, refused
from search_app.messages import gettext
from search_app.web.rate import address_of

_SECONDS = 10
_EXTENSION = "curator_oidc"


def register(app: Flask, oidc: OidcSettings | None) -> None:
    """Makes the provider known to the application, when there is one."""
    app.extensions[_EXTENSION] = None
    if oidc is None:
        return
    app.extensions[_EXTENSION] = OAuth(app).register(
        "curator_oidc",
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": _SECONDS,
        },
    )


@blueprint.get("/sign-in/provider")
@for_everyone
def provider() -> BaseResponse:
    """Leads to the provider: a link, for forms of ours may lead nowhere else."""
    client = _client()
    try:
        answer: BaseResponse = client.authorize_redirect(
            url_for("curator.provider_back", _external=True)
        )
    except (OAuthError, RequestException, ValueError) as error:
        return _failed(error)
    return answer


@blueprint.get("/sign-in/provider/back")
@for_everyone
def provider_back() -> BaseResponse:
    """Where the provider leads back to."""
    client = _client()
    try:
        claims: dict[str, Any] = client.authorize_access_token()["userinfo"]
        issuer, subject = str(claims["iss"]), str(claims["sub"])
    except (OAuthError, JoseError, RequestException, ValueError, KeyError) as error:
        return _failed(error)
    account = _account(issuer, subject, claims)
    if account is None or account.disabled_at:
        current_app.logger.warning("sign-in: no account, from %s", address_of(request))
        return refused(
            gettext("You have no account here. Ask an admin for one with your mail address."),
            "curator.sign_in",
        )
    begin_session(account, "provider")
    return redirect(url_for("curator.start"), 303)


def _account(issuer: str, subject: str, claims: dict[str, Any]) -> Account | None:
    accounts = collection().accounts
    if known := accounts.find_subject(issuer, subject):
        return known
    # An address that nobody has verified may be somebody else's.
    if claims.get("email_verified") is not True:
        return None
    try:
        found = accounts.find(account_name(str(claims.get("email", ""))))
        if found and not found.disabled_at:
            accounts.meet(found.name, issuer, subject, Actor(found.name, address_of(request)))
            return found
    except AccountError as error:
        current_app.logger.warning("sign-in: %s", error)
    return None


def _failed(error: Exception) -> BaseResponse:
    current_app.logger.warning("sign-in with the provider: %s", error)
    return refused(
        gettext("Signing in with the provider did not work. Please try it again."),
        "curator.sign_in",
    )


def _client() -> Any:
    return current_app.extensions[_EXTENSION] or abort(404)
