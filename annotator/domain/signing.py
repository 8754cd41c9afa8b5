"""Signing an article off: an editor's word that everything in it is decided, and what came after."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.events import Event


@dataclass(frozen=True, slots=True)
class SignOff:
    """An editor's word on one version of an article's text, named by its number and content hash.

    `event_id` is the event by which it was given: what has a higher number came later.
    """

    id: int
    article_id: int
    version_number: int
    content_hash: str
    author: str
    remark: str
    at: datetime.datetime
    revision: int
    event_id: int


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """Something that an editor has to see to first; `note_id` None stands for the passage itself."""

    passage_id: int
    note_id: int | None
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Where an article stands: the newest sign-off, what changed since, what stands in the way of a new one.

    `warnings` are sentences about what nobody has looked at, which stands in nobody's way.
    """

    sign_off: SignOff | None
    since: Sequence[Event]
    open: Sequence[OpenMatter]
    warnings: Sequence[str]

    @property
    def is_signed(self) -> bool:
        """Whether the article is signed off, and nothing that matters changed since."""
        return self.sign_off is not None and not self.since
