"""The file that a law was read from, and the pages of one that is a PDF."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from corpora import page_image
from corpora.store import Collection
from mappings.records import Law, Provision

PDF = "application/pdf"
# Pages that are drawn at once; each takes a process for a moment.
_AT_ONCE = 2
_WAIT_SECONDS = 10
_KEPT = 32
_RESERVED = re.compile(
    r"all rights reserved|not? (?:be )?(?:redistribut|reproduc)|no (?:redistribut|reproduc)", re.I
)
_SHA256 = re.compile("[0-9a-f]{64}")
_PDF_SIGN = b"%PDF-"
_SIGN_WITHIN = 1024


class Busy(Exception):
    """As many pages are drawn as may be."""


@dataclass(frozen=True, slots=True)
class LawFile:
    """The file of a law. `is_pdf` is told by its bytes, `pages` is 0 for any other."""

    law: Law
    path: Path
    is_pdf: bool
    pages: int

    @property
    def version(self) -> str:
        """The same as long as images of its pages are."""
        return f"{self.law.raw_sha256}-{page_image.VERSION}"


def may_be_shown(licence: str) -> bool:
    """Whether a licence, as the source says it, lets its files be shown: unless it reserves that.
    Texts of laws are free almost everywhere; where nothing is said, nothing is reserved."""
    return not _RESERVED.search(licence)


def looks_like_pdf(path: Path) -> bool:
    """Whether a file is a PDF by its bytes. Raises OSError."""
    with path.open("rb") as file:
        return _PDF_SIGN in file.read(_SIGN_WITHIN)


class FileService:
    """Files of laws that may be shown."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._drawing = BoundedSemaphore(_AT_ONCE)
        self._drawn = lru_cache(maxsize=_KEPT)(self._draw)

    def file(self, law: Law) -> LawFile | None:
        """The file of a law; None when there is none here, or none that may be shown."""
        if not _SHA256.fullmatch(law.raw_sha256) or not may_be_shown(law.licence):
            return None
        path = self._collection.raw.path(law.raw_sha256)
        try:
            is_pdf = law.media_type == PDF and looks_like_pdf(path)
        except OSError:
            return None
        return LawFile(law, path, is_pdf, law.pages[-1].last if is_pdf and law.pages else 0)

    def image(self, path: Path, page: int) -> bytes:
        """A page of a PDF as `page_image.MEDIA_TYPE`. Raises PageImageError, Busy."""
        return self._drawn(path, page)

    def _draw(self, path: Path, page: int) -> bytes:
        if not self._drawing.acquire(timeout=_WAIT_SECONDS):
            raise Busy
        try:
            return page_image.render(path, page)
        finally:
            self._drawing.release()

    def text(self, file: LawFile, page: int) -> tuple[Provision | None, Sequence[Provision]]:
        """The provision that a page may begin in the middle of, and those that begin on it."""
        law = self._collection.law(file.law.id)
        provisions = law.provisions if law else ()
        on_page = [one for one in provisions if one.page == page]
        before = [one for one in provisions if one.page is not None and one.page < page]
        return (before[-1] if before else None), on_page
