"""Step 8: what is said about a model: `model.toml` for the app, README.md (the model card) for people."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2

from training import prepare
from training.evaluate import Score
from training.export import revision
from training.settings import Settings

NAMES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "pl": "Polish",
         "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese"}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What training left behind: counts of pairs by (language, corpus), parameters, cost, and the weights' revision."""

    pairs: dict[tuple[str, str], int]
    parameters: int
    steps: int
    pieces: int
    hours: float
    device: str
    held_loss: float
    revision: str
    size: int
    trained_at: str
    averaged: int


def gather(settings: Settings, work: Path, folder: Path) -> Facts:
    """Collect the facts about an exported model from its working folder."""
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for pair in prepare.read_pairs(work / "prepared.tsv"):
        pairs[pair.language, pair.corpus] += 1
    record = json.loads((work / "train.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    chosen = json.loads((work / "averaged" / "averaged.json").read_text(encoding="utf-8"))
    return Facts(
        pairs=dict(pairs),
        parameters=parameters(settings),
        steps=record["steps"],
        pieces=record["pieces"],
        hours=round(record["seconds"] / 3600, 2),
        device=record["device"],
        held_loss=round(chosen["held_loss"], 4),
        revision=revision(folder),
        size=sum(path.stat().st_size for path in folder.iterdir()),
        trained_at=datetime.datetime.fromtimestamp((work / "last.pt").stat().st_mtime, datetime.UTC).date().isoformat(),
        averaged=chosen["averaged"],
    )


def parameters(settings: Settings) -> int:
    """Return the number of trained weights of a network: one tied embedding, encoder and decoder layers."""
    shape = settings.network
    attention = 4 * (shape.width**2 + shape.width)
    feed_forward = 2 * shape.width * shape.feed_forward + shape.feed_forward + shape.width
    norm = 2 * shape.width
    encoder = shape.encoder_layers * (attention + feed_forward + 2 * norm)
    decoder = shape.decoder_layers * (2 * attention + feed_forward + 3 * norm)
    return shape.vocabulary * shape.width + encoder + decoder


def write_toml(settings: Settings, facts: Facts, scores: Sequence[Score], path: Path) -> None:
    """Write `model.toml`: what the app reads."""
    lines = [
        f"name = {_text(settings.name)}",
        'kind = "marian-ctranslate2"',
        f"source_languages = [{', '.join(map(_text, settings.languages))}]",
        f"target_languages = [{_text(settings.target)}]",
        f"quality = {_text(settings.quality)}",
        f"licence = {_text(settings.licence)}",
        f"revision = {_text(facts.revision)}",
        f"parameters = {facts.parameters}",
        f"vocabulary = {settings.network.vocabulary}",
        f"window = {settings.network.max_pieces}",
        f"trained_at = {_text(facts.trained_at)}",
        f"target_pieces_seen = {facts.pieces}",
        f"training_hours = {facts.hours}",
        f"training_device = {_text(facts.device)}",
        f"converter = {_text('ctranslate2 ' + ctranslate2.__version__ + ', int8')}",
        "weaknesses = [",
        *(f"    {_text(weakness)}," for weakness in settings.weaknesses),
        "]",
    ]
    for score in scores:
        lines += [
            "",
            f"[scores.{_text(_short(score.file))}]",
            f"BLEU = {score.bleu}",
            f"chrF = {score.chrf}",
            f"sentences = {score.sentences}",
            f"BLEU-signature = {_text(score.bleu_signature)}",
            f"chrF-signature = {_text(score.chrf_signature)}",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_card(settings: Settings, facts: Facts, scores: Sequence[Score], path: Path) -> None:
    """Write the model card."""
    shape, sources = settings.network, " and ".join(NAMES.get(code, code) for code in settings.languages)
    text = f"""\
# {settings.name}

A small {sources} to {NAMES.get(settings.target, settings.target)} translation model, trained from scratch by
`training/{settings.name}.toml`. Quality: **{
        settings.quality
    }**. It lets the app work on a fresh machine with no network;
for daily work add a larger model. Its output is a witness with known faults, never a judge of a reporter's wording.

| | |
|---|---|
| network | Marian: {shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers, width {shape.width}, \
feed-forward {shape.feed_forward}, {shape.heads} heads, tied embeddings |
| size | {facts.parameters / 1e6:.2f} M parameters; {facts.size / 1e6:.1f} MB on disk as CTranslate2 int8 |
| vocabulary | {shape.vocabulary} SentencePiece unigram pieces shared by all languages, cased |
| attention | head 0 of the last decoder layer was trained on word alignments: its weights link words |
| training | {facts.hours} hours on {facts.device}; {facts.steps} steps, {
        facts.pieces / 1e6:.1f} million target pieces seen; \
mean of the last {facts.averaged} checkpoints |
| held-out loss | {facts.held_loss:.3f} nats per target piece |
| trained | {facts.trained_at}, revision {facts.revision} |
| licence | {settings.licence} |

## Scores

CTranslate2 int8 on CPU, beam 4; the test sentences were removed from the training text.

| test set | sentences | BLEU | chrF |
|---|---|---|---|
{_rows((_short(s.file), s.sentences, f"{s.bleu:.1f}", f"{s.chrf:.1f}") for s in scores)}

{_signatures(scores)}

## Training text

Pairs after cleaning; "draws" is how often a pair is seen per pass on average.

| source | corpus | pairs | draws | licence |
|---|---|---|---|---|
{
        _rows(
            (
                language,
                name,
                count,
                f"{settings.corpora[name].weight * settings.languages[language]:g}",
                settings.corpora[name].licence,
            )
            for (language, name), count in sorted(facts.pairs.items())
        )
    }

None of this text is part of the model's folder.

## Weaknesses

{chr(10).join(f"- {weakness}" for weakness in settings.weaknesses) or "- Not described yet."}
"""
    path.write_text(text, encoding="utf-8")


def _rows(rows: Iterable[Sequence[object]]) -> str:
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def _signatures(scores: Sequence[Score]) -> str:
    found = sorted({signature for score in scores for signature in (score.bleu_signature, score.chrf_signature)})
    return "\n".join(f"- `{signature}`" for signature in found)


def _short(file: str) -> str:
    return file.removeprefix("translation.")


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
