"""Finding who is said to speak a quotation: its verb, its subject, and the words that tell of the occasion."""

import re
from dataclasses import dataclass

from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.lexicon import Hit
from annotator.domain.suggestions.reading import Sentence

_CLOSE = 160  # code points between a quotation and the verb that attributes it
_SUBJECT_KINDS = (
    "people",
    "place",
    "institution",
    "company",
    "leader",
    "official",
    "local",
    "outlet",
    "local-media",
    "media",
)
_STRAIGHT_ON = re.compile(r"[\s,—–-]*(?:(?:[\w.’'-]+)\s+){0,6}?$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a quotation is attributed: `area` holds the words that do it, `subject` those that name the speaker.

    `pronoun` is the pronoun that stands as subject, else "". `verb` is None after a colon or a noun such as "headline".
    """

    area: Span
    subject: Span | None
    verb: Span | None
    pronoun: str = ""


def attribution(sentence: Sentence, place: int, masked: str, cues: CueList) -> Attribution | None:
    """Return the attribution of quotation number `place` in its sentence; None where the sentence has none."""
    before, after = sentence.gap(place), sentence.gap(place + 1)
    forward = _after(sentence, after, masked, cues) if after else None
    if forward and _close_by(forward, after) and _invites(sentence, place, masked):
        return forward
    backward = _before(sentence, before, masked, cues) if before else None
    if backward and (backward.subject or not forward):
        return backward
    return forward or backward or _shared(sentence, place, masked, cues)


def clause(sentence: Sentence, span: Span, masked: str, cues: CueList) -> Attribution | None:
    """Return subject and first verb of words that hold no quotation: "Zelensky switched to Russian" has no verb."""
    return _before(sentence, span, masked, cues)


def _shared(sentence: Sentence, place: int, masked: str, cues: CueList) -> Attribution | None:
    if place == 0:
        return None
    gap = sentence.gap(place)
    if gap is not None and len(gap) > 60:
        return None
    previous = sentence.gap(place - 1)
    return _before(sentence, previous, masked, cues) if previous else None


def _invites(sentence: Sentence, place: int, masked: str) -> bool:
    """Return whether nothing but an opening phrase stands before the quotation in its sentence."""
    before = sentence.gap(place)
    if before is None:
        return True
    return not sentence.hits_in(before, "verb") or (place > 0 and masked[before.start : before.end].strip()[-1:] == ".")


def _close_by(found: Attribution, after: Span | None) -> bool:
    if found.verb is None or after is None:
        return True
    return found.verb.start - after.start < _CLOSE


def _after(sentence: Sentence, gap: Span, masked: str, cues: CueList) -> Attribution | None:
    verbs = sentence.hits_in(gap, "verb")
    according = [
        hit for hit in sentence.hits_in(gap, "noun") if masked[hit.start : hit.end].casefold() in cues.grammar.according
    ]
    if not verbs:
        return _according(according[0], gap) if according else None
    verb = verbs[0]
    lead = masked[gap.start : verb.start].strip(" ,—–-")
    if lead and not _nominal(sentence, Span(gap.start, verb.start), masked, cues):
        return _according(according[0], gap) if according else Attribution(gap, None, verb.span)
    if lead:
        return Attribution(gap, Span(gap.start, verb.start), verb.span, _pronoun(masked[gap.start : verb.start], cues))
    pronoun = re.match(r"\s+([^\W\d_]+)(?=\s*[^\w\s]|\s*$)", masked[verb.end : gap.end])
    known = pronoun[1] if pronoun and (pronoun[1] in cues.pronouns or pronoun[1] in cues.reporter) else ""
    return Attribution(gap, Span(verb.end, gap.end) if verb.end < gap.end else None, verb.span, known)


def _according(hit: Hit, gap: Span) -> Attribution:
    return Attribution(gap, Span(hit.end, gap.end) if hit.end < gap.end else None, None)


def _before(sentence: Sentence, gap: Span, masked: str, cues: CueList) -> Attribution | None:
    verbs = sentence.hits_in(gap, "verb")
    fallback: Attribution | None = None
    for number in range(len(verbs) - 1, -1, -1):
        verb = verbs[number]
        start = verbs[number - 1].end if number else gap.start
        if start >= verb.start or not _nominal(sentence, Span(start, verb.start), masked, cues):
            continue
        pronoun = _pronoun(masked[start : verb.start], cues)
        found = Attribution(gap, Span(start, verb.start), verb.span, pronoun)
        if not pronoun:
            return found
        fallback = found
    return fallback or _without_subject(sentence, gap, masked, verbs)


def _without_subject(sentence: Sentence, gap: Span, masked: str, verbs: list[Hit]) -> Attribution | None:
    nouns = sentence.hits_in(gap, "noun")
    colon = masked[gap.start : gap.end].rstrip().endswith(":")
    if verbs:
        return Attribution(gap, None, verbs[-1].span)
    if nouns or colon:
        return Attribution(gap, Span(nouns[-1].end, gap.end) if nouns and nouns[-1].end < gap.end else gap, None)
    return None


def _nominal(sentence: Sentence, span: Span, masked: str, cues: CueList) -> bool:
    """Return whether somebody who could speak is named in `span`."""
    if any(span.contains(name.span) for name in sentence.names) or sentence.hits_in(span, *_SUBJECT_KINDS):
        return True
    return bool(_pronoun(masked[span.start : span.end], cues))


def _pronoun(words: str, cues: CueList) -> str:
    last = cues.grammar.last_word.search(words)
    if last is None:
        return ""
    word = last[1]
    return word if word.lower() in cues.pronouns or word in cues.reporter else ""
