"""Keys by name, people by what other systems call them, and what administrators look through."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.core import clock
from trainer.core.database import Columns
from trainer.elearning.models import (
    Activity,
    LearnerName,
    ReceivingKey,
    Scope,
    StatementRow,
    is_void,
)
from trainer.extensions import db
from trainer.logs.models import Activity as LogActivity
from trainer.logs.models import Revision
from trainer.training.models import Skill

MAILTO = "mailto:"
_HASH = re.compile(r"[0-9a-f]{40}")


def key_called(name: str, secret: str, scope: Scope) -> ReceivingKey | None:
    """Find the key that another system signs in with, if it works today and for this."""
    key = db.session.scalar(sa.select(ReceivingKey).where(ReceivingKey.name == name))
    given = hash_secret(secret)
    expected = key.secret_hash if key else hash_secret("")
    if not hmac.compare_digest(given, expected) or key is None:
        return None
    return key if key.scope is scope and not key.is_over else None


def person_called(who: str, ours: str) -> User | None:
    """Find whom another system means: by what was matched, by e-mail address or staff number.

    A number counts as ours only in an account whose home page is our own address, `ours`: other
    systems number people, too.
    """
    matched = db.session.scalar(
        sa.select(User)
        .join(LearnerName, LearnerName.person_id == User.id)
        .where(LearnerName.who == who)
    )
    if matched is not None or not who:
        return matched
    if who.startswith(MAILTO):
        return _only(sa.func.lower(User.email) == who.removeprefix(MAILTO))
    if _HASH.fullmatch(who):
        return _by_hash(who)
    number, _space, home = who.partition(" (")
    if home.rstrip(")").rstrip("/") != ours.rstrip("/"):
        return None
    return _only(sa.func.lower(User.staff_number) == number.lower())


def _only(which: sa.ColumnElement[bool]) -> User | None:
    return db.session.scalar(sa.select(User).where(which, User.active))


def _by_hash(sha1: str) -> User | None:
    people = sa.select(User.id, User.email).where(User.email.is_not(None), User.active)
    for number, email in db.session.execute(people):
        mailbox = f"{MAILTO}{email}"
        for written in {mailbox, mailbox.lower()}:
            if hashlib.sha1(written.encode(), usedforsecurity=False).hexdigest() == sha1:
                return db.session.get(User, number)
    return None


def keys() -> Sequence[ReceivingKey]:
    """List the keys, those that work first and the latest first among them."""
    over = ReceivingKey.ends_on <= clock.today()
    found = sa.select(ReceivingKey).options(joinedload(ReceivingKey.made_by))
    return db.session.scalars(found.order_by(over, ReceivingKey.id.desc())).all()


def activities() -> sa.Select[Activity]:
    """Select the activities heard of, those that give no skill yet first."""
    return (
        sa.select(Activity)
        .options(joinedload(Activity.skill))
        .order_by(Activity.skill_id.is_not(None), Activity.name, Activity.id)
    )


def tallies(listed: Iterable[Activity]) -> dict[int, tuple[int, date]]:
    """Count who completed each of these activities, and say when it was last heard of."""
    found = (
        sa.select(
            StatementRow.activity_id,
            sa.func.count(sa.distinct(StatementRow.person_id)),
            sa.func.max(StatementRow.on),
        )
        .where(
            StatementRow.activity_id.in_([one.id for one in listed]),
            StatementRow.completes,
            ~is_void(),
        )
        .group_by(StatementRow.activity_id)
    )
    return {
        number: (people, last)
        for number, people, last in db.session.execute(found)
        if number is not None
    }


def completed_by(person: User) -> Sequence[StatementRow]:
    """List what somebody completed elsewhere, the latest first."""
    found = (
        sa.select(StatementRow)
        .options(joinedload(StatementRow.activity).joinedload(Activity.skill))
        .options(joinedload(StatementRow.key))
        .where(StatementRow.person_id == person.id, StatementRow.completes, ~is_void())
    )
    return db.session.scalars(found.order_by(StatementRow.on.desc(), StatementRow.id.desc())).all()


def strangers(most: int) -> Sequence[sa.Row[str, int, str]]:
    """List whom other systems named that nobody knows, with how many completions wait for each."""
    found = (
        sa.select(
            StatementRow.who,
            sa.func.count(StatementRow.id),
            sa.func.max(Activity.name),
        )
        .outerjoin(Activity, Activity.id == StatementRow.activity_id)
        .where(StatementRow.person_id.is_(None), StatementRow.completes, StatementRow.who != "")
        .group_by(StatementRow.who)
        .order_by(sa.func.count(StatementRow.id).desc(), StatementRow.who)
        .limit(most)
    )
    return db.session.execute(found).all()


def skills() -> Sequence[sa.Row[int, str]]:
    """List the skills that an activity may give."""
    return db.session.execute(sa.select(Skill.id, Skill.name).order_by(Skill.name)).all()


def as_development(person: User) -> Columns:
    """Select the e-learning somebody completed and was told to have taken time, as CPD."""
    return (
        sa.select(
            StatementRow.on.label("day"),
            sa.literal(LogActivity.COURSE, Revision.activity.type).label("activity"),
            StatementRow.minutes.label("minutes"),
            Activity.name.label("what"),
            sa.literal("/elearning/mine").label("path"),
        )
        .join(Activity, Activity.id == StatementRow.activity_id)
        .where(
            StatementRow.person_id == person.id,
            StatementRow.completes,
            StatementRow.minutes > 0,
            ~is_void(),
        )
    )
