"""What a password has to be: long, and not what everybody tries first.

After NIST SP 800-63B-4, 3.1.1.2: a minimum length, no rules about kinds of characters, and a list of the passwords that
are guessed first. Ours is short: attempts are limited, and names and the app's own words are refused too.
"""

import unicodedata

from annotator.domain.people import login_key
from annotator.errors import InvalidInput

SHORTEST = 10  # code points
LONGEST = 1_000  # code points: more is a paste into the wrong field, and hashing it would only cost time

_COMMON = frozenset(
    {
        *("0123456789", "1111111111", "1234567890", "12345678910", "1q2w3e4r5t", "1qaz2wsx3edc", "abcdefghij"),
        *("administrator", "basketball", "changemenow", "letmein123", "password12", "password123", "password1234"),
        *("passwordpassword", "qwerty12345", "qwerty123456", "qwertyuiop", "qwertzuiop", "trustno1trustno1"),
        *("welcome123", "welcome1234"),
    }
)
_OURS = ("annotator", "translator", "editor", "newsroom", "password")
_FILLING = "0123456789!?.-_ "  # what people add to a short word until it is long enough


def normal(password: str) -> str:
    """Return a password as it is hashed: in NFKC, so that it is the same from every keyboard."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, name: str) -> None:
    """Raise `InvalidInput` unless a person by this login name may choose `password`."""
    length = len(normal(password))
    if length < SHORTEST:
        raise InvalidInput(f"The password has {length} characters, and needs {SHORTEST}: three or four words do well.")
    if len(password) > LONGEST or length > LONGEST:
        raise InvalidInput(f"The password has {len(password):,} characters, and {LONGEST:,} is the most: shorten it.")
    if _is_guessed(login_key(password), login_key(name).strip(_FILLING)):
        raise InvalidInput("That password is among the first that anybody would try: choose three or four words.")


def _is_guessed(password: str, name: str) -> bool:
    bare = password.strip(_FILLING)
    return password in _COMMON or bare in {*_OURS, name, ""} or len(set(password)) < 4
