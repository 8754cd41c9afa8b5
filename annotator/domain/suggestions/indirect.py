"""Indirect speech of which the article itself says that the words were in another language."""

from collections.abc import Iterator, Sequence

from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span
from annotator.domain.suggestions.attribution import clause
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence, home, setting
from annotator.domain.suggestions.model import Suggestion
from annotator.domain.suggestions.reading import Article, Sentence
from annotator.domain.suggestions.verdict import verdict

_REACH = 90  # code points between the verb of saying and its "that"
_SHORTEST = 3  # words


def indirect(article: Article, quoted: Sequence[Suggestion], first_group: int, cues: CueList) -> list[Suggestion]:
    """Return the suggestions for indirect speech outside the passages suggested already."""
    found: list[Suggestion] = []
    for sentence in article.sentences:
        if not sentence.quotations:
            found += list(_in_sentence(sentence, article, first_group + len(found), cues))
    taken = [item.span for item in quoted]
    return [item for item in found if not any(item.span.overlaps(span) for span in taken)] if found else []


def _in_sentence(sentence: Sentence, article: Article, group: int, cues: CueList) -> Iterator[Suggestion]:
    said = clause(sentence, sentence.span, article.masked, cues)
    that = _that(sentence, article.masked, cues)
    if said is None or that is None:
        return
    before = Span(sentence.span.start, that)
    told = [
        item
        for item in setting(sentence, before, article.masked, cues)
        if item.kind in ("explicit", "translation", "own")
    ]
    if not any(item.kind != "own" for item in told):
        return
    decided = verdict([*told, *home(sentence, before, article.masked, cues)], 0.0, cues)
    end = sentence.span.end - (1 if article.text[sentence.span.end - 1] in ".!?" else 0)
    if decided.confidence >= 0.5 and len(article.text[that:end].split()) >= _SHORTEST:
        yield _suggestion(Span(that, end), article, told, decided.language, decided.confidence, group)


def _that(sentence: Sentence, masked: str, cues: CueList) -> int | None:
    for verb in sentence.hits_in(sentence.span, "verb"):
        found = cues.grammar.that.search(masked, verb.end, min(verb.end + _REACH, sentence.span.end))
        if found:
            return found.end()
    return None


def _suggestion(
    span: Span, article: Article, told: Sequence[Evidence], language: str, confidence: float, group: int
) -> Suggestion:
    cue = told[0].cue
    words = cue.within(article.text)
    return Suggestion(
        span=span,
        kind=PassageKind.INDIRECT_SPEECH,
        group=group,
        speaker="",
        outlet="",
        source_language=language,
        attribution=words,
        confidence=round(confidence, 3),
        reason=f"The article names the language or a translation: “{words}”.",
        cue=cue,
    )
