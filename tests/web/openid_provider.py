"""A small OpenID Connect provider on loopback, which checks what it is sent and signs with a real key."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "annotator desk", "s3cret & more"


class OpenIdProvider:
    """`with OpenIdProvider() as provider` serves until the block ends; what is set on it changes what it answers.

    `claims` go over those that are right, None leaves one out. `asked` holds the path of every request.
    """

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.signing: RSAKey | OctKey = self.key
        self.algorithm = "RS256"
        self.user: dict[str, Any] = {
            "sub": "1234",
            "email": "new@example.org",
            "email_verified": True,
            "name": "Zoë M.",
        }
        self.claims: dict[str, Any] = {}
        self.description: dict[str, Any] = {}
        self.broken: dict[str, tuple[int, str]] = {}
        self.asked: list[str] = []
        self._grants: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._answer(self, "")

            def do_POST(self) -> None:
                provider._answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the library's
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "OpenIdProvider":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Go down."""
        self._server.shutdown()
        self._server.server_close()

    def sign_in(self, address: str) -> str:
        """Do what the person does at the provider: sign in; returns where the browser is sent back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._grants[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _answer(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        path = urlsplit(handler.path).path
        self.asked.append(path)
        status, content = self.broken.get(path) or self._content(path, handler, body)
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        if status in {301, 302}:
            handler.send_header("Location", content)
        handler.end_headers()
        handler.wfile.write(content.encode())

    def _content(self, path: str, handler: BaseHTTPRequestHandler, body: str) -> tuple[int, str]:
        if path == "/.well-known/openid-configuration":
            known = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
            return 200, json.dumps({**known, **self.description})
        if path == "/keys":
            return 200, json.dumps({"keys": [self.key.as_dict(private=False)]})
        if path == "/token":
            return self._token(handler, {name: values[0] for name, values in parse_qs(body).items()})
        return 404, "{}"

    def _token(self, handler: BaseHTTPRequestHandler, form: dict[str, str]) -> tuple[int, str]:
        given = base64.b64decode(handler.headers["Authorization"].removeprefix("Basic ")).decode()
        if [unquote(part) for part in given.split(":", 1)] != [CLIENT_ID, CLIENT_SECRET]:
            return 401, json.dumps({"error": "invalid_client"})
        grant = self._grants.pop(form["code"], None)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        )
        if not grant or grant["code_challenge"] != challenge or grant["redirect_uri"] != form["redirect_uri"]:
            return 400, json.dumps({"error": "invalid_grant"})
        now = int(time.time())
        right = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": grant["nonce"],
            **self.user,
        }
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        id_token = jwt.encode(header, claims, self.signing, algorithms=[self.algorithm])
        return 200, json.dumps({"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": id_token})
