"""Saying in one sentence why a passage is suggested, and whom and what it quotes."""

from collections.abc import Sequence

from annotator.domain.languages import language
from annotator.domain.spans import Span
from annotator.domain.suggestions.cue_list import CueList
from annotator.domain.suggestions.evidence import Evidence
from annotator.domain.suggestions.judging import Judged
from annotator.errors import UnknownLanguage

_SENTENCES = {
    "explicit": "The article names the language: “{cue}”.",
    "translation": "The article says that this is a translation: “{cue}”.",
    "outlet": "It was said to media in {language}: “{cue}”.",
    "local-media": "It was said to media of the place: “{cue}”.",
    "people": "The speaker is described as “{cue}”.",
    "institution": "The speaker belongs to “{cue}”.",
    "company": "The speaker belongs to “{cue}”.",
    "leader": "“{cue}” speaks {language} in public.",
    "place": "The speaker is tied to “{cue}”, where one speaks {language}.",
    "kin": "The speaker belongs to somebody described as “{cue}”.",
    "given": "The name “{cue}” is usual in {language}.",
    "scene": "The scene is “{cue}”, where one speaks {language}.",
}
_CUE_REACH = 60


def reason(item: Judged, text: str, cues: CueList) -> tuple[str, Span | None]:
    """Return the sentence for the strongest cue, and where that cue stands in `text`."""
    best = item.verdict.best
    if best is None:
        return "The speaker is quoted beside speakers of another language.", None
    cue = _widened(best, text)
    words = " ".join(cue.within(text).split())
    sentence = _SENTENCES[best.kind].format(cue=words, language=language_name(item.verdict.language, cues))
    if (
        item.earlier
        and best.kind in ("explicit", "translation", "outlet")
        and item.speaker is not None
        and item.speaker.name
    ):
        sentence = f"It continues the words of {item.speaker.name}: “{words}”."
    return sentence, cue


def language_name(code: str, cues: CueList) -> str:
    """Return the name of a language: its English one, else the cue list's, else "another language"."""
    try:
        return language(code).name
    except UnknownLanguage:
        return next((name for name, known in cues.language_codes.items() if known == code), "another language")


def outlet(evidence: Sequence[Evidence], text: str, cues: CueList) -> str:
    """Return the outlet that the article quotes, in its words without the "told" before it; "" where it names none."""
    for item in evidence:
        if item.kind == "outlet":
            words = " ".join(item.cue.within(text).split())
            told = cues.grammar.told.match(words)
            return words[told.end() :] if told else words
    return ""


def translator(evidence: Sequence[Evidence], text: str) -> str:
    """Return the words by which the article says that it gives a translation; "" where it does not."""
    found = (item.cue.within(text) for item in evidence if item.kind in ("translation", "explicit"))
    return " ".join(next(found, "").split())


def _widened(item: Evidence, text: str) -> Span:
    """Return the cue with the words that make it readable: "German" becomes "German Interior Minister"."""
    if item.kind not in ("people", "place", "institution", "company"):
        return item.cue
    end = item.cue.end
    for word in text[end : end + _CUE_REACH].split(" ")[1:3]:
        if not word[:1].isalpha() or (not word[:1].isupper() and not word.isalpha()):
            break
        if not word[:1].isupper():
            break
        end = text.index(word, end) + len(word.rstrip(".,;:’'s") if word.rstrip(".,;:") != word else word)
        if word.rstrip(".,;:") != word:
            break
    return Span(item.cue.start, end)
