"""The newsroom's SQLite file: the only place with SQL.

`prepare` makes a file ready once (creates it, backs it up, migrates it); `Storage` is one open connection to it, with
one object per subject.
"""

from annotator.storage.storage import Storage, copy_database, prepare

__all__ = ["Storage", "copy_database", "prepare"]
