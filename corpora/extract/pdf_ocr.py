"""Reads the pages of a PDF that are only images, by the system's tesseract in a process of its own.

Optional: without tesseract, or without its data for the language, pages stay as they are and a
warning says what is missing.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import groupby

import pypdfium2

from corpora.extract.pdf_layout import Segment
from corpora.extract.pdf_page import PageText
from mappings.records import TextQuality

_DOTS_AN_INCH = 300
_MOST_DOTS = 3600  # of the longer side: a page may claim to be a mile wide
_SECONDS_A_PAGE = 60
_POINTS_AN_INCH = 72
_WORD_LEVEL = "5"
_LANGUAGES = {
    "am": "amh", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos",
    "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "he": "heb",
    "hi": "hin", "hr": "hrv", "ht": "hat", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl",
    "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "ko": "kor", "ky": "kir",
    "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd", "mn": "mon", "ms": "msa", "mt": "mlt",
    "my": "mya", "nb": "nor", "ne": "nep", "nl": "nld", "nn": "nor", "pl": "pol", "ps": "pus",
    "pt": "por", "ro": "ron", "ru": "rus", "si": "sin", "sk": "slk", "sl": "slv", "sq": "sqi",
    "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "tg": "tgk", "th": "tha", "tr": "tur",
    "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh-Hans": "chi_sim", "zh-Hant": "chi_tra",
}  # fmt: skip


@cache
def installed() -> frozenset[str]:
    """Tesseract's names of the languages that it has data for; empty when it is not there."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run(  # noqa: S603
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return frozenset(listed.stdout.split("\n")[1:]) & frozenset(_LANGUAGES.values())


@cache
def _version() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return "without tesseract"
    try:
        told = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return "by a tesseract that does not tell its version"
    return f"by {' '.join((told.stdout or told.stderr).partition(chr(10))[0].split())}"


def attempt(seconds: float) -> str:
    """What a law says that could not be read by OCR: with other means it is worth another try."""
    return f"OCR tried {_version()} in {len(installed())} languages for {seconds:g} seconds"


def recognised(
    data: bytes,
    pages: Sequence[PageText],
    languages: Iterable[str],
    seconds: float,
    warnings: list[str],
) -> list[PageText]:
    """The pages with the text of those that are images or garbled, as far as the time goes.

    languages  codes that the text may be in, likeliest first
    """
    wanted = [page for page in pages if page.quality in (TextQuality.IMAGE, TextQuality.BROKEN)]
    if not wanted:
        return list(pages)
    names = _names(languages, warnings)
    if not names:
        return list(pages)
    ends = time.monotonic() + seconds
    read: dict[int, PageText] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for page in wanted:
            left = ends - time.monotonic()
            if left <= 0:
                warnings.append(f"OCR stopped after {seconds:g} seconds, at page {page.number}")
                break
            with suppress(pypdfium2.PdfiumError):
                found = _page(document, page, names, min(left, _SECONDS_A_PAGE))
                if found is not None:
                    read[page.number] = found
    finally:
        document.close()
    return [read.get(page.number, page) for page in pages]


def _names(languages: Iterable[str], warnings: list[str]) -> list[str]:
    if not installed():
        warnings.append("OCR is turned on, but tesseract is not installed")
        return []
    names = list(dict.fromkeys(_LANGUAGES[code] for code in languages if code in _LANGUAGES))
    missing = [name for name in names if name not in installed()]
    if missing:
        warnings.append(f"OCR lacks tesseract's data for {', '.join(missing)}")
    return [name for name in names if name in installed()]


def _page(
    document: pypdfium2.PdfDocument, page: PageText, names: Sequence[str], seconds: float
) -> PageText | None:
    """The page as tesseract reads it; None when it finds nothing, or takes too long."""
    loaded = document[page.number - 1]
    try:
        width, height = loaded.get_size()
        scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, _MOST_DOTS / max(width, height, 1))
        bitmap = loaded.render(scale=scale, grayscale=True)
        try:
            image = _portable(bitmap)
        finally:
            bitmap.close()
    finally:
        loaded.close()
    table = _run(image, names, seconds)
    if table is None:
        return None
    words = list(_words(table))
    if not words:
        return None
    letters = sum(len(word) for _, word, _, _ in words)
    confidence = sum(sure * len(word) for _, word, sure, _ in words) / letters / 100
    segments = tuple(_segments(words, scale, height))
    return replace(
        page,
        width=width,
        height=height,
        segments=segments,
        quality=TextQuality.RECOGNISED,
        text="\n".join(segment.text for segment in segments),
        confidence=round(confidence, 2),
    )


def _portable(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """A bitmap of grays as a PGM file, which needs no library to write."""
    data = bytes(bitmap.buffer)
    rows = b"".join(
        data[start : start + bitmap.width]
        for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    )
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows


def _run(image: bytes, names: Sequence[str], seconds: float) -> str | None:
    """Tesseract's table of words. It and whatever it starts end with the time limit, and with an
    exception of ours."""
    program = shutil.which("tesseract") or "tesseract"
    process = subprocess.Popen(  # noqa: S603
        [program, "stdin", "stdout", "-l", "+".join(names), "tsv"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(image, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return out.decode("utf-8", "replace") if process.returncode == 0 else None


_Word = tuple[tuple[str, ...], str, float, tuple[int, int, int, int]]
"""The line it stands in, its letters, confidence in percent, and left, top, width, height."""


def _words(table: str) -> Iterator[_Word]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            place = (left, top, width, height)
            yield tuple(cells[2:5]), cells[11].strip(), float(cells[10]), place


def _segments(words: Sequence[_Word], scale: float, height: float) -> Iterator[Segment]:
    """A piece a line, in points from the bottom of the page."""
    for _, group in groupby(words, lambda word: word[0]):
        line = list(group)
        boxes = [box for _, _, _, box in line]
        left = min(box[0] for box in boxes) / scale
        right = max(box[0] + box[2] for box in boxes) / scale
        top = height - min(box[1] for box in boxes) / scale
        bottom = height - max(box[1] + box[3] for box in boxes) / scale
        yield Segment(" ".join(word for _, word, _, _ in line), left, bottom, right, top)
