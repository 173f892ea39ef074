"""Writes the files of a new source to begin with."""

import re
from pathlib import Path

from corpora.sources.definition import DefinitionError

_DEFINITION = """\
id: {id}
name: CHANGE the collection's name, as its publisher calls it
publisher: CHANGE who publishes it
homepage: https://laws.example/
jurisdictions: [NOR]  # CHANGE: ISO 3166 alpha-3
languages: [nb]  # CHANGE: likeliest first
licence: CHANGE the terms, as the publisher states them
attribution: ""

# The page or pages where the list begins.
entry_points:
  - https://laws.example/laws

# How to read the list. The steps follow one another; what the last finds are laws.
listing:
  - kind: html  # or xml, json, feed, sitemap, archive
    items: ul.laws li
    fields:
      link: a::attr(href)
      title: a
      number: {{select: .number, match: '(\\d+/\\d+)'}}
    next: a[rel=next]::attr(href)

format: html  # of the laws: html, xml, json, pdf, docx, rtf, txt, md, auto
manners: {{delay_seconds: 1, concurrency: 1}}
schedule: weekly
expected: {{minimum: 1, maximum: 1000}}  # CHANGE: laws of a whole crawl
verified:
  date: null  # the day on which you saw it work: 2026-11-25
  against: never run live; the sample is written from CHANGE
notes: ""
"""
_LIST = """\
<html><head><title>Laws</title></head><body>
<ul class="laws">
  <li><a href="/laws/1">Lantern Act</a> <span class="number">No. 12/1999</span></li>
</ul>
<a rel="next" href="/laws?page=2">Next</a>
</body></html>
"""
_LAW = """\
<html><head><title>Lantern Act</title></head><body><main>
<h1>Lantern Act</h1>
<h4>Article 1</h4>
<p>Whoever keeps a lantern shall light it before dusk and put it out after dawn.</p>
<h4>Article 2</h4>
<p>Whoever leaves a lantern dark pays a fine.</p>
</main></body></html>
"""


def create(source_id: str, root: Path) -> list[Path]:
    """Writes the definition and the samples, gives their paths, the definition's first.

    root  of the checkout
    Raises DefinitionError for an id that cannot be used, or is.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source_id) or len(source_id) > 60:
        raise DefinitionError(
            f"{source_id!r} is no id: small letters, digits and hyphens, for example no-lovdata"
        )
    definition = root / "corpora" / "sources" / f"{source_id}.yaml"
    samples = root / "tests" / "corpora" / "sources" / source_id
    if not definition.parent.is_dir():
        raise DefinitionError(
            f"{root.resolve()} is not a checkout of the library: call it from there, or give --root"
        )
    if definition.exists() or samples.exists():
        raise DefinitionError(f"there is a source {source_id} already ({definition})")
    samples.mkdir(parents=True)
    files = {
        definition: _DEFINITION.format(id=source_id),
        samples / "list-1.html": _LIST,
        samples / "law.html": _LAW,
    }
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)
