"""Tags as the JSON text that the index keeps with each provision."""

import json
from collections.abc import Sequence

from mappings.records import Evidence, Tag, TagOrigin


def encode_tags(tags: Sequence[Tag]) -> str:
    """Compact JSON; `decode_tags` is its inverse."""
    return json.dumps(
        [
            [tag.scheme, tag.code, round(tag.confidence, 4), tag.origin.value]
            + [[[e.rule, e.where, e.quote, e.start, e.end] for e in tag.evidence]]
            + ([tag.reason] if tag.reason else [])
            for tag in tags
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def decode_tags(text: str) -> tuple[Tag, ...]:
    """The tags that `encode_tags` wrote."""
    return tuple(
        Tag(
            scheme,
            code,
            confidence,
            tuple(Evidence(*piece) for piece in evidence),
            TagOrigin(origin),
            *reason,
        )
        for scheme, code, confidence, origin, evidence, *reason in json.loads(text)
    )
