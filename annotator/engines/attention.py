"""From the attention of a network to links between words."""

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]  # one row for each target piece, one column for each source piece

LEAST = 0.2  # share of a word's attention below which it is taken to stand for nothing
SHARED = 0.3  # share above which a second and third source word is linked too


def word_links(
    attention: Matrix, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]
) -> list[tuple[int, int, float]]:
    """Return links as (number of source word, number of target word, confidence).

    `source` and `target` hold the numbers of each word's pieces; words without pieces get no link. A word of the target
    is linked to the source word that has most of its attention, and to others with a large share; the confidence is
    that share, 0.0 to 1.0. Attention to what belongs to no given word (marks, the end) lowers all shares.
    """
    links: list[tuple[int, int, float]] = []
    for number, pieces in enumerate(target):
        shares = [_share(attention, pieces, group) for group in source]
        best = max(shares, default=0.0)
        for place, share in enumerate(shares):
            if share >= SHARED or (share == best and share >= LEAST):
                links.append((place, number, min(1.0, share)))
    return links


def _share(attention: Matrix, rows: Sequence[int], columns: Sequence[int]) -> float:
    if not rows:
        return 0.0
    return sum(attention[row][column] for row in rows for column in columns) / len(rows)
