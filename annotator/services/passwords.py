"""Hash passwords, and check them."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from annotator.domain.passwords import LONGEST, normal

# OWASP's recommendation for Argon2id that needs the least time: 46 MiB, one pass. Four requests at once need 184 MiB.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


def hashed(password: str) -> str:
    """Return the Argon2id hash of a password, with its parameters and a salt of its own."""
    return _HASHER.hash(normal(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Return whether a password is the one that was hashed; False where there is no hash, in the same time."""
    if len(password) > LONGEST:
        return False
    try:
        return (
            _HASHER.verify(_nobodys() if password_hash is None else password_hash, normal(password))
            and password_hash is not None
        )
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than today's, and should be made again."""
    return _HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")
