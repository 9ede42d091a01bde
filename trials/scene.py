"""What trials and the bench of certificates begin with: settings, learners who are ready, a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories import make_user
from tests.factories_certificates import make_complete
from tests.factories_people import proof_of
from trainer.accounts.models import User
from trainer.batches import queries
from trainer.batches.actions import signing
from trainer.catalogue.models import QualificationVersion
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
    settings = {
        "TRAINER_SECRET_KEY": config.secret_key,
        "TRAINER_BASE_URL": config.base_url,
        "TRAINER_DATA_DIR": str(config.data_dir),
        "TRAINER_DATABASE_URL": config.database_url,
        "TRAINER_NUMBER_PREFIX": config.number_prefix,
        "TRAINER_ORGANISATION": config.organisation,
        "TRAINER_CENTRE": config.centre,
        "TRAINER_DEMONSTRATION": "true",  # Letters are kept, not sent.
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer.cli", "worker"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
