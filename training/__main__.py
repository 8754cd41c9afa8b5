"""The command line of the pipeline: `python -m training run training/NAME.toml --corpora DIR --work DIR`."""

from __future__ import annotations

import sys

from training.commands import main

if __name__ == "__main__":
    sys.exit(main())
