"""The Elasticsearch mapping and settings derived from the field table. Pure: no network."""

from collections.abc import Mapping
from typing import Any

from mappings.fields import FIELDS, Field, FieldKind

ANALYZER = "words"


# Keys of `_meta`, which stays with an index. FINISHED names its release once it is written.
_ORIGIN = "generated_from"
FINISHED = "finished"
NOTE = "note"
_OURS = "mappings.fields"


def mapping() -> dict[str, Any]:
    """`mappings` of the physical index of a release that is not finished yet. Strict: a field that
    is not in the table is refused."""
    return {
        "dynamic": "strict",
        "_meta": {_ORIGIN: _OURS, FINISHED: ""},
        # Words are found, not given back: the collection has the text.
        "_source": {"includes": ["id", "law_id", "tags", "possible"]},
        "properties": {field.name: _property(field) for field in FIELDS},
    }


def our_meta(meta: Mapping[str, Any]) -> bool:
    """Whether an index with this `_meta` was made by this program."""
    return meta.get(_ORIGIN) == _OURS


def _property(field: Field) -> dict[str, Any]:
    match field.kind:
        case FieldKind.KEYWORD:
            return {"type": "keyword"}
        case FieldKind.INTEGER:
            return {"type": "integer"}
        case FieldKind.STEMMED:
            return {"type": "text", "analyzer": ANALYZER, "index_options": "freqs"}
        case FieldKind.EXACT:
            return {"type": "text", "analyzer": ANALYZER}
        case FieldKind.STORED:
            return {"type": "keyword", "index": False, "doc_values": False}


def settings() -> dict[str, Any]:
    """`settings` of the physical index while it is loaded. One shard: counts are exact, and the
    whole collection fits one."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "analysis": {"analyzer": {ANALYZER: {"type": "whitespace"}}},
    }
