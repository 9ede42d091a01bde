"""A real web server under trial: sign-offs that wait, somebody who signs them, and whom to do harm."""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    draft,
    make_registration,
    make_submission,
)
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Judgement
from trainer.assessments.queries import review
from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db
from trainer.registrations.models import Registration
from trials.scene import ROOT, environment

PASSWORD = "seven yellow kettles"  # noqa: S105 - of no use elsewhere
PATIENCE = 60.0
"""Seconds after which a server that does not answer is taken for a fault."""
_TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
ACKNOWLEDGED = 303


class Broken(Exception):
    """The server ended, or did not answer, before it said what became of a request."""


@dataclass(frozen=True)
class Waiting:
    """A submission with a drafted judgement that waits for its assessor's name."""

    id: int
    seen: str
    request_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))


def make_assessor() -> User:
    """Have an assessor with a password, and a learner of theirs."""
    assessor = make_user("Ben Assessor", password=PASSWORD)
    make_registration(make_user("Ada Trainee"), assessor, make_user("Ivo Quality"))
    return assessor


def make_waiting(number: int) -> list[Waiting]:
    """Have so many submissions sent, judged in a draft, and not signed yet."""
    waiting = []
    db.session.rollback()
    with sqlite.write_lock():
        registration = db.session.scalars(sa.select(Registration)).one()
        criterion = criteria_of(registration)[0]
        for _each in range(number):
            submission = make_submission(registration, [criterion])
            draft(submission, criterion, outcome=CriterionState.NOT_YET_MET)
            waiting.append(Waiting(submission.id, review.mark_of(review.drafts_on(submission))))
        db.session.rollback()
    return waiting


def signed() -> list[int]:
    """List the submissions that bear a judgement, one that bears two of them twice."""
    found = list(db.session.scalars(sa.select(Judgement.submission_id).order_by(Judgement.id)))
    db.session.rollback()
    return [number for number in found if number is not None]


def bring_journal_home(config: Config) -> None:
    """Checkpoint, so that what is written next falls into a journal that begins anew."""
    connection = sqlite.library().connect(config.data_dir / "trainer.db")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Visitor:
    """One person's browser as far as these trials need it: cookies, and the token of a form."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._cookies: dict[str, str] = {}
        self._token = ""

    def sign_in(self, person: User) -> None:
        """Sign in with the password. Raises Broken where that leads nowhere."""
        staff_number = person.staff_number
        db.session.rollback()  # So that nobody who writes waits for a reader here.
        self.sign_in_as(staff_number)

    def sign_in_as(self, staff_number: str) -> None:
        """Do the same for whoever has this staff number."""
        given = {"identity": staff_number, "password": PASSWORD}
        self.get("/sign-in")
        status, _body = self.post("/sign-in", given)
        if status not in {302, ACKNOWLEDGED}:
            raise Broken(f"Signing in ended with {status}.")
        self.get("/account")

    def sign(self, one: Waiting) -> int:
        """Sign what waits, and tell the status of the answer; raises Broken if there was none."""
        given = {"seen": one.seen, "request_key": one.request_key}
        return self.post(f"/review/{one.id}/sign", given)[0]

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page."""
        status, body = self._ask("GET", path, None)
        if found := _TOKEN.search(body):
            self._token = found[1]
        return status, body

    def post(self, path: str, given: Mapping[str, str]) -> tuple[int, str]:
        """Send a form."""
        return self._ask("POST", path, urlencode({"csrf_token": self._token, **given}))

    @property
    def cookie(self) -> str:
        """The line by which this browser is known."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(*self._address, timeout=PATIENCE)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as trouble:
            raise Broken(f"{method} {path}: {trouble!r}") from trouble
        finally:
            connection.close()
        for one in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(one).items():
                self._cookies[name] = morsel.value
        return answer.status, said


@dataclass(frozen=True)
class Server:
    """A gunicorn with its workers, on an address of its own."""

    process: subprocess.Popen[bytes]
    address: tuple[str, int]

    def workers(self) -> list[int]:
        """Name the processes that answer, as far as they have begun."""
        pid = self.process.pid
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(one) for one in found.split()]

    def worker(self, other_than: int = 0) -> int:
        """Name the process that answers, once there is one that is not the one named."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if others := [one for one in self.workers() if one != other_than]:
                return others[0]
            time.sleep(0.01)
        raise Broken("There is no process that answers.")

    def wait(self) -> None:
        """Wait until it answers."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            with suppress(Broken):
                if Visitor(self.address).get("/healthz")[0] == http.client.OK:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise Broken("The web server does not answer.")


@contextmanager
def serving(
    config: Config,
    *,
    app: str = "wsgi:app",
    workers: int = 1,
    options: Sequence[str] = (),
    before: Sequence[str] = (),
) -> Iterator[Server]:
    """Run the web server as an installation runs it; `before` is a command it is started by.

    One thread answers in each process, so that the k-th write of one is that of its answers.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address: tuple[str, int] = free.getsockname()
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
    process = subprocess.Popen(
        [
            *before,
            *(sys.executable, "-m", "gunicorn", app, "--bind", f"{address[0]}:{address[1]}"),
            *("--workers", str(workers), "--threads", "1", *options),
        ],
        cwd=ROOT,
        env=os.environ | environment(config),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    server = Server(process, address)
    try:
        server.wait()
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.close()
