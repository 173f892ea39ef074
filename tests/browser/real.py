"""A few real laws, read where they lie, imported and indexed as the whole collection is."""

import shutil
from pathlib import Path

from corpora.containers import find_containers
from corpora.extract.model import Source
from corpora.importer import import_containers
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.pipeline import index_collection

LAWS = {
    "no-legalize": "no/LOV-2005-05-20-28.md",
    "fr-legalize": "fr/LEGITEXT000006070719.md",
    "de-bundestag-gesetze": "s/stgb/index.md",
    "cn-laws-md": "刑法/刑法.md",
    "ind-ansvar-json": "data/seed/49_1988.json",
    "sa-laws-md": "laws/أنظمة الأمن الداخلي والأحوال المدنية والأنظمة الجنائية/نظام مكافحة غسل الأموال.md",
    "world-law-pdfs": "ARE/dacheah+digital-asset-law-corpus/authoritative/ae/decision/cabinet-va-2022/2022-12-12/original.pdf",
}
"""By source, the path of a law: penal codes, laws on corruption and on money laundering, one of
them a PDF in Arabic."""


def build(home: Path, real_laws: Path) -> tuple[EmbeddedReader, Collection]:
    """Imports and indexes them in a folder; `real_laws` is the folder of sources."""
    chosen = home / "chosen"
    for source, path in LAWS.items():
        (container,) = find_containers(real_laws / source, Source(source))
        target = chosen / source / "files" / path
        target.parent.mkdir(parents=True)
        target.write_bytes(container.read().files[path])
        shutil.copy(real_laws / source / "source.json", chosen / source)
    collection = open_collection(home)
    report = import_containers(collection, find_containers(chosen, Source("x")), workers=1)
    assert report.ok, report.failures
    shutil.rmtree(chosen)
    index_collection(collection, EmbeddedWriter(home), home=home)
    return EmbeddedReader(home), collection
