"""How gunicorn serves Trainer; `gunicorn wsgi:app` reads this file by itself.

The application is made once and handed to the workers, so that what they only read takes its memory
once. Options on the command line come before what is said here.
"""

import gc
import os
from typing import Any

from trainer.web.warming import warm

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
keepalive = 30
preload_app = True

gc.disable()


def when_ready(server: Any) -> None:
    """Make ready what every worker would make for itself, then leave it where it lies."""
    warm(server.app.wsgi())
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Collect garbage again, in the worker's own memory."""
    gc.enable()
