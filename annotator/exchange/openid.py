"""Sign in through an OpenID Connect provider: authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1).

Authlib speaks the protocol and checks the claims, joserfc the signature. Only the issuer's host is asked, and those
that the settings name besides; no redirect is followed. Both libraries are loaded when somebody signs in.
"""

import datetime
from typing import Any
from urllib.parse import urlsplit

from annotator.config import Provider
from annotator.domain.invitations import Identity
from annotator.errors import FetchFailed, SignInFailed

TIMEOUT = 10.0  # seconds for each of the three requests
LEEWAY = 60  # seconds by which the provider's clock may differ from ours
# Those of a key pair only: with a shared secret, whoever knows it could sign for everybody.
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "RS384", "RS512", "ES384", "ES512"]
_SCOPE = "openid email profile"


def authorization_url(provider: Provider, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
    """Return where to send a browser; it comes back to `redirect_uri` with a code and `state`.

    Raises `FetchFailed` where the provider does not answer, `SignInFailed` where it answers nonsense.
    """
    with _session(provider, redirect_uri) as session:
        endpoint = _endpoint(provider, _discovered(provider, session), "authorization_endpoint")
        url, _ = session.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return str(url)


def identity(
    provider: Provider, redirect_uri: str, code: str, nonce: str, verifier: str, at: datetime.datetime
) -> Identity:
    """Return who somebody is who came back with a code.

    Raises `FetchFailed` where the provider does not answer, and `SignInFailed` where it does not know the code, or its
    token is signed wrongly, too old, for another app, or for another sign-in.
    """
    with _session(provider, redirect_uri) as session:
        known = _discovered(provider, session)
        token = _token(provider, session, _endpoint(provider, known, "token_endpoint"), code, verifier)
        keys = _json(provider, session, _endpoint(provider, known, "jwks_uri"))
    return _read(provider, str(known["issuer"]), token, keys, nonce, at)


def _session(provider: Provider, redirect_uri: str) -> Any:  # noqa: ANN401 the library is not there in every installation
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        scope=_SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=TIMEOUT,
    )


def _discovered(provider: Provider, session: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the provider's own description (OpenID Connect Discovery 1.0, 4)."""
    known = _json(provider, session, f"{provider.issuer}/.well-known/openid-configuration")
    if str(known.get("issuer", "")).rstrip("/") != provider.issuer:
        raise SignInFailed(f"{provider.name} calls itself by another name than ANNOTATOR_OIDC_ISSUER: correct that.")
    return known


def _endpoint(provider: Provider, known: dict[str, Any], name: str) -> str:
    """Return an address that the provider names; raises `SignInFailed` for one that the settings do not allow."""
    address, own = str(known.get(name, "")), urlsplit(provider.issuer)
    parts = urlsplit(address)
    if parts.scheme == own.scheme and (parts.netloc == own.netloc or parts.netloc.lower() in provider.hosts):
        return address
    raise SignInFailed(
        f"{provider.name} works with the host “{parts.netloc[:60]}”, which the settings do not name: add it to"
        " ANNOTATOR_OIDC_HOSTS."
    )


def _json(provider: Provider, session: Any, address: str) -> dict[str, Any]:  # noqa: ANN401
    from requests import RequestException

    try:
        answer = session.get(address, withhold_token=True, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else None
    except (RequestException, ValueError) as error:
        raise _unreachable(provider) from error
    if not isinstance(found, dict):
        raise _unreachable(provider)
    return found


def _token(provider: Provider, session: Any, endpoint: str, code: str, verifier: str) -> dict[str, Any]:  # noqa: ANN401
    from authlib.common.errors import AuthlibBaseError
    from requests import RequestException

    try:
        token = session.fetch_token(
            endpoint, grant_type="authorization_code", code=code, code_verifier=verifier, allow_redirects=False
        )
    except AuthlibBaseError as error:
        raise SignInFailed(f"{provider.name} does not know this sign-in (any more): begin again.") from error
    except (RequestException, ValueError) as error:
        raise _unreachable(provider) from error
    return dict(token)


def _read(
    provider: Provider, issuer: str, token: dict[str, Any], keys: dict[str, Any], nonce: str, at: datetime.datetime
) -> Identity:
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        signed = jwt.decode(str(token.get("id_token", "")), KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        wanted = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": provider.client_id},
        }
        known = {"nonce": nonce, "client_id": provider.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(signed.claims, signed.header, wanted, known)
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise SignInFailed(f"What {provider.name} says about you cannot be trusted: begin again.") from error
    return _identity(provider, claims)


def _identity(provider: Provider, claims: dict[str, Any]) -> Identity:
    email = str(claims.get("email") or "")
    verified = claims.get("email_verified") in {True, "true"}
    shown = str(claims.get("name") or "")
    names = [str(claims.get("preferred_username") or ""), shown, email]
    kept = tuple(name for name in names if name)
    return Identity(provider.issuer, str(claims["sub"]), email if verified else "", kept, shown)


def _unreachable(provider: Provider) -> FetchFailed:
    return FetchFailed(f"{provider.name} does not answer: try again in a while, or sign in with a password.")
