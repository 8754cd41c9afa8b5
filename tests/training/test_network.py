"""The loss, the optimizer and the schedule; needs torch."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("google.protobuf")

from tests.training import toy  # noqa: E402 - the rest is of no use without torch
from training import corpus, muon, network, train, vocabulary  # noqa: E402
from training.crew import Crew  # noqa: E402
from training.prepare import Pair  # noqa: E402
from training.settings import Network, Schedule, Settings, load  # noqa: E402

CPU = torch.device("cpu")
SIZES = (180, 170)  # enough for the pieces of the toy language


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, corpus.Corpus]:
    torch.set_num_threads(1)  # more cost more than they give on matrices as small as these
    folder: Path = tmp_path_factory.mktemp("toy")
    settings = load(toy.write(folder)[2])
    texts = [*toy.pairs()[:20], ("мама знает.", "mother knows.")]
    pairs = [Pair("ru", "toy", 1.0, source, english) for source, english in texts]
    return settings, corpus.encode(pairs, vocabulary.build(settings, pairs * 9, folder), 60, ["ru"])


def test_the_smoothed_loss_and_its_gradient_are_those_of_torch() -> None:
    torch.manual_seed(1)
    scores, answers = torch.randn(7, 50, requires_grad=True), torch.randint(0, 50, (7,))
    smoothed, plain = network.SmoothedCrossEntropy.apply(scores, answers, 0.1)
    (smoothed * 3).backward()
    ours, scores.grad = scores.grad, None
    wanted = torch.nn.functional.cross_entropy(scores, answers, label_smoothing=0.1)
    (wanted * 3).backward()
    torch.testing.assert_close(smoothed, wanted)
    torch.testing.assert_close(plain, torch.nn.functional.cross_entropy(scores, answers))
    torch.testing.assert_close(ours, scores.grad)


@pytest.mark.parametrize("guidance", [0.0, 0.3])
def test_padding_does_not_change_the_loss(made: tuple[Settings, corpus.Corpus], guidance: float) -> None:
    settings, encoded = made
    loss = network.GuidedLoss(network.build(settings.network, SIZES, 0.0), 0.1, guidance)
    rows = np.array([3, 20])
    together = network.make_batch(encoded, rows, CPU)
    alone = [network.make_batch(encoded, rows[n : n + 1], CPU) for n in range(2)]
    total = sum(float(loss(batch)[1]) * len(batch.answers) for batch in alone)
    assert float(loss(together)[1]) * len(together.answers) == pytest.approx(total, rel=1e-5)


def test_the_start_of_the_decoder_stays_zero(made: tuple[Settings, corpus.Corpus]) -> None:
    settings, encoded = made
    model = network.build(settings.network, SIZES, 0.0)
    network.GuidedLoss(model, 0.1, 0.0)(network.make_batch(encoded, np.arange(4), CPU))[0].backward()
    for table in (model.model.encoder.embed_tokens, model.model.decoder.embed_tokens):
        assert not table.weight[vocabulary.PAD].any()
        assert not table.weight.grad[vocabulary.PAD].any()
        assert table.weight.grad.any()


def test_the_guided_head_learns_the_links(made: tuple[Settings, corpus.Corpus]) -> None:
    settings, encoded = made
    links = np.zeros_like(encoded.links)
    batch = network.make_batch(corpus.Corpus(**{**vars(encoded), "links": links}), np.arange(4), CPU)
    model = network.build(settings.network, SIZES, 0.0)
    loss = network.GuidedLoss(model, 0.0, 1.0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    gaps = []
    for _ in range(30):
        total, plain = loss(batch)
        gaps.append(float(total.detach() - plain))
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
    assert gaps[-1] < gaps[0] / 2


def test_muon_makes_matrices_nearly_orthogonal() -> None:
    torch.manual_seed(1)
    for shape in ((2, 24, 48), (2, 48, 24)):
        values = torch.linalg.svdvals(muon.orthogonal(torch.randn(*shape)))
        assert values.min() > 0.5
        assert values.max() < 1.3


def test_muon_goes_on_from_saved_momentum() -> None:
    torch.manual_seed(1)
    matrix = torch.nn.Parameter(torch.randn(4, 6))
    first, second = muon.Muon([matrix], Crew()), muon.Muon([matrix], Crew())
    matrix.grad = torch.randn(4, 6)
    first.step()
    second.load_state_dict(first.state_dict())
    torch.testing.assert_close(first.means, second.means)


def test_the_rate_rises_then_falls() -> None:
    schedule = Schedule(peak_rate=1.0, warmup_steps=10, decay_share=0.5)
    assert train.rate(schedule, 5, 0.1) == pytest.approx(0.5)
    assert train.rate(schedule, 50, 0.4) == pytest.approx(1.0)
    assert train.rate(schedule, 90, 0.75) == pytest.approx(0.5)
    assert train.rate(schedule, 99, 1.0) == pytest.approx(0.02)


def test_the_network_is_counted_right() -> None:
    card = pytest.importorskip("training.card")
    shape = Network(width=32, feed_forward=64, encoder_layers=2, decoder_layers=1, heads=2, vocabulary=100)
    model = network.build(shape, SIZES, 0.0)
    counted = sum(weights.numel() for weights in model.parameters() if weights.requires_grad)
    settings = Settings("x", "en", "", "", {"ru": 1.0}, {}, network=shape)
    assert card.parameters(settings, SIZES) == counted
