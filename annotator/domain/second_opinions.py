"""Two people who check one article without seeing what the other finds."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class OpinionVerdict(StrEnum):
    """What somebody says of a suspicion."""

    ACCEPT = "accept"
    DEFENSIBLE = "defensible"
    REJECT = "reject"

    @property
    def label(self) -> str:
        """The word shown on pages."""
        return {"accept": "discrepancy", "defensible": "defensible choice", "reject": "nothing"}[self.value]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A request for two independent opinions on an article; `first` and `second` are login names."""

    id: int
    article_id: int
    first: str
    second: str
    asked_by: str
    asked_at: datetime.datetime
    first_done: bool
    second_done: bool
    closed: bool

    @property
    def blind(self) -> bool:
        """Whether the two may not see each other's work yet."""
        return not (self.closed or (self.first_done and self.second_done))

    @property
    def people(self) -> tuple[str, str]:
        """The login names of the two."""
        return self.first, self.second

    def has(self, name: str) -> bool:
        """Return whether a person is one of the two."""
        return name in self.people

    def done(self, name: str) -> bool:
        """Return whether one of the two said that they are done."""
        return (name == self.first and self.first_done) or (name == self.second and self.second_done)
