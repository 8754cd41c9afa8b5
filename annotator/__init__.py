"""Annotate the translated passages of news articles and review how faithful they are."""

__version__ = "0.1.0"
