"""What is counted for each language, and how much each corpus counts."""

from __future__ import annotations

from dataclasses import dataclass

# How much one pair of a corpus counts, nearest to news and quoted speech first: pairs are taken in this order until
# there are enough, and software texts, whose words mean other things in news, count less in the lexicon.
CORPORA = {
    "wmt_newstest": 1.0,
    "newstest_bergamot": 0.8,
    "mlqe-pe_postedits": 1.0,
    "tico19": 1.0,
    "xquad": 1.0,
    "mt_geneval": 1.0,
    "smartool": 1.0,
    "lena_voita_context_opensubtitles": 0.7,
    "tatoeba_train": 1.0,
    "manythings_tatoeba": 1.0,
    "multi30k": 0.5,
    "wesnoth": 0.5,
    "freedroidrpg": 0.4,
    "cataclysm_dda": 0.4,
    "freeciv": 0.4,
    "react_docs": 0.3,
    "mediawiki": 0.3,
    "hf_course": 0.3,
    "libreoffice": 0.2,
    "debian_ddtp": 0.2,
    "calibre": 0.2,
    "kde_misc": 0.2,
    "debian_apps_po": 0.2,
    "stellarium": 0.1,
}


@dataclass(frozen=True)
class Language:
    """One language: its code, how many pairs to count, and at most how many of them from each corpus.

    `stem` and `english_stem` are the letters of a word that the aligner sees (0: all), so that inflected forms are
    learned together; `words` is the size of a Chinese vocabulary of words (0: the text has spaces).
    `borrows` names a language whose words this one has under another spelling (see `cognates`).
    """

    code: str
    pairs: int = 110_000
    from_each: int = 45_000
    stem: int = 6
    english_stem: int = 7
    words: int = 0
    borrows: str = ""


LANGUAGES = {
    language.code: language
    for language in (
        Language("ru", pairs=170_000, from_each=60_000),
        Language("uk", pairs=110_000, from_each=25_000, borrows="ru"),
        Language("de", stem=8),
        Language("fr", pairs=170_000, from_each=60_000, stem=7),
        Language("es", stem=7),
        Language("ar", pairs=70_000, from_each=15_000, stem=6),
        Language("zh", stem=0, words=20_000, from_each=35_000),
    )
}
