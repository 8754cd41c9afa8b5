"""Muon: momentum whose update of each weight matrix is orthogonalized; learns from fewer steps than Adam.

Jordan et al., 2024 (https://kellerjordan.github.io/posts/muon); the scale that lets it share Adam's learning rate is
from Liu et al., 2025 (Muon is Scalable for LLM Training). For the matrices inside the layers only: embeddings, norms
and biases stay with Adam. Each worker of a crew orthogonalizes its share of the matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor, distributed, nn

from training.crew import Crew

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ROUNDS, SCALE = 5, 0.2


class Muon:
    """Updates matrices in place; `rate` is set from outside before each step, as is usual with a schedule."""

    def __init__(self, matrices: Iterable[nn.Parameter], crew: Crew, momentum: float = 0.95) -> None:
        self.crew, self.momentum, self.rate = crew, momentum, 0.0
        shapes: dict[tuple[int, ...], list[nn.Parameter]] = defaultdict(list)
        for matrix in matrices:
            shapes[tuple(matrix.shape)].append(matrix)
        self.stacks = list(shapes.values())
        self.means = [torch.zeros(len(s), *s[0].shape, device=s[0].device) for s in self.stacks]

    def step(self) -> None:
        """Move every matrix by its orthogonalized momentum; gradients must be the same in all workers."""
        with torch.no_grad():
            updates = self._gathered([self._update(*stack) for stack in zip(self.stacks, self.means, strict=True)])
            for matrices, update in zip(self.stacks, updates, strict=True):
                scale = SCALE * max(update.shape[1:]) ** 0.5 * self.rate
                torch._foreach_add_(matrices, list(update.unbind()), alpha=-scale)

    def _update(self, matrices: list[nn.Parameter], mean: Tensor) -> Tensor:
        """Return the update of this worker's share of the matrices, with zeros in the place of the others."""
        gradients = torch.stack([matrix.grad for matrix in matrices])
        mean.lerp_(gradients, 1 - self.momentum)
        update = torch.zeros_like(mean)
        mine = slice(self.crew.rank, None, self.crew.size)
        if len(gradients[mine]):
            update[mine] = orthogonal(gradients[mine].lerp(mean[mine], self.momentum))
        return update

    def _gathered(self, updates: list[Tensor]) -> list[Tensor]:
        if self.crew.size == 1:
            return updates
        flat = torch.cat([update.view(-1) for update in updates])
        distributed.all_reduce(flat)
        parts = flat.split([update.numel() for update in updates])
        return [part.view_as(update) for part, update in zip(parts, updates, strict=True)]

    def state_dict(self) -> dict[str, list[Tensor]]:
        """Return what must be saved to go on later."""
        return {"means": self.means}

    def load_state_dict(self, state: dict[str, list[Tensor]]) -> None:
        """Take over what `state_dict` returned."""
        for mean, saved in zip(self.means, state["means"], strict=True):
            mean.copy_(saved)


def orthogonal(matrices: Tensor) -> Tensor:
    """Return for each matrix of a stack roughly the nearest orthogonal one, by Newton and Schulz's iteration."""
    first, second, third = COEFFICIENTS
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.to(torch.bfloat16)
    x = x.mT if tall else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(ROUNDS):
        square = x @ x.mT
        x = first * x + (second * square + third * square @ square) @ x
    return (x.mT if tall else x).float()
