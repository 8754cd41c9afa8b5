"""Run the benchmarks that need no evaluation data: `python -m benchmarks`, or `make bench`."""

from benchmarks import note_saving, painting


def main() -> None:
    """Print one after the other."""
    note_saving.main()
    painting.main()


if __name__ == "__main__":
    main()
