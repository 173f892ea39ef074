"""The same elsewhere: provisions of other jurisdictions about what a provision is about."""

from dataclasses import dataclass

from markupsafe import Markup

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.engine.plan import Clause, Not, Prefer, SearchPlan, Value
from indexer.engine.protocol import IndexReader, SearchResult
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.records import Provision, Tag
from mappings.taxonomy import CRIME_TYPE, UNCAC
from search_app.query.plan import surest_first
from search_app.query.request import SearchRequest
from search_app.services.snippets import Marks, snippet
from search_app.services.tags import in_order

# Laws looked at, of which each jurisdiction shows its first.
_LOOK = 100
# Beside the step of a tag's confidence (`query.plan`): another tag in common, the legal system.
_IN_COMMON = 3.0
_SYSTEM = 1.5


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The best provision of a jurisdiction; `opening` is HTML."""

    law: LawSummary
    provision: Provision
    opening: Markup
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """What there is elsewhere on the subject of a provision.

    about         the tags that are its subject
    elsewhere     one provision a jurisdiction, the nearest first
    jurisdictions how many other jurisdictions have any
    request       the search for all of them
    """

    law: LawSummary
    provision: Provision
    about: tuple[Tag, ...]
    elsewhere: tuple[Elsewhere, ...]
    jurisdictions: int
    request: SearchRequest


class RelatedService:
    """Finds the same in other jurisdictions by what a provision is tagged with."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection

    def related(self, law_id: str, path: str) -> Related | None:
        """Of a provision; None when the collection has none under this path, or its tags say
        nothing of its subject. Raises EngineUnavailable."""
        identifier = f"{law_id}/{path}"
        provision = self._collection.provisions([identifier]).get(identifier)
        law = self._collection.summaries([law_id]).get(law_id)
        about = _subject(self._reader.tags_of_law(law_id).get(identifier, ()))
        if provision is None or law is None or not about:
            return None
        name = FIELD_OF_SCHEME[about[0].scheme].name
        request = SearchRequest(filters={name: tuple(tag.code for tag in about)})
        found = self._reader.search(_plan(request, law.jurisdiction, name, about))
        return Related(
            law,
            provision,
            about,
            one_a_jurisdiction(found, self._collection),
            len(found.facets["jurisdiction"]),
            request,
        )


def one_a_jurisdiction(found: SearchResult, collection: Collection) -> tuple[Elsewhere, ...]:
    """The first provision of each jurisdiction in a result, in its order."""
    texts = collection.provisions(hit.provisions[0] for hit in found.laws)
    laws = collection.summaries(hit.law_id for hit in found.laws)
    first: dict[str, Elsewhere] = {}
    for hit in found.laws:
        text, law = texts.get(hit.provisions[0]), laws.get(hit.law_id)
        if text and law and law.jurisdiction not in first:
            first[law.jurisdiction] = Elsewhere(
                law,
                text,
                snippet(text.text, Marks(), text.language),
                found.tags.get(hit.provisions[0], ()),
            )
    return tuple(first.values())


def _subject(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """The articles that a provision implements, or the crime types where it implements none."""
    for name in (UNCAC, CRIME_TYPE):
        if own := tuple(tag for tag in in_order(tags) if tag.scheme == name):
            return own
    return ()


def _plan(
    request: SearchRequest, jurisdiction: str, name: str, about: tuple[Tag, ...]
) -> SearchPlan:
    better: list[tuple[Clause, float]] = [
        *surest_first([(name, tag.code) for tag in about]),
        *((Value(name, (tag.code,)), _IN_COMMON) for tag in about),
    ]
    place = jurisdictions().get(jurisdiction)
    if place and place.legal_system:
        better.append((Value("legal_system", (place.legal_system,)), _SYSTEM))
    return SearchPlan(
        clause=Prefer(Not(Value("jurisdiction", (jurisdiction,))), tuple(better)),
        filters=request.filters,
        size=_LOOK,
        provisions_per_law=1,
        facets=("jurisdiction",),
    )
