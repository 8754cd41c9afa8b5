"""Step 5: train the network; can be stopped at any time and goes on from its last checkpoint."""

from __future__ import annotations

import functools
import json
import logging
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from training import batches, corpus, network, vocabulary
from training.crew import Crew, start
from training.muon import Muon
from training.settings import Schedule, Settings

log = logging.getLogger(__name__)


@dataclass
class Progress:
    """What has been done so far: optimizer steps, real target pieces seen, seconds of training."""

    steps: int = 0
    pieces: int = 0
    seconds: float = 0.0


class Trainer:
    """One training run in `work`: reads corpus.npz and the vocabulary there, writes checkpoints/ and train.jsonl."""

    def __init__(self, settings: Settings, work: Path, crew: Crew) -> None:
        self.settings, self.work, self.crew = settings, work, crew
        self.checkpoints = work / "checkpoints"
        self.checkpoints.mkdir(exist_ok=True)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if settings.schedule.threads:
            torch.set_num_threads(settings.schedule.threads)
        torch.manual_seed(settings.schedule.seed)
        self.corpus = corpus.load(work / "corpus.npz")
        sizes = vocabulary.load(work).sizes
        self.model = network.build(settings.network, sizes, settings.schedule.dropout).to(self.device)
        self.loss = network.GuidedLoss(
            self.model, settings.schedule.label_smoothing, settings.schedule.alignment_weight
        )
        inner = [
            weights for name, weights in self.model.named_parameters() if ".layers." in name and weights.dim() == 2
        ]
        self.muon = Muon(inner, crew)
        others = {id(weights) for weights in self.model.parameters()} - set(map(id, inner))
        self.adam = torch.optim.AdamW(
            [weights for weights in self.model.parameters() if id(weights) in others],
            lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0, fused=True,
        )  # fmt: skip
        if settings.schedule.compile:
            # Not the last decoder layer: its attention weights are read by a hook.
            for layer in [*self.model.model.encoder.layers, *self.model.model.decoder.layers[:-1]]:
                layer.compile(dynamic=True)
        self.progress = Progress()
        self._resume()
        torch.manual_seed(settings.schedule.seed + self.progress.steps + crew.rank)  # each worker drops other units

    @property
    def share(self) -> float:
        """The share of the time that has passed, 0 to 1."""
        return self.progress.seconds / (self.settings.schedule.minutes * 60)

    def run(self) -> None:
        """Train until the time of the settings is used up; saves on the way and at the end."""
        schedule = self.settings.schedule
        started = time.monotonic() - self.progress.seconds
        saved = self.progress.seconds
        running = math.nan
        stream = batches.batches(self.corpus, schedule, schedule.seed + self.progress.steps, lambda: self.share)
        self.model.train()
        for rows in stream:
            plain = self._step(rows, started)
            running = plain if math.isnan(running) else 0.98 * running + 0.02 * plain
            if self.progress.steps % 50 == 0 and self.crew.rank == 0:
                self._report(running)
            if self.share >= 1:
                break
            if self.progress.seconds - saved > schedule.save_minutes * 60:
                self.save()
                saved = self.progress.seconds
        self.save()

    def save(self) -> None:
        """Write the state to resume from, and the weights under a name of their own for averaging (rank 0 only)."""
        if self.crew.rank:
            return
        weights = self.model.state_dict()
        state = {
            "model": weights,
            "adam": self.adam.state_dict(),
            "muon": self.muon.state_dict(),
            "progress": asdict(self.progress),
        }
        _write(state, self.work / "last.pt")
        _write(weights, self.checkpoints / f"{self.progress.steps:08d}.pt")
        losses = held_losses(self.loss, self.corpus, self.settings.schedule)
        codes = list(self.settings.languages)
        record = {
            **asdict(self.progress),
            "held_loss": round(mean(losses), 4),
            "held_losses": {codes[number]: round(value, 4) for number, value in losses.items()},
            "device": _machine(self.device),
        }
        with (self.work / "train.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")
        log.info("saved %s", record)
        for old in sorted(self.checkpoints.glob("*.pt"))[: -2 * self.settings.schedule.averaged_checkpoints]:
            old.unlink()

    def _step(self, rows: corpus.Numbers, started: float) -> float:
        mine = rows[self.crew.rank :: self.crew.size]
        batch = network.make_batch(self.corpus, mine if len(mine) else rows, self.device)
        now = rate(self.settings.schedule, self.progress.steps + 1, self.share)
        self.adam.param_groups[0]["lr"] = now
        self.muon.rate = self.settings.schedule.muon_factor * now
        with precision(self.settings.schedule, self.device):
            loss, plain = self.loss(batch)
        loss.backward()
        pieces, seconds = self.crew.combine(self.model, len(batch.answers), time.monotonic() - started)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.adam.step()
        self.muon.step()
        self.model.zero_grad(set_to_none=True)
        self.progress.steps += 1
        self.progress.pieces += pieces
        self.progress.seconds = seconds
        return float(plain)

    def _report(self, running: float) -> None:
        done = self.progress
        log.info(
            "step %d loss %.3f rate %.1e %.2fM pieces %.0f/s %.1f min",
            done.steps, running, self.adam.param_groups[0]["lr"], done.pieces / 1e6,
            done.pieces / max(done.seconds, 1e-9), done.seconds / 60,
        )  # fmt: skip

    def _resume(self) -> None:
        path = self.work / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.adam.load_state_dict(state["adam"])
            self.muon.load_state_dict(state["muon"])
            self.progress = Progress(**state["progress"])
            log.info("resumed at %s", self.progress)
        elif (self.work / "start.pt").exists():
            first = torch.load(self.work / "start.pt", map_location=self.device, weights_only=True)
            self.model.load_state_dict(first, strict=False)


def train(settings: Settings, work: Path) -> None:
    """Train, or go on training, the model of the settings in the folder `work`."""
    size = 1 if torch.cuda.is_available() else settings.schedule.workers
    start(size, work, functools.partial(_work, settings, work))


def _work(settings: Settings, work: Path, crew: Crew) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    Trainer(settings, work, crew).run()


def held_losses(loss: network.GuidedLoss, aside: corpus.Corpus, schedule: Schedule) -> dict[int, float]:
    """Return the cross entropy of a network, in nats per target piece, on the pairs kept aside of each language."""
    device = loss.model.device
    loss.model.train(mode=False)
    found: dict[int, float] = {}
    with torch.inference_mode(), precision(schedule, device):
        for language in sorted(set(aside.language[aside.held].tolist())):
            total, count = 0.0, 0
            for rows in batches.held_batches(aside, schedule, language):
                batch = network.make_batch(aside, rows, device)
                total += float(loss(batch)[1]) * len(batch.answers)
                count += len(batch.answers)
            found[language] = total / max(1, count)
    loss.model.train()
    return found


def mean(losses: dict[int, float]) -> float:
    """Return the mean over languages, each counting the same; nan when nothing was kept aside."""
    return sum(losses.values()) / len(losses) if losses else math.nan


def precision(schedule: Schedule, device: torch.device) -> torch.autocast:
    """Return the context in which the network is computed: bfloat16 products, float32 weights, or all float32."""
    return torch.autocast(device.type, torch.bfloat16, enabled=schedule.bfloat16)


def rate(schedule: Schedule, step: int, share: float) -> float:
    """Return the learning rate: a linear rise, a plateau, and a linear fall to nearly nothing at the end."""
    warm = min(1.0, step / schedule.warmup_steps)
    fall = min(1.0, (1 - share) / schedule.decay_share) if schedule.decay_share else 1.0
    return schedule.peak_rate * warm * max(fall, 0.02)


def _machine(device: torch.device) -> str:
    return torch.cuda.get_device_name() if device.type == "cuda" else f"{os.cpu_count()} CPU cores"


def _write(content: object, path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)
