"""Several single-threaded processes that train one network together on one machine's cores.

Two processes of one thread each are 1.4 times as fast as one process of two threads on the small matrices of a starter
model, and lose less when another program takes a core: they meet once per step, not thousands of times.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import distributed, multiprocessing, nn


@dataclass(frozen=True)
class Crew:
    """The place of this process among the workers; `rank` 0 saves and reports."""

    rank: int = 0
    size: int = 1

    def combine(self, model: nn.Module, pieces: int, seconds: float) -> tuple[int, float]:
        """Average the gradients over all workers, by target pieces; return all pieces and the seconds of rank 0."""
        if self.size == 1:
            return pieces, seconds
        gradients = [weights.grad for weights in model.parameters() if weights.grad is not None]
        counts = torch.tensor([float(pieces), seconds if self.rank == 0 else 0.0])
        flat = torch.cat([gradient.view(-1) for gradient in gradients])
        flat = torch.cat([flat * pieces, counts])
        distributed.all_reduce(flat)
        total = int(flat[-2].item())
        flat[:-2] /= total
        for gradient, part in zip(gradients, flat[:-2].split([g.numel() for g in gradients]), strict=True):
            gradient.copy_(part.view_as(gradient))
        return total, float(flat[-1].item())


def start(size: int, work: Path, job: Callable[[Crew], None]) -> None:
    """Run `job` in `size` processes (in this one when `size` is 1) and wait for all of them."""
    if size == 1:
        job(Crew())
        return
    meeting = work / "rendezvous"
    meeting.unlink(missing_ok=True)
    multiprocessing.spawn(_join, args=(size, str(meeting), job), nprocs=size)
    meeting.unlink(missing_ok=True)


def _join(rank: int, size: int, meeting: str, job: Callable[[Crew], None]) -> None:
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo", init_method=f"file://{meeting}", rank=rank, world_size=size, timeout=datetime.timedelta(minutes=10)
    )
    try:
        job(Crew(rank, size))
    finally:
        distributed.destroy_process_group()
