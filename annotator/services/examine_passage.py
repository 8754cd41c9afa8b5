"""Look at a passage anew, after its words, its original or its renderings changed."""

from annotator.engines.registry import Engines
from annotator.services.suspect_discrepancies import suspect_discrepancies
from annotator.services.weigh_passage import weigh_passage
from annotator.storage import Storage


def examine_passage(storage: Storage, passage_id: int, engines: Engines | None = None) -> None:
    """Let the checks raise their suspicions, and weigh the passage as a whole; raises `NotFound`.

    With `engines` one of them may be heard on the reporter's words, and on words that may be missing or too many, which
    takes as long as a translation where it is not loaded; without, and unless it was heard on the same words before,
    the links alone speak. No transaction is open while an engine works, unless the caller has opened one.
    """
    suspect_discrepancies(storage, passage_id, engines)
    weigh_passage(storage, passage_id, engines)
