"""The Elasticsearch mapping and settings derived from the field table. Pure: no network."""

import hashlib
import json
from typing import Any

from mappings.fields import FIELDS, Field, FieldKind

ANALYZER = "words"


def mapping() -> dict[str, Any]:
    """`mappings` of the physical index. Strict: a field that is not in the table is refused."""
    properties = {field.name: _property(field) for field in FIELDS}
    fingerprint = hashlib.sha256(json.dumps(properties, sort_keys=True).encode()).hexdigest()
    return {
        "dynamic": "strict",
        "_meta": {"generated_from": "mappings.fields", "fingerprint": fingerprint[:16]},
        # Words are found, not given back: the collection has the text.
        "_source": {"includes": ["id", "law_id", "tags"]},
        "properties": properties,
    }


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
