"""Every file that benchmarks/fuzz.py found, read again. A file is named after what it did."""

from pathlib import Path

import pytest

from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract

FINDINGS = sorted((Path(__file__).parent / "findings").iterdir())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_a_finding_gives_laws_or_one_of_our_errors_in_plain_words(path: Path) -> None:
    source = Source("fuzz", ("NOR",), ("en", "ru"))
    try:
        laws = extract(SourceFile(source, f"x{path.suffix}", path.read_bytes()))
    except (NotALaw, ExtractionError) as error:
        assert "broke its reader" not in str(error)
    else:
        assert all(law.title for law in laws)
        paths = [provision.path for provision in laws[0].provisions]
        assert len(set(paths)) == len(paths)
