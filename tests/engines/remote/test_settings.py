"""The file that configures translation servers: nothing without it, and loud on bad values."""

from pathlib import Path

import pytest

from annotator.domain.languages import LANGUAGES
from annotator.engines.remote.settings import RemoteSettings, read
from annotator.errors import InvalidSetting

KEY = "sk-Geheim-0123456789"
LIBRE = """
[[engine]]
name = "newsroom"
kind = "libretranslate"
url = "https://translate.example.org/"
pairs = ["ru-en", "uk-EN"]
"""
CHAT = """
[[engine]]
name = "big.one"
kind = "chat"
model = "llama3:70b"
url = "https://api.example.org/v1"
pairs = ["*-en", "en-ru"]
key_variable = "DESK_KEY"
automatic = true
timeout = 5
patience = 10.5
requests_per_minute = 20
quality = "strong"
"""


def _read(folder: Path, text: str, environment: dict[str, str] | None = None) -> list[RemoteSettings]:
    (folder / "remote.toml").write_text(text, encoding="utf-8")
    return read(folder, environment or {})


def test_without_a_file_nothing_is_configured(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == []
    assert _read(tmp_path, "") == []


def test_a_server_and_what_is_assumed_of_it(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, LIBRE)
    assert (found.name, found.kind, found.url) == ("newsroom", "libretranslate", "https://translate.example.org")
    assert found.pairs == {("ru", "en"), ("uk", "en")}
    assert (found.automatic, found.key, found.host, found.is_loopback) == (False, "", "translate.example.org", False)
    assert (found.timeout, found.patience, found.requests_per_minute) == (30, 60, 60)


def test_everything_can_be_set_and_a_star_is_every_language(tmp_path: Path) -> None:
    libre, chat = _read(tmp_path, LIBRE + CHAT, {"DESK_KEY": KEY})
    assert libre.name == "newsroom"
    assert (chat.model, chat.automatic, chat.quality) == ("llama3:70b", True, "strong")
    assert (chat.timeout, chat.patience, chat.requests_per_minute) == (5, 10.5, 20)
    assert chat.pairs == {(known.code, "en") for known in LANGUAGES if known.code != "en"} | {("en", "ru")}
    assert chat.key == KEY


def test_a_key_is_read_from_a_file_and_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "desk.key").write_text(f"{KEY}\n")
    (found,) = _read(tmp_path, LIBRE + 'key_file = "desk.key"')
    assert found.key == KEY
    assert KEY not in repr(found)
    assert KEY not in str(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("engine = 5", r"something other than tables \[\[engine\]\]"),
        ("[engines]\na = 1", "something other than tables"),
        ("[[engine]]\nname = ", "cannot be read"),
        (LIBRE + LIBRE, "two engines called “newsroom”"),
        (LIBRE.replace('"newsroom"', '"a b"'), "needs a name of letters"),
        (LIBRE.replace('name = "newsroom"', ""), "An engine in .* needs a name"),
        (LIBRE.replace('"libretranslate"', '"deepl"'), "is of the kind “deepl”: write libretranslate or chat"),
        (LIBRE + 'model = "x"', "names a model, which only a chat endpoint has"),
        (CHAT.replace('model = "llama3:70b"', ""), "needs a model"),
        (LIBRE.replace("https://", "ftp://"), "has the address “ftp://translate.example.org/”"),
        (LIBRE.replace("https://translate.example.org/", "https://[::1"), "has the address"),
        (LIBRE.replace("https://translate.example.org/", "translate.example.org"), "has the address"),
        (LIBRE.replace("https://", f"https://me:{KEY}@"), "a name, a password or a query in its address"),
        (LIBRE.replace(".org/", ".org/?key=1"), "a name, a password or a query in its address"),
        (LIBRE.replace('["ru-en", "uk-EN"]', "[]"), "needs its languages"),
        (LIBRE.replace('["ru-en", "uk-EN"]', '"ru-en"'), "needs its languages"),
        (LIBRE.replace("uk-EN", "tlh-en"), "has the languages “tlh-en”, and “tlh” is not a language code"),
        (LIBRE.replace("uk-EN", "uk"), "has the languages “uk”"),
        (LIBRE + "timeout = 0", "has timeout = 0: write a number above 0, at most 600"),
        (LIBRE + "patience = true", "has patience = True"),
        (LIBRE + 'requests_per_minute = "many"', "has requests_per_minute = many"),
        (LIBRE + 'automatic = "yes"', "has automatic = yes: write true or false"),
        (LIBRE + 'quality = "a|b"', "needs a line quality"),
        (LIBRE + 'kez_file = "x"', "has a line “kez_file” that means nothing"),
        (LIBRE + 'key_file = "none.key"', "has its key in .*none.key, which cannot be read .FileNotFoundError"),
        (LIBRE + 'key_file = "empty.key"', "which is empty"),
        (LIBRE + 'key_file = "two.key"', "blanks or other signs"),
        (LIBRE + 'key_variable = "NO_SUCH"', "takes its key from NO_SUCH, and that is not in the environment"),
        (LIBRE + 'key_variable = "DESK_KEY"\nkey_file = "two.key"', "both a key_file and a key_variable"),
        (LIBRE.replace("https", "http") + 'key_variable = "DESK_KEY"', "would send its key unprotected"),
    ],
)
def test_what_is_wrong_is_said_and_no_key_is_repeated(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "empty.key").write_text(" \n")
    (tmp_path / "two.key").write_text(f"{KEY}\n{KEY}")
    with pytest.raises(InvalidSetting, match=words) as raised:
        _read(tmp_path, text, {"DESK_KEY": KEY})
    assert KEY not in str(raised.value)


def test_a_key_may_go_unprotected_to_a_program_on_this_machine(tmp_path: Path) -> None:
    for host in ("localhost:5000", "127.0.0.1:5000", "[::1]:5000"):
        text = LIBRE.replace("https://translate.example.org/", f"http://{host}") + 'key_variable = "DESK_KEY"'
        (found,) = _read(tmp_path, text, {"DESK_KEY": KEY})
        assert found.is_loopback
        assert found.host == host
