"""What the machine makes of a passage as a whole."""

from dataclasses import dataclass

from annotator.domain.alignment import Coverage
from annotator.domain.comparison.scores import Score
from annotator.domain.triage import Case


@dataclass(frozen=True, slots=True)
class Weighing:
    """How soon an editor should look at a passage, and how much its words surprise an engine that reads the original.

    `triage` runs from 0 to 1 (see `annotator.domain.triage`), `surprise` is the mean over the reporter's words of the
    negative natural logarithm of their probability, None where no engine was heard. `signature` says how to make both
    again.
    """

    triage: float
    surprise: float | None
    signature: str


def scores(weighing: Weighing | None, covered: Coverage | None, aligner: str) -> tuple[Score, ...]:
    """Return what is told of a passage as a whole: coverage both ways, surprise and triage, as far as they are known.

    `aligner` is the signature of what made the links that `covered` counts.
    """
    found = []
    if covered:
        found.append(Score("Rendered", 100 * covered.source_share, aligner, _RENDERED))
        found.append(Score("Grounded", 100 * covered.rendering_share, aligner, _GROUNDED))
    if weighing and weighing.surprise is not None:
        found.append(Score("Surprise", weighing.surprise, weighing.signature, _SURPRISE))
    if weighing:
        found.append(Score("Triage", 100 * weighing.triage, weighing.signature, _triage(weighing)))
    return tuple(found)


def _triage(weighing: Weighing) -> str:
    parts = dict(part.partition(":")[::2] for part in weighing.signature.split("|"))
    return _TRIAGE.format(_RESTS_ON.get(parts.get("model", ""), _RESTS_ON[Case.WITNESS]))


_RENDERED = (
    "Content words of the original that are linked with the reporter’s, in per cent. "
    "A word that is rendered freely may lack its link, and a link does not make a rendering right."
)
_GROUNDED = (
    "The reporter’s content words that are linked with the original, in per cent. "
    "English needs words of its own, so that 100 is rare and not better than 90."
)
_SURPRISE = (
    "How improbable the engine finds the reporter’s words, given the original: the mean of a word, in nats; 0 is what "
    "it would write itself. A free rendering surprises it as much as a wrong one; a weak engine is easily surprised."
)
_TRIAGE = (
    "Of a hundred sentences that translators assessed, about so many looked better than this one, by {}. "
    "It orders the queue; it does not say that anything is wrong, or what."
)
_RESTS_ON: dict[str, str] = {
    Case.ALONE: "how words are linked and how common they are: no engine was heard",
    Case.WITNESS: "how words are linked, how common they are, and how probable an engine finds the reporter’s",
    Case.REVERSE: "how words are linked, how common they are, how probable one engine finds the reporter’s words, "
    "given the original, and another the original, given the reporter’s",
}
