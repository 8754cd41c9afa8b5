"""What keeps other web sites out of a newsroom's app.

There is no login while the app serves one person on loopback, so any page in that person's browser could send requests
here. Three checks: the Host header must be a loopback name, or the one under which others reach the app (against DNS
rebinding), a write must come from our own pages (`Sec-Fetch-Site`, or `Origin` in older browsers), and the content
security policy lets nothing in or out.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

from annotator.web.state import EXTENSION, State, state

HOSTS = ["localhost", "127.0.0.1"]  # werkzeug compares IPv6 addresses with nothing, so [::1] cannot be among them
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Make every request pass the checks and every response carry the headers."""
    built: State = app.extensions[EXTENSION]
    named = urlsplit(built.config.url).hostname
    app.config["TRUSTED_HOSTS"] = [*HOSTS, named] if named else HOSTS
    app.before_request(refuse_foreign_writes)
    app.after_request(add_headers)


def refuse_foreign_writes() -> None:
    """Refuse a write that another site's page makes the browser send; programs without a browser are let through."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = {None, request.host_url.rstrip("/"), state().config.url or None}
    foreign = site not in {"same-origin", "none"} if site else origin not in ours
    if foreign:
        raise Forbidden("This request came from another site, so nothing was saved: use the app's own pages.")


def add_headers(response: Response) -> Response:
    """Add the security headers; pages are never cached, so that nothing of an article stays in a shared browser."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
