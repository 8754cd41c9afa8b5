"""A translation network run by torch, as transformers does: the reference that the local engine is tested against.

The settings of the search are those that make `generate` and CTranslate2 take the same steps: at least one piece, the
search over when as many hypotheses are finished as the beam holds, impossible pieces taken out before probabilities are
made to add up to 1, the length in the mean counted with the language token and without the end mark.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from annotator.engines.families import END, MARIAN, Family
from annotator.engines.network import Decoding, Device, Matrix, groups, most_pieces
from annotator.engines.numbering import UNKNOWN, numbering
from annotator.engines.transformers_vocabulary import quiet_transformers
from annotator.errors import EngineFailed

TOGETHER = 32  # sequences in a batch
_Torch: TypeAlias = Any  # torch and transformers are not typed


def device() -> Device:
    """Return where torch runs networks on this machine."""
    import torch  # heavy, and needed only when a model is used

    return "cuda" if torch.cuda.is_available() else "cpu"


class TorchNetwork:
    """A checkpoint in memory, in 32-bit floating point; making one loads it. Keeps the contract of `network.Runner`.

    Raises `EngineFailed` where the folder holds no checkpoint that can be read.
    """

    def __init__(self, folder: Path, family: Family, how: Decoding) -> None:
        import torch
        from safetensors import SafetensorError

        transformers = quiet_transformers()

        self._torch, self._how, self._family = torch, how, family
        self._lock = threading.Lock()  # `attention` changes a setting of the whole model
        self._numbers = numbering(folder, family)
        try:
            self._model: _Torch = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                str(folder), local_files_only=True, dtype=torch.float32
            ).to(how.device)
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            raise EngineFailed(
                f"The checkpoint in {folder} cannot be loaded ({_first_line(error)}): it is damaged or of another "
                "architecture; get it again."
            ) from error
        self._model.eval()
        config = self._model.config
        self._start, self._pad = config.decoder_start_token_id, config.pad_token_id
        (self._end,) = self._numbers.targets([END])
        self._model.generation_config = self._settings(transformers.GenerationConfig)

    def translate(self, sources: Sequence[list[str]], n_best: int, first: Sequence[str] = ()) -> list[list[list[str]]]:
        """Return for each source up to `n_best` hypotheses, the best first, as pieces without an end mark."""
        found: dict[int, list[list[str]]] = {}
        for longest, members in groups(sources):
            for batch in _batches(members):
                made = self._generate([sources[number] for number in batch], longest, n_best, first)
                found.update(zip(batch, made, strict=True))
        return [found[number] for number in range(len(sources))]

    def score(
        self, sources: Sequence[list[str]], targets: Sequence[list[str]], first: Sequence[str] = ()
    ) -> list[list[float]]:
        """Return for each pair the log-probability of each target piece and, last, of the end mark after them."""
        found: list[list[float]] = []
        for batch in _batches(range(len(sources))):
            found += self._scores([sources[at] for at in batch], [[*first, *targets[at]] for at in batch])
        return [row[len(first) :] for row in found]

    def attention(self, source: list[str], target: list[str], first: Sequence[str] = ()) -> Matrix:
        """Return for each target piece its attention over all of the source sequence.

        It is the mean over the heads of the last layer but one, where attention is nearest to word alignment (Garg et
        al., "Jointly Learning to Align and Translate with Transformer Models", 2019, section 3); row n is that of the
        step that writes piece n.
        """
        with self._working():
            self._model.set_attn_implementation("eager")  # the faster ones keep no weights
            try:
                made = self._forced([source], [[*first, *target]], output_attentions=True)
            finally:
                self._model.set_attn_implementation("sdpa")
        layers = made.cross_attentions
        rows = layers[max(len(layers) - 2, 0)][0].mean(dim=0)
        return [list(row) for row in rows[len(first) : len(first) + len(target)].tolist()]

    def _settings(self, kind: _Torch) -> _Torch:
        # A Marian network starts from its padding, which CTranslate2 takes out of the vocabulary.
        never = [*self._numbers.targets([UNKNOWN]), *([self._pad] if self._family is MARIAN else [])]
        return kind(
            eos_token_id=self._end,
            pad_token_id=self._pad,
            decoder_start_token_id=self._start,
            num_beams=self._how.beam,
            min_new_tokens=1,
            no_repeat_ngram_size=self._how.no_repeat,
            suppress_tokens=never,
            renormalize_logits=True,
            early_stopping=True,
            length_penalty=1.0,
            do_sample=False,
        )

    def _generate(
        self, sources: list[list[str]], longest: int, n_best: int, first: Sequence[str]
    ) -> list[list[list[str]]]:
        count = min(n_best, self._how.beam)
        ids, mask = self._padded(list(map(self._numbers.sources, sources)))
        with self._working():
            made = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                num_return_sequences=count,
                max_new_tokens=most_pieces(longest) + len(first),
                forced_bos_token_id=self._numbers.targets(first)[0] if first else None,
            )
        cut = [self._written(row[1 + len(first) :]) for row in made.tolist()]
        return [cut[at : at + count] for at in range(0, len(cut), count)]

    def _written(self, ids: list[int]) -> list[str]:
        kept = ids[: ids.index(self._end)] if self._end in ids else ids
        return [self._numbers.names.get(number, UNKNOWN) for number in kept if number != self._pad]

    def _scores(self, sources: list[list[str]], targets: list[list[str]]) -> list[list[float]]:
        wanted = [[*self._numbers.targets(target), self._end] for target in targets]
        with self._working():
            logits = self._forced(sources, targets).logits
            if self._family is MARIAN:
                logits[:, :, self._pad] = -float("inf")
            certain = self._torch.log_softmax(logits, dim=-1)
            steps = enumerate(wanted)
            return [[float(certain[row, at, piece]) for at, piece in enumerate(pieces)] for row, pieces in steps]

    def _forced(self, sources: list[list[str]], targets: list[list[str]], **asked: bool) -> _Torch:
        ids, mask = self._padded(list(map(self._numbers.sources, sources)))
        given, _ = self._padded([[self._start, *self._numbers.targets(target)] for target in targets])
        return self._model(input_ids=ids, attention_mask=mask, decoder_input_ids=given, use_cache=False, **asked)

    def _padded(self, rows: list[list[int]]) -> tuple[_Torch, _Torch]:
        width = max(map(len, rows))
        ids = self._torch.tensor([row + [self._pad] * (width - len(row)) for row in rows], device=self._how.device)
        held = [[1] * len(row) + [0] * (width - len(row)) for row in rows]
        return ids, self._torch.tensor(held, device=self._how.device)

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self._lock, self._torch.inference_mode():
            try:
                yield
            except (RuntimeError, ValueError, IndexError) as error:
                raise EngineFailed(
                    f"The machine translation broke down ({_first_line(error)}): try again, or get the model again."
                ) from error


def _batches(members: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(members), TOGETHER):
        yield members[start : start + TOGETHER]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
