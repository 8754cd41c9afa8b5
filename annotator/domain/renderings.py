"""Machine renderings: what an engine made of a passage's source."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendering:
    """A machine translation of a passage's source.

    `signature` says how to make it again. `score` is the mean log-probability of a token (natural logarithm), where the
    engine gives one. `stale` is true when the source was edited after the translation.
    """

    id: int
    passage_id: int
    text: str
    language: str
    signature: str
    score: float | None
    stale: bool
    created_at: datetime.datetime
