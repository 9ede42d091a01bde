"""Objectives and one-to-ones, to test with; `manager` must lead the person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.clock import months_after
from trainer.extensions import db
from trainer.figures.models import Direction, Measure
from trainer.objectives.actions import proposing, talking, teams
from trainer.objectives.models import Objective, OneToOne, TeamObjective
from trainer.objectives.rules.wording import Said, Target


def year() -> int:
    return clock.today().year


def said(title: str = "Settle more refunds at the first visit", *, weight: int = 100) -> Said:
    return Said(title=title, weight=weight)


def clear(weight: int = 100) -> Said:
    """An objective that leaves nothing open."""
    return Said(
        title="Settle more refunds at the first visit",
        what="Refunds at the desk are settled while the customer waits.",
        measured_by="82 in 100 by December",
        possible_by="An hour with the refunds team each month",
        why="Nobody likes to come twice.",
        due_on=date(year(), 12, 31),
        weight=weight,
    )


def tied(
    measure: Measure,
    goal: str,
    *,
    direction: Direction = Direction.HIGHER,
    first: int = -3,
    last: int = 0,
) -> Said:
    """An objective tied to figures, from so many months before this one to so many after."""
    this_month = clock.today().replace(day=1)
    target = Target(
        measure_id=measure.id,
        goal=Decimal(goal),
        direction=direction,
        from_month=months_after(this_month, first),
        until_month=months_after(this_month, last),
    )
    return replace(clear(), target=target)


def make_objective(person: User, by: User, words: Said | None = None) -> Objective:
    """A proposed one."""
    objective = proposing.propose(person, actor=by, year=year(), said=words or said())
    db.session.commit()
    return objective


def seen(*objectives: Objective) -> list[tuple[int, int]]:
    return [(one.id, one.number) for one in objectives]


def make_agreed(person: User, manager: User, words: Said | None = None) -> Objective:
    """One that both have agreed to, the only one of the year unless the weights say otherwise."""
    objective = make_objective(person, person, words)
    for by in (person, manager):
        proposing.agree(person, actor=by, year=year(), seen=seen(objective))
    db.session.commit()
    return objective


def make_team_objective(manager: User, title: str = "Fewer second visits") -> TeamObjective:
    told = teams.set_for_team(actor=manager, year=year(), title=title, why="They cost twice.")
    db.session.commit()
    return told


def make_talk(person: User, manager: User, agenda: str = "The busy Saturdays") -> OneToOne:
    talk = talking.plan(
        actor=manager, other=person.id, planned_on=clock.today(), planned_at=None, agenda=agenda
    )
    db.session.commit()
    return talk


def objectives_there(person: User, manager: User) -> dict[str, int]:
    """One of each, by the name an address has for it."""
    talk = make_talk(person, manager)
    return {
        "objective_id": make_agreed(person, manager).id,
        "team_objective_id": make_team_objective(manager).id,
        "one_to_one_id": talk.id,
        "agenda_item_id": talk.agenda[0].id,
    }
