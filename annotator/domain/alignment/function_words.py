"""English words that say little by themselves: what they stand for is often written otherwise, or not at all."""


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Articles, auxiliaries and the most frequent particles: a language without articles renders none of them.
SILENT = _listed(
    "a an the of to 's s be am is are was were been being has have had having do does did will would shall should "
    "there that which by with for"
)
# Other prepositions and conjunctions, and possessives, which many languages leave out.
QUIET = _listed(
    "in on at from into onto upon as than so about up out off over down then who whom whose this these its their his "
    "her my our your it one when where while because if"
)
# Words that are rendered, but whose loss alone is no loss of content.
MINOR = _listed(
    "and or but i you he she we they me him us them not no don't doesn't didn't isn't aren't wasn't won't can't cannot "
    "can could may might must those what why how some any all each every both such own same just also too very more "
    "most other another only even again now here let get got before after until since through between under above "
    "during against without within"
)


def is_function_word(key: str) -> bool:
    """Return whether an English key is one of the words that are linked with reserve."""
    return key in SILENT or key in QUIET


def is_content_word(key: str) -> bool:
    """Return whether an English key says something whose loss or addition a reader would notice."""
    return not (is_function_word(key) or key in MINOR) and any(char.isalnum() for char in key)
