"""Finding, in a news article, the passages that probably render something said or written in another language.

`suggest` reads the article once: quotations, who speaks them, on what occasion, and what that tells of the language.
"""

from annotator.domain.suggestions.cue_list import CueList, parse_cues
from annotator.domain.suggestions.model import Suggestion
from annotator.domain.suggestions.suggest import suggest

__all__ = ["CueList", "Suggestion", "parse_cues", "suggest"]
