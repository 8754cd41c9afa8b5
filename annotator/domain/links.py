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
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or any(map(str.isspace, url)):
        raise InvalidInput(f"“{given}” is not a web address: it must begin with https:// or http://.")
    return url
