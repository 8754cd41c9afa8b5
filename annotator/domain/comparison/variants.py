"""Variants of one word: regular English inflection, British and American spelling, and romanisations of a name.

Two words are variants where they share a key. The rules err towards telling words apart, because a variant is shown as
a lesser difference: irregular forms (say, said), derived words (mobilize, mobilization; Ukraine, Ukrainian) and
different names of one place (Kiev, Kyiv) stay different words. A change of regular tense or number (walk, walked;
crime, crimes) does count as a variant, and is for the reader to judge.
"""

import re
import unicodedata
from functools import lru_cache

_IRREGULAR_SPELLINGS = {
    "afterwards": "afterward",
    "ageing": "aging",
    "amongst": "among",
    "grey": "gray",
    "judgement": "judgment",
    "mum": "mom",
    "programme": "program",
    "programmes": "programs",
    "rouble": "ruble",
    "roubles": "rubles",
    "towards": "toward",
    "whilst": "while",
}
_AMERICAN = (
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ite|ites|ful|less|hood|er|ers|al|ly|ably)?$)"), "or"),
    (re.compile(r"is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z][tb])re(?=s?$)"), "er"),
    (re.compile(r"(?<=og)ue(?=s?$)"), ""),
    (re.compile(r"(?<=en)c(?=es?$)"), "s"),
    # Two vowels before it, or `filled` would read as a spelling of `filed`.
    (re.compile(r"^([a-z]*[aeiou][a-z]*[bcdfghj-np-tv-z][a-z]*[aeiou])ll(?=(?:ed|ing|er|ers)$)"), r"\1l"),
)


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LOOK_INFLECTED = _listed(
    "news evening during nothing something anything everything series species politics ring king thing bring spring "
    "string wing sing being morning this thus his its is was has does us as less across always perhaps yes need seed "
    "feed speed indeed hundred red bed sacred wicked naked united various famous serious previous religious dangerous "
    "ceiling darling sibling shilling outing earring herring inning during wedding offspring wing whereas bus gas "
    "plus virus campus status focus crisis basis analysis press dress class glass mass pass loss boss cross princess "
    "address access process success business congress progress witness illness unless headquarters"
)
_ROMANISATION = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"tsch|tch"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ck|c(?!h)"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"oo|ou"), "u"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"^ie"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SHORT_FOR = dict(
    pair.split(":")
    for pair in _listed(
        "$:dollar €:euro £:pound ₽:ruble ₴:hryvnia &:and km:kilometer kg:kilogram jan:january feb:february apr:april "
        "aug:august sep:september sept:september oct:october nov:november dec:december"
    )
)
_CLITICS = {"'s": ("is", "has", "us"), "'d": ("would", "had")}


@lru_cache(maxsize=8192)
def variant_keys(form: str, language: str, *, capitalised: bool = False) -> frozenset[str]:
    """Return the keys of a word in normal form: two words are variants of each other where they share one.

    `language` is a two-letter code. Spelling with or without accents is a variant in every language, the rest is
    known for English (`en`) alone. `capitalised` says that the word may be a name.
    """
    plain = _without_accents(form)
    keys = {plain}
    if language == "en":
        spelled = _american(_SHORT_FOR.get(plain, plain))
        keys |= {spelled, *_lemmas(spelled), *_CLITICS.get(form, ())}
    if capitalised and len(plain) >= 4 and plain.isascii() and plain.isalpha():
        keys.add(f"name:{_romanised(plain)}")
    return frozenset(keys)


def _without_accents(form: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", form) if not _is_accent(c)))


def _is_accent(char: str) -> bool:
    """Say whether `char` is a Latin or Cyrillic accent; marks of other scripts are letters in their own right."""
    return "\u0300" <= char <= "\u036f"


def _american(form: str) -> str:
    if form in _IRREGULAR_SPELLINGS:
        return _IRREGULAR_SPELLINGS[form]
    for pattern, replacement in _AMERICAN:
        form = pattern.sub(replacement, form)
    return form


def _lemmas(form: str) -> set[str]:
    """Return what `form` may be a regular inflection of; words that only look inflected give nothing."""
    if form in _LOOK_INFLECTED or not form.isalpha():
        return set()
    found = {re.sub(r"(?<=..)ie[sd]$", "y", form), re.sub(r"ied$", "ie", form)}
    if re.search(r"(?:s|x|z|ch|sh|o)es$", form):
        found.add(form[:-2])
    if form.endswith("s") and not form.endswith("ss"):
        found.add(form[:-1])
    for ending in ("ed", "ing"):
        found |= _bases(_stem(form, ending))
    return {lemma for lemma in found if len(lemma) > 2}


def _bases(stem: str) -> set[str]:
    """Return the verbs that may stand before -ed or -ing: hopp(ing) is of hop, hop(ing) of hope, walk(ing) of walk."""
    if not stem:
        return set()
    if re.fullmatch(r"[^aeiou]*[aeiou][bdfgklmnprtvz]", stem):
        return {stem + "e"}  # a short verb would have doubled its consonant
    return {stem, stem + "e", re.sub(r"([bdgmnprt])\1$", r"\1", stem)}


def _stem(form: str, ending: str) -> str:
    """Return `form` without `ending`, or "" where the rest is too short to be a word."""
    stem = form.removesuffix(ending)
    return stem if stem != form and len(stem) > 2 and re.search(r"[aeiouy]", stem) else ""


def _romanised(name: str) -> str:
    for pattern, replacement in _ROMANISATION:
        name = pattern.sub(replacement, name)
    return name
