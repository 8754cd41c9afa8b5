"""An engine with fixed answers, for tests and demonstrations; it is never chosen by itself.

It keeps the whole contract of `annotator.engines.base`, knows no model, and can be told to be slow or to fail, so that
one can see how a page behaves then. Its file is JSON or TOML: `{"ru-en": {"До свидания.": ["Goodbye.", "Farewell."]}}`.
"""

import hashlib
import json
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.domain.alignments import Link
from annotator.domain.languages import language
from annotator.domain.signatures import Signature
from annotator.domain.spans import Span
from annotator.domain.words import normal_form, words
from annotator.engines import checks
from annotator.engines.base import About, Capability, Hypothesis, Pair, Scoring, Token
from annotator.errors import EngineFailed, UnreadableFile, UnsupportedText

Answers = Mapping[Pair, Mapping[str, Sequence[str]]]
_EXPECTED, _OTHER = -0.1, -4.0  # log-probability given to a word of an answer, and to any other word


class CannedEngine:
    """Answers from a table: `answers[("ru", "en")][text]` holds the hypotheses for a text, the best first.

    `seconds` delays every call that takes texts; with `failure`, each of them raises `EngineFailed` with that sentence.
    Where `echo` is true, a text without an answer is rendered by itself in guillemets; else it is an `UnsupportedText`.
    """

    capabilities = frozenset(Capability)

    def __init__(
        self,
        answers: Answers,
        *,
        name: str = "canned",
        seconds: float = 0.0,
        failure: str | None = None,
        echo: bool = False,
    ) -> None:
        self.name = name
        self.seconds = seconds
        self.failure = failure
        self.echo = echo
        self.calls = 0  # calls that took texts, so that a test can see what a cache saved
        self._answers = {
            (language(source).code, language(target).code): {text: tuple(given) for text, given in table.items()}
            for (source, target), table in answers.items()
        }

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs for which there is a table."""
        return frozenset(self._answers)

    def about(self) -> About:
        """Return the note that these are no translations."""
        return About(
            title="Canned answers", quality="fixed answers for demonstrations, no translation", automatic=False
        )

    def signature(self, source: str, target: str) -> Signature:
        """Return a signature whose revision is the hash of the answers: other answers, another signature."""
        pair = checks.pair(self, source, target)
        held = json.dumps([sorted(self._answers[pair].items()), self.echo], ensure_ascii=False)
        revision = hashlib.sha256(held.encode()).hexdigest()[:12]
        return Signature("canned", self.name, revision, "1", (("pair", "-".join(pair)),))

    def translate(self, texts: Sequence[str], source: str, target: str, n_best: int = 1) -> list[list[Hypothesis]]:
        """Return the answers for each text; raises as `Engine` says."""
        table = self._table(texts, source, target)
        return [[_hypothesis(answer, rank) for rank, answer in enumerate(table[text][:n_best])] for text in texts]

    def score(self, texts: Sequence[str], renderings: Sequence[str], source: str, target: str) -> list[Scoring]:
        """Find the words of an answer for the text probable and all others improbable; raises as `Engine` says."""
        checks.renderings(renderings, texts)
        table = self._table(texts, source, target)
        return [_scoring(rendering, table[text]) for text, rendering in zip(texts, renderings, strict=True)]

    def align(self, text: str, rendering: str, source: str, target: str) -> tuple[Link, ...]:
        """Link words in proportion to their places, as if knowing neither language; raises as `Engine` says."""
        checks.renderings([rendering], [text])
        self._table([text], source, target)
        ours, theirs = _words(text), _words(rendering)
        places = [number * len(ours) // len(theirs) for number in range(len(theirs))]
        links = (Link(ours[place], word, self.name, 0.5) for place, word in zip(places, theirs, strict=True))
        return tuple(sorted(links))

    def unload(self) -> None:
        """Do nothing: there is no model."""

    def _table(self, texts: Sequence[str], source: str, target: str) -> dict[str, tuple[str, ...]]:
        pair = checks.pair(self, source, target)
        checks.texts(texts, pair[0])
        self.calls += 1
        time.sleep(self.seconds)
        if self.failure is not None:
            raise EngineFailed(self.failure)
        return {text: self._answer(text, pair) for text in texts}

    def _answer(self, text: str, pair: Pair) -> tuple[str, ...]:
        found = self._answers[pair].get(text)
        if found:
            return found
        if self.echo:
            return (f"«{text}»",)
        raise UnsupportedText(
            f"The engine {self.name} has no answer for “{text[:40]}”: add one, or choose another engine."
        )


def read(path: Path, *, name: str = "canned") -> CannedEngine:
    """Return the engine whose answers stand in a JSON or TOML file: {"ru-en": {text: [hypotheses]}}.

    Raises `UnreadableFile` where the file is not of that form, `UnknownLanguage` for a pair that is not one.
    """
    try:
        written = path.read_text(encoding="utf-8")
        tables = tomllib.loads(written) if path.suffix == ".toml" else json.loads(written)
        answers = {_pair(key): {text: _listed(given) for text, given in table.items()} for key, table in tables.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UnreadableFile(f"The answers in {path} cannot be read ({error}): mend the file.") from error
    return CannedEngine(answers, name=name)


def _pair(key: str) -> Pair:
    source, _, target = key.partition("-")
    return source, target


def _listed(given: object) -> list[str]:
    answers = [given] if isinstance(given, str) else given
    if not isinstance(answers, list) or not answers or not all(isinstance(answer, str) for answer in answers):
        raise ValueError("each text needs one answer or a list of them")
    return answers


def _words(text: str) -> list[Span]:
    return [word.span for word in words(text) if word.is_word]


def _hypothesis(text: str, rank: int) -> Hypothesis:
    each = _EXPECTED * (rank + 1)
    return Hypothesis(text, each, tuple(Token(word.span, each) for word in words(text)))


def _scoring(rendering: str, answers: Sequence[str]) -> Scoring:
    known = {normal_form(word.text) for answer in answers for word in words(answer)}
    found = [(word.span, normal_form(word.text) in known) for word in words(rendering)]
    tokens = tuple(Token(span, _EXPECTED if expected else _OTHER) for span, expected in found)
    return Scoring(sum(token.log_probability for token in tokens) / len(tokens), tokens)
