"""A page of a PDF as an image: `render` in a process of its own, which may hang or die.

`python -m corpora.page_image FILE PAGE` is that process; it writes WebP to its standard output.
"""

import io
import resource
import subprocess
import sys
from pathlib import Path

import pypdfium2

MEDIA_TYPE = "image/webp"
VERSION = "1"
"""Of what `render` makes of the same page."""

_WIDTH = 1100
# A page may be a roll, or a map; WebP has at most 16,383 rows.
_MOST_PIXELS = 4_000_000
_HIGHEST = 8000
_SECONDS = 10
_MEMORY = 2 * 1024**3
_QUALITY = 70


class PageImageError(Exception):
    """The page cannot be shown. The message says why, in plain words."""


def render(file: Path, page: int) -> bytes:
    """The page (from 1) of a PDF as WebP. Raises PageImageError."""
    command = [sys.executable, "-m", __name__, str(file), str(page)]
    root = Path(__file__).parents[1]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=_SECONDS, cwd=root, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PageImageError(f"it takes longer than {_SECONDS} seconds") from error
    if done.returncode:
        raise PageImageError(done.stderr.decode("utf-8", "replace").strip()[-200:] or "it crashed")
    return done.stdout


def _image(file: Path, page: int) -> bytes:
    document = pypdfium2.PdfDocument(file)
    if not 1 <= page <= len(document):
        raise PageImageError(f"the file has {len(document)} pages")
    loaded = document[page - 1]
    width, height = loaded.get_size()
    scale = min(
        _WIDTH / max(width, 1),
        _HIGHEST / max(height, 1),
        (_MOST_PIXELS / max(width * height, 1)) ** 0.5,
    )
    out = io.BytesIO()
    loaded.render(scale=scale).to_pil().save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()


def _main(file: str, page: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        sys.stdout.buffer.write(_image(Path(file), int(page)))
    except (PageImageError, pypdfium2.PdfiumError, OSError, MemoryError) as error:
        sys.exit(str(error) or type(error).__name__)


if __name__ == "__main__":
    _main(*sys.argv[1:])
