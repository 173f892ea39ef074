from pathlib import Path

import pytest

from mappings.settings import SECRETS, Settings, SettingsError


def test_without_variables_the_embedded_engine_is_used_under_the_users_home() -> None:
    settings = Settings.from_environment({})
    assert settings.engine == "embedded"
    assert settings.home == Path.home() / ".local/share/legal-library"
    assert settings.port == 8000


def test_the_url_of_elasticsearch_selects_the_server_engine() -> None:
    settings = Settings.from_environment({"ELASTICSEARCH_URL": "http://localhost:9200"})
    assert settings.engine == "elasticsearch"


def test_an_empty_value_counts_as_not_set() -> None:
    settings = Settings.from_environment({"ELASTICSEARCH_URL": " ", "PORT": ""})
    assert (settings.engine, settings.port) == ("embedded", 8000)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_environment({"PORT": port})


@pytest.mark.parametrize("seconds", ["-1", "1.5", "yes", "100000"])
def test_seconds_of_ocr_that_are_none_are_refused_by_name(seconds: str) -> None:
    with pytest.raises(SettingsError, match="OCR_SECONDS"):
        Settings.from_environment({"OCR_SECONDS": seconds})
    assert Settings.from_environment({"OCR_SECONDS": "90"}).ocr_seconds == 90


@pytest.mark.parametrize(
    "address",
    ["library.example", "ftp://library.example", "https://a/b", "https://a?b", "https://a b"],
)
def test_a_public_address_that_is_none_is_refused_by_name(address: str) -> None:
    with pytest.raises(SettingsError, match="PUBLIC_ADDRESS"):
        Settings.from_environment({"PUBLIC_ADDRESS": address})


def test_a_public_address_is_that_of_a_site() -> None:
    for address in ("https://library.example", "http://127.0.0.1:8000/"):
        assert Settings.from_environment({"PUBLIC_ADDRESS": address}).public_address == address


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_can_be_in_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    settings = Settings.from_environment({f"{name}_FILE": str(tmp_path / "secret")})
    assert getattr(settings, name.lower()) == "hush"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_cannot_be_read_or_is_given_twice_is_refused(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=f"{name}_FILE"):
        Settings.from_environment({f"{name}_FILE": str(tmp_path / "nothing")})
    with pytest.raises(SettingsError, match="both set"):
        Settings.from_environment({name: "hush", f"{name}_FILE": str(tmp_path)})


@pytest.mark.parametrize("address", ["9100", "http://127.0.0.1:9100", "127.0.0.1"])
def test_an_address_for_metrics_that_is_none_is_refused_by_name(address: str) -> None:
    with pytest.raises(SettingsError, match="METRICS_ADDRESS"):
        Settings.from_environment({"METRICS_ADDRESS": address})
