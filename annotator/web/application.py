"""Build the Flask application."""

import os
from importlib.util import find_spec

from flask import Flask

from annotator import resources
from annotator.config import Config, from_environment
from annotator.engines.registry import Engines
from annotator.errors import InvalidSetting
from annotator.exchange.limits import MAX_UPLOAD
from annotator.services.load_typology import load_typology
from annotator.storage import Storage, prepare
from annotator.web import (
    accounts,
    answers,
    articles,
    desk_lists,
    documents,
    error_pages,
    formatting,
    history,
    jobs,
    library,
    links,
    notes,
    overview,
    passages,
    people,
    permissions,
    provider,
    report,
    review,
    searching,
    second_opinions,
    security,
    settings,
    signing_in,
    sources,
    suspicions,
    threads,
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
    jobs,
    links,
    suspicions,
    notes,
    review,
    threads,
    desk_lists,
    answers,
    overview,
    searching,
    history,
    report,
    versions,
    second_opinions,
    signing_in,
    provider,
    accounts,
    people,
    settings,
)


def create_app(config: Config | None = None, engines: Engines | None = None) -> Flask:
    """Return the application; settings come from the environment where none are given.

    Creates or migrates the database. Imports no machine-translation library: an engine loads when it is first used.
    Raises `InvalidSetting` and `StorageFailed`.
    """
    config = config or from_environment(os.environ)
    _check_provider(config)
    prepare(config.database)
    app = Flask(
        "annotator",
        template_folder=str(resources.folder("templates")),
        static_folder=str(resources.folder("static")),
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_UPLOAD + 64 * 1024  # the upload and the fields around it
    app.config["MAX_FORM_MEMORY_SIZE"] = 8 * 1024 * 1024  # a pasted article of two million characters
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    typology = load_typology(config.typology)
    with Storage(config.database, "") as storage:
        storage.queue.weigh(typology.weights)
    app.extensions[EXTENSION] = State(config, engines or Engines(config.data, idle=config.idle), typology)
    app.teardown_appcontext(close_storage)
    for module in (security, permissions, error_pages, formatting, answers):
        module.install(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    return app


def _check_provider(config: Config) -> None:
    """Raise `InvalidSetting` where a provider to sign in with is set, and the libraries to ask it are not there."""
    if config.provider and not all(find_spec(name) for name in ("authlib", "requests")):
        raise InvalidSetting(
            "ANNOTATOR_OIDC_ISSUER is set, and the libraries for it are missing: install the app with its extra “oidc”."
        )
