"""Measure, and print the figures."""

import argparse
import json

from benchmarks import anchoring
from benchmarks.anchoring.measuring import measure


def main() -> None:
    parser = argparse.ArgumentParser(description=(anchoring.__doc__ or "").splitlines()[0])
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=301)
    parser.add_argument("--dense", action="store_true", help="short articles, up to half of which is edited at once")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    figures = measure(wanted.edits, wanted.seed, dense=wanted.dense)
    if wanted.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:>20}  {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
