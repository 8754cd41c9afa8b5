"""What the machine makes of a passage as a whole."""

from sqlite_utils import Database

# Made, not edited: no revision and no events. It holds for the texts whose hash it keeps. Scores are those of
# annotator.domain.triage; surprise is the mean of a word's, in nats, null where no engine was heard.
_TABLE = """
create table weighing (
    passage_id integer primary key references passage(id),
    texts_hash text not null,
    triage real not null check (triage between 0 and 1),
    surprise real,
    signature text not null,
    created_at text not null
) strict
"""


def m008_add_weighing(db: Database) -> None:
    """Add the table of weighings."""
    db.execute(_TABLE)
