"""Which paragraph of an article a provision is about: giving or taking, witness or official."""

from collections.abc import Mapping, Sequence

from indexer.tag.features import Found
from mappings.taxonomy.derived import Paragraph, paragraphs

Hits = Mapping[str, Sequence[Found]]
"""The hits of a provision by feature (`indexer.tag.features.Features.hits`)."""

# Where the paragraphs of an article are looked for, the first place that tells counts: (part,
# whether by what is done instead of by name, whether several paragraphs count).
_PLACES = (
    ("heading", False, False),
    ("heading", True, False),
    ("text", False, True),
    ("begin", True, False),
    ("text", True, True),
    ("heading", False, True),
)


def paragraphs_of(article: str, hits: Hits) -> dict[str, Found]:
    """The paragraphs of an article that a provision is about, each with the first words that
    say so; none when nothing does."""
    for part, by_done, several in _PLACES:
        told = {
            paragraph.code: place
            for paragraph in paragraphs().get(article, ())
            if (place := _first(paragraph, part, by_done, hits))
        }
        if len(told) == 1 or (told and several):
            return told
    return {}


def _first(paragraph: Paragraph, part: str, by_done: bool, hits: Hits) -> Found | None:
    names = paragraph.done if by_done else paragraph.named
    places = [place for name in names for place in hits.get(f"{part}:{name}", ())]
    return min(places, key=lambda place: place.hit.first, default=None)
