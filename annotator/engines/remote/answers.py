"""Is this a translation? What a server sends back is looked at before it is shown beside a reporter's words.

A chat endpoint may refuse, explain or repeat instead of translating. None of these rules is sure; each is wide enough
that a faithful translation keeps it.
"""

import re

from annotator.domain.languages import language, script, script_share
from annotator.domain.text import PARAGRAPH_BREAK, canonical
from annotator.errors import EngineFailed

_DENSE = frozenset({"cjk", "hiragana", "katakana", "hangul"})  # scripts of which a letter says as much as three others
_LONGER, _SPARE, _SHORTER = 4, 60, 8  # at most 4 times as long as its text and 60 letters more, at least an eighth
_OWN_SCRIPT = 0.25
_NAMES = 4  # words that a text may have to be the same in both languages: names, mostly
# How models refuse in English, in phrases that a person who is quoted hardly uses.
_REFUSAL = re.compile(
    r"as an ai\b"
    r"|(?:i[’']?m sorry|sorry|i (?:can[’']?t|cannot|won[’']?t|am unable|am not able))\b"
    r".*\b(?:translating|translate (?:this|that|it)|assist (?:you )?with (?:this|that)|your request|language model)",
    re.IGNORECASE | re.DOTALL,
)


def translation(host: str, text: str, answer: object, source: str, target: str) -> str:
    """Return `answer` as canonical text; raises `EngineFailed` where it is no translation of `text`."""
    if not isinstance(answer, str):
        raise EngineFailed(f"{host} answers in another form than it should: check that its address is that of the API.")
    found = canonical(answer)
    fault = _fault(text, found, source, target)
    if fault:
        raise EngineFailed(f"What {host} sent back is no translation ({fault}): try again, or choose another engine.")
    return found


def _fault(text: str, answer: str, source: str, target: str) -> str:
    ours, theirs = _size(text), _size(answer)
    if not answer:
        return "it is empty"
    if theirs > _LONGER * ours + _SPARE:
        return "it is far too long"
    if theirs < ours / _SHORTER:
        return "it is far too short"
    if answer.count(PARAGRAPH_BREAK) != text.count(PARAGRAPH_BREAK):
        return "it has other paragraphs"
    if answer.casefold() == text.casefold() and len(text.split()) > _NAMES:
        return "it repeats the text"
    if _has_letters(answer) and script_share(answer, language(target)) < _OWN_SCRIPT and not _shared(source, target):
        return "it is in another script"
    if target == "en" and _REFUSAL.match(answer) and not _REFUSAL.match(text):
        return "it refuses"
    return ""


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _shared(source: str, target: str) -> bool:
    return bool({*language(source).scripts} & {*language(target).scripts})


def _size(text: str) -> int:
    return sum(3 if script(letter) in _DENSE else 1 for letter in text)
