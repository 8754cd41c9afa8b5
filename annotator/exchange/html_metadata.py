"""What a page says about itself: in its head, in JSON-LD, and where outlets usually put it. Found by trafilatura."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.metadata import extract_metadata

from annotator.domain.text import single_line
from annotator.exchange import clues
from annotator.exchange.html_tree import SEARCH_FAULTS

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # they log each page in which they find nothing

_LONGEST_BYLINE = 100  # code points; longer ones are lists of a desk's staff, or no names at all
_NO_BYLINE = re.compile(r"https?:|[@<>{}|]|\d{3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page declares; `titles` are all that it calls itself, the most trusted first."""

    titles: tuple[str, ...]
    outlet: str
    byline: str
    lang: str
    url: str
    published_on: date | None


def find(tree: HtmlElement, url: str = "") -> PageMetadata:
    """Return the metadata of a whole page (not pruned); `url` is where it came from, "" where that is not known."""
    # "extensive" would have htmldate take any date in the text for the day of publication.
    dates = {"extensive_search": False, "original_date": True, "max_date": datetime.now(UTC).date().isoformat()}
    try:
        found = extract_metadata(tree, default_url=url or None, date_config=dates)
    except SEARCH_FAULTS:
        return nothing(url)
    outlet = re.sub(r":\d+$", "", single_line(found.sitename or ""))
    titles = [found.title or "", *_contents(tree, "og:title"), tree.findtext(".//head/title") or ""]
    return PageMetadata(
        titles=tuple(filter(None, (clues.stored_title(_without_outlet(title, outlet)) for title in titles))),
        outlet=outlet if len(outlet) <= _LONGEST_BYLINE else "",
        byline=_byline(found.author or ""),
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        url=_address(url, found.url or ""),
        published_on=_date(found.date or ""),
    )


def nothing(url: str) -> PageMetadata:
    """Return the metadata of a page that says nothing about itself."""
    return PageMetadata(titles=(), outlet="", byline="", lang="", url=url, published_on=None)


def _contents(tree: HtmlElement, name: str) -> list[str]:
    return [str(value) for value in tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)]


def _without_outlet(title: str, outlet: str) -> str:
    """Take " | Outlet" from the end of a page's title; other words after a bar or dash may belong to the headline."""
    title = single_line(title)
    if not outlet:
        return title
    return re.sub(rf"\s+[|–—·:-]\s+(?:The\s+)?{re.escape(outlet)}$", "", title, flags=re.IGNORECASE)


def _byline(author: str) -> str:
    names = [re.sub(r"^by\s+", "", single_line(name), flags=re.IGNORECASE) for name in author.split(";")]
    joined = ", ".join(dict.fromkeys(filter(None, names)))
    return "" if len(joined) > _LONGEST_BYLINE or _NO_BYLINE.search(joined) else joined


def _address(fetched: str, declared: str) -> str:
    """Prefer the address that the page declares, without trackers, as long as it is of the host that sent it."""
    try:
        parts, came = urlsplit(declared), urlsplit(fetched)
    except ValueError:
        return fetched
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return fetched
    return declared if not fetched or parts.hostname == came.hostname else fetched


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
