"""Reading an article from its beginning and judging each quotation in it: who says it, and in which language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.spans import Span
from annotator.domain.suggestions.attribution import Attribution, attribution, clause
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence, beside, home, setting
from annotator.domain.suggestions.layout import Layout
from annotator.domain.suggestions.quotations import Quotation
from annotator.domain.suggestions.reading import Article, Sentence
from annotator.domain.suggestions.scene import Scene
from annotator.domain.suggestions.speakers import Cast, Speaker
from annotator.domain.suggestions.verdict import Verdict, verdict

_OPENING_SENTENCES = 3
_LASTS = 0.9  # the weight of an occasion told of earlier, against one told of beside the quotation
_UNATTRIBUTED, _NAMING, _TITLE = 3.0, 3.5, 2.5
_NAMING_REACH = 24  # code points between "known as" and the quotation mark
_OCCASION = frozenset({"explicit", "translation", "own", "outlet", "local-media"})
_RESIDES = 3.0  # the weight from which on a place mentioned beside "he" or "she" is where they live
_AROUND = 0.6  # the weight of places beside the verb for somebody of whom nothing else is known
_AGAIN = 2.5  # the weight of "the broadcaster" for one named before
_OFFICIAL = 2.5  # a minister who talks to media of the article's language mostly talks that language
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation with its verdict; `earlier` is true where the language was told beside an earlier quotation."""

    quotation: Quotation
    sentence: Sentence
    speaker: Speaker | None
    attribution: Attribution | None
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    earlier: bool


class Judge:
    """Holds what the article has told so far."""

    def __init__(self, article: Article, layout: Layout, cues: CueList) -> None:
        self._article, self._layout, self._cues = article, layout, cues
        self._cast = Cast(article.masked, cues)
        self._scene = Scene(cues)
        self._last: Judged | None = None
        self._outlet: Evidence | None = None
        self._whole: list[Evidence] = []  # the occasion of all that is quoted: an interview in German
        self._alone = False

    def judged(self) -> list[Judged]:
        """Return every quotation with its verdict, in order; those of a headline are judged last."""
        found: list[Judged] = []
        heads = [sentence for sentence in self._article.sentences if self._layout.is_headline(sentence.paragraph)]
        for sentence in self._article.sentences:
            self._scene.enter(sentence, opening=sentence.number < _OPENING_SENTENCES)
            self._cast.meet(sentence)
            if sentence in heads:
                continue
            if sentence.quotations:
                found += self._quoted(sentence)
            else:
                self._plain(sentence)
        return [*(item for head in heads for item in self._quoted(head)), *found]

    def _plain(self, sentence: Sentence) -> None:
        """Take from a sentence without quotations whom it speaks of, and on what occasion they speak."""
        if self._layout.is_caption(sentence.paragraph):
            return
        subject = self._subject_of(sentence)
        told = setting(sentence, sentence.span, self._article.masked, self._cues)
        self._same_outlet(sentence, [], told)
        told = _occasion(told)
        if told and sentence.hits_in(sentence.span, "whole") and not sentence.names:
            self._whole = told
            return
        if subject is None:
            return
        if told:
            subject.setting = _merged(told, subject.setting)
            self._cast.remember(subject)
        if subject.named and not sentence.names:
            subject.learn(item for item in self._home(sentence, sentence.span) if item.weight > _RESIDES)

    def _subject_of(self, sentence: Sentence) -> Speaker | None:
        found = clause(sentence, sentence.span, self._article.masked, self._cues)
        speaker = self._cast.subject(found, sentence) if found else None
        if speaker is None:
            speaker = self._first_named(sentence)
        if speaker is not None and not speaker.reporter:
            return speaker
        if speaker is None and not self._cast.refers_back(sentence):
            return self._cast.gather(sentence)
        return self._cast.recent

    def _first_named(self, sentence: Sentence) -> Speaker | None:
        for name in sentence.names[:3]:
            speaker = self._cast.named(name, sentence)
            if speaker is not None and name.possessive:
                speaker = self._cast.relative(speaker, name, sentence)
            if speaker is not None:
                self._cast.remember(speaker)
                return speaker
        return None

    def _quoted(self, sentence: Sentence) -> list[Judged]:
        self._alone = _stands_alone(sentence, self._article.masked)
        found = []
        resolved = [self._resolved(sentence, place) for place in range(len(sentence.quotations))]
        together = len({id(speaker) for _, speaker in resolved}) == 1 and len(resolved) < 6
        for place, (attributed, speaker) in enumerate(resolved):
            areas = self._areas(sentence, place, attributed, together)
            item = self._judge(sentence, place, attributed, speaker, areas)
            found.append(item)
            self._last = item
        return found

    def _shared_gap(self, sentence: Sentence, number: int, place: int) -> Span | None:
        """Return gap `number`; where it leads up to the next quotation with a colon, only its first part."""
        gap = sentence.gap(number)
        if gap is None or number != place + 1:
            return gap
        words = self._article.masked[gap.start : gap.end]
        comma = words.find(",", 1)
        return Span(gap.start, gap.start + comma) if words.rstrip().endswith(":") and comma > 0 else gap

    def _areas(self, sentence: Sentence, place: int, attributed: Attribution | None, together: bool) -> list[Span]:
        if together:
            gaps = (self._shared_gap(sentence, number, place) for number in range(len(sentence.quotations) + 1))
            return [gap for gap in gaps if gap is not None]
        return [attributed.area] if attributed else []

    def _resolved(self, sentence: Sentence, place: int) -> tuple[Attribution | None, Speaker | None]:
        found = attribution(sentence, place, self._article.masked, self._cues)
        if found is not None:
            speaker = self._cast.subject(found, sentence)
            if speaker is None and found.subject is None and self._last and self._last.sentence is sentence:
                speaker = self._last.speaker
            return found, speaker
        return None, self._carried(sentence, place)

    def _carried(self, sentence: Sentence, place: int) -> Speaker | None:
        """Return the earlier speaker for a quotation without attribution that stands alone or follows on."""
        quotation = sentence.quotations[place]
        if not self._alone:
            return None
        last = self._last
        if last is not None and last.sentence.paragraph == quotation.paragraph:
            return last.speaker
        return self._cast.recent

    def _judge(
        self, sentence: Sentence, place: int, attributed: Attribution | None, speaker: Speaker | None, areas: list[Span]
    ) -> Judged:
        masked = self._article.masked
        told = [item for area in areas for item in setting(sentence, area, masked, self._cues)]
        told += self._same_outlet(sentence, areas, told)
        evidence, earlier = self._evidence(sentence, speaker, told, areas)
        quotation = sentence.quotations[place]
        penalty = self._penalty(sentence, place, attributed)
        decided = verdict(evidence, penalty, self._cues)
        return Judged(quotation, sentence, speaker, attributed, tuple(evidence), decided, earlier)

    def _evidence(
        self, sentence: Sentence, speaker: Speaker | None, told: list[Evidence], areas: list[Span]
    ) -> tuple[list[Evidence], bool]:
        occasion = _occasion(told) or self._of_whole(speaker)
        venues = [item for item in told if item.kind == "venue"]
        around = [item for area in areas for item in beside(sentence, area, self._article.masked, self._cues)][:4]
        if speaker is None or speaker.reporter:
            around = [item for area in areas for item in self._home(sentence, area)][:4]
            own = [Evidence("reporter", (self._cues.language,), 5.0, sentence.span)] if speaker else []
            return [*occasion, *venues, *around, *self._scene.evidence(), *own], False
        earlier = not occasion and bool(speaker.setting)
        if occasion:
            occasion = speaker.setting = _merged(occasion, speaker.setting)
        else:
            occasion = [replace(item, weight=_LASTS * item.weight) for item in speaker.setting]
        if speaker.official:
            occasion = [self._for_official(item) for item in occasion]
        if all(item.kind == "given" for item in speaker.home):
            venues += [replace(item, weight=_AROUND * item.weight) for item in around]
        return [*speaker.home, *occasion, *venues, *self._scene.evidence(_trust(speaker))], earlier

    def _of_whole(self, speaker: Speaker | None) -> list[Evidence]:
        """Return the occasion of the whole article, which is not that of somebody from elsewhere."""
        spoken = {language for item in self._whole for language in item.languages}
        homes = {item.languages[0] for item in speaker.home if item.languages} if speaker else set()
        elsewhere = (speaker is not None and speaker.reporter) or (homes and not homes & spoken)
        return [] if elsewhere or (speaker is not None and speaker.setting) else self._whole

    def _same_outlet(self, sentence: Sentence, areas: Sequence[Span], told: Sequence[Evidence]) -> list[Evidence]:
        """Return "the broadcaster" as the outlet named last; notes the outlet that is named now."""
        named = [item for item in told if item.kind == "outlet"]
        if named:
            self._outlet = named[0]
            return []
        again = [hit for area in areas for hit in sentence.hits_in(area, "media-again")]
        return [replace(self._outlet, weight=_AGAIN, cue=again[0].span)] if again and self._outlet else []

    def _home(self, sentence: Sentence, span: Span) -> list[Evidence]:
        return home(sentence, span, self._article.masked, self._cues)

    def _for_official(self, item: Evidence) -> Evidence:
        if item.kind == "outlet" and item.languages[0] == self._cues.language:
            return replace(item, weight=_OFFICIAL * item.weight)
        return item

    def _penalty(self, sentence: Sentence, place: int, attributed: Attribution | None) -> float:
        """Return what speaks against the quotation marks holding anybody's words: names, titles, so-called terms."""
        quotation = sentence.quotations[place]
        words = quotation.inner.within(self._article.text)
        penalty = 0.0
        before = sentence.gap(place)
        if before is not None:
            near = [hit for hit in sentence.hits_in(before, "naming") if before.end - hit.end < _NAMING_REACH]
            near = [hit for hit in near if not sentence.hits_in(Span(hit.start, before.end), "verb")]
            penalty += _NAMING if near else 0.0
        if attributed is None and not self._alone:
            penalty += _UNATTRIBUTED
        if self._place_name(words):
            return penalty + _NAMING
        return penalty + (_TITLE if _titled(words) else 0.0)

    def _place_name(self, words: str) -> bool:
        bare = words.strip(" .,!?…")
        if not bare[:1].isupper() or bare.count(" ") > 2:
            return False
        return any(hit.kind == "place" and hit.end - hit.start == len(bare) for hit in self._cues.lexicon.hits(bare))


def _occasion(told: Iterable[Evidence]) -> list[Evidence]:
    found = [item for item in told if item.kind in _OCCASION]
    if any(item.kind == "own" for item in found):
        return [item for item in found if item.kind == "own"]
    return found


def _trust(speaker: Speaker) -> float:
    """Return how surely somebody speaks the language of the place, as far as name and role tell."""
    if speaker.named:
        return 1.0 if speaker.home else 0.8
    return 1.5 if speaker.roles and not speaker.home else 1.0


def _merged(new: list[Evidence], old: list[Evidence]) -> list[Evidence]:
    """Return the new occasion; a translation from an unnamed language keeps the language named before."""
    if any(item.languages for item in new):
        return new
    return [*new, *(item for item in old if item.kind == "explicit")]


def _stands_alone(sentence: Sentence, masked: str) -> bool:
    """Return whether the sentence is nothing but its quotations and a few words between them."""
    gaps = [sentence.gap(place) for place in range(len(sentence.quotations) + 1)]
    outside = sum(len(masked[gap.start : gap.end].strip(" .,;—–-\n")) for gap in gaps if gap)
    return outside < 4


def _titled(words: str) -> bool:
    """Return whether the words are written like a title or name: "The Ferry in Winter"."""
    found: Sequence[str] = _WORD.findall(words)
    long = [word for word in found if len(word) > 3]
    return (
        1 < len(found) < 9 and words[-1:].isalnum() and all(word[0].isupper() for word in (found[0], found[-1], *long))
    )
