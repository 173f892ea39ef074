"""Mutation fuzzing of every extractor, one input at a time in a child process with limits:

    python -m benchmarks.fuzz --minutes 7 [--seed N] [--format md …] [--findings DIR] [--json]

Seeds are the demonstration collection and the small files of tests/corpora/samples. An input is a
finding when its reader raises what is none of its two errors, gives a law that breaks a promise of
`mappings.records`, takes more than a limit of time or memory, or ends the process. Findings are
made smaller and written to DIR, one file for each place in the code that they point to.
"""

import copy
import hashlib
import io
import json
import multiprocessing
import random
import re
import resource
import time
import traceback
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import click
from lxml import etree

from corpora.containers import find_containers
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import Law

_ROOT = Path(__file__).parents[1]
_SEEDS = (_ROOT / "corpora/demonstration/sources", _ROOT / "tests/corpora/samples")
_SOURCE = Source("fuzz", ("NOR",), ("en", "ru"))

SECONDS_AN_INPUT = 10
BYTES_OF_MEMORY = 3 * 1024**3
_LARGEST = 400_000
_SECONDS_TO_SHRINK = 20

_TOKENS: dict[str, tuple[bytes, ...]] = {
    "any": (
        b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"99999999999999999999", b"-1",
        b"\xed\xa0\x80", "\u202e".encode(), "\u0301".encode(), b"Article 1. ", b"\xa7 1 ", b" ",
        "第一条".encode(), "المادة ١".encode(), b"PART I\n", b"&#xD800;", b"%s%s", b"2021-02-30",
    ),
    "html": (
        b"<div>", b"</div>", b"<p>", b"<table><tr><td>", b"<!--", b"-->", b"<script>", b"<main>",
        b"<pre>", b"<![CDATA[", b"<a href=x>", b"<svg>", b"<math>", b"<plaintext>", b"<h1>",
        b"<meta charset=utf-7>", b"<frameset>", b"<template>", b"class='menu'",
    ),
    "xml": (
        b"<a>", b"</a>", b"<!DOCTYPE x>", b"&a;", b"<num>", b"<article>", b"<section/>",
        b"<title/>", b"<body>", b"<?pi?>", b"<!-- -->", b"<![CDATA[]]>", b"xmlns='x'", b"level='x'",
        b"<Heading/>",
    ),
    "rtf": (
        b"{", b"}", b"\\", b"\\'", b"\\u99999?", b"\\u-1?", b"\\bin9999 ", b"{\\*\\x",
        b"\\ansicpg0",        b"\\uc9", b"\\par ", b"{\\pict", b"\\object",
    ),
    "md": (
        b"---\n", b"# ", b"> ", b"- ", b"* ", b"**", b"<sup>", b"[^1]", b"](", b"![", b"```\n",
        b"|",        b"<!-- INFO END -->", b":\n:   ", b"***", b"_", b"&amp;", b"title: {a: [",
        b"title: &a [*a]",
    ),
    "json": (
        b"{", b"}", b"[", b"]", b"null", b"true", b"1e999", b"NaN", b'"\\ud800"', b'""', b",", b":",
        b"{}", b"[]", b'"provisions":', b'"title":[],', b"0",
    ),
    "pdf": (
        b"obj", b"endobj", b"stream", b"endstream", b"/Kids", b"/Length 99999999", b"/Count -1",
        b"xref", b"<<", b">>", b"/Filter /FlateDecode", b"1 0 R",
    ),
}  # fmt: skip
_ALIASES = {"htm": "html", "markdown": "md"}


# --- What a child process does with one input -----------------------------------------------


@dataclass(frozen=True, slots=True)
class _Answer:
    """outcome  law, not a law, error, or finding; `where` groups findings of one cause"""

    outcome: str
    where: str = ""
    detail: str = ""


def _judged(path: str, data: bytes) -> _Answer:
    try:
        laws = extract(SourceFile(_SOURCE, path, data))
    except NotALaw:
        return _Answer("not a law")
    except ExtractionError as error:
        cause = error.__cause__
        if cause is not None and "the file broke its reader" in str(error):
            return _Answer("finding", _place(cause), str(error))
        return _Answer("error")
    except MemoryError as error:
        return _Answer("finding", f"memory {_place(error)}", "out of memory")
    except BaseException as error:
        return _Answer("finding", _place(error), repr(error)[:300])
    broken = next(filter(None, map(_broken_promise, laws)), "" if laws else "no law and no error")
    return _Answer("finding", f"promise: {broken}", broken) if broken else _Answer("law")


def _place(error: BaseException) -> str:
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "/corpora/" in frame.filename
    ]
    at = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "?"
    return f"{type(error).__name__} in {at}"


def _broken_promise(law: Law) -> str:
    """The promise of `mappings.records` that a law does not keep; "" when it keeps all."""
    paths = [provision.path for provision in law.provisions]
    texts = [law.title, law.number, *law.titles.values(), *law.identifiers.values()]
    for provision in law.provisions:
        texts += [provision.label, provision.heading, provision.text, *provision.ancestors]
        if "\n\n" in provision.text or provision.text != provision.text.strip():
            return "a text has an empty line or space around it"
        if "\n" in provision.label + provision.heading:
            return "a label or heading has several lines"
    if not law.title.strip():
        return "no title"
    if len(set(paths)) < len(paths):
        return "two provisions have one path"
    if any(re.search(r"[^\w.\-~]", path, re.ASCII) for path in paths):
        return "a path is not safe in a URL"
    if any(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text) for text in texts):
        return "a control character or lone surrogate is left"
    return ""


def _serve(pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        path, data = pipe.recv()
        pipe.send(_judged(path, data))


class _Child:
    """A process that reads inputs; a new one takes its place when it dies or takes too long."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._answered = False

    def judge(self, path: str, data: bytes) -> _Answer:
        """What a reader makes of an input, within the limits."""
        kind = path.rpartition(".")[2]
        try:
            self._pipe.send((path, data))
            # A new process imports the readers first.
            if self._pipe.poll(SECONDS_AN_INPUT + (0 if self._answered else 30)):
                self._answered = True
                answer: _Answer = self._pipe.recv()
                return answer
            ended = _Answer("finding", f"{kind}: slow", f"more than {SECONDS_AN_INPUT} s")
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(5)
            ended = _Answer("finding", f"{kind}: the process died", str(self._process.exitcode))
        self.end()
        self._start()
        return ended

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()


# --- Inputs ---------------------------------------------------------------------------------


def seeds() -> dict[str, list[bytes]]:
    """Files to start from, by format."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for root in _SEEDS:
        for container in find_containers(root, Source("x")):
            for path, data in container.read().files.items():
                suffix = path.rpartition(".")[2].lower()
                if suffix in ("md", "txt", "json", "xml", "html", "rtf", "docx", "pdf"):
                    found[suffix].append(data)
    return dict(found)


def mutated(kind: str, seed: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """A seed with some changes. Most changes break a format's syntax and show only that; some are
    made in the tree of JSON and XML, and inside the archive of a Word document."""
    if kind == "docx" and seed.startswith(b"PK") and rng.random() < 0.8:
        return _rezipped(seed, rng)
    if kind in ("json", "xml") and rng.random() < 0.6:
        return (_changed_json if kind == "json" else _changed_xml)(seed, rng)
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        _mutate(data, kind, others, rng)
    return bytes(data[:_LARGEST])


def _mutate(data: bytearray, kind: str, others: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 4, 30, 300, 3000)))
    match rng.randrange(10):
        case 0:
            for _ in range(rng.choice((1, 3, 30))):
                if data:
                    data[rng.randrange(len(data))] = rng.randrange(256)
        case 1:
            del data[at:end]
        case 2:
            data[at:at] = data[at:end] * rng.choice((1, 2, 50))
        case 3 | 4 | 5:
            tokens = _TOKENS["any"] + _TOKENS.get(_ALIASES.get(kind, kind), ()) * 2
            data[at:at] = rng.choice(tokens) * rng.choice((1, 1, 1, 3, 2000, 20_000))
        case 6:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            data[at:end] = other[start : start + rng.choice((10, 300, 5000))]
        case 7:
            del data[at:]
        case 8:
            text = bytes(data).decode("utf-8", errors="ignore")
            name = rng.choice(("utf-16", "utf-16-be", "cp1251", "gb18030", "utf-32", "cp1256"))
            data[:] = text.encode(name, errors="ignore")
        case _:
            numbers = list(re.finditer(rb"\d+", bytes(data[:100_000])))
            if numbers:
                found = rng.choice(numbers)
                data[found.start() : found.end()] = rng.choice(
                    (b"0", b"-1", b"4294967296", b"9" * 5000, b"1e9", b"x", b"")
                )


_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e300,
    "",
    "x",
    "Article 1. Lamps",
    [],
    {},
    [None],
    [[]],
    {"": ""},
)


def _changed_json(seed: bytes, rng: random.Random) -> bytes:
    try:
        root = json.loads(seed)
    except ValueError:
        return seed
    for _ in range(rng.choice((1, 1, 2, 5))):
        holder: Any = None
        key: Any = None
        node: Any = root
        while isinstance(node, dict | list) and node and rng.random() < 0.8:
            holder = node
            key = rng.choice(list(node)) if isinstance(node, dict) else rng.randrange(len(node))
            node = node[key]
        if holder is None:
            continue
        match rng.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(rng.choice(_VALUES)))
            case 2:
                holder[key] = [node] if rng.random() < 0.5 else {"x": node}
            case _:
                holder[key] = copy.deepcopy(rng.choice(_VALUES))
    return json.dumps(root, ensure_ascii=rng.random() < 0.5).encode()


def _changed_xml(seed: bytes, rng: random.Random) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(seed, parser)
    except etree.XMLSyntaxError:
        return seed
    for _ in range(rng.choice((1, 1, 2, 5))):
        elements = [item for item in root.iter() if isinstance(item.tag, str)]
        node, other = rng.choice(elements), rng.choice(elements)
        above = node.getparent()
        match rng.randrange(6):
            case 0 if above is not None:
                above.remove(node)
            case 1:
                node.tag = other.tag
            case 2:
                node.text, node.tail = rng.choice((None, "", "x", "1", "\u202e")), None
            case 3 if node.attrib:
                node.set(rng.choice(list(node.attrib)), rng.choice(("", "x", "-1", "9" * 30)))
            case 4:
                other.append(copy.deepcopy(node))
            case _:
                node.insert(0, etree.Comment("x"))
    return etree.tostring(root)


def _rezipped(seed: bytes, rng: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        # Most of a document is in one part, and most of what can go wrong is there.
        chosen = "word/document.xml" if rng.random() < 0.6 else rng.choice(names)
        for name in names:
            part = bytearray(old.read(name))
            if name == chosen:
                if rng.random() < 0.05:
                    continue
                _mutate(part, "xml", [bytes(part)], rng)
            new.writestr(name, bytes(part))
    return buffer.getvalue()


def _smaller(path: str, data: bytes, where: str, child: _Child) -> bytes:
    """An input with parts left out that still gives the same finding."""
    until = time.monotonic() + _SECONDS_TO_SHRINK
    size = len(data) // 2
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + size :]
            if child.judge(path, shorter).where == where:
                data = shorter
            else:
                at += size
        size //= 2
    return data


# --- The run --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    """What a format's inputs came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)


def _inputs(
    found: dict[str, list[bytes]], formats: tuple[str, ...], rng: random.Random
) -> Iterator[tuple[str, bytes]]:
    everything = [data for items in found.values() for data in items]
    while True:
        kind = rng.choice(formats)
        # Now and then a file of another format: a wrong name is as common as a broken file.
        seed = rng.choice(everything if rng.random() < 0.03 else found[kind])
        others = found[kind] if rng.random() < 0.8 else everything
        yield kind, mutated(kind, seed, others, rng)


@click.command()
@click.option("--minutes", default=7.0)
@click.option("--seed", default=1)
@click.option("--format", "formats", multiple=True)
@click.option("--findings", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def main(
    minutes: float, seed: int, formats: tuple[str, ...], findings: Path | None, as_json: bool
) -> None:
    """Fuzz the extractors for some minutes."""
    rng = random.Random(seed)
    child = _Child()
    found = seeds()
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    until = time.monotonic() + 60 * minutes
    for kind, data in _inputs(found, formats or tuple(sorted(found)), rng):
        if time.monotonic() > until:
            break
        path = f"x.{kind}"
        started = time.monotonic()
        answer = child.judge(path, data)
        tally = tallies[kind]
        tally.slowest = max(tally.slowest, time.monotonic() - started)
        tally.outcomes[answer.outcome] += 1
        if answer.outcome == "finding" and answer.where not in tally.findings:
            tally.findings[answer.where] = answer.detail
            if findings:
                findings.mkdir(parents=True, exist_ok=True)
                small = _smaller(path, data, answer.where, child)
                name = re.sub(r"\W+", "-", answer.where).strip("-")[:60]
                digest = hashlib.sha256(small).hexdigest()[:6]
                (findings / f"{name}-{digest}.{kind}").write_bytes(small)
    child.end()
    _print({kind: tallies[kind] for kind in sorted(tallies)}, minutes, as_json)


def _print(tallies: dict[str, _Tally], minutes: float, as_json: bool) -> None:
    if as_json:
        shown = {
            kind: {**tally.outcomes, "slowest_s": round(tally.slowest, 2), "where": tally.findings}
            for kind, tally in tallies.items()
        }
        click.echo(json.dumps({"minutes": minutes, "formats": shown}, ensure_ascii=False))
        return
    click.echo("| format | inputs | laws | no law | errors | findings | causes | slowest s |")
    click.echo("|---|---|---|---|---|---|---|---|")
    for kind, tally in tallies.items():
        count = tally.outcomes
        click.echo(
            f"| {kind} | {count.total()} | {count['law']} | {count['not a law']} "
            f"| {count['error']} | {count['finding']} | {len(tally.findings)} "
            f"| {tally.slowest:.1f} |"
        )
    for kind, tally in tallies.items():
        for where, detail in tally.findings.items():
            click.echo(f"{kind}: {where}: {detail[:200]}")


if __name__ == "__main__":
    main()
