"""The pages: blueprints that parse a request, call one service, and render or redirect."""

from annotator.web.application import create_app

__all__ = ["create_app"]
