"""What keeps other sites, other hosts and other people's words from doing harm."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from annotator.web.security import HEADERS
from tests.contents import nothing_saved, rows
from tests.web.house import House
from tests.web.routes import READS, WRITES, Write
from tests.web.test_routes import message

EVERY_WRITE = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)

# What browsers send with a form that stands on another page (https://www.w3.org/TR/fetch-metadata/).
FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "another port of this machine": {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"},
    "a new kind of site": {"Sec-Fetch-Site": "something-else"},
    "another site in an old browser": {"Origin": "https://evil.example"},
    "another port in an old browser": {"Origin": "http://localhost:3000"},
    "another scheme": {"Origin": "https://localhost"},
    "a name that begins like ours": {"Origin": "http://localhost.evil.example"},
    "a page without an origin": {"Origin": "null"},
    "an origin that is empty": {"Origin": ""},
}
OWN = {
    "our page": {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    "our page in an old browser": {"Origin": "http://localhost"},
    "the person's own doing": {"Sec-Fetch-Site": "none"},
    "a program": {},
}


@EVERY_WRITE
def test_a_form_on_another_site_saves_nothing(client: FlaskClient, house: House, database: Path, write: Write) -> None:
    with nothing_saved(database):
        for name, headers in FOREIGN.items():
            response = client.post(house.path(write.path), data=write.sent(house), headers=headers)
            assert response.status_code == 403, name
            assert "came from another site" in message(response)
            assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("headers", OWN.values(), ids=OWN)
def test_our_own_pages_and_programs_may_save(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/articles", data={"text": "A mayor resigns"}, headers=headers).status_code == 303


def test_our_own_page_on_another_port_may_save(client: FlaskClient) -> None:
    response = client.post(
        "/articles",
        data={"text": "A mayor resigns"},
        base_url="http://127.0.0.1:8123",
        headers={"Origin": "http://127.0.0.1:8123"},
    )
    assert response.status_code == 303


def test_another_site_may_link_to_a_page(client: FlaskClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "192.168.1.7", "0.0.0.0", "[::1]", "a b"])
def test_another_name_for_this_machine_is_not_answered(client: FlaskClient, database: Path, host: str) -> None:
    with nothing_saved(database):
        for method in ("GET", "POST"):
            response = client.open("/articles", method=method, headers={"Host": host}, data={"text": "A mayor"})
            assert response.status_code == 400
            assert response.mimetype == "text/plain"
            assert "127.0.0.1" in response.text
            assert set(HEADERS) <= set(response.headers.keys())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:8123"])
def test_the_names_of_loopback_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_every_answer_carries_the_security_headers(client: FlaskClient, house: House) -> None:
    answers = [client.get(house.path(path)) for paths in READS.values() for path in paths[:1]]
    answers += [client.post(house.path(write.path), data=write.sent(house)) for write in WRITES.values()]
    answers += [client.get("/nowhere"), client.get("/articles/999999"), client.put("/"), client.get("/static/none.js")]
    answers += [client.get("/static/style.css", buffered=True), client.post("/articles", headers={"Origin": "null"})]
    answers += [client.head("/"), client.options("/"), client.get("/articles/1/")]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "Set-Cookie" not in answer.headers


def test_the_policy_lets_no_inline_code_in_and_nothing_out(client: FlaskClient) -> None:
    policy = dict(part.strip().split(" ", 1) for part in client.get("/").headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert {"script-src", "style-src", "connect-src", "form-action", "base-uri", "frame-ancestors"} <= set(policy)


def test_pages_are_never_kept_and_static_files_are_asked_for_again_only_when_they_change(
    client: FlaskClient, house: House
) -> None:
    for path in ["/", "/review", house.path("/articles/{demo}"), "/nowhere", "/search?q=secret"]:
        assert client.get(path).headers["Cache-Control"] == "no-store"
    first = client.get("/static/style.css", buffered=True)
    assert "no-store" not in first.headers["Cache-Control"]
    again = client.get("/static/style.css", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["../app.py", "..%2fapp.py", "%2e%2e/pyproject.toml", "....//app.py", "/etc/passwd", ""]
)
def test_no_file_outside_the_static_folder_is_served(client: FlaskClient, path: str) -> None:
    response = client.get(f"/static/{path}", buffered=True)
    assert response.status_code in {404, 308}
    assert b"create_app" not in response.data


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example/",
        "http:evil.example",
        "/\u2028/evil.example/",
    ],
)
def test_an_undo_leads_to_a_page_of_this_app_wherever_it_is_told_to_go(
    client: FlaskClient, house: House, target: str
) -> None:
    response = client.post(house.path("/events/{deletion}/undo"), data={"next": target})
    assert response.status_code == 303
    assert response.location == house.path("/articles/{article}")


def test_an_undo_leads_back_to_where_it_was_pressed(client: FlaskClient, house: House) -> None:
    back = house.path("/articles/{article}?passage={gone}")
    response = client.post(house.path("/events/{deletion}/undo"), data={"next": back})
    assert response.location == back


def test_an_address_that_an_article_gives_is_never_run(client: FlaskClient, database: Path) -> None:
    page = """<html><head><title>A mayor resigns</title><link rel="canonical" href="javascript:alert(1)">
        <meta property="og:url" content="javascript:alert(2)"></head>
        <body><article><h1>A mayor resigns</h1><p>She said in Polish that she was tired of the office she held for
        nine years, and that nobody had asked her to stay.</p></article></body></html>"""
    upload = {"file": (_stream(page), "story.html")}
    response = client.post("/articles", data=upload, content_type="multipart/form-data")
    assert response.status_code == 303
    assert "javascript:" not in client.get(response.location).text
    assert rows(database, "select count(*) from article where url like 'javascript%'") == [(0,)]


def _stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())
