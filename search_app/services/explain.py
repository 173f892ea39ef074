"""Why a provision is among the hits: which words of the query stand where, and which of its tags
brought it up. Read from the texts and not from scores, so the same on both engines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpora.records import LawSummary
from mappings.fields import FIELD_OF_SCHEME, Field, field_named
from mappings.records import Provision, Tag
from search_app.services.labels import field_label, tag_label
from search_app.services.snippets import Marks, marked_words

# Enough to see why; a provision may hold hundreds of forms of a word.
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the query as a field has them; `weight` is what a match there counts."""

    field: Field
    words: tuple[str, ...]

    @property
    def weight(self) -> float:
        return self.field.weight

    def label(self) -> str:
        """What the field is called."""
        return field_label(self.field)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag that the search asks for, or what a provision may be about of it: its name and
    confidence from 0 to 1."""

    text: str
    confidence: float
    is_set: bool = True


@dataclass(frozen=True, slots=True)
class Why:
    """What a hit has of what was asked for; the fields that weigh most first."""

    words: tuple[Found, ...]
    tags: tuple[Tagged, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "words": [
                {"field": found.field.label, "words": list(found.words)} for found in self.words
            ],
            "tags": [
                {"tag": tag.text, "confidence": tag.confidence, "set": tag.is_set}
                for tag in self.tags
            ],
        }


def why(
    provision: Provision,
    law: LawSummary,
    tags: Iterable[Tag],
    possible: Iterable[Tag],
    marks: Marks,
    asked: frozenset[tuple[str, str]],
) -> Why:
    """Explains a hit. `marks` are those of the plan's clause, `asked` the (field, code) pairs that
    the search filters by or adds to its words."""
    found = [
        Found(field, words[:_MAX_WORDS])
        for field, texts in (
            (field_named("heading"), (provision.label, provision.heading)),
            (field_named("ancestors"), provision.ancestors),
            (field_named("text"), (provision.text,)),
            (field_named("title"), (law.title, law.number)),
        )
        if (words := _words(texts, marks, provision.language))
    ]
    return Why(
        tuple(sorted(found, key=lambda item: -item.weight)),
        tuple(
            Tagged(tag_label(tag.scheme, tag.code), tag.confidence, is_set)
            for is_set, some in ((True, tags), (False, possible))
            for tag in some
            if (FIELD_OF_SCHEME[tag.scheme].name, tag.code) in asked
        ),
    )


def _words(texts: Iterable[str], marks: Marks, language: str) -> tuple[str, ...]:
    if not marks:
        return ()
    return tuple(
        dict.fromkeys(word for text in texts for word in marked_words(text, marks, language))
    )
