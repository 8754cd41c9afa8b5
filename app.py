"""What `flask run` finds."""

from annotator.web import create_app

__all__ = ["create_app"]
