"""Adds what follows from the tags that the model sets (`mappings.taxonomy.derived`): paragraphs of
articles, and codes that have no weights of their own."""

from collections.abc import Callable, Iterator, Sequence

from indexer.tag.features import Found
from indexer.tag.paragraphs import Hits, paragraphs_of
from mappings.records import Evidence, Tag, TagOrigin
from mappings.taxonomy import CRIME_TYPE, UNCAC, UNCAC_PARAGRAPH
from mappings.taxonomy.derived import Code, Derivation, derivations_by_source

# Of the paragraphs given to provisions of the right article, the part that is right in
# jurisdictions that the rules were not made on
# (docs/benchmarks/taxonomy.md).
_PARAGRAPH_IS_RIGHT = 0.85

_INHERITED = 3  # pieces of evidence, of each tag that another follows from

WEIGHED = (UNCAC, CRIME_TYPE)
"""The schemes that the model has weights for; the tags of all others follow from theirs."""

Quote = Callable[[Found], Evidence | None]
"""The words of a hit as evidence; None when they cannot be shown."""


def follow(tags: Sequence[Tag], hits: Hits, quote: Quote) -> list[Tag]:
    """The tags that follow from `tags`, without these. Each is as sure as the least sure of those
    it follows from. Its evidence is theirs, with the code it comes from before the rule, and the
    words that it needs besides."""
    held = {(tag.scheme, tag.code): tag for tag in tags}
    found: dict[Code, Tag] = {}
    for tag in (*_paragraphs(tags, hits, quote), *_derived(held, hits, quote)):
        code = tag.scheme, tag.code
        if code not in held and (code not in found or tag.confidence > found[code].confidence):
            found[code] = tag
    return list(found.values())


def _paragraphs(tags: Sequence[Tag], hits: Hits, quote: Quote) -> Iterator[Tag]:
    for tag in tags:
        if tag.scheme == UNCAC:
            for code, place in paragraphs_of(tag.code, hits).items():
                if evidence := quote(place):
                    confidence = tag.confidence * _PARAGRAPH_IS_RIGHT
                    yield Tag(UNCAC_PARAGRAPH, code, confidence, (evidence,))


def _derived(held: dict[Code, Tag], hits: Hits, quote: Quote) -> Iterator[Tag]:
    rules = (rule for code in held for rule in derivations_by_source().get(code, ()))
    for rule in rules:
        if not all(source in held for source in rule.sources):
            continue
        needed = _needed(rule, hits, quote)
        if needed is None:
            continue
        sources = [held[source] for source in rule.sources]
        inherited = [piece for tag in sources for piece in _inherited(tag)]
        evidence = tuple(dict.fromkeys([*needed, *inherited]))
        reasons = [
            f"{tag.scheme}:{tag.code}: {tag.reason or 'set by a curator'}"
            for tag in sources
            if tag.origin is TagOrigin.CURATOR
        ]
        confidence = min(tag.confidence for tag in sources)
        yield Tag(*rule.tag, confidence, evidence, reason="; ".join(reasons))


def _needed(rule: Derivation, hits: Hits, quote: Quote) -> list[Evidence] | None:
    """The first words that the rule asks for; empty when it asks for none, None when they are
    not there or others are that must not be."""
    if any(feature in hits for feature in rule.unless):
        return None
    if not rule.found:
        return []
    for feature in rule.found:
        for place in hits.get(feature, ()):
            if evidence := quote(place):
                return [evidence]
    return None


def _inherited(tag: Tag) -> list[Evidence]:
    """`concept:bribery` as `uncac:15/concept:bribery`."""
    return [
        Evidence(
            f"{tag.scheme}:{tag.code}/{piece.rule}",
            piece.where,
            piece.quote,
            piece.start,
            piece.end,
        )
        for piece in tag.evidence[:_INHERITED]
    ]
