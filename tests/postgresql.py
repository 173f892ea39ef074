"""A PostgreSQL server of a test run's own."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


class Missing(Exception):
    """PostgreSQL is not installed."""


class Postgresql:
    """A server that listens on a socket in a folder of its own. Raises Missing."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise Missing("it is not installed (apt-get install postgresql)")
        self._programs = found[-1].parent
        # It refuses to run as root; Debian's package brings a user for it.
        self._account = "postgres" if os.getuid() == 0 else None
        self._home = Path(tempfile.mkdtemp(prefix="legal-library-postgresql-"))
        if self._account:
            shutil.chown(self._home, self._account)
        self._run("initdb", "--auth=trust", "--username=library", "--encoding=UTF8")
        self.start()

    def url(self, name: str = "{name}") -> str:
        """SQLAlchemy URL of a database of that name."""
        return f"postgresql+psycopg://library@/{name}?host={self._home}"

    def start(self) -> None:
        folder = f"-c listen_addresses='' -c unix_socket_directories={self._home} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "-l", str(self._home / "log"), "-o", folder)

    def stop(self, mode: str = "immediate") -> None:
        """`mode` as for pg_ctl: `fast` ends sessions, `immediate` is as if power had been cut."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def remove(self) -> None:
        """Stops it and removes its files."""
        self.stop()
        shutil.rmtree(self._home)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), "-D", str(self._home / "data"), *arguments],
            check=True, user=self._account, cwd=self._home, stdout=subprocess.DEVNULL,
        )  # fmt: skip
