"""What a rendering leaves out, and what it adds: content words without a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.alignment.function_words import is_content_word
from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignment.tokens import tokens
from annotator.domain.alignment.translations import content_share
from annotator.domain.alignments import Link, unlinked
from annotator.domain.spans import Span

_CONTENT = 0.4  # the share of content words among the renderings of one
_SHORTEST = 4  # letters of a word that nothing else is known of


@dataclass(frozen=True, slots=True)
class Coverage:
    """Content words without a link, and the share of content words that have one, on both sides.

    A share is 1.0 where there is no content word at all.
    """

    unrendered: tuple[Span, ...]
    ungrounded: tuple[Span, ...]
    source_share: float
    rendering_share: float


def content_words(text: str, language: str, lexicon: Lexicon | None = None) -> list[Span]:
    """Return the content words of a text in order: those whose loss or addition a reader would notice.

    English has its list of others. For another language the lexicon tells which words mostly stand for English
    function words; words that it does not know count as content from four letters on, as do all with a figure.
    """
    found = tokens(text, language, lexicon.log_share if lexicon else None)
    if language == "en":
        return [token.span for token in found if is_content_word(token.key)]
    return [token.span for token in found if _says_something(token.key, language, lexicon)]


def _says_something(key: str, language: str, lexicon: Lexicon | None) -> bool:
    if any(char.isdigit() for char in key):
        return True
    if not any(char.isalpha() for char in key):
        return False
    share = content_share(key, lexicon) if lexicon else None
    return share >= _CONTENT if share is not None else len(key) >= _SHORTEST or language == "zh"


def coverage(links: Iterable[Link], source: Sequence[Span], rendering: Sequence[Span]) -> Coverage:
    """Return what no link touches of the content words of a source and of a rendering (see `content_words`)."""
    known = list(links)
    unrendered = unlinked(source, (link.source for link in known))
    ungrounded = unlinked(rendering, (link.rendering for link in known))
    return Coverage(
        tuple(unrendered),
        tuple(ungrounded),
        1.0 - len(unrendered) / len(source) if source else 1.0,
        1.0 - len(ungrounded) / len(rendering) if rendering else 1.0,
    )
