"""What the checks compare: a source, the reporter's rendering of it, and machine renderings as witnesses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.domain.alignment.lexicon import Lexicon
from annotator.domain.alignments import Link
from annotator.domain.checks.cues import Cues, no_cues
from annotator.domain.checks.weights import Weights
from annotator.domain.passages import PassageKind
from annotator.domain.spans import Span

# Where the rendering was changed for a trial: ("in", source word, -1), ("out", -1, word of the rendering),
# ("for", source word, word of the rendering), or ("tense", -1, word of the rendering).
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Gain:
    """By how many nats an engine finds a changed rendering more probable, and the word that was put in, or ""."""

    nats: float
    word: str


@dataclass(frozen=True)
class Material:
    """All that is known of a passage; texts are canonical, and every span counts code points of its own text.

    `links` join words of the source and of the rendering, `machine_links` words of the source and of each machine
    rendering, in the order of `machines`. `lexicon` is that of the source language, None where there is none. `cues`
    and `english_cues` are the cue data of both languages (`annotator.exchange.check_data`). `unrendered` are source
    words that a person says were left out on purpose. `gains` is what an engine made of the trials
    (`annotator.domain.checks.trials`), empty where none was asked. `weights` are the fitted ones
    (`annotator.exchange.check_weights`).
    """

    source: str
    rendering: str
    source_language: str
    machines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    machine_links: tuple[tuple[Link, ...], ...] = ()
    kind: PassageKind = PassageKind.DIRECT_QUOTE
    lexicon: Lexicon | None = None
    cues: Cues = field(default_factory=lambda: no_cues(""))
    english_cues: Cues = field(default_factory=lambda: no_cues("en"))
    unrendered: tuple[Span, ...] = ()
    gains: Mapping[Place, Gain] = field(default_factory=dict)
    weights: Weights = field(kw_only=True)
