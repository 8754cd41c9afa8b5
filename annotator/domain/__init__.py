"""The subject itself: articles, passages, sources, renderings, notes. Pure data and functions, no I/O."""
