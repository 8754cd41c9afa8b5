"""What the pages of the review desk share: filters in addresses, and who and what can be chosen."""

import datetime
import re
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from annotator.domain.review import QueueFilter, QueueState
from annotator.domain.subjects import Subject, SubjectKind
from annotator.errors import InvalidInput
from annotator.web import forms
from annotator.web.state import people

Kind = TypeVar("Kind", QueueState, SubjectKind)

_MAX = 200  # characters of a value in a filter
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def address(subject: Subject) -> dict[str, Any]:
    """Return what names a subject in an address: arguments of `url_for`."""
    return {subject.column: subject.id}


def wanted() -> QueueFilter:
    """Return the filter that the address holds; raises `InvalidInput` for one that cannot be."""
    return filter_of(request.args)


def filter_of(values: "MultiDict[str, str]") -> QueueFilter:
    """Return the filter in the values of an address."""
    text = {name: values.get(name, "")[:_MAX] for name in ("category", "severity", "outlet", "language", "reporter")}
    return QueueFilter(
        kind=_member(SubjectKind, values.get("kind", "")) or SubjectKind.NOTE,
        state=_member(QueueState, values.get("state", "")),
        article_id=forms.whole_number("article", values.get("article", "")),
        older_than=forms.whole_number("older", values.get("older", "")),
        assignee=values.get("assignee", "")[:_MAX],
        words=values.get("words", "")[:_MAX].replace("\0", " ").strip(),
        month=_month(values.get("month", "")),
        **text,
    )


def query(held: QueueFilter) -> dict[str, Any]:
    """Return the filter as it stands in an address, without what is left open."""
    values = {
        "kind": held.kind.value if held.kind is not SubjectKind.NOTE else "",
        "article": held.article_id,
        "category": held.category,
        "severity": held.severity,
        "state": held.state.value if held.state else "",
        "outlet": held.outlet,
        "language": held.language,
        "reporter": held.reporter,
        "assignee": held.assignee,
        "older": held.older_than,
        "words": held.words,
        "month": held.month,
    }
    return {name: value for name, value in values.items() if value}


def written_query(held: QueueFilter) -> str:
    """Return a filter as the part of an address after its question mark."""
    return urlencode(query(held))


def names() -> list[str]:
    """Return the login names of all who can be given work or be mentioned."""
    return [person.name for person in people()]


def today() -> datetime.date:
    """Return the day that it is in this machine's zone."""
    return datetime.datetime.now().astimezone().date()


def _month(value: str) -> str:
    if value and not _MONTH.fullmatch(value):
        raise InvalidInput(f"“{value[:40]}” is not a month: write year and month as in 2026-04.")
    return value


def _member(kind: type[Kind], value: str) -> Kind | None:
    try:
        return kind(value) if value else None
    except ValueError as error:
        what = "a state" if kind is QueueState else "a kind of thing to decide on"
        raise InvalidInput(f"“{value[:40]}” is not {what}: choose one from the list.") from error
