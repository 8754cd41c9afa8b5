"""How values look on a page."""

import datetime
from urllib.parse import urlsplit

from flask import Flask, url_for
from markupsafe import Markup, escape

from annotator import __version__
from annotator.domain.languages import LANGUAGES, language
from annotator.domain.notes import NO_DISCREPANCY, Side
from annotator.domain.passages import PassageKind, PassageStatus
from annotator.domain.sessions import browser_name
from annotator.domain.signatures import parse
from annotator.errors import InvalidInput, UnknownLanguage
from annotator.web.state import state


def install(app: Flask) -> None:
    """Give templates the filters, and the lists that forms offer."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        host=host,
        language_name=language_name,
        foreign=foreign,
        thousands=thousands,
        browser_name=browser_name,
        engine_name=engine_name,
    )
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        passage_kinds=list(PassageKind),
        passage_statuses=list(PassageStatus),
        sides=list(Side),
        no_discrepancy=NO_DISCREPANCY,
        version=__version__,
        asset=asset,
    )
    app.context_processor(lambda: {"typology": state().typology})


def asset(name: str) -> str:
    """Return the address of a static file; it changes with the version, so that browsers may keep it."""
    return url_for("static", filename=name, v=__version__)


def day(value: datetime.date | None) -> str:
    """Return a date as newspapers write it, "" for None."""
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(value: datetime.datetime) -> str:
    """Return a time in this machine's zone, to the minute."""
    local = value.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def host(url: str) -> str:
    """Return the site of a URL, for a short link; the whole of it where it was found in a text and is none."""
    try:
        return urlsplit(url).netloc.removeprefix("www.")
    except ValueError:
        return url


def language_name(code: str) -> str:
    """Return the English name of a language, or the code where it is unknown."""
    try:
        return language(code).name
    except UnknownLanguage:
        return code


def engine_name(signature: str) -> str:
    """Return the model of an engine's signature, for a short label; the whole of it where it is none."""
    try:
        found = parse(signature)
    except InvalidInput:
        return signature
    return found.model or found.engine


def foreign(code: str) -> Markup:
    """Return the `lang` and `dir` attributes for text in a language; direction by content where it is unknown."""
    try:
        known = language(code)
    except UnknownLanguage:
        return Markup('dir="auto"')
    return Markup(f'lang="{escape(known.code)}" dir="{escape(known.direction)}"')  # noqa: S704 both parts are escaped


def thousands(value: int) -> str:
    """Return a number with separators."""
    return f"{value:,}"
