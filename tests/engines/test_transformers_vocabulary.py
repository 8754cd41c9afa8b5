"""Pieces of M2M-100, NLLB and mBART are those of the tokenizers of transformers. Needs no torch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.engines.families import FAMILIES, Family
from annotator.engines.sentencepieces import SentencePieceVocabulary
from annotator.engines.transformers_vocabulary import (
    Tokenizer,
    TransformersVocabulary,
    read_tokenizer,
    write_vocabulary,
)
from annotator.errors import EngineFailed, UnreadableFile
from tests.engines.checkpoints import sentencepiece_model, write_tokenizer

TEXTS = [
    "Папа, до свидания!",
    "Он сказал: «Привет… миру» 你好 ½",
    "Daddy, don’t go\u00a0 home — 5.30!",
    "naïve ﬁ",
    "Да.\n\nНет.",
]
KINDS = {"nllb": "bpe", "mbart50": "unigram", "mbart": "unigram"}


@pytest.fixture(scope="module", params=KINDS)
def family(request: pytest.FixtureRequest) -> Family:
    return FAMILIES[request.param]


@pytest.fixture(scope="module")
def folder(family: Family, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp(family.name)
    tokenizer = write_tokenizer(made, str(family.tokenizer), KINDS[family.name])
    tokenizer.add_special_tokens({"extra_special_tokens": [family.tokens["ru"], family.tokens["en"]]})
    tokenizer.save_pretrained(made)
    return made


@pytest.fixture(scope="module")
def tokenizer(family: Family, folder: Path) -> Tokenizer:
    return read_tokenizer(folder, str(family.tokenizer))


@pytest.fixture(scope="module")
def vocabulary(family: Family, folder: Path) -> TransformersVocabulary:
    return TransformersVocabulary(folder, str(family.tokenizer), tuple(family.tokens.values()))


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_and_marks_are_those_of_the_tokenizer(
    family: Family, tokenizer: Tokenizer, vocabulary: TransformersVocabulary, text: str
) -> None:
    names = [piece.name for piece in vocabulary.source(text)]
    frame = family.frame(("ru", "en"), {})
    tokenizer.src_lang = family.tokens["ru"]
    assert tokenizer.convert_tokens_to_ids([*frame.before, *names, *frame.after]) == tokenizer(text)["input_ids"]


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_spell_what_the_tokenizer_says(
    tokenizer: Tokenizer, vocabulary: TransformersVocabulary, text: str
) -> None:
    names = [piece.name for piece in vocabulary.source(text)]
    known = [name for name in names if tokenizer.convert_tokens_to_ids(name) != tokenizer.unk_token_id]
    assert vocabulary.decode(known)[0] == canonical(tokenizer.decode(tokenizer.convert_tokens_to_ids(known)))


def test_marks_spell_nothing_and_written_ones_are_no_marks(family: Family, vocabulary: TransformersVocabulary) -> None:
    mark = family.tokens["ru"]
    text, pieces = vocabulary.decode([mark, "▁", "д", "а", mark, "</s>"])
    assert text == "да"
    assert [piece.name for piece in pieces][:1] == [mark]
    assert mark not in [piece.name for piece in vocabulary.source(f"Он сказал {mark} </s> нет")]


@given(text=st.text("aбП, до«»…½你\u0301ﬁé \n5.👍", max_size=30).map(canonical))
def test_pieces_stand_in_order_inside_their_text(vocabulary: TransformersVocabulary, text: str) -> None:
    last = 0
    for piece in vocabulary.source(text):
        assert last <= piece.start <= piece.end <= len(text)
        last = piece.end


def test_a_damaged_tokenizer_is_explained(family: Family, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": family.tokenizer}), encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text('{"model": 5}', encoding="utf-8")
    with pytest.raises(EngineFailed, match=r"vocabulary in .* is damaged"):
        TransformersVocabulary(tmp_path, str(family.tokenizer))


def test_a_tokenizer_is_written_where_only_its_model_is_there(family: Family, folder: Path, tmp_path: Path) -> None:
    given, output = tmp_path / "given", tmp_path / "output"
    for place in (given, output):
        place.mkdir()
    for name in ("sentencepiece.bpe.model", "tokenizer_config.json"):
        (given / name).write_bytes((folder / name).read_bytes())
    write_vocabulary(given, family, output)
    assert TransformersVocabulary(output, str(family.tokenizer)).source("Папа")
    with pytest.raises((UnreadableFile, EngineFailed)):
        write_vocabulary(tmp_path / "nothing", FAMILIES["m2m100"], output / "none")


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_of_m2m_100_are_those_of_its_tokenizer(tmp_path: Path, text: str) -> None:
    import transformers

    (tmp_path / "sentencepiece.bpe.model").write_bytes(sentencepiece_model("bpe"))
    family = FAMILIES["m2m100"]
    vocabulary = SentencePieceVocabulary(tmp_path, family.vocabulary, tuple(family.tokens.values()))
    names = [piece.name for piece in vocabulary.source(text)]
    table = {name: number for number, name in enumerate(["<s>", "<pad>", "</s>", "<unk>", *dict.fromkeys(names)])}
    (tmp_path / "vocab.json").write_text(json.dumps(table), encoding="utf-8")
    tokenizer = transformers.M2M100Tokenizer(str(tmp_path / "vocab.json"), str(tmp_path / "sentencepiece.bpe.model"))
    tokenizer.src_lang = "ru"
    frame = family.frame(("ru", "en"), {})
    assert tokenizer.convert_tokens_to_ids([*frame.before, *names, *frame.after]) == tokenizer(text)["input_ids"]
    text_again, pieces = vocabulary.decode([*names, "__ru__"])
    assert text_again == vocabulary.decode(names)[0]
    assert (pieces[-1].start, pieces[-1].end) == (len(text_again), len(text_again))


def test_language_tokens_are_those_of_transformers() -> None:
    from transformers.models.m2m_100 import tokenization_m2m_100
    from transformers.models.mbart import tokenization_mbart
    from transformers.models.mbart50 import tokenization_mbart50
    from transformers.models.nllb import tokenization_nllb

    known = {
        "m2m100": {f"__{code}__" for code in tokenization_m2m_100.FAIRSEQ_LANGUAGE_CODES["m2m100"]},
        "nllb": set(tokenization_nllb.FAIRSEQ_LANGUAGE_CODES),
        "mbart": set(tokenization_mbart.FAIRSEQ_LANGUAGE_CODES),
        "mbart50": set(tokenization_mbart50.FAIRSEQ_LANGUAGE_CODES),
    }
    for name, codes in known.items():
        assert set(FAMILIES[name].tokens.values()) <= codes
    assert FAMILIES["nllb"].tokens["ru"] == "rus_Cyrl"
    assert FAMILIES["mbart50"].tokens["uk"] == "uk_UA"
    assert "uk" not in FAMILIES["mbart"].tokens
    assert FAMILIES["m2m100"].tokens["fil"] == "__tl__"


def test_reading_a_tokenizer_says_nothing_on_the_terminal(tmp_path: Path) -> None:
    write_tokenizer(tmp_path, "NllbTokenizer", "bpe")
    code = (
        "import sys; from pathlib import Path\n"
        "from annotator.engines.transformers_vocabulary import TransformersVocabulary\n"
        "assert TransformersVocabulary(Path(sys.argv[1]), 'NllbTokenizer').source('Папа')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
