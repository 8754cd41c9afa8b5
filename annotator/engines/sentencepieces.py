"""SentencePiece vocabularies, of Marian and M2M-100 models: texts to pieces and back, with the place of each piece.

The pieces are those of `MarianTokenizer` and `M2M100Tokenizer` of transformers (tests hold them together), read with
sentencepiece alone: importing transformers takes two seconds, and these two forget where in the text a piece came from.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.engines.pieces import Piece, placed
from annotator.errors import EngineFailed

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor


class SentencePieceVocabulary:
    """One SentencePiece model for both sides, or one for each: `files` inside the model's folder.

    `unwritten` are marks of the vocabulary that stand for no text, such as language tokens. Raises `EngineFailed` where
    the files cannot be read. Safe to use from several threads.
    """

    def __init__(
        self, folder: Path, files: Sequence[str] = ("source.spm", "target.spm"), unwritten: Sequence[str] = ()
    ) -> None:
        import sentencepiece  # heavy, and needed only when a model is used

        self._unwritten = frozenset(unwritten)
        try:
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(folder / files[0]))
            self._target = sentencepiece.SentencePieceProcessor(model_file=str(folder / files[-1]))
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
        # A mark is spelled as nothing, which keeps its place in the row.
        written = ["" if name in self._unwritten else name for name in names]
        found = self._target.Decode(written, return_type="offset_mapping")
        return placed(str(found["text"]), names, found["offsets"])


def _pieces(model: "SentencePieceProcessor", text: str) -> list[Piece]:
    found = model.Encode(text, return_type="offset_mapping")
    return [Piece(name, start, end) for name, (start, end) in zip(found["pieces"], found["offsets"], strict=True)]
