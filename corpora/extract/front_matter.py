"""Metadata that a text file carries at its head: one table from printed keys to ours."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from mappings.languages import languages

# Printed key → canonical key of `model.Draft.metadata`.
KEYS: Mapping[str, str] = {
    **dict.fromkeys(("title", "titulo", "titel", "제목"), "title"),
    **dict.fromkeys(
        ("number", "numero", "act_number", "official_number", "공포번호", "lr_nr", "sr_number",
         "official_citation", "fek_number", "law_num", "citation", "official_code", "official_citation"),
        "number",
    ),
    **dict.fromkeys(
        ("rank", "rango", "dtype", "법령구분", "official_type", "type_display", "doc_type",
         "document_type", "typ", "law_type", "카테고리"),
        "kind",
    ),
    **dict.fromkeys(
        ("status", "estado", "상태", "stav", "стан", "legal_status"), "status"
    ),
    **dict.fromkeys(("country", "pais", "land", "jurisdiction"), "jurisdiction"),
    **dict.fromkeys(("language", "lang"), "language"),
    **dict.fromkeys(("source", "fuente", "url", "출처", "source_url"), "source_url"),
    **dict.fromkeys(("licence", "license"), "licence"),
    **dict.fromkeys(
        ("identifier", "identificador", "identificatie", "법령id", "jurabk", "corpus_id",
         "ідентифікатор", "sfs-nummer"),
        "native_id",
    ),
    "eli": "eli",
    "texto_resumido": "summary",
    **dict.fromkeys(
        ("enactment_date", "enacted_date", "adoption_date", "signature_date", "promulgation_date",
         "ausfertigungsdatum", "채택일", "datestring", "approval_date_hijri", "공포일자",
         "fecha_promulgacion", "issued_date"),
        "adopted",
    ),
    **dict.fromkeys(
        ("publication_date", "fecha_publicacion", "pubdate", "publish_date", "memorial_date",
         "datum", "gazette_ref"),
        "published",
    ),
    **dict.fromkeys(
        ("entry_into_force", "date_in_force", "entry_in_force", "effectiveness_date",
         "effective_from", "시행일자", "startdate", "ikraftträdande", "original_effective_date"),
        "in_force",
    ),
    **dict.fromkeys(
        ("last_updated", "ultima_actualizacion", "최신버전일", "updated",
         "senast uppdaterad i rättsbaser", "version_id"),
        "version",
    ),
    **dict.fromkeys(("effective_to", "repeal_date", "expiry_date"), "repealed"),
}  # fmt: skip

# Printed keys of what changed a law and what it changed, and of remarks on its life.
_HISTORY = {
    "amended_by", "amends", "amendments", "modifies", "repeals", "last_changed_by", "observaciones",
    "misc_information", "references_html", "original_publication", "publication_reference",
}  # fmt: skip
_DEEPEST = 3

_LINE = re.compile(r"^\s*([^\s:#][^:]{0,60}?)\s*:\s*(.*?)\s*$")


class _WithoutAliases(yaml.BaseLoader):
    """Strings, lists and mappings of strings. A few aliases of aliases stand for more text than
    any memory holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not followed")
        return super().compose_node(parent, index)


def load(text: str) -> Any:
    """Reads YAML of any origin, all scalars as strings. Raises yaml.YAMLError."""
    try:
        return yaml.load(text, Loader=_WithoutAliases)  # noqa: S506 (strings only)
    except RecursionError as error:
        raise yaml.YAMLError("nested too deep") from error


def canonical(values: Mapping[str, Any], depth: int = 0) -> dict[str, str]:
    """Metadata under our keys; the first value for a key stays, unknown keys are left out."""
    found: dict[str, str] = {}
    for printed, value in values.items():
        name = str(printed).strip().casefold()
        if name.startswith("title_") and name[6:] in languages():
            key = name
        elif name in KEYS:
            key = KEYS[name]
        elif isinstance(value, dict):
            if depth < _DEEPEST:
                for inner, text in canonical(value, depth + 1).items():
                    found.setdefault(inner, text)
            continue
        else:
            continue
        if isinstance(value, list):
            value = value[0] if value else ""
        text = str(value).strip() if isinstance(value, str | int | float | date) else ""
        if text:
            found.setdefault(key, text)
    return found


def parse(text: str) -> dict[str, str]:
    """Metadata of a YAML front matter under our keys. YAML that is broken (a bad quote, a stray colon)
    is read line by line as `key: value`; what has no colon carries on the line before."""
    return canonical(_values(text))


def history(text: str) -> list[str]:
    """What a front matter says of amendments, each under its printed key."""
    found = []
    for key, value in _values(text).items():
        if str(key).casefold() in _HISTORY:
            items = value if isinstance(value, list) else [value]
            texts = [item.strip() for item in items if isinstance(item, str) and item.strip()]
            if texts:
                found.append(f"{str(key).replace('_', ' ')}: {'; '.join(texts)}")
    return found


@lru_cache(maxsize=1)
def _values(text: str) -> Mapping[str, Any]:
    try:
        loaded = load(text)
    except yaml.YAMLError:
        loaded = None
    if isinstance(loaded, dict):
        return loaded
    values: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            key = found[1]
            values.setdefault(key, found[2].strip("\"'"))
        elif key and line.strip():
            values[key] = f"{values[key]} {line.strip()}"
    return values
