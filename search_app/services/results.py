"""What a search answers: laws, provisions, facets, what was added and what may be wrong."""

from dataclasses import dataclass
from typing import Any

from corpora.records import LawSummary
from indexer.engine.plan import SearchPlan
from mappings.records import Provision, Tag
from search_app.query.concepts import NamedConcepts
from search_app.query.request import SearchRequest
from search_app.services.doctor import Correction, Diagnosis
from search_app.services.explain import Why
from search_app.services.labels import label


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with the number of provisions that have it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: selected ones first, then by count."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def selected(self) -> bool:
        return any(value.selected for value in self.values)


@dataclass(frozen=True, slots=True)
class ProvisionHit:
    """A provision of the result. `heading` and `snippet` are HTML with the hits marked."""

    id: str
    path: str
    provision: Provision
    heading: str
    snippet: str
    tags: tuple[Tag, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Same:
    """Another version or translation of a law of the result, and its provision there."""

    law: LawSummary
    provision: Provision


@dataclass(frozen=True, slots=True)
class LawResult:
    """A law of the result with its best provisions; `count` of its provisions match. `same` are
    laws of the page that hold the same."""

    law: LawSummary
    provisions: tuple[ProvisionHit, ...]
    count: int
    same: tuple[Same, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query names, and what is searched with it.

    used    whether it was searched; the user may turn it off
    widens  whether it adds hits; else it only brings those that are about it to the top
    codes   (field, code, label)
    terms   (language, what it is called there)
    """

    used: bool
    widens: bool
    codes: tuple[tuple[str, str, str], ...]
    terms: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, found: NamedConcepts, used: bool, widens: bool) -> "Expansion":
        """Of the concepts of a query."""
        return cls(
            used,
            widens,
            tuple((name, code, label(name, code)) for name, code in found.codes),
            tuple(
                (language, term)
                for language in _LANGUAGES_SHOWN
                for term in dict.fromkeys(found.terms(language))
            ),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "used": self.used,
            "widens": self.widens,
            "codes": [
                {"field": name, "code": code, "label": text} for name, code, text in self.codes
            ],
            "terms": [{"language": language, "term": term} for language, term in self.terms],
        }


# The UN languages and a few others that say how far the search goes.
_LANGUAGES_SHOWN = ("en", "fr", "es", "ru", "ar", "zh-Hans", "pt", "de", "id", "tr", "ja")


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The answer to a request.

    relaxed    no provision has all words, these have some
    expansion  the concept that the query names; None when it names none
    diagnosis  what may be wrong with a search that found nothing, or little
    respelt    how words that no law has beside the others were spelt to find this; the request is
               the one with these spellings. None where nothing was changed
    """

    request: SearchRequest
    plan: SearchPlan
    laws: tuple[LawResult, ...]
    total_laws: int
    total_provisions: int
    facets: tuple[Facet, ...]
    notes: tuple[str, ...]
    relaxed: bool
    expansion: Expansion | None
    diagnosis: Diagnosis
    respelt: Correction | None
    took_ms: int

    def to_json(self) -> dict[str, Any]:
        """The public JSON (docs/command-line.md)."""
        return {
            "query": self.request.q,
            "total_laws": self.total_laws,
            "total_provisions": self.total_provisions,
            "took_ms": self.took_ms,
            "notes": list(self.notes),
            "relaxed": self.relaxed,
            "expansion": self.expansion and self.expansion.to_json(),
            "diagnosis": self.diagnosis.to_json(),
            "respelt": self.respelt
            and {word: spelling for word, spelling, _ in self.respelt.words},
            "hits": [_law_json(result) for result in self.laws],
            "facets": {
                facet.name: [
                    {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected}
                    for v in facet.values
                ]
                for facet in self.facets
            },
        }


def _law_json(result: LawResult) -> dict[str, Any]:
    return {
        "law_id": result.law.id,
        "title": result.law.title,
        "jurisdiction": result.law.jurisdiction,
        "language": result.law.language,
        "date": result.law.dates.principal(),
        "gone_at": result.law.gone_at,
        "provision_count": result.count,
        "provisions": [
            {
                "id": hit.id,
                "label": hit.provision.label,
                "heading": hit.provision.heading,
                "snippet": str(hit.snippet),
                "tags": [{"scheme": tag.scheme, "code": tag.code} for tag in hit.tags],
                "why": hit.why.to_json(),
            }
            for hit in result.provisions
        ],
        "same": [
            {
                "law_id": same.law.id,
                "title": same.law.title,
                "language": same.law.language,
                "provision": f"{same.law.id}/{same.provision.path}",
            }
            for same in result.same
        ],
    }
