"""Suggesting the passages of an article that probably render something said or written in another language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.indirect import indirect
from annotator.domain.suggestions.judging import Judge, Judged
from annotator.domain.suggestions.layout import Layout, layout
from annotator.domain.suggestions.model import Suggestion
from annotator.domain.suggestions.reading import Article, read
from annotator.domain.suggestions.reasons import outlet, reason, translator

THRESHOLD = 0.5
_SHARED = 0.6  # share of a headline's words that must stand in the quotation it was taken from
_BROKEN_OFF = re.compile(r"[,—–…-]$")
_LONGEST_BREAK = 120  # code points of attribution within one quotation


def suggest(text: str, cues: CueList) -> list[Suggestion]:
    """Return the suggestions for canonical `text` of an article in the language of `cues`, in order of place.

    A quotation over several paragraphs gives one suggestion for each, one broken by an attribution one for each piece;
    in both cases they share their group. Only words that the article itself puts into another language are suggested
    without quotation marks. Time grows with the length of the text: 0.1 s for 1,000 words.
    """
    article = read(text, cues)
    form = layout(article, cues)
    judged = Judge(article, form, cues).judged()
    heads = [item for item in judged if form.is_headline(item.sentence.paragraph)]
    body = [item for item in judged if not form.is_headline(item.sentence.paragraph)]
    decided = [_like_its_source(item, body, text) for item in heads] + body
    found = [
        _suggestion(item, group, article, form, cues)
        for item, group in zip(decided, _groups(decided, article), strict=True)
        if item.verdict.confidence >= THRESHOLD
    ]
    found += indirect(article, found, len(decided), cues)
    return sorted(found, key=lambda item: item.span)


def _like_its_source(head: Judged, body: Sequence[Judged], text: str) -> Judged:
    """Return a headline's quotation with the verdict of the quotation in the body from which it was taken."""
    words = set(_words(head, text))
    for item in body[:200]:
        shared = words & set(_words(item, text))
        if len(shared) >= max(2, _SHARED * len(words)):
            return replace(
                head, speaker=item.speaker, evidence=item.evidence, verdict=item.verdict, earlier=item.earlier
            )
    return head


def _words(item: Judged, text: str) -> list[str]:
    return re.findall(r"\w+", item.quotation.inner.within(text).casefold())


def _groups(judged: Sequence[Judged], article: Article) -> Iterator[int]:
    group = -1
    for number, item in enumerate(judged):
        if number == 0 or not _one_quotation(judged[number - 1], item, article.text):
            group += 1
        yield group


def _one_quotation(first: Judged, second: Judged, text: str) -> bool:
    if first.quotation.goes_on:
        return True
    between = second.quotation.outer.start - first.quotation.outer.end
    if first.sentence is not second.sentence or between > _LONGEST_BREAK or first.speaker is not second.speaker:
        return False
    ending, beginning = first.quotation.inner.within(text), second.quotation.inner.within(text)
    return bool(_BROKEN_OFF.search(ending)) and ending[:1].isupper() and not beginning[:1].isupper()


def _suggestion(item: Judged, group: int, article: Article, form: Layout, cues: CueList) -> Suggestion:
    why, cue = reason(item, article.text, cues)
    return Suggestion(
        span=item.quotation.inner,
        kind=_kind(item, article.text, form),
        group=group,
        speaker=item.speaker.name if item.speaker else "",
        outlet=outlet(item.evidence, article.text, cues),
        source_language=item.verdict.language,
        attribution=translator(item.evidence, article.text) or _attributing(item, article.text),
        confidence=round(item.verdict.confidence, 3),
        reason=why,
        cue=cue,
    )


def _attributing(item: Judged, text: str) -> str:
    found = item.attribution
    if found is None:
        return ""
    words = Span(found.area.start, min(found.area.end, found.area.start + 120)).within(text)
    return " ".join(words.split()).strip(" ,.;:—–-")


def _kind(item: Judged, text: str, form: Layout) -> PassageKind:
    if form.is_headline(item.sentence.paragraph):
        return PassageKind.HEADLINE
    if form.is_caption(item.sentence.paragraph):
        return PassageKind.CAPTION
    words = item.quotation.inner.within(text).lstrip("‘'“\"«„…")
    whole = words[:1].isupper() or words[:1].isdigit()
    ended = bool(re.search(r"[.!?,…—–-][’'\"”]*$", words))
    return PassageKind.DIRECT_QUOTE if whole and ended else PassageKind.PARTIAL_QUOTE
