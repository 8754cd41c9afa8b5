"""Short word lists, written as one line of words."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a text that are separated by white space."""
    return frozenset(words.split())
