"""What a file of past training is held against, and the files that wait."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.past.models import PastFile
from trainer.past.planning import Known, SkillFacts
from trainer.past.reading import Sheet
from trainer.training.models import Holding, Skill

KEPT = timedelta(days=1)


def waiting_file(actor: User, file_id: int) -> sa.Select[PastFile]:
    """Select a file this person sent within the last day and has not confirmed yet."""
    return sa.select(PastFile).where(
        PastFile.id == file_id,
        PastFile.sent_by_id == actor.id,
        PastFile.taken_in_at.is_(None),
        PastFile.at > clock.now() - KEPT,
    )


def known_for(sheet: Sheet, actor: User) -> Known:
    """Read whom and what a file speaks of: three statements, however long it is."""
    skills = _skills({line.skill.lower() for line in sheet.lines})
    people = db.session.execute(sa.select(sa.func.lower(User.staff_number), User.id))
    return Known(
        today=clock.today(),
        actor=actor.staff_number,
        people={number: person_id for number, person_id in people},
        skills=skills,
        held=_held(facts.id for facts in skills.values()),
    )


def _skills(codes: set[str]) -> dict[str, SkillFacts]:
    found = sa.select(Skill.code, Skill.id, Skill.name, Skill.valid_months, Skill.renewal_days)
    return {
        code.lower(): SkillFacts(number, name, months, renewal)
        for code, number, name, months, renewal in db.session.execute(found)
        if code.lower() in codes
    }


def _held(skills: Iterable[int]) -> dict[tuple[int, int], list[tuple[date, date | None]]]:
    held: defaultdict[tuple[int, int], list[tuple[date, date | None]]] = defaultdict(list)
    found = sa.select(
        Holding.person_id, Holding.skill_id, Holding.starts_on, Holding.ends_on
    ).where(Holding.skill_id.in_(list(skills)), ~Holding.taken_back.has())
    for person_id, skill_id, starts_on, ends_on in db.session.execute(found):
        held[person_id, skill_id].append((starts_on, ends_on))
    return held
