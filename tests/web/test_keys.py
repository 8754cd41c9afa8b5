"""The key of a translation server: sent to that server, and in no page, no log, no database and no command's answer."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from annotator.cli import main
from annotator.config import Config
from annotator.engines.registry import Engines
from annotator.jobs.host import Host
from annotator.jobs.queue import FILE, open_queue
from annotator.services.translate_article import translate_article
from annotator.storage import Storage
from annotator.web import create_app
from tests.engines.speaking import Reply, Speaking, speaking
from tests.web import house as houses
from tests.web.house import House

KEY = "sk-Geheim-0123456789"


@pytest.fixture
def server() -> Iterator[Speaking]:
    with speaking() as running:
        yield running


@pytest.fixture
def data(house: House, tmp_path: Path, server: Speaking) -> Path:
    (tmp_path / "newsroom.key").write_text(KEY)
    (tmp_path / "remote.toml").write_text(
        f'[[engine]]\nname = "newsroom"\nkind = "libretranslate"\nurl = "http://127.0.0.1:{server.port}"\n'
        'pairs = ["ru-en"]\nkey_file = "newsroom.key"\nrequests_per_minute = 60000\npatience = 30\n'
    )
    shutil.copy(house.file, tmp_path / "annotator.db")
    return tmp_path


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Config(data, houses.PERSON), Engines(data, embedded=data / "none")).test_client()


def _pages(client: FlaskClient, house: House) -> str:
    shown = [client.get("/settings/models").text, client.get(house.path("/articles/{article}?passage={passage}")).text]
    send = {"engine": "remote:newsroom"}
    shown.append(client.post(house.path("/passages/{passage}/renderings"), data=send, follow_redirects=True).text)
    assert "newsroom" in shown[0]
    return "".join(shown)


@pytest.mark.parametrize(
    "replies",
    [
        [],
        [Reply({"error": f"Invalid API key {KEY}"}, 403)],
        [Reply({"error": f"ru is not supported, {KEY}"}, 400)],
        [Reply(KEY.encode(), 200)],
        [Reply({"error": KEY}, 500, {"Retry-After": "0"})] * 4,
    ],
    ids=["answered", "refused", "not supported", "no JSON", "in trouble"],
)
def test_the_key_is_in_no_page_log_file_or_command(
    client: FlaskClient,
    house: House,
    data: Path,
    server: Speaking,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    replies: list[Reply],
) -> None:
    caplog.set_level(logging.DEBUG)
    server.replies = list(replies)
    told = _pages(client, house)
    assert server.bodies[0]["api_key"] == KEY  # it was used
    for words in (["list"], ["show", "remote:newsroom"]):
        done = CliRunner().invoke(main, ["--data", str(data), "models", *words])
        assert done.exit_code == 0
        told += done.output
    told += caplog.text + "".join(capfd.readouterr())
    assert KEY not in told
    assert KEY[:8] not in told
    kept = b"".join(path.read_bytes() for path in data.glob("annotator.db*"))
    assert KEY.encode() not in kept


def test_the_queue_carries_no_key_to_the_workers(data: Path) -> None:
    with Storage(data / "annotator.db", houses.PERSON) as storage:
        job = translate_article(storage, Engines(data, embedded=data / "none"), None, "remote:newsroom")
        queue = open_queue(data)
        Host(data / "annotator.db", queue).round(storage)
        queue.close()
        assert storage.jobs.get(job.id).sent
    carried = b"".join(path.read_bytes() for path in data.glob(f"{FILE}*"))
    assert b"remote:newsroom" in carried
    assert KEY.encode() not in carried
