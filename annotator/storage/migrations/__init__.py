"""The schema, as numbered steps. A step that has been released is never edited; a change is a new module here.

Offsets are code points of the text named by the row. `revision` counts the saves of a row. Times are ISO 8601 in UTC,
dates ISO 8601. Rows with `deleted_at` are kept, so that a deletion can be undone.
"""

from sqlite_utils import Migrations

from annotator.storage.migrations.m001_tables import m001_create_tables
from annotator.storage.migrations.m002_cues import m002_add_cues
from annotator.storage.migrations.m003_people import m003_add_people
from annotator.storage.migrations.m004_desk import m004_add_desk
from annotator.storage.migrations.m005_history import m005_add_changes
from annotator.storage.migrations.m006_links import m006_add_rulings
from annotator.storage.migrations.m007_second_opinion import m007_add_second_opinions
from annotator.storage.migrations.m008_weighing import m008_add_weighing
from annotator.storage.migrations.m009_jobs import m009_add_jobs
from annotator.storage.migrations.m010_checks import m010_add_checks
from annotator.storage.migrations.m011_folding import m011_add_folding
from annotator.storage.migrations.m012_job_progress import m012_add_job_progress

STEPS = (
    m001_create_tables,
    m002_add_cues,
    m003_add_people,
    m004_add_desk,
    m005_add_changes,
    m006_add_rulings,
    m007_add_second_opinions,
    m008_add_weighing,
    m009_add_jobs,
    m010_add_checks,
    m011_add_folding,
    m012_add_job_progress,
)

migrations = Migrations("annotator")
for step in STEPS:
    migrations()(step)
