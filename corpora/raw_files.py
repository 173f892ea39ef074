"""Raw files, kept for ever under the SHA-256 of their bytes."""

import hashlib
import os
import tempfile
from pathlib import Path


class RawFiles:
    """A folder of content-addressed files: `<root>/ab/cd/abcd…`. Nothing in it is overwritten."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash are, or would be."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def add(self, data: bytes) -> str:
        """Keeps the bytes and gives their SHA-256. Written to a temporary name and renamed, so a
        killed process leaves no half file under a hash."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash. Raises FileNotFoundError."""
        return self.path(sha256).read_bytes()
