"""Step 9: what is said about a model: `model.toml` for the app, README.md (the model card) for people."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2

from training import prepare, vocabulary
from training.evaluate import Score
from training.export import checksum, revision
from training.settings import Settings

NAMES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "pl": "Polish",
         "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese"}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What training left behind: counts of pairs by (language, corpus), parameters, cost, and the weights' revision.

    `pairs` are those after cleaning, `used` those that were drawn from them; `sha256` is that of model.bin. `turned`
    tells whether the model turned its parent round.
    """

    pairs: Counter[tuple[str, str]]
    used: Counter[tuple[str, str]]
    parameters: int
    vocabularies: tuple[int, int]
    steps: int
    pieces: int
    hours: float
    device: str
    held_loss: float
    losses: dict[str, float]
    revision: str
    sha256: str
    size: int
    trained_at: str
    averaged: int
    turned: bool = False


def gather(settings: Settings, work: Path, folder: Path, parent: Path | None = None) -> Facts:
    """Collect the facts about an exported model from its working folder, and that of its averaged parent."""
    pairs = Counter((pair.language, pair.corpus) for pair in prepare.read_pairs(work / "prepared.tsv"))
    used = Counter((pair.language, pair.corpus) for pair in prepare.selected(settings, work / "prepared.tsv"))
    record = json.loads((work / "train.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    sizes = vocabulary.load(work).sizes
    chosen = json.loads((work / "averaged" / "averaged.json").read_text(encoding="utf-8"))
    return Facts(
        pairs=pairs,
        used=used,
        parameters=parameters(settings, sizes),
        vocabularies=sizes,
        steps=record["steps"],
        pieces=record["pieces"],
        hours=round(record["seconds"] / 3600, 2),
        device=record["device"],
        held_loss=round(chosen["held_loss"], 4),
        losses={code: round(value, 3) for code, value in chosen["held_losses"].items()},
        revision=revision(folder),
        sha256=checksum(folder),
        size=sum(path.stat().st_size for path in folder.iterdir()),
        trained_at=datetime.datetime.fromtimestamp((work / "last.pt").stat().st_mtime, datetime.UTC).date().isoformat(),
        averaged=chosen["averaged"],
        turned=parent is not None and vocabulary.turned(settings.target, parent),
    )


def parameters(settings: Settings, sizes: tuple[int, int]) -> int:
    """Return the number of trained weights of a network: two tables of embeddings, encoder and decoder layers."""
    shape = settings.network
    attention = 4 * (shape.width**2 + shape.width)
    feed_forward = 2 * shape.width * shape.feed_forward + shape.feed_forward + shape.width
    norm = 2 * shape.width
    encoder = shape.encoder_layers * (attention + feed_forward + 2 * norm)
    decoder = shape.decoder_layers * (2 * attention + feed_forward + 3 * norm)
    return sum(sizes) * shape.width + encoder + decoder


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
        f"sha256 = {_text(facts.sha256)}",
        *([f"parent = {_text(settings.parent)}"] if settings.parent else []),
        f"parameters = {facts.parameters}",
        f"vocabulary = [{facts.vocabularies[0]}, {facts.vocabularies[1]}]",
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
    sources = _listed([NAMES.get(code, code) for code in settings.languages])
    path.write_text(
        f"""\
# {settings.name}

A small translation model: {sources} to {NAMES.get(settings.target, settings.target)},
{_origin(settings, facts.turned)} `training/{settings.name}.toml`.
Quality: **{settings.quality}**. It lets the app work on a fresh machine with no network; for daily work add a larger
model. Its output is a witness with known faults, never a judge of a reporter's wording.

| | |
|---|---|
{_rows(_described(settings, facts))}

## Scores

CTranslate2 int8 on CPU, beam 4; the test sentences were removed from the training text.{_turned(scores)}

| test set | sentences | BLEU | chrF |
|---|---|---|---|
{_rows((_short(s.file), s.sentences, f"{s.bleu:.1f}", f"{s.chrf:.1f}") for s in scores)}

{_signatures(scores)}
{_paragraph(settings.about)}
## Training text

"cleaned" pairs are left after filtering; "used" pairs were drawn from them, by the weight of the corpus. Share of the
{NAMES.get(settings.target, settings.target)} text by source language: {_shares(settings)}.

| source | corpus | cleaned | weight | used | licence |
|---|---|---|---|---|---|
{_rows(_corpora(settings, facts))}

None of this text is part of the model's folder.

## Weaknesses

{chr(10).join(f"- {weakness}" for weakness in settings.weaknesses) or "- Not described yet."}
""",
        encoding="utf-8",
    )


def _described(settings: Settings, facts: Facts) -> list[tuple[str, str]]:
    shape = settings.network
    losses = ", ".join(f"{code} {loss:.2f}" for code, loss in facts.losses.items())
    return [
        (
            "network",
            f"Marian: {shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers, width {shape.width}, "
            f"feed-forward {shape.feed_forward}, {shape.heads} heads",
        ),
        ("size", f"{facts.parameters / 1e6:.2f} M parameters; {facts.size / 1e6:.1f} MB on disk as CTranslate2 int8"),
        (
            "vocabulary",
            f"SentencePiece unigram, cased: {facts.vocabularies[0]} pieces for the sources, "
            f"{facts.vocabularies[1]} for {NAMES.get(settings.target, settings.target)}",
        ),
        ("attention", "head 0 of the last decoder layer was trained on word alignments: its weights link words"),
        (
            "training",
            f"{facts.hours} hours on {facts.device}; {facts.steps} steps, {facts.pieces / 1e6:.1f} million target "
            f"pieces seen; {_averaged(facts.averaged)}",
        ),
        ("held-out loss", f"{facts.held_loss:.3f} nats per target piece ({losses})"),
        ("trained", f"{facts.trained_at}, revision {facts.revision}"),
        ("licence", settings.licence),
    ]


def _turned(scores: Sequence[Score]) -> str:
    if not any(score.turned for score in scores):
        return ""
    return "\nThey are those of the other direction turned round: what is translated may itself be a translation."


def _averaged(count: int) -> str:
    return "the last checkpoint" if count == 1 else f"the mean of the last {count} checkpoints"


def _origin(settings: Settings, turned: bool) -> str:
    if not settings.parent:
        return "trained from scratch by"
    return f"a continuation of `{settings.parent}`{', turned round,' if turned else ''} trained by"


def _corpora(settings: Settings, facts: Facts) -> Iterable[tuple[object, ...]]:
    for (language, name), count in sorted(facts.pairs.items()):
        entry = settings.corpora[name]
        yield language, name, count, f"{entry.weight:g}", facts.used[language, name], entry.licence


def _shares(settings: Settings) -> str:
    total = sum(settings.languages.values())
    return ", ".join(f"{code} {share / total:.0%}" for code, share in settings.languages.items())


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _paragraph(text: str) -> str:
    return f"\n## What it is like\n\n{text.strip()}\n" if text else ""


def _rows(rows: Iterable[Sequence[object]]) -> str:
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def _signatures(scores: Sequence[Score]) -> str:
    found = sorted({signature for score in scores for signature in (score.bleu_signature, score.chrf_signature)})
    return "\n".join(f"- `{signature}`" for signature in found)


def _short(file: str) -> str:
    return file.removeprefix("translation.")


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
