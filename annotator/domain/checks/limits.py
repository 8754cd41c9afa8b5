"""What could not be compared, told in sentences for the page."""

from annotator.domain.checks.listed import listed
from annotator.domain.checks.material import Material
from annotator.domain.comparison.variants import variant_keys
from annotator.domain.languages import language, script_share
from annotator.domain.words import words

MOST_WORDS = 600  # of either text: beyond it a passage is no passage, and the alignment takes seconds
_LETTERS = 0.5  # share of letters in the Latin script from which a rendering can be English
_COMMON = listed("the of and to in a is that for it was on with as he be at by i this had not are but from or have")


def not_compared(material: Material) -> list[str]:
    """Return a sentence for each thing that could not be compared, and why; [] where all checks could work."""
    told = list(_blocking(material))
    if told:
        return told
    if not _has_letters(material.source) or not _has_letters(material.rendering):
        return ["Only numbers stand on one side: nothing else could be compared."]
    spoken = language(material.source_language).name
    if _looks_foreign(material.rendering):
        told.append("The rendering does not look like English: words and word order were not compared.")
    if material.lexicon is None:
        told.append(
            f"There is no lexicon for {spoken}: omissions, additions and changed words could not be looked for."
        )
    if not material.cues.tables:
        told.append(f"The checks know no words of {spoken}: negation, certainty and titles could not be compared.")
    if not any(machine.strip() for machine in material.machines):
        told.append("There is no machine rendering, so nothing else speaks for or against a suspicion.")
    return told


def comparable(material: Material) -> bool:
    """Return whether there is anything to compare."""
    return not _blocking(material)


def _blocking(material: Material) -> list[str]:
    ours, theirs = _content(material.source), _content(material.rendering)
    if not material.source.strip():
        return ["There is no original to compare with: attach what was said."]
    if not ours:
        return ["The original has no words: there is nothing to compare."]
    if not theirs:
        return ["The rendering has no words: there is nothing to compare."]
    if ours == theirs:
        return ["The original and the rendering are the same: attach the words in their own language."]
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return [f"The passage is longer than {MOST_WORDS} words: mark a shorter one, or several."]
    return []


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _content(text: str) -> list[str]:
    return [word.text.casefold() for word in words(text) if word.is_word]


def _looks_foreign(rendering: str) -> bool:
    if script_share(rendering, language("en")) < _LETTERS:
        return True
    found = _content(rendering)
    known = sum(bool(variant_keys(word, "en") & _COMMON) for word in found)
    return len(found) >= 12 and known == 0
