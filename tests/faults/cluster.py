"""A real Elasticsearch of several nodes with security and TLS, whose nodes can be killed."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from indexer.engine.elasticsearch import Connection

_SCRIPT = Path(__file__).parents[2] / ".ci" / "elasticsearch.py"
_UNAVAILABLE = 69


class Unavailable(Exception):
    """It cannot be started on this machine. The message says why."""


@dataclass(slots=True)
class Node:
    """One node; `pid` is of its process group."""

    name: str
    url: str
    port: int
    pid: int
    log: str
    config: str

    @property
    def data(self) -> Path:
        return Path(self.config).parent / "data"

    def kill(self) -> None:
        """As if power had been cut."""
        os.killpg(self.pid, signal.SIGKILL)

    def start(self) -> None:
        """Starts it again with its data; does not wait for it."""
        self.pid = int(_told("again", "--port", str(self.port))["pid"])


@dataclass(frozen=True, slots=True)
class Cluster:
    """Its nodes; `ca` is the file of its certificate authority, `user` may do everything."""

    nodes: tuple[Node, ...]
    ca: str
    user: str
    password: str

    @classmethod
    def start(cls, port: int, nodes: int = 3) -> "Cluster":
        """Starts one on ports from `port` on. Raises Unavailable."""
        told = _told("cluster", "--port", str(port), "--nodes", str(nodes))
        return cls(tuple(Node(**one) for one in told.pop("nodes")), **told)

    @property
    def url(self) -> str:
        """ELASTICSEARCH_URL of all nodes for `user`."""
        user = f"{quote(self.user)}:{quote(self.password)}@"
        return ",".join(node.url.replace("://", f"://{user}") for node in self.nodes)

    def connection(self, prefix: str) -> Connection:
        return Connection(self.url, ca_file=self.ca, prefix=prefix)

    def master(self) -> Node:
        """The node that is the elected master."""
        said = self.connection("any").client.cat.master(format="json").body[0]
        return next(node for node in self.nodes if node.name == said["node"])

    def wait(self, nodes: int | None = None) -> None:
        """Waits until all nodes (or as many as said) are there and each index has its copies."""
        client = self.connection("any").client.options(request_timeout=200)
        health = client.cluster.health(
            wait_for_nodes=str(nodes or len(self.nodes)), wait_for_status="green", timeout="180s"
        )
        if health["timed_out"]:
            raise TimeoutError(f"the cluster did not come back: {health.body}")

    def stop(self) -> None:
        for node in self.nodes:
            _told("stop", "--port", str(node.port))


def _told(*arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode == _UNAVAILABLE:
        raise Unavailable(done.stderr.strip())
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr or done.stdout}")
    return json.loads(done.stdout) if done.stdout.strip() else None
