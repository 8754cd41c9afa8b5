"""Signing in through an OpenID Connect provider on loopback: well, and in every way that has to be refused."""

import dataclasses
import datetime
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

from annotator.config import Provider
from annotator.web.provider import COOKIE
from annotator.web.state import EXTENSION
from tests.web.newsroom import Newsroom
from tests.web.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider
from tests.web.page import Page
from tests.web.test_routes import JSON, message

UNTRUSTED = "cannot be trusted"


@pytest.fixture
def provider(newsroom: Newsroom) -> Iterator[OpenIdProvider]:
    """A provider that the app is configured for."""
    before = newsroom.app.extensions[EXTENSION]
    with OpenIdProvider() as running:
        configure(newsroom, Provider(running.issuer, CLIENT_ID, CLIENT_SECRET, name="the publisher"))
        yield running
    newsroom.app.extensions[EXTENSION] = before


def configure(newsroom: Newsroom, settings: Provider) -> None:
    state = newsroom.app.extensions[EXTENSION]
    config = dataclasses.replace(state.config, provider=settings)
    newsroom.app.extensions[EXTENSION] = dataclasses.replace(state, config=config)


def settings(newsroom: Newsroom) -> Provider:
    found: Provider = newsroom.app.extensions[EXTENSION].config.provider
    return found


def come_back(client: FlaskClient, provider: OpenIdProvider, query: str = "", **changes: str) -> TestResponse:
    """Go to the provider, sign in there, and come back with what it says, changed."""
    there = client.get(f"/login/provider{query}")
    assert there.status_code == 303, there.text
    back = urlsplit(provider.sign_in(there.location))
    assert f"{back.scheme}://{back.netloc}{back.path}" == "http://localhost/login/back"
    given = {name: values[0] for name, values in parse_qs(back.query).items()}
    return client.get("/login/back", query_string={**given, **changes})


def name_of(client: FlaskClient) -> str:
    """Return the login name under which a browser is signed in."""
    page = Page(client.get("/account").text)
    return next(page.by_id["main"].all("strong")).text


def refused(response: TestResponse, words: str, status: int = 401) -> None:
    assert response.status_code == status, response.text
    assert words in message(response)
    assert "annotator_session" not in str(response.headers.getlist("Set-Cookie"))


def test_who_has_the_verified_address_of_an_account_comes_in_and_is_known_again(
    newsroom: Newsroom, provider: OpenIdProvider
) -> None:
    provider.user["email"] = "OLENA@example.org"
    client = newsroom.client()
    assert "Sign in with the publisher" in client.get("/login").text
    response = come_back(client, provider, "?next=/sources")
    assert (response.status_code, response.location) == (303, "/sources")
    assert name_of(client) == "Олена Б."
    provider.user["email"] = "olena@elsewhere.example"  # known by the subject from now on, whatever the address
    again = newsroom.client()
    assert come_back(again, provider).location == "/"
    assert name_of(again) == "Олена Б."


def test_an_invitation_is_taken_through_the_provider(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    client = newsroom.client()
    link = next(
        each.get("href")
        for each in Page(client.get(newsroom.path("/invitation/{joining}")).text).elements
        if each.get("href").startswith("/login/provider")
    )
    assert come_back(client, provider, link.removeprefix("/login/provider")).status_code == 303
    assert newsroom.rows("select name, role, display_name from person order by id desc limit 1") == [
        ("Zoë M.", "editor", "Zoë M.")
    ]
    assert newsroom.client().get(newsroom.path("/invitation/{joining}")).status_code == 400


def test_an_invitation_to_an_address_is_found_without_its_link(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    provider.user["email"] = "Zoe@example.org"
    client = newsroom.client()
    assert come_back(client, provider).status_code == 303
    assert newsroom.rows("select role from person where name = 'Zoë M.'") == [("editor",)]


def test_nobody_becomes_an_admin_without_the_link(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    newsroom.client("admin").post("/people/invitations", data={"role": "admin", "email": "new@example.org"})
    refused(come_back(newsroom.client(), provider), "ask an admin to invite you")


def test_a_stranger_is_sent_away_or_given_the_role_of_the_settings(
    newsroom: Newsroom, provider: OpenIdProvider
) -> None:
    refused(come_back(newsroom.client(), provider), "Nobody here is known")
    assert newsroom.rows("select count(*) from person where name like 'Zo%'") == [(0,)]
    configure(newsroom, dataclasses.replace(settings(newsroom), role="translator"))
    assert come_back(newsroom.client(), provider).status_code == 303
    assert newsroom.rows("select role, email from person where name = 'Zoë M.'") == [("translator", "new@example.org")]


def test_a_name_that_is_taken_is_not_taken_over(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    configure(newsroom, dataclasses.replace(settings(newsroom), role="translator"))
    provider.user |= {"preferred_username": "ines", "name": "INES"}
    client = newsroom.client()
    assert come_back(client, provider).status_code == 303
    assert name_of(client) == "new@example.org"


@pytest.mark.parametrize("verified", [False, None, "false", 0])
def test_an_address_that_nobody_verified_means_nobody(
    newsroom: Newsroom, provider: OpenIdProvider, verified: object
) -> None:
    provider.user |= {"email": "ines@example.org", "email_verified": verified}
    refused(come_back(newsroom.client(), provider), "Nobody here is known")


def test_an_account_belongs_to_one_identity_of_the_provider(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    provider.user["email"] = "olena@example.org"
    assert come_back(newsroom.client(), provider).status_code == 303
    provider.user["sub"] = "another"
    refused(come_back(newsroom.client(), provider), "Nobody here is known")


def test_who_is_disabled_stays_out(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    provider.user["email"] = "olena@example.org"
    come_back(newsroom.client(), provider)
    newsroom.client("admin").post(newsroom.path("/people/{translator}/disable"))
    refused(come_back(newsroom.client(), provider), "is disabled")


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another app"},
        {"aud": None},
        {"aud": ["another app", "a third"]},
        {"azp": "another app"},
        {"iss": "https://evil.example"},
        {"exp": NOW - 3_600},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": NOW + 3_600},
        {"nbf": NOW + 3_600},
        {"sub": None},
    ],
    ids=lambda claims: str(claims).replace(str(NOW - 3_600), "an hour ago").replace(str(NOW + 3_600), "in an hour"),
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    newsroom: Newsroom, provider: OpenIdProvider, claims: dict[str, object]
) -> None:
    provider.user["email"] = "ines@example.org"
    provider.claims = claims
    refused(come_back(newsroom.client(), provider), UNTRUSTED)


def test_a_token_with_a_wrong_signature_is_refused(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    provider.user["email"] = "ines@example.org"
    provider.signing = RSAKey.generate_key(2048)
    refused(come_back(newsroom.client(), provider), UNTRUSTED)
    provider.signing, provider.algorithm = OctKey.import_key(CLIENT_SECRET * 4), "HS256"
    refused(come_back(newsroom.client(), provider), UNTRUSTED)


def test_a_sign_in_comes_back_once_and_only_to_the_browser_it_began_in(
    newsroom: Newsroom, provider: OpenIdProvider
) -> None:
    provider.user["email"] = "olena@example.org"
    mine, theirs = newsroom.client(), newsroom.client()
    back = provider.sign_in(mine.get("/login/provider").location).removeprefix("http://localhost")
    refused(theirs.get(back), "did not begin in this browser")
    refused(mine.get(back), "did not begin in this browser")  # the first attempt used it up
    back = provider.sign_in(mine.get("/login/provider").location).removeprefix("http://localhost")
    assert mine.get(back).status_code == 303
    refused(newsroom.client().get(back), "did not begin")


@pytest.mark.parametrize("state", ["", "x", "x" * 9_000, "é"])
def test_another_state_is_refused_before_the_provider_is_asked(
    newsroom: Newsroom, provider: OpenIdProvider, state: str
) -> None:
    client = newsroom.client()
    refused(come_back(client, provider, state=state), "did not begin in this browser")
    assert "/token" not in provider.asked


def test_a_code_that_the_provider_does_not_know_is_refused(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    refused(come_back(newsroom.client(), provider, code="nonsense"), "does not know this sign-in")


def test_a_sign_in_that_took_too_long_is_refused(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    client, state = newsroom.client(), newsroom.app.extensions[EXTENSION]
    back = provider.sign_in(client.get("/login/provider").location).removeprefix("http://localhost")
    late = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=11)
    newsroom.app.extensions[EXTENSION] = dataclasses.replace(state, clock=lambda: late)
    refused(client.get(back), "took too long")


def test_somebody_who_says_no_at_the_provider_comes_back_to_the_login(
    newsroom: Newsroom, provider: OpenIdProvider
) -> None:
    refused(newsroom.client().get("/login/back?error=access_denied&state=x"), "did not let you in")
    answer = newsroom.client().get("/login/back?error=access_denied&state=x", headers=JSON)
    assert answer.status_code == 401
    assert answer.json


def test_a_provider_that_is_down_is_named(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    client = newsroom.client()
    back = provider.sign_in(client.get("/login/provider").location).removeprefix("http://localhost")
    provider.stop()
    refused(client.get("/login/provider"), "the publisher does not answer", 502)
    refused(client.get(back), "the publisher does not answer", 502)
    assert client.post("/login", data={"name": "Ines", "password": "x"}).status_code == 401  # passwords still work


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize("answer", [(500, ""), (200, "no json"), (200, "[]"), (302, "http://127.0.0.1:1/")], ids=str)
def test_a_provider_that_answers_nonsense_lets_nobody_in(
    newsroom: Newsroom, provider: OpenIdProvider, path: str, answer: tuple[int, str]
) -> None:
    client = newsroom.client()
    back = provider.sign_in(client.get("/login/provider").location).removeprefix("http://localhost")
    provider.broken[path] = answer
    response = client.get(back)
    assert response.status_code in {401, 502}
    assert message(response).endswith(".")


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_no_other_host_is_asked_than_those_that_are_configured(
    newsroom: Newsroom, provider: OpenIdProvider, name: str
) -> None:
    with OpenIdProvider() as other:
        client = newsroom.client()
        back = provider.sign_in(client.get("/login/provider").location).removeprefix("http://localhost")
        provider.description = {name: f"{other.issuer}/keys"}
        if name == "authorization_endpoint":
            refused(client.get("/login/provider"), "add it to ANNOTATOR_OIDC_HOSTS")
        else:
            refused(client.get(back), "add it to ANNOTATOR_OIDC_HOSTS")
        assert other.asked == []
        host = other.issuer.removeprefix("http://")
        configure(newsroom, dataclasses.replace(settings(newsroom), hosts=(host,)))
        assert client.get("/login/provider").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_refused(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    provider.description = {"issuer": "https://evil.example"}
    refused(newsroom.client().get("/login/provider"), "another name")


def test_nothing_secret_is_left_behind(newsroom: Newsroom, provider: OpenIdProvider) -> None:
    client = newsroom.client()
    there = client.get("/login/provider")
    cookie = there.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/login/back"} <= set(cookie.split("; "))
    assert CLIENT_SECRET not in there.location
    state = parse_qs(urlsplit(there.location).query)["state"][0]
    found = newsroom.rows("select state_hash, browser_hash from provider_request")
    assert state not in str(found)
    assert cookie.partition("=")[2].partition(";")[0] not in str(found)
    assert COOKIE in cookie
    assert CLIENT_SECRET not in repr(settings(newsroom))


def test_without_a_provider_there_is_none(newsroom: Newsroom) -> None:
    for path in ("/login/provider", "/login/back?state=x&code=y"):
        response = newsroom.client().get(path)
        assert response.status_code == 404
        assert "no provider" in message(response)
    assert "provider" not in newsroom.client().get("/login").text
