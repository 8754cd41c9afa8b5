"""How much the intake accepts. One place, because every format and the web upload ask."""

from annotator.errors import TooLarge

MAX_UPLOAD = 16 * 1024 * 1024  # bytes, as they come in
MAX_TEXT = 2_000_000  # code points of canonical text: a thousand pages, far beyond any article


def check_upload(size: int) -> None:
    """Raise `TooLarge` where `size` bytes are more than an upload may have."""
    if size > MAX_UPLOAD:
        # Rounded up to the next tenth, so that a file just over the limit is not said to be as large as the limit.
        shown = -(-size * 10 // 1024 // 1024) / 10
        raise TooLarge(
            f"The file has {shown:.1f} MB, and {MAX_UPLOAD // 1024 // 1024} MB is the most: "
            "save the article alone, without pictures, and try again."
        )


def check_text(length: int) -> None:
    """Raise `TooLarge` where `length` code points are more than a text may have."""
    if length > MAX_TEXT:
        raise TooLarge(
            f"The text has {length:,} characters, and {MAX_TEXT:,} is the most: divide it into several articles."
        )
