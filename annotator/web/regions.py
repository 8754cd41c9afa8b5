"""Parts of a page: a script may ask for the regions it wants to refresh, and gets the page without what it does not."""

from flask import request

HEADER = "X-Regions"


def wanted_regions() -> frozenset[str]:
    """Return the ids of the elements that the request asks for; empty for the whole page."""
    return frozenset(request.headers.get(HEADER, "").split())
