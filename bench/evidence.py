"""Evidence with many files, to measure packs with."""

import secrets
import sys
from pathlib import Path

from flask import current_app

from bench.inprocess import application
from bench.packs import LEARNER
from tests.factories import make_user
from tests.factories_assessments import criteria_of, make_item, make_registration, submit
from trainer.cli.migrating import bring_up_to_date
from trainer.extensions import db
from trainer.logs.models import AttachedFile, StoredFile


def make_evidence(files: int, each: int, size: int) -> None:
    """Let a learner send so many files of that size, so many with each piece."""
    learner, assessor, iqa = (make_user(name) for name in ("Ada Long", "Ben Judge", "Cleo Assure"))
    learner.staff_number = LEARNER
    registration = make_registration(learner, assessor, iqa)
    store = current_app.extensions["store"]
    for _piece in range(files // each):
        item = make_item(learner, criteria_of(registration))
        for place in range(each):
            stored = store.put_stream([secrets.token_bytes(size)], limit=size)
            file = StoredFile(
                owner=learner,
                name=f"recording-{place}.mp3",
                kind="audio",
                media_type="audio/mpeg",
                size=stored.size,
                sha256=stored.sha256,
                key=stored.key,
            )
            item.revisions[0].files.append(AttachedFile(file=file, position=place))
        db.session.commit()
        submit(item, registration)


def main() -> None:
    """Make it in the folder given, in so many files, so many a piece, of that size."""
    folder, *numbers = sys.argv[1:]
    app = application(Path(folder))
    bring_up_to_date(app)
    with app.app_context():
        make_evidence(*map(int, numbers))
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
