"""What people say to each other about a discrepancy or a passage, and whom it concerns."""

import datetime
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.subjects import Subject

THREAD_PAGE = 30  # comments shown at once, the newest
NOTICE_PAGE = 50  # notices on a page


class Turn(StrEnum):
    """What a comment is for: said in passing, asked of the translator, answering, or objecting to a decision."""

    COMMENT = "comment"
    QUESTION = "question"
    ANSWER = "answer"
    REBUTTAL = "rebuttal"

    @property
    def label(self) -> str:
        """The name shown on pages."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Comment:
    """A turn in a thread; `mentioned` are the people whom it names with an @."""

    id: int
    subject: Subject
    article_id: int
    turn: Turn
    text: str
    author: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    revision: int
    mentioned: frozenset[str] = frozenset()

    @property
    def edited(self) -> bool:
        """Whether the author changed it since."""
        return self.revision > 1

    @property
    def pieces(self) -> Sequence[tuple[str, str | None]]:
        """The text cut into (words, the person whom they name or None)."""
        return mention_pieces(self.text, self.mentioned)


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of a thread, oldest first; `earlier` and `later` say whether there is more on either side."""

    comments: Sequence[Comment]
    total: int
    earlier: bool
    later: bool


class NoticeKind(StrEnum):
    """Why somebody should know."""

    DECISION = "decision"
    QUESTION = "question"
    ANSWER = "answer"
    REBUTTAL = "rebuttal"
    COMMENT = "comment"
    MENTION = "mention"
    ASSIGNMENT = "assignment"

    @property
    def label(self) -> str:
        """What the actor did, to follow the name."""
        return {
            "decision": "decided",
            "question": "asked",
            "answer": "answered",
            "rebuttal": "objected",
            "comment": "commented",
            "mention": "mentioned you",
            "assignment": "gave this to you",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know of; `text` is the comment or the decision's reason, as it is now."""

    id: int
    kind: NoticeKind
    subject: Subject
    actor: str
    comment_id: int | None
    created_at: datetime.datetime
    read: bool
    article_title: str
    passage: str
    category: str
    text: str
    verdict: str


def mentions(text: str, names: Iterable[str]) -> frozenset[str]:
    """Return those of `names` that `text` names with an @, in any case; of two that fit, the longer."""
    return frozenset(name for _, name in mention_pieces(text, names) if name is not None)


def mention_pieces(text: str, names: Iterable[str]) -> list[tuple[str, str | None]]:
    """Return `text` cut into (words, the one of `names` that they mention with an @, or None).

    A name may hold spaces; it ends where no letter or digit follows. An @ inside a word, as in an e-mail address, is
    no mention.
    """
    by_length = sorted(names, key=lambda name: (-len(name), name))
    pieces: list[tuple[str, str | None]] = []
    begin = at = 0
    while (at := text.find("@", at)) >= 0:
        name = _named(text, at, by_length)
        if name is None:
            at += 1
            continue
        end = at + 1 + len(name)
        pieces += [(text[begin:at], None), (text[at:end], name)]
        begin = at = end
    return [piece for piece in [*pieces, (text[begin:], None)] if piece[0]]


def _named(text: str, at: int, names: Sequence[str]) -> str | None:
    if at and _in_word(text[at - 1]):
        return None
    for name in names:
        end = at + 1 + len(name)
        if text[at + 1 : end].casefold() == name.casefold() and not (end < len(text) and _in_word(text[end])):
            return name
    return None


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
