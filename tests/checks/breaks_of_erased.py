"""What would leave something of somebody who was erased, or erase behind the ledger's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_erasure import erase, make_leaver
from trainer.accounts.models import User
from trainer.audit import guards
from trainer.audit.models import SealedText
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.privacy.erasure.models import Erasure


def write_of_somebody_erased() -> None:
    person = erase(make_leaver()).person
    db.session.add(Notice(user_id=person.id, text="Lena was here.", path="/"))


def reach_somebody_erased() -> None:
    erase(make_leaver()).person.email = "lena@example.org"


def erase_without_a_word() -> None:
    make_user("Quentin Quiet", email="quentin@example.org")
    db.session.execute(
        sa.update(User)
        .where(User.name == "Quentin Quiet")
        .values(active=False, email=None, password=None, erased_at=clock.now())
    )


def leave_the_guards_open() -> None:
    erase(make_leaver())
    db.session.execute(sa.update(Erasure).values(is_under_way=True))


def empty_sealed_words() -> None:
    guards.lift(db.session.connection())
    db.session.execute(sa.update(SealedText).values(text=None, erased_at=clock.now()))
    guards.install(db.session.connection())


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "words of somebody erased": (
        "Of who was erased no words and no files are left.",
        write_of_somebody_erased,
    ),
    "an address of somebody erased": (
        "Who was erased has no address and no way in.",
        reach_somebody_erased,
    ),
    "an erasure that the ledger does not tell of": (
        "The ledger tells of each erasure, and of no other.",
        erase_without_a_word,
    ),
    "guards left open": (
        "The guards open for an erasure in its own transaction, and never longer.",
        leave_the_guards_open,
    ),
    "sealed words emptied though nobody was erased": (
        "Sealed words are empty only where somebody was erased.",
        empty_sealed_words,
    ),
}
