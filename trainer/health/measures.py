"""Come here for what is measured of an installation, in the form that Prometheus reads.

Requests are counted by the process that answers them; what waits is counted when somebody asks. Where
several processes answer, they count in files of one folder (`PROMETHEUS_MULTIPROC_DIR`).
"""

import os
from collections.abc import Iterator
from http import HTTPMethod
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, Response, current_app, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from trainer.audit.models import LedgerHead
from trainer.backups.moments import last_made
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications import presence
from trainer.notifications.models import OutboxItem, OutboxStatus
from trainer.web import journal

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
"""Seconds; a page is to take less than a tenth."""

_own = CollectorRegistry()
ANSWERS = Counter(
    "trainer_answers", "Requests answered.", ["part", "method", "status"], registry=_own
)
SECONDS = Histogram(
    "trainer_answer_seconds",
    "How long requests took.",
    ["part", "method"],
    buckets=BUCKETS,
    registry=_own,
)


def count_requests(app: Flask) -> None:
    """Count every request by its part of Trainer, and how long it took."""

    @app.after_request
    def _counted(response: Response) -> Response:
        part = request.blueprint or "other"
        method = request.method if request.method in HTTPMethod.__members__ else "other"
        ANSWERS.labels(part, method, response.status_code).inc()
        SECONDS.labels(part, method).observe(journal.seconds())
        return response


def told() -> bytes:
    """Say all that is measured at this moment."""
    registry = CollectorRegistry()
    if SHARED in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = _own
    return generate_latest(registry) + generate_latest(_waiting())


def _waiting() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Waiting(current_app.extensions["trainer"].data_dir))
    return registry


class _Waiting(Collector):
    """What stands in the records, counted as it is asked for; four statements."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def collect(self) -> Iterator[Metric]:
        """Count what waits for the worker, what it gave up, and how far the ledger goes."""
        waits, failed = (_by_task(status) for status in (OutboxStatus.WAITING, OutboxStatus.FAILED))
        yield _by("trainer_work_waiting", "Pieces of work that wait for the worker.", waits)
        yield _by("trainer_work_given_up", "Pieces of work that the worker gave up.", failed)
        yield GaugeMetricFamily(
            "trainer_work_waiting_seconds", "How long the oldest has been due.", _overdue()
        )
        yield GaugeMetricFamily(
            "trainer_workers", "Job workers at work.", len(list(presence.there(self._data_dir)))
        )
        yield GaugeMetricFamily(
            "trainer_ledger_links",
            "Links of the ledger of decisions.",
            db.session.scalar(sa.select(LedgerHead.seq)) or 0,
        )
        if made_at := last_made(self._data_dir):
            yield GaugeMetricFamily(
                "trainer_backup_age_seconds",
                "How long ago the last backup was made.",
                (clock.now() - made_at).total_seconds(),
            )


def _by_task(status: OutboxStatus) -> dict[str, int]:
    counted = (
        sa.select(OutboxItem.task, sa.func.count())
        .where(OutboxItem.status == status)
        .group_by(OutboxItem.task)
    )
    return {task.value: number for task, number in db.session.execute(counted)}


def _by(name: str, says: str, counted: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=["task"])
    for task, number in counted.items():
        family.add_metric([task], number)
    return family


def _overdue() -> float:
    oldest = db.session.scalar(
        sa.select(sa.func.min(OutboxItem.due_at)).where(OutboxItem.status == OutboxStatus.WAITING)
    )
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0
