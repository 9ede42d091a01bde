"""Come here for the people of the bench: thousands with accounts, some assessors among them."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import Telling, User
from trainer.assessors import actions as register
from trainer.assessors.models import Duty, Standing
from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of, version
from trainer.demo.large.rows import Rows
from trainer.demo.large.standards import CODE
from trainer.demo.organisation import brackenhall
from trainer.extensions import db
from trainer.people import actions as people
from trainer.people.models import Placement, Role, Site

TEAM = 20
HERE_FOR = timedelta(days=200)
ASKS, CONFIRMS, ENTERS = "bh1005", "bh1003", "bh1006"


@dataclass(frozen=True)
class Somebody:
    """As much of a person as the records need."""

    id: int
    name: str


def hire(rows: Rows, count: int, password_hash: str) -> list[Somebody]:
    """Take on so many people, in teams of twenty whose first leads them."""
    told = brackenhall().people
    sites = list(db.session.scalars(sa.select(Site.id).order_by(Site.id)))
    hired: list[Somebody] = []
    for place in range(count):
        first = told[place % len(told)].name.split()[0]
        last = told[(place // len(told) + place * 7) % len(told)].name.split()[-1]
        name = f"{first} {last}"
        number = rows.add(
            User,
            fs_uniquifier=f"{place:064d}",
            staff_number=f"bn{place + 1:06d}",
            name=name,
            known_as=first,
            password=password_hash,
            telling=Telling.DAILY,
        )
        leader = hired[place - place % TEAM].id if place % TEAM else None
        rows.add(
            Placement,
            user_id=number,
            site_id=sites[place // TEAM % len(sites)],
            manager_id=leader,
            job_title="Service adviser" if leader else "Team leader",
            starts_on=clock.today() - HERE_FOR,
        )
        hired.append(Somebody(number, name))
    rows.write()
    return hired


def appoint(chosen: list[Somebody], role: Role) -> None:
    """Have these people asked for and confirmed in a role, and entered in the register."""
    duty = Duty.ASSESS if role is Role.ASSESSOR else Duty.VERIFY
    qualification = version(CODE).qualification
    asking, confirming, entering = person(ASKS), person(CONFIRMS), person(ENTERS)
    for one in chosen:
        holder = db.session.get_one(User, one.id)
        asked = people.ask_for_role(
            holder,
            actor=asking,
            role=role,
            starts_on=clock.today(),
            why="For the bench",
            proof=proof_of(asking),
        )
        db.session.flush()  # It is confirmed by its number.
        people.confirm_role(asked, actor=confirming, proof=proof_of(confirming))
        entry = register.enter(
            holder=holder,
            qualification=qualification,
            duty=duty,
            standing=Standing.QUALIFIED,
            starts_on=clock.today(),
            actor=entering,
        )
        register.check_competence(
            entry,
            actor=entering,
            shown_by="Years at the counter.",
            checked_by=entering.name,
            checked_on=clock.today(),
            review_on=clock.months_after(clock.today(), 60),
        )
