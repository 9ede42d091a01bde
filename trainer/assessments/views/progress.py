"""How far a learner has got: their qualifications, one of them, one unit of it."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from trainer.assessments import policies
from trainer.assessments.models import CriterionState, Judgement
from trainer.assessments.queries import progress as queries
from trainer.assessments.queries import units
from trainer.assessments.views.blueprint import bp
from trainer.catalogue import rules
from trainer.catalogue.structures import outcome_of, published_structure
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.crediting import credit_of
from trainer.registrations.handing_over import words_about
from trainer.registrations.models import LEFT, Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import may_credit, progress_sites
from trainer.web.access import actor
from trainer.web.finding import found

CREDITED = {UnitStatus.RPL_GRANTED, UnitStatus.ACHIEVED}
"""Where a unit may count by credit transfer."""

GOING_ON = {UnitStatus.IN_PROGRESS, UnitStatus.IQA_ACTION_REQUIRED}
TO_SHOW = GOING_ON | {UnitStatus.NOT_STARTED, UnitStatus.PLANNED}
"""Where evidence for a criterion is still to be brought."""


@bp.get("/qualifications")
def mine() -> ResponseReturnValue:
    """List one's own qualifications with how far each has got."""
    rows = db.session.scalars(queries.own_registrations(actor())).all()
    counts = queries.counts_of([row.id for row in rows])
    return render_template("assessments/mine.html", rows=rows, counts=counts)


@bp.get("/qualifications/<int:registration_id>")
def qualification(registration_id: int) -> ResponseReturnValue:
    """Show a registration: each unit's criteria, what is still to meet, and the rules."""
    me = actor()
    registration: Registration = found(
        queries.seen_by(registration_id, me.id, clock.today(), sites=progress_sites(me))
    )
    held = queries.units_of(registration)
    units = [one for one in held if one.row.group_code]
    structure = published_structure(registration.version)
    achieved = [one for one in units if one.row.status is UnitStatus.ACHIEVED]
    return render_template(
        "assessments/qualification.html",
        registration=registration,
        units=units,
        kept=[one for one in held if not one.row.group_code],
        groups=_grouped(units, structure),
        going_on=next((one for one in units if one.row.status in GOING_ON and one.gaps), None),
        outcome=outcome_of(registration.version, [one.row.code for one in units]),
        done=outcome_of(registration.version, [one.row.code for one in achieved]),
        achieved=len(achieved),
        totals=_totals(units),
        latest=queries.latest_of(registration),
        may_open=(may_open := policies.may_read_words(me, registration)),
        handed_over=words_about(registration) if may_open else (),
        is_learner=registration.learner_id == me.id,
        may_write_about=registration.assessor_id == me.id,
    )


def _grouped(
    units: list[queries.UnitProgress], structure: rules.Structure
) -> list[tuple[str, list[queries.UnitProgress]]]:
    groups = [(group.code, group.title) for group in structure.groups]
    listed = [
        (title, [one for one in units if one.row.group_code == code]) for code, title in groups
    ]
    return [(title, members) for title, members in listed if members]


def _totals(units: list[queries.UnitProgress]) -> dict[str, int]:
    states = [criterion.state for one in units for criterion in one.criteria]
    return {
        "criteria": len(states),
        "met": states.count(CriterionState.MET),
        "claimed": states.count(CriterionState.CLAIMED),
    }


@bp.get("/units/<int:unit_assessment_id>")
def unit(unit_assessment_id: int) -> ResponseReturnValue:
    """Show a unit: each criterion's state and evidence, every decision, and the names under it."""
    me = actor()
    one: UnitAssessment = found(
        units.seen_by(unit_assessment_id, me.id, clock.today(), sites=progress_sites(me))
    )
    judgements = units.judgements_of_unit(one)
    is_learner = one.registration.learner_id == me.id
    return render_template(
        "assessments/unit.html",
        unit=one,
        registration=one.registration,
        criteria=units.criteria_of_unit(one),
        waiting=_by_criterion(units.sent_for_unit(one)),
        signatures=units.signatures_of(one),
        may_read=policies.may_read_feedback(me, one),
        may_open=policies.may_read_words(me, one.registration),
        may_sign=policies.may_sign(me, one),
        is_learner=is_learner,
        may_change=policies.may_correct_on(me, one),
        may_add=is_learner and one.status in TO_SHOW and one.registration.status not in LEFT,
        credit=credit_of(one) if one.status in CREDITED else None,
        may_credit=may_credit(me, one),
        **in_force(judgements),
    )


def in_force(judgements: Any) -> dict[str, Any]:
    """Tell judgements in force from those that later ones took the place of."""
    superseded = {one.supersedes_id for one in judgements}
    latest: dict[int, Judgement] = {one.id: one for one in judgements if one.id not in superseded}
    return {"judgements": judgements, "latest": latest, "superseded": superseded}


def _by_criterion(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.criterion_id, []).append(row)
    return found
