"""Read the fields of a form into domain values; whatever cannot be read gets one sentence."""

import datetime
from enum import StrEnum
from typing import TypeVar

from flask import request

from annotator.errors import InvalidInput

Choice = TypeVar("Choice", bound=StrEnum)

MAX_LINE = 2_000  # characters of a field of one line; a longer one is a paste into the wrong field
_SHOWN = 40  # characters of a value that an error repeats


def text(name: str) -> str:
    """Return a field, "" where it is missing."""
    return request.form.get(name, "")


def line(name: str, default: str = "") -> str:
    """Return a field of one line, `default` where it is missing; raises `InvalidInput` where it is far too long."""
    value = request.form.get(name, default)
    if len(value) > MAX_LINE:
        raise InvalidInput(
            f"The field “{name}” has {len(value):,} characters, and {MAX_LINE:,} is the most: shorten it."
        )
    return value


def checked(name: str) -> bool:
    """Return whether a box is ticked."""
    return bool(request.form.get(name))


def whole(name: str) -> int | None:
    """Return a whole number, or None for an empty or missing field."""
    return whole_number(name, request.form.get(name, ""))


def whole_number(name: str, value: str) -> int | None:
    """Return `value` as a number of at most 15 digits, None for ""; raises `InvalidInput` naming the field."""
    value = value.strip()
    if not value:
        return None
    if not (value.isascii() and value.removeprefix("-").isdigit() and len(value) < 16):
        raise InvalidInput(f"“{value[:_SHOWN]}” is not a whole number ({name}): reload the page and try again.")
    return int(value)


def required(name: str) -> int:
    """Return a whole number that must be there; raises `InvalidInput` where it is not."""
    value = whole(name)
    if value is None:
        raise InvalidInput(f"The field “{name}” is missing: reload the page and try again.")
    return value


def day(name: str) -> datetime.date | None:
    """Return a date given as YYYY-MM-DD, None for an empty field; raises `InvalidInput` for anything else."""
    value = text(name).strip()
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise InvalidInput(f"“{value[:_SHOWN]}” is not a date: write it as 2025-04-15.") from error


def one_of(kind: type[Choice], name: str, default: Choice) -> Choice:
    """Return a member of `kind`, `default` where the field is missing; raises `InvalidInput` for an unknown value."""
    return chosen(kind, name) if name in request.form else default


def chosen(kind: type[Choice], name: str) -> Choice:
    """Return a member of `kind`; raises `InvalidInput` for a missing field and an unknown value."""
    value = text(name)
    try:
        return kind(value)
    except ValueError as error:
        raise InvalidInput(f"“{value[:_SHOWN]}” cannot be chosen for {name}: choose one from the list.") from error
