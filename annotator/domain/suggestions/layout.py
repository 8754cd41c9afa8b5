"""Which paragraphs of an article are its headline, captions or body."""

import re
from dataclasses import dataclass

from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.reading import Article

_LONGEST_HEADLINE = 25  # words
_LONGEST_CREDIT = 10  # words
_ENDS = re.compile(r"[.!?…][\"”’»)]*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers of the paragraphs that are headlines, and of those that are captions."""

    headlines: frozenset[int]
    captions: frozenset[int]

    def is_headline(self, paragraph: int) -> bool:
        """Return whether this paragraph is the headline."""
        return paragraph in self.headlines

    def is_caption(self, paragraph: int) -> bool:
        """Return whether this paragraph is a caption or a credit line."""
        return paragraph in self.captions


def layout(article: Article, cues: CueList) -> Layout:
    """Return the layout of an article: a short first paragraph without a full stop is its headline."""
    blocks = [span.within(article.text) for span in article.paragraphs]
    headlines = {0} if len(blocks) > 1 and _headline(blocks[0]) else set()
    captions = {number for number, block in enumerate(blocks) if _caption(block, cues)}
    return Layout(frozenset(headlines), frozenset(captions))


def _headline(block: str) -> bool:
    return len(block.split()) <= _LONGEST_HEADLINE and not _ENDS.search(block) and "\n" not in block


def _caption(block: str, cues: CueList) -> bool:
    if cues.captions.match(block):
        return True
    last = block.rsplit("\n", 1)[-1]
    return len(last.split()) <= _LONGEST_CREDIT and bool(cues.credits.search(last))
