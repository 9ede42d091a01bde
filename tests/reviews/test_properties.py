"""INV13 and INV16, whatever was done to the units: on the records, by the actions themselves."""

from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_user
from tests.factories_assessments import (
    make_qualification,
    make_ready,
    make_registration,
    make_waiting_for_iqa,
)
from tests.factories_certificates import make_administrator, make_certificate, revoke_by_two
from tests.factories_credit import make_credit
from tests.factories_reviews import (
    FOUND,
    achieve_again,
    award,
    let_count,
    make_released,
    overturn_all,
    sign_final_check,
)
from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.checks.finding import Finding
from trainer.checks.running import CHECKS
from trainer.claims.actions import claiming
from trainer.claims.models import Claim, ClaimStatus
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.reviews.models import Review

FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FAR = st.sampled_from(
    ("judged", "waiting", "released", "released", "held", "credited", "overturned", "released")
)
COUNTS = {"released", "credited"}
UNITS = 3


def broken(invariant: str) -> list[Finding]:
    """What an invariant finds on the records as they are."""
    return [
        finding for check in CHECKS if check.invariant == invariant for finding in check.findings()
    ]


def bring(registration: Registration, far: list[str]) -> None:
    """Take each unit so far: all of it is shown before the first is released."""
    units = registration.units
    for place, how in enumerate(far):
        if how == "judged":
            make_ready(registration, place)
        elif how in {"held", "credited"}:
            make_credit(units[place], actor=registration.assessor)
        else:
            make_waiting_for_iqa(registration, place)
    for place, how in enumerate(far):
        if how in {"released", "credited", "overturned"}:
            let_count(units[place])
    for place, how in enumerate(far):
        if how == "overturned":
            overturn_all(units[place])


@pytest.mark.slow
@FEW
@given(far=st.lists(FAR, min_size=1, max_size=UNITS), least=st.integers(1, UNITS))
def test_an_award_is_there_exactly_where_rules_hold_on_chosen_units_that_all_count(
    app: Flask, far: list[str], least: int
) -> None:
    version = make_qualification(units=UNITS)
    version.rules = [{"type": "group_min_units", "group": "A", "min": least}]
    learner, assessor, iqa = (make_user(name) for name in ("Ada", "Ben", "Cleo"))
    registration = make_registration(learner, assessor, iqa, version=version)
    for unit in registration.units[len(far) :]:
        db.session.delete(unit)
    db.session.commit()
    bring(registration, far)
    if registration.status is RegistrationStatus.UNITS_COMPLETE:
        sign_final_check(registration)
    try:
        made: Certificate | None = make_certificate(learner, registration=registration)
    except TrainerError:
        db.session.rollback()
        made = None
    assert (made is not None) == (len(far) >= least and set(far) <= COUNTS), far
    if made is not None:
        named = {unit["code"] for unit in made.payload["units"]}
        counting = {
            unit.unit_version.code
            for unit, how in zip(registration.units, far, strict=True)
            if how in COUNTS
        }
        assert named <= counting
        assert len(named) >= least
    assert broken("INV13") == []


@dataclass
class Told:
    """What the reviews of one registration are to be, as it is known from what was done."""

    cycle: list[int] = field(default_factory=lambda: [1, 1])
    released: list[bool] = field(default_factory=lambda: [True, True])
    awards: set[str] = field(default_factory=set)
    reviews: dict[tuple[str, int, int], bool] = field(default_factory=dict)
    """By award, unit and cycle: whether it is still open."""

    def overturn(self, unit: int) -> None:
        for one in self.awards:
            self.reviews[one, unit, self.cycle[unit]] = True
        self.cycle[unit] += 1
        self.released[unit] = False

    def settle(self, how: str) -> None:
        self.reviews |= {key: False for key in self.reviews if key[0] == how}
        self.awards.discard(how)


STEP = st.tuples(
    st.sampled_from(("open", "open", "achieve", "revoke", "take back")), st.integers(0, 1)
)


@pytest.mark.slow
@FEW
@given(
    awards=st.sets(st.sampled_from(("certificate", "claim"))),
    steps=st.lists(STEP, min_size=1, max_size=5),
)
def test_each_opening_under_an_award_is_one_review_of_each_award(
    app: Flask, awards: set[str], steps: list[tuple[str, int]]
) -> None:
    registration = make_released(*(make_user(name) for name in ("Ada", "Ben", "Cleo")), units=2)
    tess, told = make_administrator(), Told(awards=set(awards))
    for how in sorted(awards, reverse=True):
        award(registration, how, tess)
    for step, place in steps:
        _take(step, place, registration, tess, told)
        assert _reviews(registration) == told.reviews, (awards, steps)
        assert broken("INV16") == []
        assert broken("INV13") == []


def _take(step: str, place: int, registration: Registration, tess: User, told: Told) -> None:
    unit = registration.units[place]
    if step == "open" and told.released[place]:
        overturn_all(unit)
        told.overturn(place)
    elif step == "achieve" and not told.released[place]:
        if all(told.released[one] for one in range(2) if one != place):
            achieve_again(unit)
        else:
            let_count(make_waiting_for_iqa(registration, place))
        told.released[place] = True
    elif step == "revoke" and "certificate" in told.awards:
        [certificate] = db.session.scalars(
            sa.select(Certificate).where(
                Certificate.registration_id == registration.id,
                Certificate.status == CertificateStatus.ISSUED,
            )
        )
        revoke_by_two(certificate, by=tess)
        told.settle("certificate")
    elif step == "take back" and "claim" in told.awards:
        [claim] = db.session.scalars(
            sa.select(Claim).where(
                Claim.registration_id == registration.id, Claim.status == ClaimStatus.MADE
            )
        )
        claiming.take_back(claim, actor=tess, reason=FOUND)
        told.settle("claim")
    db.session.commit()


def _reviews(registration: Registration) -> dict[tuple[str, int, int], bool]:
    return {
        (
            "claim" if one.certificate_id is None else "certificate",
            registration.units.index(one.unit_assessment),
            one.cycle,
        ): one.is_open
        for one in db.session.scalars(
            sa.select(Review).where(
                Review.unit_assessment_id.in_([unit.id for unit in registration.units])
            )
        )
    }
