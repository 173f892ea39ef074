"""Which release is live: publish a verified one, roll back to the one before, list them, and remove
those that nobody goes back to. What was done with a release is kept in its note."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpora.locks import Busy
from corpora.store import Collection
from indexer.engine.protocol import (
    IndexWriter,
    PublishConflict,
    RejectedDocument,
    StoredRelease,
)

# Names of locks.
BUILD = "index-build"
SWITCH = "index-publish"

# Releases that are kept, beside those that have to be.
KEPT = 3


class ReleaseRefused(Exception):
    """It cannot be published, rolled back to or verified. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at in verifying, and what was found."""

    name: str
    passed: bool
    found: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying a release, at a time (ISO 8601 in UTC)."""

    at: str
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.passed)


@dataclass(frozen=True, slots=True)
class Note:
    """What is kept with a release. Times are ISO 8601 in UTC, "" for never.

    begun_at      when the collection was looked at, before it was built
    base          the release it is a copy of, "" for none
    stale         documents that were taken out of it and its bases since one was built from nothing
    tagged_by     version of the vocabulary that tagged what is new in it
    citations     the build of names and citations that goes with it
    published_at, forced   when it became the live one last, and why though it was not verified
    replaced_at   when another took its place
    withdrawn_at  when it was rolled back from
    """

    begun_at: str = ""
    built_at: str = ""
    base: str = ""
    laws: int = 0
    documents: int = 0
    analysed: int = 0
    removed: int = 0
    stale: int = 0
    tagged_by: str = ""
    citations: int = 0
    rejected: tuple[RejectedDocument, ...] = ()
    verification: Verification | None = None
    published_at: str = ""
    forced: str = ""
    replaced_at: str = ""
    withdrawn_at: str = ""


_NOTE = TypeAdapter(Note)


class State(StrEnum):
    """LIVE        readers are answered from it
    VERIFIED    can be published, or rolled back to
    FAILED      verified, with checks that it did not pass
    BUILT       not verified yet
    UNFINISHED  being built, or left by a build that was interrupted
    FOREIGN     bears a release's name; this program did not make it, and leaves it alone
    """

    LIVE = "live"
    VERIFIED = "verified"
    FAILED = "failed"
    BUILT = "built"
    UNFINISHED = "unfinished"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Release:
    """A release with its note."""

    stored: StoredRelease
    note: Note
    state: State

    @property
    def name(self) -> str:
        return self.stored.name

    def to_json(self) -> dict[str, Any]:
        """The public JSON of a release (docs/command-line.md)."""
        note = asdict(self.note)
        rejected = note.pop("rejected")
        note.pop("citations")
        verification = note.pop("verification")
        if self.note.verification:
            verification = {"passed": self.note.verification.passed, **verification}
        return {
            "release": self.name,
            "state": self.state.value,
            "bytes": self.stored.bytes,
            **note,
            "documents": self.stored.documents,
            "rejected": len(rejected),
            "verification": verification,
        }


def note_of(stored: StoredRelease) -> Note:
    """The note of a release; an empty one where there is none, or one of another program."""
    try:
        return _NOTE.validate_python(dict(stored.note))
    except ValidationError:
        return Note()


def annotate(writer: IndexWriter, release: str, note: Note) -> None:
    """Keeps a note with a release."""
    values: Mapping[str, Any] = _NOTE.dump_python(note, mode="json")
    writer.annotate(release, values)


def releases(writer: IndexWriter) -> list[Release]:
    """All releases, the newest first."""
    return [_release(stored) for stored in reversed(writer.releases())]


def find(writer: IndexWriter, name: str) -> Release:
    """The release of a name. Raises ReleaseRefused."""
    for stored in writer.releases():
        if stored.name == name:
            return _release(stored)
    raise ReleaseRefused(
        f"there is no release {name!r}; `legal-library index list` shows those there are"
    )


def newest(writer: IndexWriter) -> Release:
    """The newest release that was built to its end. Raises ReleaseRefused."""
    for release in releases(writer):
        if release.state not in (State.UNFINISHED, State.FOREIGN):
            return release
    raise ReleaseRefused("no release is built yet; run `legal-library index build`")


def _release(stored: StoredRelease) -> Release:
    note = note_of(stored)
    if not stored.ours:
        state = State.FOREIGN
    elif stored.live:
        state = State.LIVE
    elif not stored.finished:
        state = State.UNFINISHED
    elif note.verification is None:
        state = State.BUILT
    else:
        state = State.VERIFIED if note.verification.passed else State.FAILED
    return Release(stored, note, state)


def publish(
    collection: Collection,
    writer: IndexWriter,
    name: str,
    *,
    force: str = "",
    over: str | None = None,
) -> None:
    """Makes a verified release the live one, at once.

    force  why it is published though it was not verified; this is kept with it
    over   the release that has to be the live one until then; None for whichever is
    Raises ReleaseRefused, also when another one was published meanwhile.
    """
    with _alone(collection):
        release = find(writer, name)
        _refuse_unfit(release)
        if not force and release.state in (State.BUILT, State.FAILED):
            raise ReleaseRefused(f"release {name} is not published: {_unverified(release)}")
        _switch(writer, release, over, replace(release.note, forced=force, withdrawn_at=""))
        # What a release cites goes with the collection of its day; an older one's is gone.
        collection.citations.publish(release.note.citations)


def roll_back(collection: Collection, writer: IndexWriter, to: str = "") -> str:
    """Makes the release that was live before the live one again, at once, or the one that `to`
    names. Returns its name. Raises ReleaseRefused."""
    with _alone(collection):
        known = releases(writer)
        live = next((one for one in known if one.state is State.LIVE), None)
        if to:
            release = find(writer, to)
            _refuse_unfit(release)
            if release.state is not State.LIVE and not _was_live(release):
                raise ReleaseRefused(f"release {to} was never live; publish it instead")
        else:
            before = _before(known)
            if before is None:
                raise ReleaseRefused(
                    "there is no earlier release to go back to; build one with "
                    "`legal-library index build`, and publish it"
                )
            release = before
        if release.state is State.LIVE:
            raise ReleaseRefused(f"release {release.name} is the live one already")
        _switch(writer, release, None, replace(release.note, withdrawn_at=""))
        # Going back and forth, only what is newer than its successor was rolled back from.
        if live and live.name > release.name:
            left = find(writer, live.name).note
            annotate(writer, live.name, replace(left, withdrawn_at=_now()))
        return release.name


def prune(
    collection: Collection, writer: IndexWriter, keep: int = KEPT, *, dry_run: bool = False
) -> list[str]:
    """Removes all releases but the newest `keep`, the live one, and the one that a roll back goes
    to; also what interrupted builds left, while none is under way. Returns their names."""
    with _alone(collection):
        known = releases(writer)
        finished = [one for one in known if one.stored.finished and one.stored.ours]
        before = _before(known)
        kept = {one.name for one in finished[:keep]} | {before.name if before else ""}
        removed = [one.name for one in finished if one.name not in kept and not one.stored.live]
        unfinished = [one.name for one in known if one.state is State.UNFINISHED]
        try:
            with collection.only_one(BUILD):
                if not dry_run:
                    for name in unfinished:
                        writer.discard(name)
        except Busy:
            unfinished = []
        if not dry_run:
            for name in removed:
                writer.discard(name)
        return [*removed, *unfinished]


def _refuse_unfit(release: Release) -> None:
    reasons = {
        State.UNFINISHED: "it is not finished; `legal-library index build` goes on with it",
        State.FOREIGN: "this program did not make it",
    }
    if reason := reasons.get(release.state):
        raise ReleaseRefused(f"release {release.name} cannot be used: {reason}")


def _unverified(release: Release) -> str:
    if release.note.verification is None:
        return f"it was not verified; run `legal-library index verify {release.name}`"
    failed = "; ".join(f"{check.name}: {check.found}" for check in release.note.verification.failed)
    return (
        f"it failed when it was verified ({failed}); build another, or publish it with --force and "
        "the reason why"
    )


def _switch(writer: IndexWriter, release: Release, over: str | None, note: Note) -> None:
    live = writer.live()
    if live != release.name and any(stored.live for stored in writer.releases()):
        # Before the switch, so that there is always a release to go back to.
        annotate(writer, live, replace(find(writer, live).note, replaced_at=_now()))
    try:
        writer.publish(release.name, live if over is None else over)
    except PublishConflict as error:
        raise ReleaseRefused(
            f"release {release.name} is not published: {error}. Look at "
            f"`legal-library index list`, and run `legal-library index publish {release.name}` "
            "if it is still to be"
        ) from error
    annotate(writer, release.name, replace(note, published_at=_now()))


def _was_live(release: Release) -> bool:
    return bool(release.note.replaced_at)


def _before(known: Iterable[Release]) -> Release | None:
    """The release that a roll back goes to: the one that was live last, and was not rolled back
    from."""
    candidates = [
        one
        for one in known
        if one.stored.finished
        and one.state is not State.LIVE
        and _was_live(one)
        and not one.note.withdrawn_at
    ]
    return max(candidates, key=lambda one: one.note.replaced_at, default=None)


def _alone(collection: Collection) -> AbstractContextManager[None]:
    return collection.only_one(SWITCH)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
