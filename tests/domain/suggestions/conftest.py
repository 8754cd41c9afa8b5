from collections.abc import Callable

import pytest

from annotator.domain.suggestions import CueList, Suggestion, suggest
from annotator.exchange.cue_lists import cue_list

Suggest = Callable[[str], list[Suggestion]]


@pytest.fixture(scope="session")
def cues() -> CueList:
    return cue_list("en")


@pytest.fixture(scope="session")
def suggested(cues: CueList) -> Suggest:
    return lambda text: suggest(text, cues)
