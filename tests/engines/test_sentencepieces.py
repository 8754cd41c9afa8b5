import json
from itertools import pairwise
from pathlib import Path

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.domain.text import canonical
from annotator.domain.words import words
from annotator.engines.pieces import Piece, by_word
from annotator.engines.sentencepieces import SentencePieceVocabulary

TEXTS = ["Папа, до свидания!", "Он сказал: «Привет… миру» 你好 ½", "Daddy, don’t go\u00a0 home — 5.30!", "naïve ﬁ"]


@pytest.fixture(scope="module")
def vocabulary(made: Path) -> SentencePieceVocabulary:
    return SentencePieceVocabulary(made)


def test_pieces_are_those_of_the_marian_tokenizer(
    made: Path, tmp_path: Path, vocabulary: SentencePieceVocabulary
) -> None:
    transformers = pytest.importorskip("transformers")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(made / "source.spm"))
    table = {pieces.id_to_piece(number): number for number in range(pieces.vocab_size())}
    (tmp_path / "vocab.json").write_text(json.dumps(table | {"<pad>": len(table)}), encoding="utf-8")
    with pytest.warns(UserWarning, match="sacremoses"):
        tokenizer = transformers.MarianTokenizer(
            str(made / "source.spm"), str(made / "target.spm"), str(tmp_path / "vocab.json")
        )
    for text in TEXTS:
        ours = [piece.name for piece in vocabulary.source(text)]
        assert tokenizer.tokenize(text) == ours
        assert tokenizer(text)["input_ids"] == [table.get(name, 1) for name in ours] + [0]
    known = [piece.name for piece in vocabulary.source("Daddy, goodbye! «Привет… миру» 5")]
    assert vocabulary.decode(known)[0] == tokenizer.decode(tokenizer.convert_tokens_to_ids(known))


@given(st.text("aбП, до«»…½你\u0301ﬁé \n5.👍", max_size=30).map(canonical))
def test_pieces_stand_in_order_inside_their_text(vocabulary: SentencePieceVocabulary, text: str) -> None:
    pieces = vocabulary.source(text)
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
    assert all(left.end <= right.start for left, right in pairwise(pieces))
    held = "".join(text[piece.start : piece.end] for piece in pieces)
    assert "".join(held.split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["▁", "▁д", "о", "e", "\u0301", "▁▁", "»", ".", "5"]), max_size=12))
def test_decoded_text_is_canonical_and_its_pieces_lie_inside_it(
    vocabulary: SentencePieceVocabulary, names: list[str]
) -> None:
    text, pieces = vocabulary.decode(names)
    assert text == canonical(text)
    assert [piece.name for piece in pieces] == names
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)


def test_a_character_and_its_accent_become_one(vocabulary: SentencePieceVocabulary) -> None:
    assert vocabulary.decode(["▁", "e", "\u0301", "▁", "o", "▁"]) == (
        "é o",
        [
            Piece("▁", 0, 0),
            Piece("e", 0, 1),
            Piece("\u0301", 1, 1),
            Piece("▁", 1, 1),
            Piece("o", 1, 3),
            Piece("▁", 3, 3),
        ],
    )


def test_every_piece_goes_to_the_word_that_it_spells() -> None:
    spans = [Span(0, 5), Span(5, 6), Span(7, 9)]
    pieces = [Piece("▁", 0, 0), Piece("Dad", 0, 3), Piece("dy!", 3, 6), Piece("▁", 6, 7), Piece("go", 7, 9)]
    assert by_word(pieces, spans) == [[0, 1, 2], [], [3, 4]]
    assert by_word(pieces, []) == []


@given(st.text("Daдом, «»!… 你\n", max_size=30).map(canonical))
def test_no_piece_is_lost_or_given_twice(vocabulary: SentencePieceVocabulary, text: str) -> None:
    pieces = vocabulary.target(text)
    spans = [word.span for word in words(text)]
    given_out = sorted(number for group in by_word(pieces, spans) for number in group)
    assert given_out == (list(range(len(pieces))) if spans else [])
