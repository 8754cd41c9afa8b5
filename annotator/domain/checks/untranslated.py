"""Untranslated words: a word of the original left standing in the English, and not a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.checks.reading import Reading, forms
from annotator.domain.checks.suspicion import Suspicion
from annotator.domain.languages import language, script
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
        """Yield a suspicion for every word of the rendering that was left as it was said."""
        scripts = frozenset(language(reading.language).scripts) - {"latin"}
        source_forms = {normal_form(token.text): number for number, token in enumerate(reading.ours)}
        for number, token in enumerate(reading.theirs):
            form = normal_form(token.text)
            place = source_forms.get(form)
            written = reading.quoted(number)
            if any(script(char) in scripts for char in written):
                yield _made(reading, number, place, 0.95)
            elif place is not None and form.isalpha() and _is_foreign(number, place, reading):
                yield _made(reading, number, place, 0.82)


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


def _made(reading: Reading, number: int, place: int | None, sure: float) -> Suspicion:
    source = (reading.ours[place].span,) if place is not None else ()
    machine = tuple(
        (witness.number, witness.tokens[there].span)
        for witness in reading.machines
        if place is not None
        for there, (confident, _) in witness.from_ours[place].items()
        if confident > 0.5
    )
    reason = f"“{reading.quoted(number)}” was left as it stands in the original: English readers may not know it."
    return Suspicion(
        "untranslated", "untranslated", "major", source, (reading.theirs[number].span,), machine, reason, sure
    )
