"""Which words belong together: automatic links and what people say of them, brought into one picture.

    found = merge(links, rulings, source_words, rendering_words)
    rulings = link(rulings, picked)                       # or cut, mark, confirm, release
    rulings = carry_rulings(rulings, Side.SOURCE, old, new)

All spans of an alignment count from the beginning of the words that a passage renders and of the rendering: where those
stand in a longer text does not matter, and links need no change as long as the words themselves stay.
"""

from annotator.domain.linking.bands import Band, bands
from annotator.domain.linking.carrying import carry_links, carry_rulings
from annotator.domain.linking.editing import Picked, confirm, cut, group, link, mark, release
from annotator.domain.linking.merging import Group, Mark, Merged, merge
from annotator.domain.linking.rulings import PERSON, Ruling, RulingKind

__all__ = [
    "PERSON",
    "Band",
    "Group",
    "Mark",
    "Merged",
    "Picked",
    "Ruling",
    "RulingKind",
    "bands",
    "carry_links",
    "carry_rulings",
    "confirm",
    "cut",
    "group",
    "link",
    "mark",
    "merge",
    "release",
]
