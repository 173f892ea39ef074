"""The language that a page is written in: what the address asks for with `lang=`, else what was
chosen before, else what the browser prefers, else English. An address with `lang=` shows everyone
the same language, and chooses it for the pages that follow; none of their links has to carry it.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, g, request

from mappings.languages import Language
from search_app.formats import language_of
from search_app.messages import LANGUAGES, language, speaking

PARAMETER = "lang"
COOKIE = "lang"
_YEAR = 31536000
# What programs read is English, whoever runs them; suggestions are read by people.
_ENGLISH = "/api/"
_FOR_PEOPLE = ("pages.api_suggest",)

blueprint = Blueprint("language", __name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the interface with the address of the present page in it."""

    language: Language
    address: str
    chosen: bool


def register(app: Flask) -> None:
    """Every request is answered in its language."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_leave)
    app.register_blueprint(blueprint)


@blueprint.app_template_global()
def interface() -> Language:
    """The language of the page."""
    return language_of(language())


@blueprint.app_template_global()
def choices() -> Sequence[Choice]:
    """The page in each language of the interface, with all its other parameters."""
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != PARAMETER]
    return [
        Choice(
            language_of(code),
            f"?{urlencode([*kept, (PARAMETER, code)])}",
            code == language(),
        )
        for code in LANGUAGES
    ]


def asked_for() -> str:
    """The language that the address of the request asks for; "" for none."""
    return _known(request.args.get(PARAMETER, ""))


def _known(code: str) -> str:
    return code if code in LANGUAGES else ""


def _begin() -> None:
    g.speaking = ExitStack()
    g.speaking.enter_context(speaking(_negotiated()))


def _negotiated() -> str:
    if request.path.startswith(_ENGLISH) and request.endpoint not in _FOR_PEOPLE:
        return LANGUAGES[0]
    return asked_for() or _known(request.cookies.get(COOKIE, "")) or _preferred()


def _preferred() -> str:
    """The first of the browser's languages that there is, whatever its country or script."""
    wanted = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality)
    return next(filter(_known, wanted), LANGUAGES[0])


def _end(response: Response) -> Response:
    if request.path.startswith("/static/"):
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    response.content_language.add(interface().code)
    code = asked_for()
    if code and code != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE, code, max_age=_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    return response


def _leave(_error: BaseException | None) -> None:
    if stack := g.pop("speaking", None):
        stack.close()
