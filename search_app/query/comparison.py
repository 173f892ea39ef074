"""URL parameters to a ComparisonRequest and back. Whatever is in them, a comparison or the form
for one comes out; what was not understood is said in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from mappings.jurisdictions import find_jurisdiction
from mappings.taxonomy import UNCAC, UNCAC_PARAGRAPH, Term, is_tag, scheme
from search_app.messages import gettext

PLACES = 6
"""Jurisdictions that stand side by side on a page."""
# More than there are jurisdictions: what is beyond is no person's doing.
_MAX_GIVEN = 500
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What is to be compared.

    about         (scheme, code) of a tag; None while nothing is chosen
    places        codes of jurisdictions, in the order of their columns
    region, legal_system   codes; "" for any. They stand for their jurisdictions, while `places`
                  is empty
    page          1-based, of PLACES jurisdictions each
    notes         what of the parameters was not used, for the page to say
    """

    about: tuple[str, str] | None = None
    places: tuple[str, ...] = ()
    region: str = ""
    legal_system: str = ""
    page: int = 1
    notes: tuple[str, ...] = ()

    def parameters(self) -> list[tuple[str, str]]:
        """The canonical URL parameters."""
        found = [("about", ":".join(self.about))] if self.about else []
        found += [("jurisdiction", place) for place in self.places]
        for name, value in (("region", self.region), ("legal_system", self.legal_system)):
            if value:
                found.append((name, value))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def query_string(self) -> str:
        """The canonical query string, without "?"."""
        return urlencode(self.parameters())

    @property
    def term(self) -> Term:
        """What it is about. Raises ValueError while nothing is chosen."""
        if self.about is None:
            raise ValueError("nothing is chosen to be compared")
        name, code = self.about
        return scheme(name)[code]

    @property
    def is_complete(self) -> bool:
        """Whether there is something to compare, and somewhere."""
        return bool(self.about and (self.places or self.region or self.legal_system))

    def of(self, **changes: object) -> "ComparisonRequest":
        """The request with other choices; page 1."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def on_page(self, page: int) -> "ComparisonRequest":
        """Another page of the same jurisdictions."""
        return replace(self, page=page)


def parse_comparison(parameters: Iterable[tuple[str, str]]) -> ComparisonRequest:
    """Reads (name, value) pairs. An empty value counts as absent; of what can be chosen once the
    last one counts; unknown parameters are left alone."""
    notes: list[str] = []
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        # Values are quoted in notes: controls are no part of one.
        if value := "".join(filter(str.isprintable, value)).strip():
            given.setdefault(name, []).append(value)
    places = _places(given.get("jurisdiction", []), notes)
    region = _code("region", given.get("region", []), notes)
    legal_system = _code("legal-system", given.get("legal_system", []), notes)
    if places and (region or legal_system):
        notes.append(
            gettext(
                "Jurisdictions are chosen one by one: the region and the legal system are left out."
            )
        )
        region = legal_system = ""
    return ComparisonRequest(
        about=_about(given.get("about", []), notes),
        places=places,
        region=region,
        legal_system=legal_system,
        page=_page(given.get("page", []), notes),
        notes=tuple(notes),
    )


def _about(values: list[str], notes: list[str]) -> tuple[str, str] | None:
    if not values:
        return None
    if len(set(values)) > 1:
        notes.append(gettext("One subject is compared at a time: the last one is taken."))
    name, _, code = values[-1].partition(":")
    if name == UNCAC and code in scheme(UNCAC_PARAGRAPH):
        name = UNCAC_PARAGRAPH
    if is_tag(name, code):
        return name, code
    notes.append(
        gettext("“%(value)s” is no subject that laws are tagged with: choose one below.")
        % {"value": values[-1][:_QUOTED]}
    )
    return None


def _places(values: list[str], notes: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    unknown: list[str] = []
    for value in values[:_MAX_GIVEN]:
        if code := find_jurisdiction(value):
            found[code] = None
        else:
            unknown.append(value[:_QUOTED])
    if unknown:
        notes.append(
            gettext("Not known as a jurisdiction, and left out: %(names)s.")
            % {"names": gettext(", ").join(_some(unknown))}
        )
    if len(found) > PLACES:
        notes.append(
            gettext("%(count)s jurisdictions are chosen: %(places)s stand on a page.")
            % {"count": len(found), "places": PLACES}
        )
    return tuple(found)


def _some(values: list[str]) -> Iterator[str]:
    shown = list(dict.fromkeys(values))
    yield from (f"“{value}”" for value in shown[:3])
    if len(shown) > 3:
        yield "…"


def _code(name: str, values: list[str], notes: list[str]) -> str:
    if not values:
        return ""
    if values[-1] in scheme(name):
        return values[-1]
    notes.append(
        gettext("“%(value)s” is not known, and left out.") % {"value": values[-1][:_QUOTED]}
    )
    return ""


def _page(values: list[str], notes: list[str]) -> int:
    if not values:
        return 1
    text = values[-1]
    if text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 10_000 and len(text) < 7:
        return int(text)
    notes.append(gettext("There is no such page: this is the first."))
    return 1
