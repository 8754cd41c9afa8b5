"""A passage as the checks read it: tokens of all texts, what each word is linked with, and what a word may mean.

Made once for a passage and shared by all checks; whatever is costly is worked out when the first of them asks.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from annotator.domain.alignment.coverage import content_words
from annotator.domain.alignment.tokens import Token, tokens
from annotator.domain.alignment.translations import Rendering, lightness, renderings
from annotator.domain.alignments import Link
from annotator.domain.checks.cues import Cues
from annotator.domain.checks.material import Material
from annotator.domain.comparison.variants import variant_keys
from annotator.domain.spans import Span
from annotator.domain.words import words

Linked = dict[int, tuple[float, str]]  # number of a word on the other side: confidence and origin of the link

_SENTENCE_ENDS = frozenset(".!?…:\"“”«»„‘'’—–-(¿¡")
GUESS = "position"  # the origin of a link that only its neighbours speak for


class Reading:
    """The tokens of a passage and how they hang together; numbers of tokens count from 0 in each text."""

    def __init__(self, material: Material) -> None:
        self.material = material
        lexicon = material.lexicon
        self.language = material.source_language
        self.ours: Sequence[Token] = tokens(material.source, self.language, lexicon.log_share if lexicon else None)
        self.theirs: Sequence[Token] = tokens(material.rendering, "en")
        self._known: dict[str, dict[str, Rendering]] = {}

    @property
    def cues(self) -> Cues:
        """The cue data of the source's language."""
        return self.material.cues

    @property
    def english(self) -> Cues:
        """The cue data of English."""
        return self.material.english_cues

    @cached_property
    def to_theirs(self) -> list[Linked]:
        """For every source word the words of the rendering that it is linked with."""
        return joined(self.material.links, self.ours, self.theirs)[0]

    @cached_property
    def to_ours(self) -> list[Linked]:
        """For every word of the rendering the source words that it is linked with."""
        return joined(self.material.links, self.ours, self.theirs)[1]

    @cached_property
    def machines(self) -> tuple["Witness", ...]:
        """The machine renderings, each with its links."""
        links = (*self.material.machine_links, *((),) * len(self.material.machines))
        return tuple(
            Witness(number, text, self.ours, found)
            for number, (text, found) in enumerate(zip(self.material.machines, links, strict=False))
            if text.strip()
        )

    @cached_property
    def our_content(self) -> frozenset[int]:
        """The numbers of the source words whose loss a reader would notice."""
        spans = set(content_words(self.material.source, self.language, self.material.lexicon))
        return frozenset(number for number, token in enumerate(self.ours) if token.span in spans)

    @cached_property
    def their_content(self) -> frozenset[int]:
        """The numbers of the words of the rendering whose addition a reader would notice."""
        spans = set(content_words(self.material.rendering, "en"))
        return frozenset(number for number, token in enumerate(self.theirs) if token.span in spans)

    @cached_property
    def their_forms(self) -> frozenset[str]:
        """All keys of the rendering's words and of their variants."""
        return frozenset(form for token in self.theirs for form in forms(token.key))

    @cached_property
    def our_sentence_starts(self) -> frozenset[int]:
        """Where words of the source begin a sentence or a quotation."""
        return sentence_starts(self.material.source)

    @cached_property
    def their_sentence_starts(self) -> frozenset[int]:
        """Where words of the rendering begin a sentence or a quotation."""
        return sentence_starts(self.material.rendering)

    @cached_property
    def _listed(self) -> frozenset[int]:
        """The numbers of the rendering's words that stand in a closed class of the cue data."""
        found = [
            cue
            for table in ("months", "weekdays", "currencies", "titles", "directions", "kin", "pronouns")
            for cue in self.english.find(self.material.rendering, table)
        ]
        return frozenset(number for cue in found for number in self.their_numbers(cue.span))

    def is_listed(self, number: int) -> bool:
        """Return whether a word of the rendering is a month, weekday, title or the like, which other checks compare."""
        return number in self._listed

    def translations(self, number: int) -> dict[str, Rendering]:
        """Return the English words that a source word may stand for, {} where the lexicon knows nothing."""
        key = self.ours[number].key
        if key not in self._known:
            lexicon = self.material.lexicon
            self._known[key] = renderings(key, lexicon) if lexicon else {}
        return self._known[key]

    def share(self, number: int, english: str) -> float:
        """Return how likely a source word stands for an English word or a form of it, 0.0 to 1.0."""
        known = self.translations(number)
        return max((known[form].share for form in forms(english) if form in known), default=0.0)

    def lightness(self, number: int) -> float:
        """Return how often a source word stands for function words or nothing, 0.0 to 1.0; 0.5 if unknown."""
        return lightness(self.ours[number].key, self.material.lexicon) if self.material.lexicon else 0.5

    def our_numbers(self, span: Span) -> list[int]:
        """Return the numbers of the source words that a span touches."""
        return touched(self.ours, span)

    def their_numbers(self, span: Span) -> list[int]:
        """Return the numbers of the rendering's words that a span touches."""
        return touched(self.theirs, span)

    def written(self, number: int) -> str:
        """Return a source word as it is written."""
        return self.ours[number].span.within(self.material.source)

    def quoted(self, number: int) -> str:
        """Return a word of the rendering as it is written."""
        return self.theirs[number].span.within(self.material.rendering)


class Witness:
    """A machine rendering: its number, text, tokens, and what the source words are linked with in it."""

    def __init__(self, number: int, text: str, ours: Sequence[Token], links: Sequence[Link]) -> None:
        self.number = number
        self.text = text
        self.tokens: Sequence[Token] = tokens(text, "en")
        self.linked = bool(links)
        self.from_ours, self.to_ours = joined(links, ours, self.tokens)

    @cached_property
    def forms(self) -> frozenset[str]:
        """All keys of its words and of their variants."""
        return frozenset(form for token in self.tokens for form in forms(token.key))


def forms(key: str) -> frozenset[str]:
    """Return an English key and the keys of the words it may be a form of."""
    return variant_keys(key, "en") | {key}


def touched(found: Sequence[Token], span: Span) -> list[int]:
    """Return the numbers of the tokens that a span touches."""
    return [number for number, token in enumerate(found) if token.span.overlaps(span)]


def joined(links: Iterable[Link], ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[list[Linked], list[Linked]]:
    """Return the links by the numbers of the tokens that they touch, from either side."""
    one: list[Linked] = [{} for _ in ours]
    other: list[Linked] = [{} for _ in theirs]
    for link in links:
        for mine in touched(ours, link.source):
            for yours in touched(theirs, link.rendering):
                known = one[mine].get(yours)
                if known is None or known[0] < link.confidence:
                    one[mine][yours] = other[yours][mine] = (link.confidence, link.origin)
    return one, other


def sentence_starts(text: str) -> frozenset[int]:
    """Return where words begin a sentence or a quotation."""
    starts, fresh = set(), True
    for word in words(text):
        if word.is_word and fresh:
            starts.add(word.span.start)
        fresh = not word.is_word and word.text[0] in _SENTENCE_ENDS
    return frozenset(starts)
