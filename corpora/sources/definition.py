"""What a source file says: who publishes, under which terms, where the list of laws is and how to
read it. One YAML file a source, checked here. docs/adding-a-source.md explains it to newcomers."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from corpora.extract.model import Source
from mappings.jurisdictions import find_jurisdiction
from mappings.languages import languages

FOLDER = Path(__file__).parent
# What a list may say of a law; other fields serve to make its URL.
METADATA = frozenset(
    {"title", "number", "kind", "status", "jurisdiction", "language", "source_url"}
    | {"eli", "native_id", "akn_iri"}
    | {"adopted", "published", "in_force", "amended", "repealed", "version"}
)


class DefinitionError(Exception):
    """A source file cannot be used. The message names the file, the place and what is wrong."""


def _known_jurisdiction(code: str) -> str:
    if find_jurisdiction(code) != code:
        raise ValueError(f"{code!r} is not a code of a jurisdiction (ISO 3166 alpha-3)")
    return code


def _known_language(code: str) -> str:
    if code not in languages():
        raise ValueError(f"{code!r} is not a language that we know")
    return code


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an http or https address")
    return url


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is not a regular expression ({error})") from error
    return text


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_URL = Annotated[str, AfterValidator(_web_address)]
_Pattern = Annotated[str, AfterValidator(_pattern)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Selector(_Part):
    """Where a value is. `select` is CSS (html; XPath behind "xpath:"), XPath without namespaces
    (xml, feed, sitemap) or JMESPath (json); `match` keeps the first group of a pattern."""

    select: _Text
    match: _Pattern | None = None


_Selector = Annotated[
    Selector,
    BeforeValidator(lambda value: {"select": value} if isinstance(value, str) else value),
]


class Paging(_Part):
    """Pages of a list by a number in their URL: `?parameter=first`, then `step` more each."""

    parameter: _Text
    first: int = 1
    step: Annotated[int, Field(ge=1)] = 1


class Step(_Part):
    """How to read one kind of page of a list. The steps follow one another: what one finds is
    read by the next, and what the last finds are laws.

    items    what holds one entry
    fields   values of an entry; those of METADATA are kept for the law
    url      where the entry leads, with fields in braces; of an archive: the page of a file, with
             {path} in it
    page_url  the law's page for readers, with fields in braces, where `url` is for machines
    next     the link to the next page of the list; `page` where pages are numbered
    include  only URLs (of an archive: paths) that have this pattern in them
    """

    kind: Literal["html", "xml", "json", "feed", "sitemap", "archive", "folder"]
    items: str = ""
    fields: Mapping[str, _Selector] = {}
    url: str = "{link}"
    page_url: str = ""
    next: _Selector | None = None
    page: Paging | None = None
    include: _Pattern | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Step":
        if self.kind in ("html", "xml", "json"):
            if not self.items:
                raise ValueError(f"a list of kind {self.kind} needs `items`")
            for key, template in (("url", self.url), ("page_url", self.page_url)):
                unknown = set(re.findall(r"\{(\w+)\}", template)) - set(self.fields)
                if unknown:
                    raise ValueError(
                        f"`{key}` has {{{unknown.pop()}}}, which is not among `fields`"
                    )
        if self.next and self.page:
            raise ValueError("give `next` or `page`, not both")
        return self


class Expected(_Part):
    """How many laws a whole crawl gives. One outside is kept, and not published."""

    minimum: Annotated[int, Field(ge=1)]
    maximum: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _ordered(self) -> "Expected":
        if self.minimum > self.maximum:
            raise ValueError("`minimum` is more than `maximum`")
        return self


class Verified(_Part):
    """When somebody last saw that this file does what it says. `date` is null for never."""

    date: datetime.date | None
    against: _Text


class Manners(_Part):
    """How the publisher's hosts are treated; robots.txt is always obeyed and may ask for more."""

    delay_seconds: Annotated[float, Field(ge=0, le=300)] = 1.0
    concurrency: Annotated[int, Field(ge=1, le=32)] = 1


class Bounds(_Part):
    """Limits of a crawl. `megabytes` and `seconds` are of one document, `pages` of the lists."""

    megabytes: Annotated[int, Field(ge=1, le=2048)] = 64
    seconds: Annotated[float, Field(gt=0, le=3600)] = 120.0
    redirects: Annotated[int, Field(ge=0, le=20)] = 5
    pages: Annotated[int, Field(ge=1)] = 10_000
    documents: Annotated[int, Field(ge=1)] = 500_000
    retries: Annotated[int, Field(ge=0, le=20)] = 4
    first_wait_seconds: Annotated[float, Field(ge=0, le=60)] = 1.0


class Documents(_Part):
    """What is known of the documents themselves.

    fields    values to read in each document, for the law
    headers   sent with each request for one
    no_law    a document with this pattern in its first characters is an error page
    """

    fields: Mapping[str, _Selector] = {}
    headers: Mapping[str, str] = {}
    no_law: _Pattern | None = None


class Definition(_Part):
    """One source."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: _Text
    publisher: _Text
    homepage: _URL | None = None
    jurisdictions: tuple[Annotated[str, AfterValidator(_known_jurisdiction)], ...]
    languages: tuple[Annotated[str, AfterValidator(_known_language)], ...]
    licence: _Text
    attribution: str = ""
    entry_points: tuple[_URL, ...] = ()
    hosts: tuple[str, ...] = ()
    allow_private: bool = False
    listing: Annotated[tuple[Step, ...], Field(min_length=1)]
    complete: bool = True
    format: Literal["html", "xml", "json", "pdf", "docx", "rtf", "txt", "md", "auto"]
    documents: Documents = Documents()
    headers: Mapping[str, str] = {}
    manners: Manners = Manners()
    bounds: Bounds = Bounds()
    schedule: Literal["daily", "weekly", "monthly", "quarterly", "by hand"]
    expected: Expected
    verified: Verified
    notes: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> "Definition":
        kinds = [step.kind for step in self.listing]
        if "folder" in kinds and len(kinds) > 1:
            raise ValueError("a list of kind folder stands alone")
        if "archive" in kinds[:-1]:
            raise ValueError("an archive holds the laws themselves: it is the last of `listing`")
        if not self.is_folder and not self.entry_points:
            raise ValueError("`entry_points` is empty: where does the list of laws begin?")
        if not self.is_folder and not (self.jurisdictions and self.languages):
            raise ValueError("say whose laws they are and in which languages")
        return self

    @property
    def is_folder(self) -> bool:
        """Whether the laws lie in folders on this machine."""
        return self.listing[0].kind == "folder"

    def source(self) -> Source:
        """What the extractors need to know of it."""
        return Source(
            self.id,
            self.jurisdictions,
            self.languages,
            self.licence,
            self.homepage or "",
            self.attribution,
        )


def parse(text: str, name: str) -> Definition:
    """A source from the text of its file; `name` is for messages. Raises DefinitionError."""
    try:
        values: Any = yaml.safe_load(text)
        return Definition.model_validate(values)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{name}: not YAML ({error})") from error
    except ValidationError as error:
        lines = "\n".join(
            f"  {'.'.join(map(str, one['loc'])) or 'the file'}: "
            f"{one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        )
        raise DefinitionError(f"{name}: not a source that can be used\n{lines}") from error


def load(path: Path) -> Definition:
    """A source from its file. Raises DefinitionError."""
    try:
        definition = parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: cannot be read ({error})") from error
    if definition.id != path.stem:
        raise DefinitionError(f"{path.name}: `id` is {definition.id!r}; name the file like it")
    return definition


def shipped() -> list[Definition]:
    """Every source of this folder, by id."""
    return [load(path) for path in sorted(FOLDER.glob("*.yaml"))]


def find(source: str) -> Definition:
    """A source by its id, or by the path of its file. Raises DefinitionError."""
    path = Path(source)
    if path.suffix in (".yaml", ".yml"):
        return load(path)
    path = FOLDER / f"{source}.yaml"
    if re.fullmatch(r"[a-z0-9-]+", source) and path.is_file():
        return load(path)
    known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.yaml")))
    raise DefinitionError(f"there is no source {source!r}; known: {known}")
