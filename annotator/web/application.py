"""Build the Flask application."""

import os

from flask import Flask

from annotator import resources
from annotator.config import Config, from_environment
from annotator.engines.registry import Engines
from annotator.exchange.limits import MAX_UPLOAD
from annotator.services.load_typology import load_typology
from annotator.storage import prepare
from annotator.web import (
    articles,
    documents,
    error_pages,
    formatting,
    history,
    library,
    notes,
    passages,
    review,
    searching,
    security,
    sources,
    suspicions,
    translations,
    versions,
    workbench,
)
from annotator.web.state import EXTENSION, State, close_storage

PAGES = (
    library,
    articles,
    workbench,
    passages,
    sources,
    documents,
    translations,
    suspicions,
    notes,
    review,
    searching,
    history,
    versions,
)


def create_app(config: Config | None = None, engines: Engines | None = None) -> Flask:
    """Return the application; settings come from the environment where none are given.

    Creates or migrates the database. Imports no machine-translation library: an engine loads when it is first used.
    Raises `InvalidSetting` and `StorageFailed`.
    """
    config = config or from_environment(os.environ)
    prepare(config.database)
    app = Flask(
        "annotator",
        template_folder=str(resources.folder("templates")),
        static_folder=str(resources.folder("static")),
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD + 64 * 1024  # the upload and the fields around it
    app.config["MAX_FORM_MEMORY_SIZE"] = 8 * 1024 * 1024  # a pasted article of two million characters
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = State(config, engines or Engines(config.data), load_typology(config.typology))
    app.teardown_appcontext(close_storage)
    for module in (security, error_pages, formatting):
        module.install(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    return app
