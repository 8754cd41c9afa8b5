"""Untranslated words: a word of the original left standing in the English, and not a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.checks.reading import Reading, forms
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.languages import language, script
from annotator.domain.spans import Span
from annotator.domain.words import normal_form

_OWN = 0.25  # share of its sightings in which a source word stays as it is, from which it is an English word too
_STRAY = 0.08  # how much rarer than in its own language a word must be in English texts, where it strayed
_UNSEEN = 3.0  # sightings in English of a word that its own language hardly knows


@dataclass(frozen=True, slots=True)
class Untranslated:
    """Words in another script than the Latin, and words of the original that English does not have."""

    code: str = "untranslated"
    name: str = "Untranslated words"

    def find(self, reading: Reading) -> Iterator[Suspicion]:
        """Yield a suspicion for every run of words of the rendering that were left as they were said."""
        run: list[_Left] = []
        for left in _left(reading):
            if run and left.number != run[-1].number + 1:
                yield _made(reading, run)
                run = []
            run.append(left)
        if run:
            yield _made(reading, run)


@dataclass(frozen=True, slots=True)
class _Left:
    """A word that was left as it was said: its number, the one it has in the original if any, and how sure that is."""

    number: int
    place: int | None
    sure: float


def _left(reading: Reading) -> Iterator[_Left]:
    scripts = frozenset(language(reading.language).scripts) - {"latin"}
    source_forms = {normal_form(token.text): number for number, token in enumerate(reading.ours)}
    for number, token in enumerate(reading.theirs):
        form = normal_form(token.text)
        place = source_forms.get(form)
        written = reading.quoted(number)
        if any(script(char) in scripts for char in written):
            yield _Left(number, place, 0.95)
        elif place is not None and form.isalpha() and _is_foreign(number, place, reading):
            yield _Left(number, place, 0.82)


def _is_foreign(number: int, place: int, reading: Reading) -> bool:
    written, said = reading.quoted(number), reading.written(place)
    lexicon = reading.material.lexicon
    key = reading.theirs[number].key
    if lexicon is None or len(written) < 2 or _is_in_a_name(number, reading):
        return False
    if written[0].isupper() and not (
        reading.language == "de" and said[0].isupper() and _is_common_noun(place, reading)
    ):
        return False
    known = reading.translations(place)
    own = known[key].share if key in known else 0.0
    row = lexicon.rows.get(reading.ours[place].key)
    english = max(lexicon.english.get(form, 0.0) for form in forms(key))
    if own >= _OWN or not known:
        return False
    return english < _STRAY * row.count if row else english < _UNSEEN


def _is_in_a_name(number: int, reading: Reading) -> bool:
    """Return whether hyphens join a word to others: Boulogne-sur-Mer."""
    span, text = reading.theirs[number].span, reading.material.rendering
    return text[max(0, span.start - 1) : span.start] == "-" or text[span.end : span.end + 1] == "-"


def _is_common_noun(place: int, reading: Reading) -> bool:
    """Return whether a German word with a capital is no name: its usual translation is another word."""
    known = reading.translations(place)
    best = max(known, key=lambda english: known[english].share, default="")
    lexicon = reading.material.lexicon
    row = lexicon.rows.get(reading.ours[place].key) if lexicon else None
    telling = bool(best) and best[:4] != reading.ours[place].key[:4] and known[best].share > 0.15
    return telling and row is not None and row.count >= 10


def _made(reading: Reading, run: Sequence[_Left]) -> Suspicion:
    places = [left.place for left in run if left.place is not None]
    source = tuple(reading.ours[place].span for place in places)
    machine = tuple(
        (witness.number, witness.tokens[there].span)
        for witness in reading.machines
        for place in places
        for there, (confident, _) in witness.from_ours[place].items()
        if confident > 0.5
    )
    span = Span(reading.theirs[run[0].number].span.start, reading.theirs[run[-1].number].span.end)
    written, it = span.within(reading.material.rendering), "it" if len(run) == 1 else "them"
    stands = "was left as it stands" if len(run) == 1 else "were left as they stand"
    reason = f"“{written}” {stands} in the original: English readers may not know {it}."
    sure = max(left.sure for left in run)
    return Suspicion("untranslated", "untranslated", "major", source, (span,), machine, reason, sure)
