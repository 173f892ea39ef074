"""What the server is made of, as far as that can be told without a container engine."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from mappings.settings import SECRETS, VARIABLES

ROOT = Path(__file__).parents[1]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
NODES = yaml.safe_load((ROOT / "docker-compose.three-nodes.yml").read_text())
KEYS = json.loads((ROOT / "deploy" / "elasticsearch-keys.json").read_text())
OURS = ("prepare", "worker", "web")


@pytest.mark.parametrize("name", OURS)
def test_the_library_is_given_only_settings_that_it_has(name: str) -> None:
    known = {*VARIABLES, *(f"{secret}_FILE" for secret in SECRETS)}
    assert set(SERVICES["services"][name]["environment"]) <= known


@pytest.mark.parametrize("name", OURS)
def test_the_library_runs_without_rights(name: str) -> None:
    service = SERVICES["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "user" not in service, "that of the image, which is not root"
    assert "USER library" in (ROOT / "deploy" / "Dockerfile").read_text()


def test_only_the_proxy_is_reachable() -> None:
    assert [name for name, one in SERVICES["services"].items() if "ports" in one] == ["proxy"]
    assert SERVICES["networks"]["inside"] == {"internal": True}


def test_volumes_and_files_that_are_named_are_there() -> None:
    for both in (SERVICES, NODES):
        for service in both["services"].values():
            for volume in service.get("volumes", []):
                source = volume.partition(":")[0]
                if source.startswith("."):
                    assert (ROOT / source).exists()
                else:
                    assert source in {**SERVICES["volumes"], **NODES["volumes"]}


def test_elasticsearch_speaks_tls_and_asks_who_is_there() -> None:
    settings = SERVICES["services"]["elasticsearch"]["environment"]
    for name in ("enabled", "transport.ssl.enabled", "http.ssl.enabled"):
        assert settings[f"xpack.security.{name}"] == "true"
    url = SERVICES["services"]["web"]["environment"]["ELASTICSEARCH_URL"]
    assert url.startswith("https://")
    urls = NODES["services"]["web"]["environment"]["ELASTICSEARCH_URL"].split(",")
    assert [one.removeprefix("https://") for one in urls] == [
        f"{name}:9200" for name in NODES["x-cluster"]["discovery.seed_hosts"].split(",")
    ]


def privileges(key: str) -> tuple[set[str], set[str], set[str]]:
    """Of an API key: for the cluster, for indices, and the indices' names."""
    (role,) = KEYS[key].values()
    (indices,) = role["indices"]
    return set(role["cluster"]), set(indices["privileges"]), set(indices["names"])


def test_keys_may_do_no_more_than_they_need() -> None:
    every: dict[str, Any] = {name: privileges(name) for name in KEYS}
    assert {names for _, _, indices in every.values() for names in indices} == {"legal-library-*"}
    for name in ("reader", "web"):
        assert privileges(name)[0] == set()
        assert not privileges(name)[1] & {"write", "index", "create", "delete", "all"}
    assert "manage" not in privileges("reader")[1]
    assert not privileges("worker")[0] & {"all", "manage", "manage_security"}
