"""The Marian network and its loss: label-smoothed cross entropy, and one attention head guided by word alignment."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import MarianConfig, MarianMTModel

from training.corpus import Corpus, Numbers
from training.settings import Network
from training.vocabulary import END, PAD

NEVER = -1.0e4


@dataclass(frozen=True)
class Batch:
    """Padded pieces of some pairs: source and decoder input as matrices, the rest only for the real target pieces."""

    source: Tensor
    real_source: Tensor
    decoder: Tensor
    real_target: Tensor
    answers: Tensor
    links: Tensor


def build(settings: Network, sizes: tuple[int, int], dropout: float) -> MarianMTModel:
    """Return a fresh network for vocabularies of these sizes; `<pad>` starts the decoder, as in the OPUS-MT models."""
    config = MarianConfig(
        vocab_size=sizes[0],
        decoder_vocab_size=sizes[1],
        d_model=settings.width,
        encoder_layers=settings.encoder_layers,
        decoder_layers=settings.decoder_layers,
        encoder_attention_heads=settings.heads,
        decoder_attention_heads=settings.heads,
        encoder_ffn_dim=settings.feed_forward,
        decoder_ffn_dim=settings.feed_forward,
        dropout=dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        activation_function="swish",
        max_position_embeddings=512,
        pad_token_id=PAD,
        eos_token_id=END,
        bos_token_id=None,
        decoder_start_token_id=PAD,
        forced_eos_token_id=END,
        scale_embedding=True,
        share_encoder_decoder_embeddings=False,
        tie_word_embeddings=True,
    )
    # On a CPU the backward pass of the fused attention takes three times as long as plain products.
    config._attn_implementation = "sdpa" if torch.cuda.is_available() else "eager"
    model = MarianMTModel(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() == 2 and "embed" not in name:
                nn.init.xavier_uniform_(weights)
        for table in (model.model.encoder.embed_tokens, model.model.decoder.embed_tokens):
            nn.init.normal_(table.weight, std=settings.width**-0.5)
            # The runtime starts the decoder from zeros, and never offers <pad> as an answer.
            table.weight[PAD] = 0
        model.final_logits_bias[0, PAD] = NEVER
    return model


def make_batch(corpus: Corpus, rows: Numbers, device: torch.device) -> Batch:
    """Return the pairs `rows` as tensors on the device."""
    source, source_sizes = corpus.padded_source(rows)
    target, target_sizes = corpus.padded_target(rows)
    decoder = np.full_like(target, PAD)
    decoder[:, 1:] = target[:, :-1]
    real = np.arange(target.shape[1]) < target_sizes[:, None]
    arrays = (
        source,
        np.arange(source.shape[1]) < source_sizes[:, None],
        decoder,
        real,
        target[real],
        corpus.padded_links(rows)[real],
    )
    return Batch(*(torch.from_numpy(array).to(device, non_blocking=True) for array in arrays))


class SmoothedCrossEntropy(torch.autograd.Function):
    """Label-smoothed cross entropy whose gradient is made in the forward pass: one exponential of the big matrix.

    Takes scores (n, pieces), the n right pieces and the share of smoothing; gives the smoothed and the plain loss, both
    means in nats.
    """

    @staticmethod
    def forward(ctx: Any, scores: Tensor, answers: Tensor, smoothing: float) -> tuple[Tensor, Tensor]:  # noqa: ANN401
        """Return the losses, keeping the gradient by the scores."""
        scores, kind = scores.float(), scores.dtype
        top = scores.amax(1, keepdim=True)
        right = scores.gather(1, answers[:, None])
        level = scores.mean(1, keepdim=True)
        chances = (scores - top).exp_()
        total = chances.sum(1, keepdim=True)
        normalizer = total.log() + top
        plain = (normalizer - right).mean()
        smoothed = (1 - smoothing) * plain + smoothing * (normalizer - level).mean()
        chances.div_(total).sub_(smoothing / scores.shape[1])
        chances.scatter_add_(1, answers[:, None], torch.full_like(right, smoothing - 1))
        ctx.save_for_backward(chances.div_(len(answers)).to(kind))
        ctx.mark_non_differentiable(plain)
        return smoothed, plain

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:  # noqa: ANN401
        """Return the kept gradient, scaled."""
        (kept,) = ctx.saved_tensors
        return kept * gradients[0], None, None


class GuidedLoss:
    """Computes the loss of a batch; head 0 of the last decoder layer learns the alignment.

    CTranslate2 returns exactly that head as "attention", so that the shipped model aligns words for free.
    """

    def __init__(self, model: MarianMTModel, smoothing: float, guidance: float) -> None:
        self.model, self.smoothing, self.guidance = model, smoothing, guidance
        self._attention: Tensor | None = None
        if guidance > 0:
            # Only plain attention gives its weights out. The whole decoder, since masks are made for one kind of it.
            plain = copy.deepcopy(model.config)
            plain._attn_implementation = "eager"
            for module in model.model.decoder.modules():
                if hasattr(module, "config"):
                    module.config = plain
            model.model.decoder.layers[-1].encoder_attn.register_forward_hook(self._keep)

    def __call__(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the loss to minimize and the plain cross entropy, both in nats per target piece."""
        hidden = self.model.model(
            input_ids=batch.source,
            attention_mask=batch.real_source,
            decoder_input_ids=batch.decoder,
            use_cache=False,
        ).last_hidden_state
        # Without <pad>, the first row: it stays the zero vector from which the decoder starts.
        scores = functional.linear(hidden[batch.real_target], self.model.lm_head.weight[PAD + 1 :])
        loss, plain = SmoothedCrossEntropy.apply(scores, batch.answers - 1, self.smoothing)
        if self._attention is not None:
            loss = loss + self.guidance * self._misalignment(batch, self._attention)
            self._attention = None
        return loss, plain

    def _misalignment(self, batch: Batch, attention: Tensor) -> Tensor:
        head = attention[:, 0].float()[batch.real_target]
        linked = batch.links >= 0
        chosen = head[linked].gather(1, batch.links[linked][:, None])
        return -chosen.clamp_min(1e-6).log().sum() / max(1, len(batch.answers))

    def _keep(self, module: nn.Module, _given: object, result: tuple[Tensor, Tensor]) -> None:
        if module.training:
            self._attention = result[1]
