"""Which words of a rendering stand for which words of its source, and how sure that is.

    links = align(source, rendering, "ru", lexicon("ru"))       # lexicon: annotator.exchange.lexicons
    loss = coverage(links, content_words(source, "ru", lexicon("ru")), content_words(rendering, "en"))

The evidence for a pair of words (`evidence`) comes from a lexicon of word translations (`translations`), numbers
(`numbers`), names and cognates (`likeness`) and words that are the same. `matching` weighs the pairs against each
other, `confidence` says how often such a link is right.
"""

from annotator.domain.alignment.aligning import LEAST, POSITION, align
from annotator.domain.alignment.coverage import Coverage, content_words, coverage
from annotator.domain.alignment.lexicon import Lexicon, Row
from annotator.domain.alignment.likeness import likeness
from annotator.domain.alignment.numbers import Number, numbers, same_number
from annotator.domain.alignment.translations import Rendering, renderings

__all__ = [
    "LEAST",
    "POSITION",
    "Coverage",
    "Lexicon",
    "Number",
    "Rendering",
    "Row",
    "align",
    "content_words",
    "coverage",
    "likeness",
    "numbers",
    "renderings",
    "same_number",
]
