"""A translation network: sequences of pieces in, pieces and probabilities out. Here the one that CTranslate2 runs.

The same input gives the same output whatever else is in the batch: sources are grouped by length, and the longest
output that is allowed depends only on the group.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from annotator.errors import EngineFailed

Device = Literal["cpu", "cuda"]
Matrix = list[list[float]]

BEAM = 4
# Weak models loop ("the the the"): no five pieces are written twice, and output is bounded by the length of the input.
# Five, because speech does repeat itself: "No, no, no!" must pass.
NO_REPEAT = 5
GROUP = 32  # pieces: sources of 1-32, 33-64 ... are decoded together
SMALL = 100_000_000  # bytes of weights below which a network is small
# Pieces in a batch, padding included: with more, a small network waits for a processor's memory.
_BATCH: dict[Device, int] = {"cpu": 512, "cuda": 4096}
_COMPUTE: dict[Device, tuple[str, ...]] = {"cpu": ("int8", "float32"), "cuda": ("int8_float16", "int8", "float32")}


class Runner(Protocol):
    """What runs a network; safe to use from several threads.

    Sources are whole sequences, with all marks around them. `first` are the marks that every rendering begins with;
    they are in no result. Methods raise `EngineFailed` where the machine breaks down.
    """

    def translate(self, sources: Sequence[list[str]], n_best: int, first: Sequence[str] = ()) -> list[list[list[str]]]:
        """Return for each source up to `n_best` hypotheses, the best first, as pieces without an end mark."""

    def score(
        self, sources: Sequence[list[str]], targets: Sequence[list[str]], first: Sequence[str] = ()
    ) -> list[list[float]]:
        """Return for each pair the log-probability of each target piece and, last, of the end mark after them."""

    def attention(self, source: list[str], target: list[str], first: Sequence[str] = ()) -> Matrix:
        """Return for each target piece its attention over all of the source sequence."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a network is run: all of it is part of the signature, since all of it can change the output."""

    device: Device
    compute: str
    beam: int = BEAM
    no_repeat: int = NO_REPEAT

    def settings(self) -> tuple[tuple[str, str], ...]:
        """Return the settings as a signature shows them."""
        named = {"beam": self.beam, "no-repeat": self.no_repeat, "group": GROUP}
        return (
            *((name, str(value)) for name, value in named.items()),
            ("compute", self.compute),
            ("device", self.device),
        )


def decoding() -> Decoding:
    """Return the best way to run networks on this machine: int8 weights, on a GPU where CTranslate2 finds one.

    The type of arithmetic is chosen here among those that the machine has. CTranslate2 would fall back by itself, and
    the signature would not tell.
    """
    import ctranslate2  # heavy, and needed only when a model is used

    device: Device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    supported = ctranslate2.get_supported_compute_types(device)
    return Decoding(device, next(compute for compute in _COMPUTE[device] if compute in supported))


class Network:
    """A converted model in memory; making one loads it. Safe to use from several threads.

    Raises `EngineFailed` where the folder holds no model that this CTranslate2 can run.
    """

    def __init__(self, folder: Path, how: Decoding) -> None:
        import ctranslate2  # heavy, and needed only when a model is used

        self._how = how
        try:
            self._model: Any = ctranslate2.Translator(
                str(folder),
                device=how.device,
                compute_type=how.compute,
                **threads(folder),
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineFailed(
                f"The model in {folder} cannot be loaded ({_first_line(error)}): it is damaged or of another "
                "architecture; get it again."
            ) from error

    def translate(self, sources: Sequence[list[str]], n_best: int, first: Sequence[str] = ()) -> list[list[list[str]]]:
        """Return for each source up to `n_best` hypotheses, the best first, as pieces without an end mark.

        More than the beam holds are never given, so that the best is the same whatever `n_best` is.
        """
        found: dict[int, list[list[str]]] = {}
        for longest, members in groups(sources):
            with _explained():
                results = self._model.translate_batch(
                    [sources[number] for number in members],
                    target_prefix=[list(first)] * len(members) if first else None,
                    max_batch_size=_BATCH[self._how.device],
                    batch_type="tokens",
                    beam_size=self._how.beam,
                    num_hypotheses=min(n_best, self._how.beam),
                    no_repeat_ngram_size=self._how.no_repeat,
                    max_decoding_length=most_pieces(longest) + len(first),
                    max_input_length=0,
                    disable_unk=True,
                )
            cut = [[names[len(first) :] for names in result.hypotheses] for result in results]
            found.update(zip(members, cut, strict=True))
        return [found[number] for number in range(len(sources))]

    def score(
        self, sources: Sequence[list[str]], targets: Sequence[list[str]], first: Sequence[str] = ()
    ) -> list[list[float]]:
        """Return for each pair the log-probability of each target piece and, last, of the end mark after them."""
        with _explained():
            results = self._model.score_batch(
                list(sources),
                [[*first, *target] for target in targets],
                max_batch_size=_BATCH[self._how.device],
                batch_type="tokens",
                max_input_length=0,
            )
        return [list(result.log_probs[len(first) :]) for result in results]

    def attention(self, source: list[str], target: list[str], first: Sequence[str] = ()) -> Matrix:
        """Return for each target piece its attention over all of the source sequence.

        The heads are those that the model's converter chose; in our own models one was trained on word alignments.
        """
        with _explained():
            (result,) = self._model.translate_batch(
                [source],
                target_prefix=[[*first, *target]],
                beam_size=1,
                max_decoding_length=len(first) + len(target) + 1,
                max_input_length=0,
                return_attention=True,
            )
        return [list(row) for row in result.attention[0][len(first) : len(first) + len(target)]]


def threads(folder: Path) -> dict[str, int]:
    """Return how many batches are run side by side, and by how many threads each.

    Threads that share a batch wait for each other in a busy loop: a small network is slower by them, ten times where
    another program uses a core, and rather runs its batches side by side. A large one is faster by up to four.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    small = sum(path.stat().st_size for path in folder.glob("model.bin")) < SMALL
    together = 1 if small else min(cores, 4)
    return {"intra_threads": together, "inter_threads": max(1, min(cores, 16) // together)}


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what CTranslate2 raises into `EngineFailed`."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise EngineFailed(
            f"The machine translation broke down ({_first_line(error)}): try again, or get the model again."
        ) from error


def groups(sources: Sequence[list[str]]) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of sources that are decoded together, with the length that is allowed for all of them."""
    found: dict[int, list[int]] = {}
    for number, source in enumerate(sources):
        found.setdefault(-(-len(source) // GROUP) * GROUP, []).append(number)
    yield from sorted(found.items())


def most_pieces(longest: int) -> int:
    """Return how many pieces a rendering may have of sources of up to `longest` pieces."""
    return 2 * longest + 16


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
