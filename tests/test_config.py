import os
from pathlib import Path

import pytest

from annotator.config import Config, Provider, from_environment
from annotator.errors import InvalidSetting

OWNER_OF_NOTHING = 54321  # a user id that no machine gives a name to, as containers run under


def test_an_empty_environment_gives_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    config = from_environment({})
    assert config.data == tmp_path / "annotator-data"
    assert config.database == tmp_path / "annotator-data" / "annotator.db"
    assert config.typology == tmp_path / "annotator-data" / "typology.toml"
    assert config.user


def test_reading_the_settings_makes_no_folder(tmp_path: Path) -> None:
    from_environment({"ANNOTATOR_DATA": str(tmp_path / "news")})
    assert not (tmp_path / "news").exists()


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    given = {"ANNOTATOR_DATA": str(tmp_path), "ANNOTATOR_USER": " Daria Lindqvist "}
    assert from_environment(given) == Config(tmp_path, "Daria Lindqvist")


def test_empty_settings_count_as_not_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"ANNOTATOR_DATA": "", "ANNOTATOR_USER": ""}
    assert from_environment(given) == from_environment({})


def test_a_relative_folder_lies_in_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment({"ANNOTATOR_DATA": "news/desk"}).data == tmp_path / "news" / "desk"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert from_environment({"ANNOTATOR_DATA": "~/news"}).data == tmp_path / "news"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news").write_text("a file")
    with pytest.raises(InvalidSetting, match=r"ANNOTATOR_DATA is “.*news”, which is a file: name a folder"):
        from_environment({"ANNOTATOR_DATA": str(tmp_path / "news")})


def test_the_home_folder_of_somebody_unknown_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="ANNOTATOR_DATA"):
        from_environment({"ANNOTATOR_DATA": "~nobody-of-that-name/news"})


def test_a_blank_user_name_counts_as_not_given() -> None:
    assert from_environment({"ANNOTATOR_USER": "  "}).user == from_environment({}).user


@pytest.mark.parametrize("url", ["redis://queue:6379/0", "rediss://:secret@queue/1", "unix:///run/redis.sock"])
def test_a_queue_in_redis_is_named_and_its_password_not_shown(url: str) -> None:
    found = from_environment({"ANNOTATOR_REDIS_URL": f" {url} "})
    assert found.redis_url == url
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "url", ["queue:6379", "http://:geheim@queue", "redis://", "redis://:geheim@queue:0", "redis://[::1", "unix:"]
)
def test_what_is_no_address_of_redis_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(InvalidSetting, match="ANNOTATOR_REDIS_URL is no address") as raised:
        from_environment({"ANNOTATOR_REDIS_URL": url})
    assert "geheim" not in str(raised.value)


@pytest.mark.skipif(not hasattr(os, "setresuid") or os.geteuid() != 0, reason="only root may act as another user")
def test_a_user_without_a_name_as_in_containers_is_called_local(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    os.setresuid(OWNER_OF_NOTHING, 0, 0)
    try:
        assert from_environment({}).user == "local"
    finally:
        os.setresuid(0, 0, 0)


def test_the_address_for_others_is_scheme_and_host_alone(tmp_path: Path) -> None:
    for given, url in [
        ("https://Check.example.org/", "https://check.example.org"),
        ("http://desk.local:8000", "http://desk.local:8000"),
        ("", ""),
    ]:
        assert from_environment({"ANNOTATOR_DATA": str(tmp_path), "ANNOTATOR_URL": given}).url == url


@pytest.mark.parametrize(
    "url",
    [
        "check.example.org",
        "ftp://x.org",
        "https://",
        "https://x.org/desk",
        "https://a@x.org",
        "http://[::1",
        "http://x:0",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InvalidSetting, match="ANNOTATOR_URL is"):
        from_environment({"ANNOTATOR_URL": url})


def test_a_provider_to_sign_in_with_is_read() -> None:
    given = {
        "ANNOTATOR_OIDC_ISSUER": "https://id.example.org/realm/",
        "ANNOTATOR_OIDC_CLIENT_ID": "desk",
        "ANNOTATOR_OIDC_CLIENT_SECRET": "hidden",
        "ANNOTATOR_OIDC_HOSTS": "Keys.example.org, tokens.example.org:8443,",
        "ANNOTATOR_OIDC_ROLE": "translator",
    }
    hosts = ("keys.example.org", "tokens.example.org:8443")
    wanted = Provider("https://id.example.org/realm", "desk", "hidden", hosts, "id.example.org", "translator")
    assert from_environment(given).provider == wanted
    assert "hidden" not in repr(from_environment(given))
    assert from_environment({}).provider is None


@pytest.mark.parametrize(
    "changes",
    [
        {"ISSUER": "http://id.example.org"},
        {"ISSUER": "id.example.org"},
        {"ISSUER": "https://id.example.org?x=1"},
        {"CLIENT_ID": ""},
        {"ROLE": "admin"},
        {"ROLE": "owner"},
    ],
    ids=str,
)
def test_a_provider_that_cannot_be_trusted_is_refused(changes: dict[str, str]) -> None:
    good = {"ISSUER": "https://id.example.org", "CLIENT_ID": "desk", **changes}
    with pytest.raises(InvalidSetting, match="ANNOTATOR_OIDC"):
        from_environment({f"ANNOTATOR_OIDC_{name}": value for name, value in good.items()})


def test_how_long_a_model_stays_in_memory_is_read_in_minutes() -> None:
    assert from_environment({}).idle == 600
    assert from_environment({"ANNOTATOR_IDLE_MINUTES": "0.5"}).idle == 30
    for wrong in ("soon", "0", "-3", "nan", "inf"):
        with pytest.raises(InvalidSetting, match="ANNOTATOR_IDLE_MINUTES is"):
            from_environment({"ANNOTATOR_IDLE_MINUTES": wrong})


def test_the_web_server_in_front_is_one_address() -> None:
    assert from_environment({}).proxy == ""
    assert from_environment({"ANNOTATOR_TRUSTED_PROXY": " 192.0.2.9 "}).proxy == "192.0.2.9"
    assert from_environment({"ANNOTATOR_TRUSTED_PROXY": "2001:DB8::9"}).proxy == "2001:db8::9"
    for wrong in ("*", "proxy.example.org", "192.0.2.9, 192.0.2.10", "192.0.2.0/24"):
        with pytest.raises(InvalidSetting, match="ANNOTATOR_TRUSTED_PROXY is"):
            from_environment({"ANNOTATOR_TRUSTED_PROXY": wrong})
