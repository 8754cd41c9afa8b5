"""What speaks for a language, how strongly, and in which words of the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.lexicon import Hit
from annotator.domain.suggestions.reading import Sentence

# Weights are log-odds, set by hand on the development half of tests/data/passages.jsonl.
EXPLICIT, TRANSLATED, OWN = 9.0, 7.0, 10.0
_FOREIGN = {"people": 3.2, "place": 2.6, "institution": 3.0, "company": 1.8, "leader": 3.5, "given": 1.3, "outlet": 3.5}
_ENGLISH = {"people": 5.0, "place": 3.5, "institution": 3.5, "company": 1.8, "leader": 3.5, "given": 2.2, "outlet": 2.0}
_VENUE, _CONVERSATION, _LOCAL_MEDIA = 3.0, 1.2, 1.5
_CAPITALISED = re.compile(r"(?: [A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][\w’'-]*(?:\.\w+)*){1,4}")  # the rest of an outlet's name
_HOME = frozenset({"people", "place", "institution", "company", "leader"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue: its kind, the languages it speaks for (likeliest first; none: some other language), weight and place."""

    kind: str
    languages: tuple[str, ...]
    weight: float
    cue: Span


def home(sentence: Sentence, span: Span, masked: str, cues: CueList) -> list[Evidence]:
    """Return what the words in `span`, which describe a person or body, tell of the language they speak."""
    hits = sentence.hits_in(span, *_HOME, "media", "about", "outlet")
    abouts = [hit for hit in hits if hit.kind == "about"]
    heavier = [hit for hit in hits if hit.kind in ("outlet", "institution", "company")]
    found = []
    for hit in hits:
        inside = any(other is not hit and other.start <= hit.start and hit.end <= other.end for other in heavier)
        if hit.kind in _HOME and not inside and not _governed(hit, abouts, masked):
            found.append(_home_of(hit, masked, cues))
    return found


def beside(sentence: Sentence, area: Span, masked: str, cues: CueList) -> list[Evidence]:
    """Return the places where somebody is said to speak: "wrote from Da Nang"; not those in what they say."""
    that = cues.grammar.that.search(masked[area.start : area.end])
    end = area.start + that.start() if that and that.start() else area.end
    found = home(sentence, Span(area.start, end), masked, cues)
    return [
        item
        for item in found
        if item.kind == "place"
        and cues.grammar.where.search(masked, max(area.start, item.cue.start - 30), item.cue.start)
    ]


def given_name(span: Span, languages: tuple[str, ...], cues: CueList) -> list[Evidence]:
    """Return the weak evidence of a given name; none where it is usual in English and elsewhere."""
    if not languages or (len(languages) > 1 and cues.language in languages):
        return []
    return [Evidence("given", languages, _weight("given", languages, cues), span)]


def _home_of(hit: Hit, masked: str, cues: CueList) -> Evidence:
    weight = _weight(hit.kind, hit.languages, cues)
    before, after = masked[max(0, hit.start - 60) : hit.start], masked[hit.end : hit.end + 16]
    if hit.kind == "place":
        if cues.grammar.residence.search(before) or cues.grammar.based.match(after):
            weight *= 1.2
        elif cues.grammar.possessive.match(after):
            weight *= 1.25
        elif preposition := cues.grammar.before_place.search(before):
            weight *= cues.grammar.at_place.get(preposition[1].lower(), 1.0)
    if cues.grammar.origin_only.match(after):
        weight *= 0.4
    return Evidence(hit.kind, hit.languages, weight, hit.span)


def _governed(hit: Hit, abouts: list[Hit], masked: str) -> bool:
    return any(
        about.end <= hit.start and hit.start - about.end < 40 and "," not in masked[about.end : hit.start]
        for about in abouts
    )


def _weight(kind: str, languages: tuple[str, ...], cues: CueList) -> float:
    return (_ENGLISH if languages[0] == cues.language else _FOREIGN)[kind]


def setting(sentence: Sentence, span: Span, masked: str, cues: CueList) -> list[Evidence]:
    """Return what the words in `span` tell of the occasion: the language named, a translation, media, an audience."""
    found = [*_spoken(sentence, span, masked, cues)]
    found += _outlets(sentence, span, masked, cues)
    found += _audience(sentence, span, masked, cues)
    own = (cues.language,)
    found += [Evidence("venue", own, _VENUE, hit.span) for hit in sentence.hits_in(span, "venue")[:1]]
    found += [Evidence("venue", own, _CONVERSATION, hit.span) for hit in sentence.hits_in(span, "conversation")[:1]]
    found += [Evidence("local-media", (), _LOCAL_MEDIA, hit.span) for hit in sentence.hits_in(span, "local-media")[:1]]
    return _strongest(found)


def _strongest(found: list[Evidence]) -> list[Evidence]:
    """Return the evidence without what is told twice: "Russian outlet Ostorozhno Novosti" is one outlet."""
    best: dict[tuple[str, tuple[str, ...]], Evidence] = {}
    for item in found:
        key = (item.kind, item.languages[:1])
        if key not in best or (item.weight, len(item.cue)) > (best[key].weight, len(best[key].cue)):
            best[key] = item
    return list(best.values())


def _spoken(sentence: Sentence, span: Span, masked: str, cues: CueList) -> Iterator[Evidence]:
    words = masked[span.start : span.end]
    # The patterns are slow: a language, or a word of translating, must be there at all.
    for kind, weight, patterns, possible in (
        ("explicit", EXPLICIT, cues.explicit, bool(sentence.hits_in(span, "language"))),
        ("translation", TRANSLATED, cues.translation, cues.translation_words.search(words)),
        ("own", OWN, cues.own, cues.own_names.search(words)),
    ):
        if not possible:
            continue
        for pattern in patterns:
            match = pattern.search(words)
            if match is not None:
                named = match.groupdict().get("language")
                languages = (cues.language_codes[named],) if named else ((cues.language,) if kind == "own" else ())
                yield Evidence(kind, languages, weight, Span(span.start + match.start(), span.start + match.end()))
                break


def _outlets(sentence: Sentence, span: Span, masked: str, cues: CueList) -> Iterator[Evidence]:
    for hit in sentence.hits_in(span, "outlet"):
        if not cues.grammar.reporters.match(masked, hit.end):
            weight = _weight("outlet", hit.languages, cues)
            yield Evidence("outlet", hit.languages, weight, _with_telling(hit.start, hit.end, span, masked, cues))


def _audience(sentence: Sentence, span: Span, masked: str, cues: CueList) -> Iterator[Evidence]:
    """Yield "German newspaper", "Italian reporters", "Israel’s Channel": media that belong to a people or place."""
    owners = sentence.hits_in(span, "people", "place")
    for media in sentence.hits_in(span, "media"):
        for owner in owners:
            between = masked[owner.end : media.start]
            if (
                owner.end <= media.start
                and len(between) < 40
                and re.fullmatch(r"(?:[’']s?)?(?:[ -][\w-]+){0,3}[ -]", between)
            ):
                named = cues.language_codes.get(masked[owner.start : owner.end])
                languages = (named,) if named else owner.languages
                weight = _weight("outlet", languages, cues)
                yield Evidence("outlet", languages, weight, _with_telling(owner.start, media.end, span, masked, cues))


def _with_telling(start: int, end: int, span: Span, masked: str, cues: CueList) -> Span:
    """Return the cue with the "told" before it and the name of the outlet after it."""
    before = cues.grammar.telling.search(masked[span.start : start])
    after = _CAPITALISED.match(masked[end : span.end])
    return Span(span.start + before.start() if before else start, end + after.end() if after else end)
