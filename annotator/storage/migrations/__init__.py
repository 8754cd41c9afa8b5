"""The schema, as numbered steps. A step that has been released is never edited; a change is a new module here.

Offsets are code points of the text named by the row. `revision` counts the saves of a row. Times are ISO 8601 in UTC,
dates ISO 8601. Rows with `deleted_at` are kept, so that a deletion can be undone.
"""

from sqlite_utils import Migrations

from annotator.storage.migrations.m001_tables import m001_create_tables
from annotator.storage.migrations.m002_cues import m002_add_cues

STEPS = (
    m001_create_tables,
    m002_add_cues,
)

migrations = Migrations("annotator")
for step in STEPS:
    migrations()(step)
