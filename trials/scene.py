"""What trials and the bench of certificates begin with: settings, learners who are ready, a worker."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from tests.factories import make_user
from tests.factories_certificates import make_complete
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.audit import guards
from trainer.batches import queries
from trainer.batches.actions import signing
from trainer.catalogue.models import QualificationVersion
from trainer.cli import main as command
from trainer.cli.context import MIGRATIONS
from trainer.config import Config
from trainer.extensions import db

ROOT = Path(__file__).parents[1]


def settings(folder: Path, database: str = "") -> Config:
    """Settle where the records of this run are kept, and how its certificates are numbered."""
    return Config(
        secret_key="a secret for the trial that is long enough",  # noqa: S106 - of no use elsewhere
        base_url="http://localhost",
        data_dir=folder,
        database_url=database,
        organisation="Brackenhall Home",
        centre="Harbour Street",
        number_prefix="BH",
    )


def lay_tables(app: Flask) -> None:
    """Make the tables as the models say, with their guards: quicker than every migration."""
    with app.app_context(), db.engine.begin() as connection:
        db.metadata.create_all(connection)
        guards.install(connection)
        script = ScriptDirectory(str(MIGRATIONS))
        MigrationContext.configure(connection).stamp(script, "heads")


def sign(actor: User, version: QualificationVersion, batch: int, size: int) -> None:
    """Have learners who are ready, and sign for their certificates."""
    numbers = [
        make_complete(
            make_user(f"Learner {batch}-{n}", email=f"l{batch}-{n}@example.org"), version=version
        ).id
        for n in range(size)
    ]
    chosen = queries.candidates(actor, numbers)
    signing.sign(f"Batch {batch}", chosen, actor=actor, proof=proof_of(actor))
    db.session.commit()


@contextmanager
def working(config: Config) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real worker, and kill it and its renderer without a word."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer.cli", "worker"],
        cwd=ROOT,
        env=os.environ | environment(config),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Workers:
    """Real workers, one after the other, each a fork of a process that has read all the code.

    So one that was killed has a successor at once: reading the code takes longer than its work.
    """

    def __init__(self, config: Config) -> None:
        self._environment = environment(config)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["trainer.worker", "trainer.cli.running", __name__])

    @contextmanager
    def working(self) -> Iterator[BaseProcess]:
        """Run a worker, and kill it and its renderer without a word."""
        process = self._context.Process(target=_work, args=(self._environment,))
        process.start()
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # It may have ended by itself.
                os.killpg(process.pid or 0, signal.SIGKILL)
            process.kill()
            process.join()


def _work(environment: dict[str, str]) -> None:
    """Become a worker, in a session of its own, that says nothing."""
    os.setsid()
    os.environ.update(environment)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    command(["worker"])


def environment(config: Config) -> dict[str, str]:
    """Say these settings as a command reads them."""
    return {
        "TRAINER_SECRET_KEY": config.secret_key,
        "TRAINER_BASE_URL": config.base_url,
        "TRAINER_DATA_DIR": str(config.data_dir),
        "TRAINER_DATABASE_URL": config.database_url,
        "TRAINER_NUMBER_PREFIX": config.number_prefix,
        "TRAINER_ORGANISATION": config.organisation,
        "TRAINER_CENTRE": config.centre,
        "TRAINER_DEMONSTRATION": "true",  # Letters are kept, not sent.
    }
