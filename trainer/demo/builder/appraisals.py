"""Come here for the appraisals of the demonstration: last year's round, and this year's half-way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.actions import (
    answering,
    appealing,
    calibrating,
    moving,
    planning,
    scheduling,
    signing,
)
from trainer.appraisals.actions.answering import Given
from trainer.appraisals.models import Appraisal, AppraisalTemplate, Cycle, CycleKind, CycleStatus
from trainer.appraisals.queries import calibration, citing, content, forms
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.appraisals.rules.showing import Asks, Item
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.behaviours.models import Behaviour, BehaviourVersion
from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db

LAST, THIS = "Appraisal of last year", "Appraisal of this year"
BEGUN, HANDED_IN, SHARED, MET, SIGNED, ANSWERED, REVIEWED, NOTED = (
    190,
    180,
    172,
    165,
    163,
    160,
    155,
    120,
)
OPENED, SELF, MANAGER, CALIBRATED, TALKED, FIRST_SIGNED = 24, 16, 12, 9, 5, 3

APPEALED, HEARD = 150, 141
DECLINES = "bh1108"
"""Who declined to sign last year's, and appealed."""

SELF_ONLY = ("bh1105", "bh1106")
"""Of this year's round: those who have handed theirs in, and no more."""
FARTHER = ("bh1103", "bh1104", "bh1107")
"""Those whose ratings were calibrated; with the last of them the manager has met and signed."""


@dataclass(frozen=True)
class Telling:
    """What is said in an appraisal, by whom it is written."""

    told: Mapping[str, Any]
    codes: Mapping[int, str]

    def rating(self, item: Item, number: int, shift: int) -> int:
        """Choose a level that is the same each time the demonstration is made."""
        return 2 + (sum(map(ord, item.key)) + number + shift) % 2

    def words(self, section: str, item: Item, by: str) -> str:
        """Say what this side writes on an item."""
        if item.asks is Asks.CHOICE:
            return item.choices[1]
        if section == "behaviours":
            code = self.codes.get(int(item.key.removeprefix("b")), "*")
            said = self.told["words"].get(code, self.told["words"]["*"])
            return str(said[by])
        if section == "objectives":
            said = self.told["objectives"][by]
            return str(said[(int(item.key.removeprefix("o")) - 1) % len(said)])
        if section == "looking-back":
            return str(self.told["looking-back"][by][item.key])
        return str(
            {"looking-ahead": self.told["ahead"], "overall": self.told["overall"]}.get(
                section, self.told["said"]
            )
        )


def plan(timeline: Timeline) -> None:
    """Put both rounds on the timeline."""
    told = load("appraisals")
    manager = told["manager"]
    timeline.plan(BEGUN + 5, 9, _load)
    timeline.plan(BEGUN, 9, partial(_begin, told, LAST, 365, BEGUN, False))
    for days, act in (
        (HANDED_IN, _hand_in),
        (SHARED, _share),
        (MET, _meet),
        (SIGNED, _sign),
        (ANSWERED, _answer),
        (REVIEWED, _review),
    ):
        timeline.plan(days, 11, partial(_all, told, LAST, act, None))
    timeline.plan(APPEALED, 11, partial(_appeal, told))
    timeline.plan(HEARD, 15, partial(_hear, told))
    timeline.plan(NOTED, 11, partial(_note, told))
    timeline.plan(OPENED, 9, partial(_begin, told, THIS, 0, OPENED, True))
    timeline.plan(SELF, 11, partial(_all, told, THIS, _hand_in, (*SELF_ONLY, *FARTHER)))
    timeline.plan(MANAGER, 11, partial(_all, told, THIS, _share, FARTHER))
    timeline.plan(CALIBRATED, 14, partial(_calibrate, told, manager))
    timeline.plan(TALKED, 10, partial(_all, told, THIS, _meet, FARTHER[2:]))
    timeline.plan(FIRST_SIGNED, 16, partial(_all, told, THIS, _sign, FARTHER[2:]))


def _load() -> None:
    planning.load_builtin()


def _begin(told: Mapping[str, Any], name: str, back: int, ago: int, calibrates: bool) -> None:
    hr, today = person(told["hr"]), clock.today()
    template = db.session.scalars(
        sa.select(AppraisalTemplate).where(AppraisalTemplate.code == "annual")
    ).one()
    year = (today + timedelta(days=ago - back)).year
    cycle = planning.plan_cycle(
        actor=hr,
        name=name,
        kind=CycleKind.ANNUAL,
        template_version_id=template.versions[-1].id,
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        opens_on=today,
        self_due_on=today + timedelta(days=12),
        manager_due_on=today + timedelta(days=20),
        meetings_from=today + timedelta(days=18),
        sign_by=today + timedelta(days=40),
        calibrates=calibrates,
        meeting_minutes=60,
        population={"sites": [site(told["site"]).id]},
    )
    due, _without = scheduling.due(cycle)
    scheduling.schedule(cycle, due)
    cycle.status = CycleStatus.RUNNING
    db.session.flush()
    moving.open_due(today, len(due))


def _all(
    told: Mapping[str, Any],
    name: str,
    act: Callable[[Appraisal, Telling], None],
    only: Sequence[str] | None,
) -> None:
    telling = Telling(told, _codes())
    for one in _of(name, told["manager"]):
        if only is None or one.person.staff_number in only:
            act(one, telling)
            db.session.flush()


def _of(name: str, manager: str) -> Sequence[Appraisal]:
    return db.session.scalars(
        forms.with_people(sa.select(Appraisal))
        .join(Appraisal.cycle)
        .where(Cycle.name == name, Appraisal.manager_id == person(manager).id)
        .order_by(Appraisal.id)
    ).all()


def _codes() -> dict[int, str]:
    return {
        version_id: code
        for version_id, code in db.session.execute(
            sa.select(BehaviourVersion.id, Behaviour.code).join(BehaviourVersion.behaviour)
        )
    }


def _fill_in(one: Appraisal, telling: Telling, writer: User, by: str) -> None:
    form = forms.form_of(one)
    party = Party.APPRAISEE if by == "self" else Party.MANAGER
    sights = forms.sights_of(one, party)
    shift = 0 if by == "self" else 1
    given = {
        (section.key, item.key): Given(
            telling.rating(item, one.person_id, shift) if item.asks is Asks.RATING else None,
            telling.words(section.key, item, by),
        )
        for section in form.template.sections
        if sights[section.key].answers
        for item in form.items[section.key]
    }
    answering.save(one, actor=writer, known=form.version_of(writer.id), given=given)
    offered = [row for _source, rows in citing.citable(one.person, writer) for row in rows[:2]]
    for item, row in zip(form.items["behaviours"], offered, strict=False):
        answering.cite(one, ("behaviours", item.key), actor=writer, chosen=[(row.kind, row.number)])


def _hand_in(one: Appraisal, telling: Telling) -> None:
    _fill_in(one, telling, one.person, "self")
    moving.hand_in(one, actor=one.person)


def _share(one: Appraisal, telling: Telling) -> None:
    _fill_in(one, telling, one.manager, "manager")
    moving.share(one, actor=one.manager)


def _meet(one: Appraisal, telling: Telling) -> None:
    form = forms.form_of(one)
    given = {("meeting", "agreed"): Given(words=str(telling.told["said"]))}
    moving.note_meeting(one, actor=one.manager, on=clock.today())
    answering.save(one, actor=one.manager, known=form.version_of(one.manager_id), given=given)


def _sign(one: Appraisal, _telling: Telling) -> None:
    seen = content.hash_of(content.content_of(one))
    signing.sign_as_manager(one, actor=one.manager, proof=proof_of(one.manager), seen=seen)


def _answer(one: Appraisal, telling: Telling) -> None:
    number = one.person.staff_number
    given: dict[str, Any] = {
        "actor": one.person,
        "proof": proof_of(one.person),
        "seen": forms.signed(one).content_hash,
    }
    if number == DECLINES:
        signing.decline(one, words=telling.told["declines"], **given)
    else:
        words = telling.told["comments"] if number == "bh1107" else ""
        signing.sign_as_employee(one, words=words, **given)


def _review(one: Appraisal, telling: Telling) -> None:
    reviewer = one.second_line or person(telling.told["hr"])
    signing.review(
        one,
        actor=reviewer,
        proof=proof_of(reviewer),
        seen=forms.signed(one).content_hash,
        words=telling.told["review"] if one.status is not AppraisalStage.EMPLOYEE_SIGNED else "",
    )


def _note(told: Mapping[str, Any]) -> None:
    for one in _of(LAST, told["manager"]):
        if one.person.staff_number == "bh1107":
            signing.add_note(one, actor=one.person, words=told["note"])


def _appeal(told: Mapping[str, Any]) -> None:
    for one in _of(LAST, told["manager"]):
        if one.person.staff_number == DECLINES:
            appealing.appeal(one, actor=one.person, reason=told["appeals"])


def _hear(told: Mapping[str, Any]) -> None:
    for one in _of(LAST, told["manager"]):
        if one.appeal is not None:
            hearer = one.appeal.hearer or person(told["hr"])
            appealing.answer(
                one,
                actor=hearer,
                proof=proof_of(hearer),
                outcome=AppealOutcome.PARTLY,
                words=told["hears"],
                put_right=told["puts-right"],
            )


def _calibrate(told: Mapping[str, Any], manager: str) -> None:
    hr = person(told["hr"])
    cycle = db.session.scalars(sa.select(Cycle).where(Cycle.name == THIS)).one()
    session = calibrating.begin(
        cycle,
        actor=hr,
        name="Harbour Street",
        held_on=clock.today(),
        managers=[person(manager).id],
    )
    line = session.lines[0]
    rating = calibration.rating_of(line.appraisal)
    calibrating.change(
        line,
        actor=hr,
        after=3 if rating == 2 else 2,  # noqa: PLR2004 - the two levels that are usual
        reason="Beside the others at this level, the survey and the handovers say so.",
    )
    calibrating.end(session, actor=hr)
