"""Step 2, for Chinese: learn which runs of characters are words, as a SentencePiece unigram model."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import sentencepiece

from annotator.domain.alignment.segmentation import LONGEST

_HAN = re.compile("[\u3400-\u9fff]+")


def learn(texts: Iterable[str], size: int) -> dict[str, float]:
    """Return up to `size` words of Chinese characters with their natural log-probabilities."""
    runs = (run for text in texts for run in _HAN.findall(text))
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=runs,
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        character_coverage=0.9999,
        max_sentencepiece_length=LONGEST,
        add_dummy_prefix=False,
        split_by_whitespace=False,
        input_sentence_size=400_000,
        num_threads=1,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    scores = {pieces.id_to_piece(number): pieces.get_score(number) for number in range(pieces.get_piece_size())}
    return {piece: score for piece, score in scores.items() if _HAN.fullmatch(piece)}
