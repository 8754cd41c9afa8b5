"""Checks that people switched off, or on again."""

from annotator.domain.checks.verdicts import CheckSwitch
from annotator.storage.connection import write
from annotator.storage.records import Records, Row, moment


class CheckSwitches:
    """Read and write the switches of checks. A check is on until somebody switches it off."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._db = records.db

    def all(self) -> dict[str, CheckSwitch]:
        """Return the switches that somebody has touched, by the code of the check."""
        rows = self._db.query("select * from check_switch where deleted_at is null order by id")
        return {row["code"]: _switch(row) for row in rows}

    def off(self) -> frozenset[str]:
        """Return the codes of the checks that are switched off."""
        return frozenset(code for code, switch in self.all().items() if switch.off)

    def switch(self, code: str, *, off: bool) -> None:
        """Switch a check off, or on again; where it is so already, nothing changes, nor who is named for it."""
        values = {"off": int(off), "author": self._records.actor}
        with write(self._db):
            known = list(self._db.query("select id, off from check_switch where code = ?", [code]))
            if not known and off:
                self._records.insert("check_switch", {"code": code, **values}, article_id=None)
            elif known and bool(known[0]["off"]) != off:
                self._records.update("check_switch", known[0]["id"], None, values)


def _switch(row: Row) -> CheckSwitch:
    return CheckSwitch(row["code"], bool(row["off"]), row["author"], moment(row["updated_at"]))
