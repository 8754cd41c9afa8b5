"""A loaded model: what it makes of single stretches of text, none longer than its window."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.spans import Span
from annotator.domain.words import words
from annotator.engines.attention import word_links
from annotator.engines.base import Token
from annotator.engines.checks import has_letters
from annotator.engines.families import Frame
from annotator.engines.folders import ModelFolder
from annotator.engines.network import Runner
from annotator.engines.pieces import Piece, Vocabulary, by_word
from annotator.engines.progress import report
from annotator.engines.sentencepieces import SentencePieceVocabulary
from annotator.engines.transformers_vocabulary import TransformersVocabulary
from annotator.errors import EngineFailed

# Training text is typed on keyboards, so English is read with straight quotation marks, whether it is the source or the
# rendering; lengths stay the same.
TYPED = {"en": str.maketrans("“”‘’", "\"\"''")}
_POSITIONS = 500  # pieces: a Marian network has 512 positions, and some go to marks
_MADE_UP = tuple(f"madeupword{number}" for number in range(8))  # fill the vocabularies of M2M-100 and NLLB


@dataclass(frozen=True, slots=True)
class Part:
    """A rendering of one stretch: its text, its words, and the sum of log-probabilities over `pieces` and end mark."""

    text: str
    tokens: tuple[Token, ...]
    total: float
    pieces: int


class Model:
    """The vocabulary and the network of a folder, in memory.

    `run` makes the network, once the weights were found to be those that the card names. Raises `EngineFailed` where
    they, or the vocabulary, cannot be read.
    """

    def __init__(self, folder: ModelFolder, run: Callable[[], Runner]) -> None:
        steps = f"loading the model {folder.name}: {{}}, step {{}} of 3…"
        report(steps.format("checking its weights", 1))
        _check_weights(folder)
        self._folder = folder
        report(steps.format("reading its vocabulary", 2))
        self._vocabulary = vocabulary(folder)
        report(steps.format("reading its network", 3))
        self._network = run()

    def source_length(self, text: str) -> int:
        """Return the length of a source text in pieces of the vocabulary."""
        return len(self._vocabulary.source(text))

    def target_length(self, text: str) -> int:
        """Return the length of a rendering in pieces of the vocabulary."""
        return len(self._vocabulary.target(text))

    def translate(self, texts: Sequence[str], pair: tuple[str, str], n_best: int) -> list[list[Part]]:
        """Return one to `n_best` different renderings for each text, the best first; no letters, the text itself."""
        asked = [number for number, text in enumerate(texts) if has_letters(text)]
        frame = self._frame(pair)
        sources = [self._source(texts[number], frame, pair) for number in asked]
        hypotheses = self._network.translate(sources, n_best, frame.first)
        flat = [(source, names) for source, found in zip(sources, hypotheses, strict=True) for names in found]
        scores = iter(self._network.score([source for source, _ in flat], [names for _, names in flat], frame.first))
        parts = {
            number: _different(self._decoded(names, next(scores)) for names in found)
            for number, found in zip(asked, hypotheses, strict=True)
        }
        return [parts.get(number) or [_unchanged(text)] for number, text in enumerate(texts)]

    def score(self, texts: Sequence[str], renderings: Sequence[str], pair: tuple[str, str]) -> list[Part]:
        """Return each rendering with the log-probabilities of its words, given the text at the same place."""
        frame = self._frame(pair)
        sources = [self._source(text, frame, pair) for text in texts]
        targets = [self._target(rendering, pair) for rendering in renderings]
        scores = self._network.score(sources, [_names(target) for target in targets], frame.first)
        found = zip(renderings, targets, scores, strict=True)
        return [_part(rendering, target, row) for rendering, target, row in found]

    def align(self, text: str, rendering: str, pair: tuple[str, str]) -> list[tuple[Span, Span, float]]:
        """Return links between the words of a text and of its rendering, with confidence 0.0 to 1.0."""
        frame = self._frame(pair)
        ours, theirs = self._vocabulary.source(_typed(text, pair[0]))[:_POSITIONS], self._target(rendering, pair)
        rows = self._network.attention(_framed(ours, frame), _names(theirs), frame.first)
        attention = [row[len(frame.before) : len(frame.before) + len(ours)] for row in rows]
        source, target = _grouped(text, ours), _grouped(rendering, theirs)
        links = word_links(attention, [group for _, group in source], [group for _, group in target])
        return [(source[left][0], target[right][0], share) for left, right, share in links]

    def _frame(self, pair: tuple[str, str]) -> Frame:
        return self._folder.family.frame(pair, self._folder.prefixes)

    def _source(self, text: str, frame: Frame, pair: tuple[str, str]) -> list[str]:
        return _framed(self._vocabulary.source(_typed(text, pair[0]))[:_POSITIONS], frame)

    def _target(self, rendering: str, pair: tuple[str, str]) -> list[Piece]:
        return self._vocabulary.target(_typed(rendering, pair[1]))[:_POSITIONS]

    def _decoded(self, names: list[str], scores: list[float]) -> Part:
        return _part(*self._vocabulary.decode(names), scores)


def vocabulary(folder: ModelFolder) -> Vocabulary:
    """Return the vocabulary of a folder; raises `EngineFailed` where it cannot be read."""
    family = folder.family
    marks = (*family.tokens.values(), *_MADE_UP) if family.tokens else ()
    if family.tokenizer is None:
        return SentencePieceVocabulary(folder.path, family.vocabulary, marks)
    return TransformersVocabulary(folder.path, family.tokenizer, marks)


def _typed(text: str, language: str) -> str:
    return text.translate(TYPED.get(language, {}))


def _check_weights(folder: ModelFolder) -> None:
    """Raise `EngineFailed` where the weights are not those that the card names: cut off, or from elsewhere."""
    if folder.sha256:
        with folder.weights.open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
        if found != folder.sha256:
            raise EngineFailed(f"The weights of the model {folder.name} are damaged: copy {folder.path} again.")


def _framed(pieces: Iterable[Piece], frame: Frame) -> list[str]:
    return [*frame.before, *_names(pieces), *frame.after]


def _names(pieces: Iterable[Piece]) -> list[str]:
    return [piece.name for piece in pieces]


def _part(text: str, pieces: Sequence[Piece], scores: Sequence[float]) -> Part:
    spans = [word.span for word in words(text)]
    groups = zip(spans, by_word(pieces, spans), strict=True)
    tokens = tuple(Token(span, sum(scores[number] for number in group), len(group)) for span, group in groups)
    return Part(text, tokens, sum(scores), len(pieces))


def _unchanged(text: str) -> Part:
    return Part(text, tuple(Token(word.span, 0.0, 0) for word in words(text)), 0.0, 0)


def _different(parts: Iterable[Part]) -> list[Part]:
    """Return the parts whose texts differ, the first of each; empty ones only where there is nothing else."""
    kept: dict[str, Part] = {}
    for part in parts:
        kept.setdefault(part.text, part)
    return [part for part in kept.values() if part.text] or list(kept.values())


def _grouped(text: str, pieces: Sequence[Piece]) -> list[tuple[Span, list[int]]]:
    """Return the words of a text that can be linked, marks left out, with the numbers of their pieces."""
    found = words(text)
    groups = by_word(pieces, [word.span for word in found])
    return [(word.span, group) for word, group in zip(found, groups, strict=True) if word.is_word]
