"""The people and bodies of an article: who is meant by a name or a pronoun, and what we know of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.domain.spans import Span
from annotator.domain.suggestions.attribution import Attribution
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence, given_name, home
from annotator.domain.suggestions.lexicon import Hit
from annotator.domain.suggestions.names import Name
from annotator.domain.suggestions.reading import MASK, Sentence

_APPOSITION = 140  # code points read after a name for what the article says of its bearer
_PREMODIFIER = 70
_RELATIVE = 20  # code points after "Dmitry’s" within which "father" must come
_CHUNK_START = re.compile(rf".*[,;:—{MASK}()]", re.DOTALL)
_OPENING = re.compile(r"\s*([A-Z][\w-]*)\b[^,]*,\s+")


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody quoted or named. `home` tells of their languages, `setting` of the occasion they last spoke at."""

    name: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    home: list[Evidence] = field(default_factory=list)
    setting: list[Evidence] = field(default_factory=list)
    named: bool = False
    official: bool = False
    reporter: bool = False

    def learn(self, evidence: Iterable[Evidence]) -> None:
        """Add what is new: of one kind and language the strongest is kept."""
        for item in evidence:
            same = [old for old in self.home if old.kind == item.kind and old.languages == item.languages]
            if not same:
                self.home.append(item)
            elif item.weight > same[0].weight:
                self.home[self.home.index(same[0])] = item


class Cast:
    """Everybody met so far, reading the article from its beginning."""

    def __init__(self, masked: str, cues: CueList) -> None:
        self._masked, self._cues = masked, cues
        self._by_name: dict[str, Speaker] = {}
        self._by_role: dict[str, Speaker] = {}
        self._by_gender: dict[str, Speaker] = {}
        self.recent: Speaker | None = None
        self._latest: tuple[Span, Speaker] | None = None
        self._group: Speaker | None = None  # people without a name whom "they" may mean
        self._new = False  # or "he", where it is one of whom nothing was said before: "a delegate"

    def meet(self, sentence: Sentence) -> None:
        """Note everybody whom the sentence names, and what it says of them."""
        for name in sentence.names:
            speaker = self.named(name, sentence)
            if speaker is not None:
                around = self._around(name, sentence)
                speaker.learn(home(sentence, around, self._masked, self._cues))
                self._describe(speaker, sentence, around)

    def named(self, name: Name, sentence: Sentence) -> Speaker | None:
        """Return the bearer of `name`, known already or new; None for what is probably no name."""
        known = next((self._by_name[key] for key in name.keys if key in self._by_name), None)
        if known is None:
            if name.weak and not self._speaks(name, sentence):
                return None
            known = Speaker(name.text, named=True)
            known.learn(given_name(name.span, name.given, self._cues))
        elif len(name.text) > len(known.name) and known.name.casefold() in name.text.casefold():
            known.name = name.text
            known.learn(given_name(name.span, name.given, self._cues))
        for key in name.keys[:3]:
            self._by_name.setdefault(key, known)
        return known

    def subject(self, found: Attribution, sentence: Sentence) -> Speaker | None:
        """Return who speaks according to an attribution; None where that cannot be told."""
        if found.pronoun:
            return self._pronoun(found.pronoun)
        if found.subject is None:
            return None
        speaker = self._noun_phrase(self._main(found.subject), sentence)
        if speaker is not None and not speaker.reporter:
            self.remember(speaker)
        return speaker

    def remember(self, speaker: Speaker) -> None:
        """Make `speaker` the one whom the next pronoun means."""
        self.recent, self._group = speaker, None
        if speaker.gender:
            self._by_gender[speaker.gender] = speaker
        for role in speaker.roles:
            self._by_role[role] = speaker

    def gather(self, sentence: Sentence) -> Speaker | None:
        """Return those whom a sentence without names speaks of, for a "they" to come, or None."""
        start = Span(sentence.span.start, min(sentence.span.end, sentence.span.start + _PREMODIFIER))
        self._group = self._unnamed(start, sentence, None)
        words = self._masked[start.start : start.end].lower().split()
        self._new = self._group is not None and not self._cues.grammar.indefinite.isdisjoint(words)
        return self._group

    def relative(self, owner: Speaker, name: Name, sentence: Sentence) -> Speaker | None:
        """Return who is meant by "Dmitry’s father", quoted on the same occasion as he; None for "Dmitry’s coat"."""
        start = min(name.span.end, sentence.span.end - 1)
        near = Span(start, max(start + 1, min(sentence.span.end, start + _RELATIVE)))
        if not sentence.hits_in(near, "official", "local"):
            return None
        speaker = self._unnamed(Span(name.span.start, near.end), sentence, owner)
        if speaker is not None and speaker is not owner and not speaker.setting:
            speaker.setting = [item for item in owner.setting if item.kind == "outlet"]
        return speaker

    def refers_back(self, sentence: Sentence) -> bool:
        """Return whether a sentence holds a pronoun for somebody named before."""
        words = re.findall(r"[^\W\d_]+", self._masked[sentence.span.start : sentence.span.end].lower())
        return any(self._gender_of(word) and word in self._cues.grammar.third_person for word in words)

    def _pronoun(self, pronoun: str) -> Speaker | None:
        if pronoun in self._cues.reporter:
            return Speaker("", reporter=True)
        gender = self._gender_of(pronoun)
        if self._group is not None and (not gender or (self._new and self._group.gender in ("", gender))):
            return self._group
        if self.recent is None or not gender or self.recent.gender in ("", gender):
            if self.recent is not None and gender:
                self.recent.gender = gender
                self._by_gender[gender] = self.recent
            return self.recent
        return self._by_gender.get(gender, self.recent)

    def _noun_phrase(self, span: Span, sentence: Sentence) -> Speaker | None:
        names = [name for name in sentence.names if span.contains(name.span)]
        for name in names:
            if not name.possessive:
                speaker = self.named(name, sentence)
                if speaker is not None:
                    return self._told(speaker, span, sentence, names[0])
        owner = self.named(names[0], sentence) if names else None
        return self._unnamed(span, sentence, owner)

    def _told(self, speaker: Speaker, span: Span, sentence: Sentence, first: Name) -> Speaker:
        """Add what the whole phrase says: "his coach Silvano Bruni", "the mayor, Bruno Lacaze"."""
        words = self._masked[span.start : span.end]
        kin = self._owner(words) if not speaker.home or all(item.kind == "given" for item in speaker.home) else None
        if first.possessive and kin is None and len(speaker.home) == 0:
            kin = self._by_name.get(first.keys[0])
        if kin is not None and kin is not speaker:
            speaker.learn(_inherited(kin))
        clipped = Span(span.start, min(span.end, span.start + 2 * _APPOSITION))
        speaker.learn(home(sentence, clipped, self._masked, self._cues))
        if all(item.kind == "given" for item in speaker.home):
            speaker.learn(self._of_body(sentence, clipped, speaker))
        self._describe(speaker, sentence, clipped)
        return speaker

    def _of_body(self, sentence: Sentence, span: Span, speaker: Speaker) -> list[Evidence]:
        """Return what is known of the body that a speaker speaks for: "ministry spokeswoman Yelena Sorokina"."""
        for hit in sentence.hits_in(span, "body"):
            body = self._by_role.get(self._masked[hit.start : hit.end].lower())
            if body is not None and body is not speaker:
                return _inherited(body)
        return []

    def _unnamed(self, span: Span, sentence: Sentence, owner: Speaker | None) -> Speaker | None:
        if self._latest is not None and self._latest[0] == span:
            return self._latest[1]  # a second quotation with the same attribution
        clipped = Span(span.start, min(span.end, span.start + _APPOSITION))
        roles = sentence.hits_in(clipped, "official", "local")
        words = self._masked[clipped.start : clipped.end].strip(" ,—–-")
        evidence = home(sentence, clipped, self._masked, self._cues)
        if roles and (known := self._definite(roles, words)) is not None and not evidence:
            return known
        if not roles and not evidence:
            return owner
        speaker = Speaker(self._short(clipped, roles, evidence))
        owner = owner or self._owner(words)
        if owner is not None:
            speaker.learn(_inherited(owner))
        speaker.learn(evidence or self._of_body(sentence, clipped, speaker))
        self._describe(speaker, sentence, clipped)
        self._latest = (span, speaker)
        return speaker

    def _short(self, span: Span, roles: list[Hit], evidence: list[Evidence]) -> str:
        """Return a description that can stand on a page: "a 25-year-old resident", without what goes on after it."""
        end = roles[0].end if roles else evidence[0].cue.end
        for role in roles[1:]:
            end = role.end if 0 <= role.start - end <= 1 else end
        return _phrase(self._masked[span.start : end].strip(" ,—–-"))

    def _definite(self, roles: list[Hit], words: str) -> Speaker | None:
        if not self._cues.grammar.definite.match(words):
            return None
        return self._by_role.get(self._masked[roles[-1].start : roles[-1].end].lower())

    def _owner(self, words: str) -> Speaker | None:
        """Return whose relative or colleague is meant by "her father", "his lawyer"."""
        first = re.match(r"\W*(?:[A-Z]\w+ )?(\w+)", words)
        if first is None or first[1].lower() not in self._cues.possessives:
            return None
        gender = self._gender_of(first[1].lower())
        if self.recent is not None and self.recent.gender not in ("", gender) and gender in self._by_gender:
            return self._by_gender[gender]
        return self.recent

    def _describe(self, speaker: Speaker, sentence: Sentence, span: Span) -> None:
        for hit in sentence.hits_in(span, "official", "local"):
            speaker.roles.add(self._masked[hit.start : hit.end].lower())
            speaker.official = speaker.official or hit.kind == "official"
        if not speaker.gender:
            speaker.gender = self._gender(self._masked[span.start : span.end])
        for role in speaker.roles:
            self._by_role.setdefault(role, speaker)

    def _gender(self, words: str) -> str:
        for word in re.findall(r"[^\W\d_]+", words):
            if word.lower() in self._cues.grammar.third_person:
                continue
            if gender := self._gender_of(word):
                return gender
        return ""

    def _gender_of(self, word: str) -> str:
        if word.casefold() in self._cues.feminine:
            return "f"
        return "m" if word.casefold() in self._cues.masculine else ""

    def _speaks(self, name: Name, sentence: Sentence) -> bool:
        after = (
            Span(name.span.end, min(name.span.end + 14, sentence.span.end))
            if name.span.end < sentence.span.end
            else None
        )
        return bool(after and sentence.hits_in(after, "verb"))

    def _around(self, name: Name, sentence: Sentence) -> Span:
        """Return the words that describe the bearer: those before the name, and the apposition after it."""
        floor = max(sentence.span.start, name.span.start - _PREMODIFIER)
        for other in sentence.names:
            if other.span.end <= name.span.start and not other.possessive:
                floor = max(floor, other.span.end)
        for hit in sentence.hits_in(Span(floor, name.span.end), "verb"):
            if hit.end <= name.span.start:
                floor = max(floor, hit.end)
        if chunk := _CHUNK_START.match(self._masked, floor, name.span.start):
            floor = max(floor, chunk.end())
        return Span(floor, max(name.span.end, self._apposition(name, sentence)))

    def _apposition(self, name: Name, sentence: Sentence) -> int:
        at = name.span.end
        following = self._masked[at : min(at + _APPOSITION, sentence.span.end)]
        if not self._cues.grammar.apposition.match(following):
            return at
        end = at + len(following)
        if mask := following.find(MASK) + 1:
            end = at + mask - 1
        rest = Span(at, end) if at < end else None
        clause = self._cues.grammar.relative.match(following)
        verbs = sentence.hits_in(rest, "verb") if rest and not clause else []
        others = [other.span.start for other in sentence.names if other.span.start > at + 2]
        return min([end, *(hit.start for hit in verbs), *others])

    def _main(self, span: Span) -> Span:
        """Return `span` without an opening phrase: "Speaking in Kyiv, the senator" gives "the senator"."""
        opening = _OPENING.match(self._masked, span.start, span.end)
        if opening is None or opening.end() >= span.end:
            return span
        if opening[1].lower() in self._cues.adverbs:
            return Span(opening.end(1), span.end)
        return Span(opening.end(), span.end) if opening[1].lower() in self._cues.openers else span


def _inherited(owner: Speaker) -> list[Evidence]:
    return [Evidence("kin", item.languages, 0.75 * item.weight, item.cue) for item in owner.home]


def _phrase(words: str) -> str:
    """Return a speaker's description as it can stand on a page: without what follows a comma, and not too long."""
    return re.split(rf"[,;{MASK}]", words)[0].strip()[:80]
