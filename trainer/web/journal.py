"""Come here for what is written to the log: a line of JSON each, with the number of its request.

Of a request only its route is told, never its address or what was sent: those name people.
"""

import logging
import re
import sys
import time
from secrets import token_hex
from typing import Any

import structlog
from flask import Flask, Response, g, request

NUMBER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")

access = logging.getLogger("trainer.access")

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def begin() -> None:
    """Write all that this process logs to standard error, as JSON; a process calls it once."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.EventRenamer("says"),
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


def number_requests(app: Flask) -> None:
    """Give each request a number, which its lines bear and its answer tells; log how it went.

    A proxy that stands in front may have numbered it already.
    """

    @app.before_request
    def _begun() -> None:
        told = request.headers.get(NUMBER, "") if app.extensions["trainer"].proxies else ""
        g.request_number = told if _WELL_FORMED.fullmatch(told) else token_hex(8)
        g.begun = time.perf_counter()
        structlog.contextvars.bind_contextvars(request=g.request_number)

    @app.after_request
    def _answered(response: Response) -> Response:
        response.headers[NUMBER] = g.request_number
        if request.endpoint != "static":
            access.info(
                "answered",
                extra={
                    "method": request.method,
                    "route": request.endpoint,
                    "status": response.status_code,
                    "ms": round(seconds() * 1000, 1),
                },
            )
        return response

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()


def seconds() -> float:
    """Tell how long this request has taken so far."""
    return time.perf_counter() - g.begun
