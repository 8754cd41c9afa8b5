"""Locating: which words of a source document does a passage in another language render?

    index = build(text, language, dictionary)        once for each part of a document (`parts` cuts it)
    found = shortlist(passage, "en", [index], dictionary)        for each passage: the places that may be meant
    found.finding(witness)                           ranked candidates, or "not found"

The evidence: what a lexicon says of the words, names and numbers across scripts, and, where an engine was asked about
the places, how probable it finds the passage there, and how like the passage its translations are. A wrong place is
held to be worse than none.
"""

from annotator.domain.locating.dictionary import Dictionary, LexiconDictionary, NoDictionary
from annotator.domain.locating.finding import Candidate, Finding, Match
from annotator.domain.locating.index import Index, build, parts
from annotator.domain.locating.search import Shortlist, locate, shortlist
from annotator.domain.locating.witness import Witness

__all__ = [
    "Candidate",
    "Dictionary",
    "Finding",
    "Index",
    "LexiconDictionary",
    "Match",
    "NoDictionary",
    "Shortlist",
    "Witness",
    "build",
    "locate",
    "parts",
    "shortlist",
]
