"""From a law of the collection and its tags to the documents of the index: the one place where
each field of `mappings.fields` gets its value."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from indexer.analysis import index_text, is_unspaced, parts_of, rows_of
from indexer.decisions import Rulings
from indexer.engine.protocol import Document
from indexer.engine.tags_json import encode_tags
from indexer.penalties import penalties
from indexer.penalties.facets import kinds, longest_imprisonment
from indexer.tag import Tagged, Tagger, TagInput
from indexer.tag.version import tagging_version
from mappings.coverage import subjects_of
from mappings.fields import FIELD_OF_SCHEME, STRENGTHS, strength
from mappings.jurisdictions import jurisdictions
from mappings.records import Decision, Law, Provision, Tag
from mappings.taxonomy import above, scheme


def tag_input(law: Law, provision: Provision) -> TagInput:
    """What the tagger sees of a provision."""
    return TagInput(
        text=provision.text,
        heading=provision.heading,
        ancestors=provision.ancestors,
        law_title=law.title,
        language=provision.language,
        jurisdiction=law.jurisdiction,
    )


def law_documents(
    law: Law, tagger: Tagger, decisions: Sequence[Decision] = (), content: str = ""
) -> Iterator[Document]:
    """One document a provision. A law without provisions (a scan that needs OCR) gives one with
    its title alone, so that it can be found.

    decisions  all that curators decided of this law, in the order of deciding
    content    what the documents are made of (`indexer.contents`)
    """
    provisions = law.provisions or (Provision("law", "", "", "", law.language),)
    rulings = Rulings(law, decisions)
    shared = _law_fields(law) | {"content": content}
    owns = [_provision_fields(law, one, ordinal) for ordinal, one in enumerate(provisions)]
    # A text is analysed once, for the index and for the tagger; what compounds are made of is no
    # term of it.
    items = [
        replace(tag_input(law, one), stems=str(own["text"]))
        for one, own in zip(provisions, owns, strict=True)
    ]
    tagged = tagger.tag_law(items, [partial(rulings.apply, one) for one in provisions])
    for one, own, found in zip(provisions, owns, tagged, strict=True):
        own["text"] = f"{own['text']} {parts_of(one.text, one.language)}".rstrip()
        fields = shared | own | _tag_fields(found)
        fields["words"] = _all_words(fields)
        yield {name: value for name, value in fields.items() if value not in ("", [], None)}


_Values = dict[str, str | int | list[str] | None]


def _law_fields(law: Law) -> "_Values":
    place = jurisdictions()[law.jurisdiction]
    titles = " ".join([law.title, law.number, *law.titles.values()])
    title_exact, title = _indexed(titles, law.language)
    return {
        "law_id": law.id,
        "jurisdiction": law.jurisdiction,
        "region": place.subregion,
        "legal_system": place.legal_system,
        "hdi": place.hdi,
        "kind": law.kind,
        "subject": subjects_of(law),
        "year": law.dates.year(),
        "date": _day_number(law.dates.principal()),
        "status": law.status.value,
        "text_quality": law.text_quality.value,
        "source": law.source_id,
        "tagged_by": tagging_version(),
        "title": title,
        "title_exact": title_exact,
    }


def _indexed(text: str, language: str) -> tuple[str, str]:
    """Exact words and stems, those of the parts of compounds behind."""
    exact, stems = index_text(text, language)
    return exact, f"{stems} {parts_of(text, language)}".rstrip()


def _all_words(fields: "_Values") -> str:
    """Stems and words of all texts of a provision; a word that is its own stem counts once."""
    found: list[str] = []
    for name in ("title", "ancestors", "heading", "text"):
        stems = [stem for stem in str(fields[name]).split() if not is_unspaced(stem[0])]
        known = set(stems)
        rows = rows_of(str(fields[f"{name}_exact"]).split())
        found += stems
        found += (row for row in rows if row not in known)
    return " ".join(found)


def _day_number(date: str | None) -> int | None:
    """2020-05 as 20200500: whole numbers order as the dates do, incomplete ones first."""
    return int(date.replace("-", "").ljust(8, "0")) if date else None


def _provision_fields(law: Law, provision: Provision, ordinal: int) -> _Values:
    language = provision.language
    text_exact, text = index_text(provision.text, language)
    heading_exact, heading = _indexed(f"{provision.label} {provision.heading}", language)
    ancestors_exact, ancestors = _indexed(" ".join(provision.ancestors), language)
    threatened = penalties(provision.text, language)
    return {
        "id": law.provision_id(provision),
        "ordinal": ordinal,
        "language": language,
        "penalty": kinds(threatened),
        "imprisonment_max": longest_imprisonment(threatened),
        "text": text,
        "text_exact": text_exact,
        "heading": heading,
        "heading_exact": heading_exact,
        "ancestors": ancestors,
        "ancestors_exact": ancestors_exact,
    }


def _tag_fields(found: Tagged) -> _Values:
    codes = _with_above(found.tags)
    sure = _with_above((*found.possible, *found.tags))
    return {
        **{name: list(values) for name, values in codes.items()},
        "tag_strength": [
            strength(name, code, step)
            for name, values in sure.items()
            for code, confidence in values.items()
            for step in STRENGTHS
            if confidence >= step
        ],
        "tags": encode_tags(found.tags) if found.tags else None,
        "possible": encode_tags(found.possible) if found.possible else None,
    }


def _with_above(tags: Iterable[Tag]) -> dict[str, dict[str, float]]:
    """Field → code → how sure it is. What is above a code is found with it: a filter by article
    finds its paragraphs."""
    codes: dict[str, dict[str, float]] = {}
    for tag in tags:
        for term in (scheme(tag.scheme)[tag.code], *above(tag.scheme, tag.code)):
            values = codes.setdefault(FIELD_OF_SCHEME[term.scheme].name, {})
            values[term.code] = max(tag.confidence, values.get(term.code, 0.0))
    return codes
