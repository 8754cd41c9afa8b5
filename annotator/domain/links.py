"""Addresses that people give as the place where something was published."""

from urllib.parse import urlsplit

from annotator.errors import InvalidInput


def checked_url(given: str) -> str:
    """Return a web address that is safe to show as a link, or "" for none; raises `InvalidInput` for anything else."""
    url = given.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        named = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        named = False
    if not named or " " in url or not url.isprintable():
        raise InvalidInput(f"“{given}” is not a web address: it must begin with https:// or http://.")
    return url
