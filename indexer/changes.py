"""What one release of the index has and another has not: laws, and tags by code. Counted by the
engine over laws, so that it costs seconds on the whole collection; the provisions of one law are
compared when they are asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine.protocol import IndexReader, IndexWriter, StoredRelease
from mappings.fields import FIELD_OF_SCHEME
from mappings.records import Tag
from mappings.taxonomy import TAG_SCHEMES, above, scheme

TAG_FIELDS = tuple(dict.fromkeys(FIELD_OF_SCHEME[name].name for name in TAG_SCHEMES))
_ONE_BY_ONE = 500
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class TagChange:
    """How many provisions more, and fewer, have a code, counted law by law: what only moved within
    a law is neither.

    laws  those with most of it
    """

    field: str
    code: str
    added: int
    removed: int
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """From release `before` to release `after`.

    new, changed, gone  ids of laws; changed ones were made of something else: their text, what
                        curators decided or corrected, or (`made_anew`) the program that read them
    provisions          (before, after)
    made_anew           whether all laws that are in both are made of something else
    tags                those that changed most first
    """

    before: str
    after: str
    new: Sequence[str]
    changed: Sequence[str]
    gone: Sequence[str]
    provisions: tuple[int, int]
    made_anew: bool
    tags: Sequence[TagChange]

    @property
    def nothing(self) -> bool:
        """Whether both are the same."""
        return not (self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """A provision, by id, with the tags that it has and had not, and the other way."""

    id: str
    added: tuple[Tag, ...]
    removed: tuple[Tag, ...]


class NoRelease(LookupError):
    """There is no such release, or no two. The message says what to do."""


def chosen(writer: IndexWriter, before: str = "", after: str = "") -> tuple[str, str]:
    """The names of two releases: those given, else the live one and the newest one behind it, else
    the one before the live one and the live one. Raises NoRelease and EngineUnavailable."""
    names = [one.name for one in _finished(writer)]
    live = writer.live()
    for name in (before, after):
        if name and name not in names:
            raise NoRelease(
                f"there is no finished release {name!r}; `legal-library index list` has their names"
            )
    if not before and not after:
        later = [name for name in names if name > live]
        before, after = (live, later[-1]) if live and later else ("", live)
    after = after or live
    earlier = [name for name in names if name < after]
    before = before or (live if live and live != after else earlier[-1] if earlier else "")
    if not before or not after or before == after:
        raise NoRelease(
            "there are no two releases to compare: build one with `legal-library index build`"
        )
    return before, after


def _finished(writer: IndexWriter) -> list[StoredRelease]:
    return [one for one in writer.releases() if one.ours and one.finished]


def changes(writer: IndexWriter, before: str, after: str) -> Changes:
    """What changed from one release to another. Raises EngineUnavailable."""
    old, new = writer.reader(before), writer.reader(after)
    had, has = old.crossed("law_id", "content"), new.crossed("law_id", "content")
    both = had.keys() & has.keys()
    changed = sorted(law_id for law_id in both if had[law_id] != has[law_id])
    gone, added = sorted(had.keys() - both), sorted(has.keys() - both)
    looked_at = {*changed, *gone, *added}
    return Changes(
        before,
        after,
        added,
        changed,
        gone,
        (old.status().provisions, new.status().provisions),
        bool(both) and len(changed) == len(both),
        _tag_changes(old, new, looked_at) if looked_at else (),
    )


def of_law(writer: IndexWriter, before: str, after: str, law_id: str) -> list[ProvisionChange]:
    """The provisions of a law whose tags changed, by id. Raises EngineUnavailable."""
    had, has = (writer.reader(name).tags_of_law(law_id) for name in (before, after))
    found = []
    for identifier in sorted(had.keys() | has.keys()):
        old, new = _by_code(had.get(identifier, ())), _by_code(has.get(identifier, ()))
        added = tuple(tag for code, tag in new.items() if code not in old)
        removed = tuple(tag for code, tag in old.items() if code not in new)
        if added or removed:
            found.append(ProvisionChange(identifier, added, removed))
    return found


def _by_code(tags: Sequence[Tag]) -> Mapping[tuple[str, str], Tag]:
    return {(tag.scheme, tag.code): tag for tag in tags}


def _tag_changes(old: IndexReader, new: IndexReader, laws: set[str]) -> list[TagChange]:
    by_code: dict[tuple[str, str], dict[str, int]] = {}
    for law_id, field, code, more in _differences(old, new, laws):
        by_code.setdefault((field, code), {})[law_id] = more
    found = [
        TagChange(
            field,
            code,
            sum(more for more in by_law.values() if more > 0),
            -sum(more for more in by_law.values() if more < 0),
            tuple(sorted(by_law, key=lambda one: (-abs(by_law[one]), one))[:_EXAMPLES]),
        )
        for (field, code), by_law in by_code.items()
    ]
    return sorted(found, key=lambda one: (-(one.added + one.removed), one.field, one.code))


def _differences(
    old: IndexReader, new: IndexReader, laws: set[str]
) -> Iterator[tuple[str, str, str, int]]:
    """(law, field, code, how many provisions more have it). A few laws are asked for one by one,
    many counted with all others."""
    if len(laws) <= _ONE_BY_ONE:
        for law_id in laws:
            had, has = (_counted(reader.tags_of_law(law_id)) for reader in (old, new))
            for field, code in had.keys() | has.keys():
                if more := has[field, code] - had[field, code]:
                    yield law_id, field, code, more
        return
    for name in TAG_FIELDS:
        before, after = old.crossed("law_id", name), new.crossed("law_id", name)
        for law_id in laws:
            was, now = before.get(law_id, {}), after.get(law_id, {})
            for code in was.keys() | now.keys():
                if more := now.get(code, 0) - was.get(code, 0):
                    yield law_id, name, code, more


def _counted(tags: Mapping[str, Sequence[Tag]]) -> Counter[tuple[str, str]]:
    """By field and code, the provisions that are found with it: what is above a tag finds them
    too, as it is in the fields."""
    return Counter(
        one
        for of_provision in tags.values()
        for one in {
            (FIELD_OF_SCHEME[term.scheme].name, term.code)
            for tag in of_provision
            for term in (scheme(tag.scheme)[tag.code], *above(tag.scheme, tag.code))
        }
    )
