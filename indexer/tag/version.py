"""The version of all that decides which tags a text gets: nobody has to raise it."""

import ast
import hashlib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import mappings
from mappings.vocabulary import vocabulary_version

_OURS = ("indexer", "mappings")
# What it imports decides on tags with it.
_TAGGER = "indexer.tag"
# It says what of a law the tagger sees; what it imports besides is no part of it.
_INPUT = "indexer.documents"


@cache
def tagging_version() -> str:
    """Changes with the vocabulary (labels apart), with the code of the tagger and all modules of
    ours that it imports, and with the rules by which words are stemmed."""
    digest = hashlib.sha256(vocabulary_version().encode())
    digest.update(version("PyStemmer").encode())
    for file in (*modules(), *_suffixes()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def modules() -> list[Path]:
    """The files of the code, in a fixed order."""
    folder = Path(__file__).parent
    tagger = [_TAGGER, *(f"{_TAGGER}.{file.stem}" for file in folder.glob("[!_]*.py"))]
    return sorted({*modules_of(tagger), *filter(None, [_file(_INPUT)])})


def modules_of(names: Iterable[str], rooms: Collection[str] = _OURS) -> list[Path]:
    """The files of some modules and of all modules of our rooms that they import, in a fixed
    order."""
    found: dict[str, Path | None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _file(name)
            waiting += _imported(found[name], rooms)
    return [file for _, file in sorted(found.items()) if file]


def _imported(file: Path | None, rooms: Collection[str]) -> Iterator[str]:
    """What of ours a module imports: modules, and names that are none."""
    for node in ast.walk(ast.parse(file.read_bytes())) if file else ():
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] in rooms)


def _file(name: str) -> Path | None:
    """The file of a module; None for another name."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        # What it is in is a module and no package.
        return None
    return Path(spec.origin) if spec and spec.origin else None


def _suffixes() -> list[Path]:
    return sorted((Path(mappings.__path__[0]) / "suffixes").glob("*.tsv"))
