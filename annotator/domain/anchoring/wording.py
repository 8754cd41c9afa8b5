"""Which changes inside a passage are small, and which may have made another statement of it.

A changed name, number or negation is how one sentence becomes its lookalike ("Team Alpha won" and "Team Beta won"), so
none of them is ever small. In scripts without capitals any word may be a name.
"""

import unicodedata
from collections.abc import Sequence

from annotator.domain.words import normal_form


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _listed(
    "not no never none neither nor cannot without nobody nothing nowhere "
    "не ни нет без никогда никто ничего ні немає ніколи nicht kein keine keinen nie niemals ohne "
    "ne pas jamais sans ningún nunca sin nada não nem sem niet geen nooit zonder nie bez żaden"
)
_NUMBERS = _listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens half third quarter first second twice once "
    "один два три четыре пять шесть семь восемь девять десять сто тысяча тысяч миллион миллиард "
    "eins zwei drei vier fünf sechs sieben acht neun zehn hundert tausend million milliarde "
    "un deux trois quatre cinq six sept huit neuf dix cent mille dos tres cuatro cinco seis siete ocho nueve"
)


def weighty(word: str) -> bool:
    """Return whether a change of `word` may change what is said: a name, a number, a negation, or no telling."""
    if any(char.isdigit() for char in word):
        return True
    letters = [char for char in word if char.isalpha()]
    if any(char.isupper() or char.lower() == char.upper() for char in letters):
        return True
    form = normal_form(word)
    return form in _NEGATIONS or form in _NUMBERS or form.endswith("n't")


def small_change(removed: Sequence[str], added: Sequence[str]) -> bool:
    """Return whether the words `removed` and the words `added` in their stead leave the statement as it was.

    Small are: nothing weighty on either side, and either only one side has words, or each word became a form of itself
    ("say", "says"). One word for a quite different one is not small. Punctuation never counts.
    """
    gone = [word for word in removed if _is_word(word)]
    come = [word for word in added if _is_word(word)]
    if any(map(weighty, [*gone, *come])):
        return False
    if not gone or not come:
        return True
    return len(gone) == len(come) and all(map(_same_stem, gone, come))


def _is_word(token: str) -> bool:
    return any(char.isalnum() for char in token) or any(unicodedata.category(char) in {"So", "Sc"} for char in token)


def _same_stem(one: str, other: str) -> bool:
    one, other = normal_form(one), normal_form(other)
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= 3 and max(len(one), len(other)) - shared <= 2
