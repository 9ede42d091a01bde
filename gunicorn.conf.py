"""How gunicorn serves Trainer; `gunicorn wsgi:app` reads this file by itself.

The application is made once and handed to the workers, so that what they only read takes its memory
once. Options on the command line come before what is said here.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

from trainer.cli.context import require_migrated
from trainer.extensions import db
from trainer.web.warming import warm

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
keepalive = 30
preload_app = True
graceful_timeout = 60
"""Seconds for requests that were taken to be answered before a server ends."""
control_socket_disable = True
"""Two servers of one machine would share it."""
logconfig_dict = {"loggers": {"gunicorn.error": {"handlers": [], "propagate": True}}}
"""What gunicorn says of itself is a line of JSON as well (`trainer/web/journal.py`)."""

gc.disable()

os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="trainer-measures-")
"""Where the workers count what they answer, together (`trainer/health/measures.py`)."""


def on_starting(server: Any) -> None:
    """End with a sentence unless the records have the form that this Trainer needs."""
    with server.app.wsgi().app_context():
        require_migrated()
        db.engine.dispose()  # No worker may share a connection with another.


def when_ready(server: Any) -> None:
    """Make ready what every worker would make for itself, then leave it where it lies."""
    warm(server.app.wsgi())
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Collect garbage again, in the worker's own memory."""
    gc.enable()


def on_exit(_server: Any) -> None:
    """Leave no counts behind."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
