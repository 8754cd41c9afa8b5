"""The languages of the world's written news: names, direction and script.

Codes are BCP 47 primary language subtags (https://www.rfc-editor.org/info/bcp47); native names and scripts follow the
Unicode CLDR. Regions and variants are accepted and dropped: what matters here is which engine can read a text.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from annotator.errors import UnknownLanguage

Direction = Literal["ltr", "rtl"]
_RIGHT_TO_LEFT = frozenset({"arabic", "hebrew", "thaana"})


@dataclass(frozen=True, slots=True)
class Language:
    """A language: BCP 47 code, English name, its own name, writing direction and the scripts it is written in.

    A script is the first word of its letters' Unicode names, in lower case: "latin", "cyrillic", "cjk".
    """

    code: str
    name: str
    native_name: str
    direction: Direction
    scripts: tuple[str, ...]


def _language(code: str, name: str, native_name: str, scripts: str) -> Language:
    direction: Direction = "rtl" if scripts.split()[0] in _RIGHT_TO_LEFT else "ltr"
    return Language(code, name, native_name, direction, tuple(scripts.split()))


# The first twelve are what the newsrooms we know ask for; the rest stand in the order of their English names.
LANGUAGES: tuple[Language, ...] = (
    _language("ru", "Russian", "русский", "cyrillic"),
    _language("uk", "Ukrainian", "українська", "cyrillic"),
    _language("de", "German", "Deutsch", "latin"),
    _language("fr", "French", "français", "latin"),
    _language("es", "Spanish", "español", "latin"),
    _language("ar", "Arabic", "العربية", "arabic"),
    _language("zh", "Chinese", "中文", "cjk"),
    _language("fa", "Persian", "فارسی", "arabic"),
    _language("he", "Hebrew", "עברית", "hebrew"),
    _language("tr", "Turkish", "Türkçe", "latin"),
    _language("pl", "Polish", "polski", "latin"),
    _language("en", "English", "English", "latin"),
    _language("af", "Afrikaans", "Afrikaans", "latin"),
    _language("sq", "Albanian", "shqip", "latin"),
    _language("am", "Amharic", "አማርኛ", "ethiopic"),
    _language("hy", "Armenian", "հայերեն", "armenian"),
    _language("az", "Azerbaijani", "azərbaycan", "latin cyrillic"),
    _language("bn", "Bangla", "বাংলা", "bengali"),
    _language("eu", "Basque", "euskara", "latin"),
    _language("be", "Belarusian", "беларуская", "cyrillic"),
    _language("bs", "Bosnian", "bosanski", "latin cyrillic"),
    _language("bg", "Bulgarian", "български", "cyrillic"),
    _language("my", "Burmese", "မြန်မာ", "myanmar"),
    _language("ca", "Catalan", "català", "latin"),
    _language("hr", "Croatian", "hrvatski", "latin"),
    _language("cs", "Czech", "čeština", "latin"),
    _language("da", "Danish", "dansk", "latin"),
    _language("nl", "Dutch", "Nederlands", "latin"),
    _language("et", "Estonian", "eesti", "latin"),
    _language("fil", "Filipino", "Filipino", "latin"),
    _language("fi", "Finnish", "suomi", "latin"),
    _language("gl", "Galician", "galego", "latin"),
    _language("ka", "Georgian", "ქართული", "georgian"),
    _language("el", "Greek", "Ελληνικά", "greek"),
    _language("gu", "Gujarati", "ગુજરાતી", "gujarati"),
    _language("ha", "Hausa", "Hausa", "latin"),
    _language("hi", "Hindi", "हिन्दी", "devanagari"),
    _language("hu", "Hungarian", "magyar", "latin"),
    _language("is", "Icelandic", "íslenska", "latin"),
    _language("id", "Indonesian", "Bahasa Indonesia", "latin"),
    _language("ga", "Irish", "Gaeilge", "latin"),
    _language("it", "Italian", "italiano", "latin"),
    _language("ja", "Japanese", "日本語", "cjk hiragana katakana"),
    _language("kk", "Kazakh", "қазақ тілі", "cyrillic latin"),
    _language("km", "Khmer", "ខ្មែរ", "khmer"),
    _language("ko", "Korean", "한국어", "hangul cjk"),
    _language("ku", "Kurdish", "kurdî", "latin"),
    _language("ckb", "Kurdish (Sorani)", "کوردیی ناوەندی", "arabic"),
    _language("ky", "Kyrgyz", "кыргызча", "cyrillic"),
    _language("lv", "Latvian", "latviešu", "latin"),
    _language("lt", "Lithuanian", "lietuvių", "latin"),
    _language("mk", "Macedonian", "македонски", "cyrillic"),
    _language("ms", "Malay", "Melayu", "latin"),
    _language("ml", "Malayalam", "മലയാളം", "malayalam"),
    _language("mr", "Marathi", "मराठी", "devanagari"),
    _language("mn", "Mongolian", "монгол", "cyrillic"),
    _language("ne", "Nepali", "नेपाली", "devanagari"),
    _language("no", "Norwegian", "norsk", "latin"),
    _language("ps", "Pashto", "پښتو", "arabic"),
    _language("pt", "Portuguese", "português", "latin"),
    _language("pa", "Punjabi", "ਪੰਜਾਬੀ", "gurmukhi"),
    _language("ro", "Romanian", "română", "latin"),
    _language("sr", "Serbian", "српски", "cyrillic latin"),
    _language("si", "Sinhala", "සිංහල", "sinhala"),
    _language("sk", "Slovak", "slovenčina", "latin"),
    _language("sl", "Slovenian", "slovenščina", "latin"),
    _language("so", "Somali", "Soomaali", "latin"),
    _language("sw", "Swahili", "Kiswahili", "latin"),
    _language("sv", "Swedish", "svenska", "latin"),
    _language("tg", "Tajik", "тоҷикӣ", "cyrillic"),
    _language("ta", "Tamil", "தமிழ்", "tamil"),
    _language("te", "Telugu", "తెలుగు", "telugu"),
    _language("th", "Thai", "ไทย", "thai"),
    _language("ti", "Tigrinya", "ትግርኛ", "ethiopic"),
    _language("ur", "Urdu", "اردو", "arabic"),
    _language("uz", "Uzbek", "o‘zbek", "latin cyrillic"),
    _language("vi", "Vietnamese", "Tiếng Việt", "latin"),
    _language("yi", "Yiddish", "ייִדיש", "hebrew"),
)

_BY_CODE = {entry.code: entry for entry in LANGUAGES}

# Codes that mean a language above: withdrawn ones (ISO 639-1), members of a macrolanguage, and the three-letter codes
# that translation models use for the most frequent languages.
_ALIASES = {
    "iw": "he", "ji": "yi", "in": "id", "nb": "no", "nn": "no", "tl": "fil", "cmn": "zh", "prs": "fa", "pes": "fa",
    "arb": "ar", "kmr": "ku", "swh": "sw", "zsm": "ms", "ekk": "et", "lvs": "lv", "als": "sq", "azj": "az", "uzn": "uz",
    "npi": "ne", "khk": "mn", "pbt": "ps", "rus": "ru", "ukr": "uk", "deu": "de", "fra": "fr", "spa": "es", "ara": "ar",
    "zho": "zh", "fas": "fa", "heb": "he", "tur": "tr", "pol": "pl", "eng": "en", "ita": "it", "por": "pt", "nld": "nl",
}  # fmt: skip


def language(code: str) -> Language:
    """Return the language that a BCP 47 tag names, its base language where the tag has a region, script or variant.

    Case and underscores do not matter: "uk", "uk-UA" and "UK_ua" are one. Raises `UnknownLanguage` for anything else.
    """
    base = code.strip().replace("_", "-").partition("-")[0].lower()
    found = _BY_CODE.get(_ALIASES.get(base, base))
    if found is None:
        raise UnknownLanguage(
            f"“{code}” is not a language code that this app knows: "
            "give one such as ru, uk or ar, or choose the language from the list."
        )
    return found


def direction(code: str) -> Direction:
    """Return the writing direction of a language, for the `dir` of an element; raises `UnknownLanguage`."""
    return language(code).direction


def script(letter: str) -> str:
    """Return the script of one letter, as `Language.scripts` names it; "" for what is not a letter."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0].lower()


def script_share(text: str, spoken: Language) -> float:
    """Return the share of the letters of `text` that belong to a script of `spoken`, 0.0 to 1.0 (0.0 without any)."""
    scripts = [found for found in map(script, text) if found]
    return sum(found in spoken.scripts for found in scripts) / len(scripts) if scripts else 0.0
