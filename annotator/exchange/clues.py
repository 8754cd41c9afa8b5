"""What a text says about itself in so many words: headline, byline, date, address.

Deliberately shy. An empty field is filled in by a person in a second; a wrong one may stay wrong for years.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from annotator.domain.text import single_line

_LONGEST_HEADLINE = 160  # code points
_LOOK_AT = 6  # paragraphs at the top in which byline and date are looked for
_LONGEST_LINE = 120  # code points of a line that may be a byline, a date or an address

_NAME = r"(?:[^\W\d_][\w.'’-]*)"
_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|bin|bint|ibn|al|el|la|le|dos|du|ter|ten)"
_PERSON = rf"{_NAME}(?: (?:{_PARTICLE} )*{_NAME}){{1,3}}"
_BYLINE = re.compile(rf"(?:By|BY|by):? ({_PERSON}(?:(?:, and |, | and | AND | & ){_PERSON})*)\.?")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = (
    r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)",
    f"{_MONTH} {_DAY},? {_YEAR}",
    f"{_DAY} {_MONTH},? {_YEAR}",
)
_CLOCK = r"\s*(?:[T,|·—–-]| at )?\s*\d{1,2}(?:[:.]\d\d){1,2}\s*(?:[ap]\.?\s?m\.?)?\s*(?:[A-Z]{2,5}|[+-]\d\d:?\d\d)?"
_PUBLISHED = r"(?:(?:first )?(?:published|posted)(?: on)?:? |date: )?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tue|wed|thu|fri|sat|sun)\.?,? )?"
_DATE_LINES = [re.compile(rf"{_PUBLISHED}{_WEEKDAY}{form}(?:{_CLOCK})?\.?", re.IGNORECASE) for form in _DATES]
# "KYIV, Ukraine, Sept. 22, 2022 (Agency) — The story": a dateline that names its year.
_DATELINES = [
    re.compile(
        rf"[A-Z]\w[\w .'’-]{{1,40}}(?:, [A-Z][\w .'’-]{{1,40}})?, (?i:{form})(?: ?\([^)\n]{{2,40}}\))? ?[—–:-] ?\S"
    )
    for form in _DATES
]
_ADDRESS = re.compile(r"(?:(?:source|url|link): )?(https?://[^\s<>\"]{4,})", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:(?:photo|photograph|image|picture|credit|video|foto|bild)s?\s?(?:credit|by|:|/)"
    r"|(?:twitter|x|instagram|facebook|telegram|youtube|tiktok|reuters|ap|afp|getty images|ap photo)\s?[/|@]|@\w)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"document\d*|untitled.*|microsoft word.*|word document|.*\.\w{2,5}|.*://.*", re.IGNORECASE)
_ACCOUNTS = {"user", "admin", "administrator", "office", "microsoft", "windows", "owner", "guest", "word", "author"}
_SENTENCE_ENDS = ".…:;,"
_CLOSERS = "\"'”’»)]“"


@dataclass(frozen=True, slots=True)
class Clues:
    """What the first paragraphs of a text say; "" or None where they do not plainly say it."""

    title: str = ""
    byline: str = ""
    url: str = ""
    published_on: date | None = None


def find(blocks: Sequence[str]) -> Clues:
    """Return what the paragraphs of a text (canonical, first one first) say about it."""
    lines = list(_top_lines(blocks))
    return Clues(
        title=headline(blocks),
        byline=next(filter(None, map(byline, lines)), ""),
        url=next(filter(None, map(_address, lines)), ""),
        published_on=next(filter(None, map(date_line, lines)), None) or _dateline(blocks),
    )


def _top_lines(blocks: Sequence[str]) -> Iterator[str]:
    for block in blocks[:_LOOK_AT]:
        yield from (line for line in block.split("\n") if len(line) <= _LONGEST_LINE)


def headline(blocks: Sequence[str]) -> str:
    """Return the first paragraph where it reads like a headline, else "".

    That is: short, one line, no full stop at its end, not a byline, date, address or credit, and text after it.
    """
    first = blocks[0] if blocks else ""
    body = max((len(block) for block in blocks[1:]), default=0)
    if len(first) > _LONGEST_HEADLINE or "\n" in first or body < len(first) or len(first.split()) < 2:
        return ""
    if first.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS or is_about(first):
        return ""
    return first


def is_about(line: str) -> bool:
    """Return whether `line` is wholly a byline, a date, an address or a credit: about the article, not of it."""
    return bool(byline(line) or date_line(line) or _address(line) or is_credit(line))


def is_credit(line: str) -> bool:
    """Return whether `line` credits a picture: "Twitter / @somebody", "Photo: A. Person"."""
    return bool(_CREDIT.match(line)) and len(line) <= _LONGEST_LINE


def byline(line: str) -> str:
    """Return the names of a line such as "By Ann Example and Bo de Vries", else ""."""
    match = _BYLINE.fullmatch(single_line(line))
    if match is None or not all(_is_name(word) for word in re.split(r"[ ,&]+", match[1])):
        return ""
    return match[1]


def stored_title(title: str) -> str:
    """Return the title in a file's properties, "" where a program put its own name or the file's there."""
    title = single_line(title)
    return "" if _NO_TITLE.fullmatch(title) else title


def person(name: str) -> str:
    """Return `name`, of a file's properties, where it reads like a person's full name and not like an account's."""
    name = single_line(name).removeprefix("By ").removeprefix("by ")
    words = name.split()
    full = re.fullmatch(_PERSON, name) is not None and all(map(_is_name, words))
    return name if full and not _ACCOUNTS & {word.lower() for word in words} else ""


def _is_name(word: str) -> bool:
    particle = re.fullmatch(rf"{_PARTICLE}|and|AND", word)
    return bool(particle) or word[0].isupper() or word.startswith(("al-", "el-"))


def date_line(line: str) -> date | None:
    """Return the day of a line that holds a full date and nothing else but a time or "Published", else None.

    Figures alone, as in 03/04/2022, mean different days to different readers and are not read.
    """
    return next((day for form in _DATE_LINES if (day := _day(form.fullmatch(line)))), None)


def _dateline(blocks: Sequence[str]) -> date | None:
    found = (_day(form.match(block)) for block in blocks[:_LOOK_AT] for form in _DATELINES)
    return next(filter(None, found), None)


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:  # the 31st of a month that has 30 days
        return None


def _address(line: str) -> str:
    match = _ADDRESS.fullmatch(line)
    return match[1] if match else ""


_NOT_LATIN = frozenset("ru uk be bg mk el ar fa ur ps ckb he yi zh ja ko hi bn mr ne ta te th ka hy am my km".split())  # noqa: SIM905
_EITHER = frozenset(("sr", "kk", "uz", "mn", "ku", "tt", "az"))


def language(tag: str, text: str) -> str:
    """Return the language code of a tag such as "en-US" where it can be the language of `text`, else "".

    Templates declare English over Russian text every day, so a language that is not written in the script of the
    text is not believed.
    """
    match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_][\w-]*)?", tag.strip())
    code = match[1].lower() if match else ""
    if code in {"", "und", "mul", "zxx"} or code in _EITHER:
        return "" if code in {"und", "mul", "zxx"} else code
    return code if (code in _NOT_LATIN) != _is_latin(text) else ""


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text[:4000] if letter.isalpha()][:1000]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 2 * latin >= len(letters)
