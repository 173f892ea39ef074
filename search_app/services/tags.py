"""The tags of a provision as a page shows them: what most readers look for first, the others
grouped by scheme behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mappings.fields import FIELD_OF_SCHEME
from mappings.records import Tag
from mappings.taxonomy import CRIME_TYPE, TAG_SCHEMES, UNCAC, is_tag, scheme
from search_app.services.labels import name_of, scheme_label, tag_label

_FIRST = (UNCAC, CRIME_TYPE)


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag as a link to everything that has it; `title` says more than `text`."""

    field: str
    code: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class ShownTags:
    """first   shown at once
    others  (what they are, tags) by scheme
    """

    first: tuple[TagLink, ...]
    others: tuple[tuple[str, tuple[TagLink, ...]], ...]

    @property
    def count(self) -> int:
        """How many others there are."""
        return sum(len(links) for _, links in self.others)


def shown(tags: Iterable[Tag]) -> ShownTags:
    """The tags as links."""
    groups: dict[str, list[TagLink]] = {}
    first: list[TagLink] = []
    for tag in in_order(tags):
        field = FIELD_OF_SCHEME[tag.scheme].name
        link = TagLink(field, tag.code, tag_label(tag.scheme, tag.code), title(tag))
        if tag.scheme in _FIRST:
            first.append(link)
        else:
            groups.setdefault(scheme_label(tag.scheme), []).append(link)
    return ShownTags(tuple(first), tuple((name, tuple(links)) for name, links in groups.items()))


def in_order(tags: Iterable[Tag]) -> Sequence[Tag]:
    """Tags by scheme, in the order that pages show schemes; within one as they come. Those of a
    code that is no longer known are left out: an index may be older than the vocabulary."""
    known = (tag for tag in tags if is_tag(tag.scheme, tag.code))
    return sorted(known, key=lambda tag: TAG_SCHEMES.index(tag.scheme))


def title(tag: Tag) -> str:
    """A tag in full: "UNCAC 15 Bribery of national officials", "Theme: Public procurement"."""
    name = name_of(scheme(tag.scheme)[tag.code])
    short = tag_label(tag.scheme, tag.code)
    return f"{scheme_label(tag.scheme)}: {short}" if short == name else f"{short} {name}"
