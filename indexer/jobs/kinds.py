"""The kinds of jobs: what each one wants to know, and what must not happen beside it. What they
do is in `indexer.jobs.runs`. Arguments come from outside; they are checked here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from corpora.containers import Container, SourceError, find_containers
from corpora.extract.model import Source
from corpora.locks import work_on_source
from corpora.sources.definition import DefinitionError, find
from indexer.jobs.records import JobRefused
from indexer.releases import BUILD, KEPT, SWITCH
from mappings.jurisdictions import find_jurisdiction
from mappings.languages import languages

BACKUPS = "backups"
"""The folder in LEGAL_LIBRARY_HOME that jobs back up to; best a link to another disk."""
BACKUP = "backup"
"""The lock of who writes there."""
INCOMING = "incoming"
"""The folder in LEGAL_LIBRARY_HOME that jobs import from. Who asks for a job may be far away from
this machine, and is not to read whatever its worker can."""


class Arguments(BaseModel):
    """What a kind wants to know. An unknown name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_Arguments = TypeVar("_Arguments", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Kind(Generic[_Arguments]):
    """A kind of job.

    does      in plain English, for people who choose
    run       does it, and gives what it did, in figures
    locks     what it holds while it runs; what cannot be known beforehand is left out
    quick     takes seconds, and is never kept waiting by one that takes hours
    """

    name: str
    does: str
    arguments: type[_Arguments]
    locks: Callable[[Path, _Arguments], tuple[str, ...]]
    quick: bool = False


def _known_source(source: str) -> str:
    try:
        if find(source).is_folder:
            raise ValueError(f"{source} is for folders; ask for an import instead")
    except DefinitionError as error:
        raise ValueError(str(error)) from error
    return source


def _inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\0" in path or "\\" in path or not parts:
        raise ValueError(f"give a folder or file in LEGAL_LIBRARY_HOME/{INCOMING}, by its name")
    return "/".join(parts)


def _jurisdiction(name: str) -> str:
    if not name:
        return ""
    code = find_jurisdiction(name)
    if code is None:
        raise ValueError(f"{name!r} is no ISO 3166 code or name of a country that we know")
    return code


def _language(code: str) -> str:
    if code and code not in languages():
        raise ValueError(f"{code!r} is not a language that we know")
    return code


_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
_Id = Annotated[str, StringConstraints(pattern=r"^[\w.-]*$", max_length=100)]
_Workers = Annotated[int | None, Field(ge=1, le=64, description="Processes; by default all cores.")]
_Release = Annotated[_Id, Field(description="A release; by default the newest.")]
_Keep = Annotated[int, Field(ge=1, le=1000, description="Newest releases that stay.")]
_Whole = Annotated[bool, Field(description="From nothing, though only few laws may have changed.")]


class CrawlArguments(Arguments):
    source: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=60),
        AfterValidator(_known_source),
        Field(description="A source of `legal-library corpora sources`."),
    ]
    workers: _Workers = None


class ImportArguments(Arguments):
    folder: Annotated[
        str,
        StringConstraints(min_length=1, max_length=1000),
        AfterValidator(_inside),
        Field(description=f"A folder or file in LEGAL_LIBRARY_HOME/{INCOMING}."),
    ]
    source: Annotated[_Id, Field(description="Id of the source; by default the folder's name.")] = (
        ""
    )
    jurisdiction: Annotated[
        str, AfterValidator(_jurisdiction), Field(description="Country of files that do not say.")
    ] = ""
    language: Annotated[
        str, AfterValidator(_language), Field(description="Language of files that do not say.")
    ] = ""
    licence: Annotated[_Line, Field(description="Licence of the files.")] = ""
    workers: _Workers = None


class ExtractArguments(Arguments):
    source: Annotated[
        str,
        StringConstraints(pattern=r"^[^\x00]+$", max_length=200),
        Field(description="A source of the collection."),
    ]
    workers: _Workers = None


class BuildArguments(Arguments):
    whole: _Whole = False
    workers: _Workers = None


class UpdateArguments(BuildArguments):
    keep: _Keep = KEPT


class VerifyArguments(Arguments):
    release: _Release = ""


class PublishArguments(Arguments):
    release: _Release = ""
    force: Annotated[_Line, Field(description="Though it is not verified; why.")] = ""


class RollbackArguments(Arguments):
    to: Annotated[_Id, Field(description="A release; by default the one before.")] = ""


class BackupArguments(Arguments):
    """There is nothing to say."""


class PruneArguments(Arguments):
    keep: _Keep = KEPT


def containers(home: Path, arguments: ImportArguments) -> list[Container]:
    """What an import brings in. Raises SourceError."""
    path = home / INCOMING / arguments.folder
    defaults = Source(
        id=arguments.source or path.stem,
        jurisdictions=(arguments.jurisdiction,) if arguments.jurisdiction else (),
        languages=(arguments.language,) if arguments.language else (),
        licence=arguments.licence,
        origin=path.name,
    )
    return find_containers(path, defaults)


def _import_locks(home: Path, arguments: ImportArguments) -> tuple[str, ...]:
    try:
        found = containers(home, arguments)
    except SourceError:
        # The job says so when it runs.
        return ()
    return tuple(work_on_source(container.source.id) for container in found)


KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        Kind(
            "crawl",
            "Bring in what is new or changed at a source on the web.",
            CrawlArguments,
            lambda home, arguments: (work_on_source(arguments.source),),
        ),
        Kind(
            "import",
            "Bring in a folder of laws that was put on this machine.",
            ImportArguments,
            _import_locks,
        ),
        Kind(
            "extract",
            "Read a source again from the files that are kept, when the program reads better.",
            ExtractArguments,
            lambda home, arguments: (work_on_source(arguments.source),),
        ),
        Kind(
            "update",
            "Bring the index up to the collection: build, verify, publish, prune.",
            UpdateArguments,
            lambda home, arguments: (BUILD,),
        ),
        Kind(
            "build",
            "Tag and index what changed, in a release beside the live one.",
            BuildArguments,
            lambda home, arguments: (BUILD,),
        ),
        Kind(
            "verify",
            "Compare a release with the collection.",
            VerifyArguments,
            lambda home, arguments: (),
        ),
        Kind(
            "publish",
            "Make a verified release the live one.",
            PublishArguments,
            lambda home, arguments: (SWITCH,),
            quick=True,
        ),
        Kind(
            "rollback",
            "Make the release that was live before the live one again.",
            RollbackArguments,
            lambda home, arguments: (SWITCH,),
            quick=True,
        ),
        Kind(
            "prune",
            "Remove old releases, and what interrupted builds left.",
            PruneArguments,
            lambda home, arguments: (SWITCH,),
        ),
        Kind(
            "backup",
            f"Back up the collection into LEGAL_LIBRARY_HOME/{BACKUPS}, or bring that up to date.",
            BackupArguments,
            lambda home, arguments: (BACKUP,),
        ),
    )
}


def kind_of(name: str) -> Kind[Any]:
    """The kind of a name. Raises JobRefused."""
    if name in KINDS:
        return KINDS[name]
    raise JobRefused(f"there is no kind of job {name[:60]!r}; known: {', '.join(KINDS)}")


def checked(kind: Kind[Any], arguments: Mapping[str, Any]) -> Arguments:
    """The arguments of a kind, from outside. Raises JobRefused, which names what is wrong."""
    try:
        found: Arguments = kind.arguments.model_validate(dict(arguments))
        return found
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'arguments'}: "
            f"{one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        )
        raise JobRefused(f"{kind.name} cannot be done so: {wrong}") from error
