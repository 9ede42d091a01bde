"""Writing an update, sending it out, confirming that one has read it, and reminding those who haven't."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish as announce
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.updates import policies, queries
from trainer.updates.events import UpdatePublished, UpdateRead, UpdateWithdrawn, UpdateWritten
from trainer.updates.models import (
    Update,
    UpdateAudience,
    UpdateKind,
    UpdateQuestion,
    UpdateReading,
    UpdateReminder,
    UpdateStatus,
    UpdateVersion,
)


@dataclass(frozen=True)
class Asked:
    """A question of the short check as it is written."""

    words: str
    right: str
    wrong: str
    wrong_too: str


@dataclass(frozen=True)
class Said:
    """What a version says."""

    title: str
    words: str
    changed: str
    minutes: int
    days_to_read: int
    questions: Sequence[Asked]


@dataclass(frozen=True)
class Audience:
    """Whom an update is for; everybody, if it names nobody."""

    sites: Collection[int]
    teams: Collection[int]
    roles: Collection[Role]


def write(*, actor: User, kind: UpdateKind, said: Said, audience: Audience) -> Update:
    """Begin an update."""
    require(policies.may_write(actor))
    update = Update(kind=kind, audience=_rows(audience), versions=[])
    version = UpdateVersion(number=1, written_by=actor)
    _put(version, said)
    update.versions.append(version)
    db.session.add(update)
    announce(UpdateWritten(actor=actor, subject=update, number=1))
    return update


def change(
    update: Update, *, actor: User, kind: UpdateKind, said: Said, audience: Audience
) -> None:
    """Change what is not published yet, and whom the update is for."""
    require(policies.may_change(actor, update))
    update.kind = kind
    update.audience = _rows(audience)
    _put(update.newest, said)


def begin_next(update: Update, *, actor: User) -> None:
    """Begin the next version with the words of this one; people read this one until it is published."""
    require(policies.may_begin_next(actor, update))
    last = update.newest
    version = UpdateVersion(number=last.number + 1, written_by=actor)
    asked = [Asked(one.words, one.right, one.wrong, one.wrong_too) for one in last.questions]
    _put(version, Said(last.title, last.words, "", last.minutes, last.days_to_read, asked))
    update.versions.append(version)
    announce(UpdateWritten(actor=actor, subject=update, number=version.number))


def publish(update: Update, *, actor: User) -> None:
    """Send the newest version out: everybody it is for is told, and asked to read it by its day."""
    require(policies.may_change(actor, update))
    version = update.newest
    if version.number > 1 and not version.changed:
        raise Unacceptable(_("Say what changed since the version before."), "changed")
    version.published_at = clock.now()
    version.due_on = clock.today() + timedelta(days=version.days_to_read)
    update.latest = version.number
    if update.status is UpdateStatus.DRAFT:
        update.move_to(UpdateStatus.PUBLISHED)
    outbox.ask(Task.TELL_OF_UPDATE, version_id=version.id)
    announce(UpdatePublished(actor=actor, subject=update, version=version))


def withdraw(update: Update, *, actor: User) -> None:
    """Ask nobody to read it any more; who has read it stays on record."""
    require(policies.may_withdraw(actor, update))
    update.move_to(UpdateStatus.WITHDRAWN)
    announce(UpdateWithdrawn(actor=actor, subject=update))


def confirm(version: UpdateVersion, *, actor: User, answers: Mapping[int, str]) -> UpdateReading:
    """Take somebody's word that they have read and understood it, once their answers are right."""
    require(policies.may_confirm(actor, version))
    if any(answers.get(one.id) != one.right for one in version.questions):
        raise Unacceptable(_("Not every answer is right yet. Have another look above."), "answers")
    reading = UpdateReading(version=version, reader=actor)
    db.session.add(reading)
    announce(UpdateRead(actor=actor, subject=reading, version=version))
    return reading


def remind() -> None:
    """Remind those who have not read what they were to read by yesterday: once each."""
    for version, person in db.session.execute(queries.to_remind(clock.today())).all():
        db.session.add(UpdateReminder(version_id=version.id, reader_id=person.id))
        words = _("You were asked to read “%(title)s”.", title=version.title)
        tell(person, words, f"/updates/{version.update_id}")


def _put(version: UpdateVersion, said: Said) -> None:
    version.title, version.words, version.changed = said.title, said.words, said.changed
    version.minutes, version.days_to_read = said.minutes, said.days_to_read
    version.questions = [
        UpdateQuestion(
            position=place,
            words=one.words,
            right=one.right,
            wrong=one.wrong,
            wrong_too=one.wrong_too,
        )
        for place, one in enumerate(said.questions)
    ]


def _rows(audience: Audience) -> list[UpdateAudience]:
    return [
        *(UpdateAudience(site_id=one) for one in sorted(set(audience.sites))),
        *(UpdateAudience(team_id=one) for one in sorted(set(audience.teams))),
        *(UpdateAudience(role=one) for one in sorted(set(audience.roles))),
    ]
