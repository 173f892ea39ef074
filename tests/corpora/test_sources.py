"""Every source that is shipped reads its samples as its expected.json says.

A source's folder in tests/corpora/sources/ holds what docs/adding-a-source.md lists. Where there is
no expected.json it is written from what is read, and the test fails until somebody has looked.
"""

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpora.containers import find_containers
from corpora.crawl.archive import unpack
from corpora.crawl.errorpages import ErrorPages
from corpora.crawl.run import archive_files
from corpora.crawl.urls import normalise
from corpora.extract.model import Source, SourceFile
from corpora.extract.registry import extract
from corpora.sources.definition import (
    FOLDER,
    Definition,
    DefinitionError,
    find,
    load,
    parse,
    shipped,
)
from corpora.sources.listing import read_fields, read_list
from corpora.sources.new import create

SAMPLES = Path(__file__).parent / "sources"
_LABELS = 6


def sample(source_id: str, stem: str) -> Path | None:
    return next(iter(sorted((SAMPLES / source_id).glob(f"{stem}.*"))), None)


def read_samples(definition: Definition, collection: Path | None) -> dict[str, Any]:
    """What is read from the samples of a source; `collection` None where it is not here."""
    found: dict[str, Any] = {}
    url = normalise(definition.entry_points[0]) if definition.entry_points else ""
    metadata: dict[str, str] = {}
    for number, step in enumerate(definition.listing, 1):
        if step.kind == "folder":
            continue
        if step.kind == "archive":
            names = (SAMPLES / definition.id / "archive.txt").read_text().split()
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as archive:
                for name in names:
                    archive.writestr(name, "")
            found["archive"] = [
                own for own, _, _ in archive_files(unpack(stream.getvalue()), url, step)
            ]
            continue
        page = sample(definition.id, f"list-{number}")
        assert page, f"tests/corpora/sources/{definition.id}/list-{number}.* is missing"
        listed = read_list(step, page.read_bytes(), url)
        assert listed.entries, f"{page.name}: no entry was read"
        assert not listed.problems, listed.problems
        entries = [{"url": one.url, **one.metadata} for one in listed.entries]
        found[f"list-{number}"] = {"entries": entries, "pages": list(listed.pages)}
        url = listed.entries[0].url
        metadata |= listed.entries[0].metadata
    law = read_law(definition, url, metadata, collection)
    if law is not None:
        found["law"] = law
    return found


def read_law(
    definition: Definition, url: str, metadata: dict[str, str], collection: Path | None
) -> dict[str, Any] | None:
    named = SAMPLES / definition.id / "collection.txt"
    if named.exists():
        if collection is None:
            return None
        archive, _, path = named.read_text().strip().partition(" ")
        (container,) = find_containers((collection / archive).parent, Source(""))
        source = container.source if definition.is_folder else definition.source()
        with tarfile.open(collection / archive) as tar:
            member = tar.extractfile(path)
            assert member
            data = member.read()
        url, metadata = "", {}
    else:
        page = sample(definition.id, "law")
        assert page, f"tests/corpora/sources/{definition.id}/law.* is missing"
        source, path, data = definition.source(), page.name, page.read_bytes()
    wanted = "auto" if definition.format == "html" else definition.format
    assert ErrorPages(wanted, definition.documents.no_law).reason("", data) is None
    if definition.documents.fields:
        metadata |= read_fields(definition.format, data, definition.documents.fields)
    (law,) = extract(SourceFile(source, path, data, url=url, metadata=metadata))
    return {
        "title": law.title,
        "jurisdiction": law.jurisdiction,
        "language": law.language,
        "kind": law.kind,
        "number": law.number,
        "date": law.dates.principal(),
        "source_url": law.source_url,
        "labels": [one.label for one in law.provisions if one.label][:_LABELS],
    }


@pytest.mark.parametrize("source_id", [path.stem for path in sorted(FOLDER.glob("*.yaml"))])
def test_a_source_reads_its_samples_as_expected(
    source_id: str, request: pytest.FixtureRequest
) -> None:
    definition = load(FOLDER / f"{source_id}.yaml")
    needs_collection = (SAMPLES / source_id / "collection.txt").exists()
    collection = request.getfixturevalue("real_laws") if needs_collection else None
    found = read_samples(definition, collection)
    expected = SAMPLES / source_id / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"{expected} was written from what is read; look whether it is right")
    assert found == json.loads(expected.read_text())
    assert found["law"]["labels"], "no provision was found in the law"


def test_every_source_says_honestly_when_it_was_verified() -> None:
    for definition in shipped():
        assert definition.verified.date or "never" in definition.verified.against
        assert definition.expected.minimum <= definition.expected.maximum


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_source_is_filled_in(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "CHANGE" in line], "what the generator left to fill in"


def test_no_sample_lies_there_without_its_source() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {one.id for one in shipped()}


GOOD = yaml.safe_load((FOLDER / "fi-finlex.yaml").read_text())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"licence": ""}, "licence: String should have at least 1 character"),
        ({"jurisdictions": ["FINLAND"]}, "jurisdictions.0: 'FINLAND' is not a code"),
        ({"languages": ["xx"]}, "languages.0: 'xx' is not a language"),
        ({"entry_points": ["ftp://x/"]}, "entry_points.0: 'ftp://x/' is not an http"),
        ({"entry_points": []}, "where does the list of laws begin"),
        ({"expected": {"minimum": 5, "maximum": 2}}, "`minimum` is more than `maximum`"),
        ({"expectd": 1}, "expectd: Extra inputs are not permitted"),
        ({"schedule": "hourly"}, "schedule: Input should be"),
        ({"id": "Finlex!"}, "id: String should match pattern"),
        ({"listing": [{"kind": "json"}]}, "needs `items`"),
        ({"listing": [{"kind": "json", "items": "a[]"}]}, "{link}, which is not among `fields`"),
        ({"listing": [{"kind": "feed", "include": "("}]}, "is not a regular expression"),
        ({"listing": [{"kind": "archive"}, {"kind": "feed"}]}, "the last of `listing`"),
        ({"verified": {"date": "soon", "against": "x"}}, "verified.date"),
    ],
)
def test_a_source_file_that_cannot_be_used_is_explained(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse(yaml.safe_dump(GOOD | change), "fi-finlex.yaml")
    assert message in str(caught.value)
    assert "fi-finlex.yaml" in str(caught.value)


def test_what_is_no_yaml_and_what_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="not YAML"):
        parse("a: [", "x.yaml")
    with pytest.raises(DefinitionError, match="not a source"):
        parse("just words", "x.yaml")
    with pytest.raises(DefinitionError, match="known: ca-justice-laws"):
        find("atlantis")
    with pytest.raises(DefinitionError, match="cannot be read"):
        find(str(tmp_path / "none.yaml"))
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(GOOD))
    with pytest.raises(DefinitionError, match="name the file like it"):
        find(str(tmp_path / "other.yaml"))


def test_a_new_source_is_written_ready_to_be_filled_in(tmp_path: Path) -> None:
    (tmp_path / "corpora" / "sources").mkdir(parents=True)
    written = create("no-lanterns", tmp_path)
    definition = load(written[0])
    step = definition.listing[0]
    listed = read_list(step, written[1].read_bytes(), definition.entry_points[0])
    assert listed.entries[0].metadata == {"title": "Lantern Act", "number": "12/1999"}
    assert listed.pages == ("https://laws.example/laws?page=2",)
    (law,) = extract(SourceFile(definition.source(), "law.html", written[2].read_bytes()))
    assert [one.label for one in law.provisions] == ["Article 1", "Article 2"]
    with pytest.raises(DefinitionError, match="already"):
        create("no-lanterns", tmp_path)
    with pytest.raises(DefinitionError, match="is no id"):
        create("../x", tmp_path)
    with pytest.raises(DefinitionError, match="not a checkout"):
        create("no-lanterns", tmp_path / "corpora")
