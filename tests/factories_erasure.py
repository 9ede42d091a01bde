"""Somebody who left, and that they are to be erased, to test with."""

from tests.factories import make_user
from tests.factories_people import make_holder, proof_of
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Role
from trainer.privacy.erasure import actions
from trainer.privacy.erasure.models import Erasure, Ground

REASON = "She wrote to us on 3 March and asked for it."


def make_leaver(name: str = "Lena Leaver") -> User:
    """Somebody who has left."""
    person = make_user(name)
    person.active = False
    db.session.commit()
    return person


def propose(person: User, by: User, reason: str = REASON) -> Erasure:
    """A proposal, which waits for somebody else."""
    made = actions.propose(person, actor=by, proof=proof_of(by), ground=Ground.ASKED, reason=reason)
    db.session.commit()
    return made


def erase(person: User, by: User | None = None, confirmed_by: User | None = None) -> Erasure:
    """Somebody is erased, by two."""
    second = confirmed_by or make_holder("Sam System", Role.SYSTEM_ADMIN)
    erasure = propose(person, by or make_holder("Hana People", Role.HR))
    actions.confirm(erasure, actor=second, proof=proof_of(second))
    db.session.commit()
    return erasure
