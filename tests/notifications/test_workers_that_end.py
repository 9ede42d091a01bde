"""What a worker had taken up when it was killed is taken up again at once; nothing else is."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.notifications.conftest import Server
from trainer import worker
from trainer.config import Config
from trainer.extensions import db
from trainer.notifications import outbox, presence
from trainer.notifications.models import OutboxItem
from trainer.notifications.outbox import send_mail
from trainer.web.transactions import unit_of_work

AT_WORK = """
import sys
from pathlib import Path
from trainer.notifications.presence import at_work
with at_work(Path(sys.argv[1])) as name:
    print(name, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_worker(data_dir: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Have another process be at work."""
    with subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.kill()


def taken_up(by: str | None) -> OutboxItem:
    item = send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    with unit_of_work():
        assert outbox.claim(item.id, worker=by) is not None
    return item


def folder(config: Config) -> list[Path]:
    return list((config.data_dir / presence.FOLDER).iterdir())


def test_a_killed_workers_work_is_taken_up_at_once(app: Flask, mail_server: Server) -> None:
    config: Config = app.extensions["trainer"]
    with (
        another_worker(config.data_dir) as (name, process),
        presence.at_work(config.data_dir) as us,
    ):
        theirs, ours, earlier = taken_up(name), taken_up(us), taken_up(None)
        worker.take_back()
        assert not any(one.is_due for one in (theirs, ours, earlier)), "both are still at work"

        process.send_signal(signal.SIGKILL)
        process.wait()
        worker.take_back()
        assert [one.is_due for one in (theirs, ours, earlier)] == [True, False, False]
        assert worker.sweep() == 1
        assert len(mail_server.postbox.letters) == 1
        assert [one.stem for one in folder(config)] == [us], "whoever has ended is forgotten"


def test_what_failed_waits_its_time_though_its_worker_ended(
    app: Flask, mail_server: Server
) -> None:
    mail_server.stop()
    config: Config = app.extensions["trainer"]
    send_mail(to="nia@brackenhall.example", subject="Hello", body="Hello.")
    db.session.commit()
    with another_worker(config.data_dir) as (name, _process):
        app.extensions["worker"] = name
        assert worker.sweep() == 1
    worker.take_back()
    assert worker.sweep() == 0
