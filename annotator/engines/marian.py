"""The vocabulary of a Marian model: texts to pieces and back, with the place of each piece in the text.

The pieces are those of `transformers.MarianTokenizer` (a test holds the two together), read with sentencepiece alone:
importing transformers takes two seconds, and its tokenizer forgets where in the text a piece came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.errors import EngineFailed

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

END = "</s>"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary and where it stands in its text: `start` to `end`, code points.

    The two may be equal: normalization can make two pieces of one character ("…" is three full stops).
    """

    name: str
    start: int
    end: int


class MarianVocabulary:
    """The two SentencePiece models of a folder, `source.spm` and `target.spm`.

    Raises `EngineFailed` where they cannot be read. Safe to use from several threads.
    """

    def __init__(self, folder: Path) -> None:
        import sentencepiece  # heavy, and needed only when a model is used

        try:
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        except (OSError, RuntimeError) as error:
            raise EngineFailed(f"The vocabulary in {folder} is damaged: copy the whole model folder again.") from error

    def source(self, text: str) -> list[Piece]:
        """Return the pieces of a source text, without the end mark that the network wants after them."""
        return _pieces(self._source, text)

    def target(self, text: str) -> list[Piece]:
        """Return the pieces of a rendering, without an end mark."""
        return _pieces(self._target, text)

    def decode(self, names: Sequence[str]) -> tuple[str, list[Piece]]:
        """Return the text that pieces of the target side spell, and where in it each of them stands."""
        found = self._target.Decode(list(names), return_type="offset_mapping")
        text = str(found["text"])
        pieces = [Piece(name, start, end) for name, (start, end) in zip(names, found["offsets"], strict=True)]
        whole = canonical(text)
        if whole == text:
            return text, pieces
        # Rare: white space at an edge, or a letter and its accent from two pieces. Lengths of prefixes give the places.
        places = [min(len(canonical(text[:at])), len(whole)) for at in range(len(text) + 1)]
        return whole, [Piece(piece.name, places[piece.start], places[piece.end]) for piece in pieces]


def _pieces(model: "SentencePieceProcessor", text: str) -> list[Piece]:
    found = model.Encode(text, return_type="offset_mapping")
    return [Piece(name, start, end) for name, (start, end) in zip(found["pieces"], found["offsets"], strict=True)]


def by_word(pieces: Sequence[Piece], words: Sequence[Span]) -> list[list[int]]:
    """Return for each word the numbers of the pieces that spell it; every piece is given to exactly one word.

    A piece that reaches over several words goes to the first that it spells most of; one that spells none (a lone
    space, half of a character) to the next word, or to the last where none follows. No words give [].
    """
    groups: list[list[int]] = [[] for _ in words]
    at = 0
    for number, piece in enumerate(pieces):
        while at < len(words) - 1 and words[at].end <= piece.start:
            at += 1
        if words:
            groups[max(_near(words, at), key=lambda place: _overlap(piece, words[place]))].append(number)
    return groups


def _near(words: Sequence[Span], at: int) -> range:
    return range(at, min(at + 4, len(words)))  # no piece reaches over more words than this


def _overlap(piece: Piece, word: Span) -> int:
    return max(0, min(piece.end, word.end) - max(piece.start, word.start))
