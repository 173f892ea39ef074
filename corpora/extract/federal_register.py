"""Rules of the Federal Register of the United States in the Government Publishing Office's XML: a
preamble, its explanation, and the sections of the Code of Federal Regulations as they now read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpora.extract.markup import Element, child, descendants, inline, lines, name
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile

_BLOCKS = frozenset(
    {"P", "FP", "AMDPAR", "AUTH", "ROW", "TTITLE", "FTNT", "EXTRACT", "STARS", "NAME", "TITLE",
     "DATED", "AGENCY", "SUBAGY", "CFR", "DEPDOC", "RIN", "HD", "LSTSUB", "SECTION", "LI"}
)  # fmt: skip
_RANKS = ("HED", "HD1", "HD2", "HD3", "HD4", "HD5")
_DOCUMENT = re.compile(r"FR Doc\.?\s*([0-9A-Z]{1,4}[-–][0-9]{1,6})")
_SKIP = frozenset({"PRTPAGE", "BILCOD"})


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One rule a document."""
    del file
    preamble = child(root, "PREAMB")
    if preamble is None:
        raise ExtractionError(f"a {name(root)} without its preamble")
    subject = child(preamble, "SUBJECT")
    title = inline(subject)
    if subject is not None:
        preamble.remove(subject)
    found = _DOCUMENT.search(inline(next(descendants(root, "FRDOC"), None)))
    metadata = {
        "title": title,
        "kind": "regulation" if name(root) == "RULE" else "",
        "number": f"FR Doc. {found[1]}" if found else "",
        "native_id": found[1] if found else "",
        "language": "en",
    }
    draft = Draft(
        {key: value for key, value in metadata.items() if value}, pieces=list(_Reader().read(root))
    )
    draft.leave_out("data about the text", map(inline, descendants(root, *_SKIP)))
    return [draft]


@dataclass(slots=True)
class _Reader:
    """divisions are headings with their rank; loose is text since the last of them."""

    divisions: list[tuple[int, str]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    def read(self, root: Element) -> Iterator[Piece]:
        """The sections, and the text between them below its headings."""
        yield from self._walk(root)
        yield from self._flush()

    def _walk(self, element: Element) -> Iterator[Piece]:
        for item in element:
            local = name(item)
            if not local or local in _SKIP:
                continue
            if local == "HD":
                yield from self._flush()
                source = item.get("SOURCE", "")
                rank = _RANKS.index(source) if source in _RANKS else len(_RANKS)
                above = [entry for entry in self.divisions if entry[0] < rank]
                self.divisions = [*above, (rank, inline(item))]
            elif local == "SECTION" and child(item, "SECTNO") is not None:
                yield from self._flush()
                yield self._section(item)
            elif next(descendants(item, "HD", "SECTION"), None) is not None:
                yield from self._walk(item)
            elif text := self._text(item):
                self.loose.append(text)

    def _flush(self) -> Iterator[Piece]:
        if self.loose:
            yield Piece("", "", "\n".join(self.loose), self._above)
            self.loose = []

    @property
    def _above(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.divisions)

    @staticmethod
    def _text(element: Element) -> str:
        return lines(element, blocks=_BLOCKS, skip=_SKIP)

    def _section(self, section: Element) -> Piece:
        rest = (
            self._text(item) for item in section if name(item) not in ("SECTNO", "SUBJECT", *_SKIP)
        )
        return Piece(
            inline(child(section, "SECTNO")),
            inline(child(section, "SUBJECT")),
            "\n".join(filter(None, rest)),
            self._above,
        )
