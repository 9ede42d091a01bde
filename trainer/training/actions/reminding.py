"""Writing down who is to be reminded of what, each once, and telling each of all of it together."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext, written
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import ONE_DAY
from trainer.training.models import TrainingReminder
from trainer.training.queries import hearing
from trainer.training.queries.facts import Terms
from trainer.training.queries.standing import standings
from trainer.training.rules.reminding import distance_of
from trainer.training.rules.requiring import Rules
from trainer.training.rules.standing import TO_DO

NAMED = 3
"""So many skills are named in a notice; of the rest it says how many."""


def write_due(among: Collection[int], day: date, *, rules: Rules, terms: dict[int, Terms]) -> int:
    """Write down the reminders due on a day for these people; return for how many skills.

    One that was written before is there already, whatever became of the night it was written in.
    """
    above, admins = hearing.over(among, day), hearing.administrators(day)
    due = [
        {
            "person_id": one.person_id,
            "skill_id": one.asked.skill_id,
            "deadline": one.standing.deadline,
            "distance": distance,
            "recipient_id": recipient,
            "written_at": clock.now(),
        }
        for one in standings(among, day, rules=rules, terms=terms)
        if one.standing.state in TO_DO and one.standing.deadline is not None
        if (distance := distance_of(one.standing.deadline, day)) is not None
        for recipient in sorted(
            hearing.recipients(one.person_id, distance, above[one.person_id], admins)
        )
    ]
    if due:
        insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
        db.session.execute(insert(TrainingReminder).on_conflict_do_nothing(), due)
    return len(due)


def tell_some(at_most: int, names: Mapping[int, str]) -> int:
    """Tell some of those who have not been told yet what was written down for them.

    Marking what is told and telling it are one transaction, so that nothing is told twice.
    """
    waiting = (
        sa.select(TrainingReminder.recipient_id)
        .where(TrainingReminder.told_at.is_(None))
        .group_by(TrainingReminder.recipient_id)
        .order_by(TrainingReminder.recipient_id)
        .limit(at_most)
    )
    ids = db.session.scalars(waiting).all()
    told: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        sa.update(TrainingReminder)
        .where(TrainingReminder.recipient_id.in_(ids), TrainingReminder.told_at.is_(None))
        .values(told_at=clock.now())
        .returning(
            TrainingReminder.recipient_id,
            TrainingReminder.person_id,
            TrainingReminder.skill_id,
            TrainingReminder.deadline,
            TrainingReminder.distance,
        ),
        execution_options={"synchronize_session": False},
    ):
        told[row.recipient_id].append(row)
    for person in db.session.scalars(sa.select(User).where(User.id.in_(told), User.active)):
        _tell(person, told[person.id], names)
    return len(ids)


def _tell(recipient: User, rows: Sequence[Any], names: Mapping[int, str]) -> None:
    own = sorted({(one.deadline, names[one.skill_id], one.distance) for one in rows
                  if one.person_id == recipient.id})  # fmt: skip
    if own:
        tell(recipient, _about_own(own), "/training/")
    others = {one.person_id for one in rows if one.person_id != recipient.id}
    if others:
        words = ngettext(
            "%(num)d person has a required skill that is a week or more overdue.",
            "%(num)d people have required skills that are a week or more overdue.",
            len(others),
        )
        tell(recipient, words, "/skills/matrix?show=to_do&sort=next")


def _about_own(own: Sequence[tuple[date, str, int]]) -> str:
    said = [
        _("%(skill)s by %(day)s", skill=name, day=written(deadline - ONE_DAY))
        if distance > 0
        else _("%(skill)s, overdue since %(day)s", skill=name, day=written(deadline))
        for deadline, name, distance in own[:NAMED]
    ]
    if len(own) > NAMED:
        said.append(_("%(number)s more", number=len(own) - NAMED))
    return _("You are asked to have: %(skills)s.", skills="; ".join(said))
