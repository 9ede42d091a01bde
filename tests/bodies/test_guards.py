"""What memberships and accreditations make possible: to register, and to decide."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import criteria_of, draft, make_submission, sign_drafts
from tests.factories_bodies import DAY, make_body, make_membership
from tests.factories_catalogue import SMALL, make_version
from tests.factories_register import make_admin, make_assessor, make_iqa
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.assessments import policies as assessments
from trainer.assessments.models import Submission
from trainer.assessors import actions as register
from trainer.assessors.models import AssessorAccreditation, RegisterEntry
from trainer.assessors.queries import candidates
from trainer.assessors.terms import Work
from trainer.bodies import policies
from trainer.bodies.models import ProfessionalBody
from trainer.bodies.queries import called
from trainer.catalogue.models import Assessed, QualificationVersion
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.registrations import actions as registrations

AWARD = SMALL.replace(
    "    title: Small scheme\n    level: 2\n",
    "    title: Small scheme\n    level: 2\n    assessment: interview\n    body: guild of service\n",
)


@pytest.fixture
def award(app: object) -> QualificationVersion:
    return make_version(AWARD)


def make_accredited(award: QualificationVersion, body: ProfessionalBody) -> User:
    """Somebody who may assess the award and whom the body accredits."""
    assessor = make_assessor(award.qualification, make_user("Acc Redited"))
    entry = db.session.scalars(
        sa.select(RegisterEntry).where(RegisterEntry.holder_id == assessor.id)
    ).one()
    register.accredit(entry, actor=make_admin(), body=body, reference="A-7", starts_on=DAY)
    db.session.commit()
    return assessor


def test_an_award_asks_for_the_organisations_membership(
    award: QualificationVersion, ada: User
) -> None:
    with pytest.raises(Unacceptable, match="holds no membership of the guild of service"):
        make_registration(ada, award)
    body = make_body()
    make_membership(body, ada)
    with pytest.raises(Unacceptable, match="holds no membership"):
        make_registration(ada, award)
    make_membership(body)
    assert make_registration(ada, award, assessor=make_accredited(award, body)).id


@pytest.mark.parametrize("name", ["Élan", "ÉLAN", "Urdd y Gŵyr"])
def test_a_body_is_known_by_its_name_in_any_letters(app: object, name: str) -> None:
    body = make_body(name)
    make_membership(body)
    assert called(f" {name} ") == body
    assert policies.belongs_to(name, clock.today())


@pytest.mark.parametrize(("days_left", "allowed"), [(1, True), (0, False), (-30, False)])
def test_the_membership_must_be_in_date(
    award: QualificationVersion, ada: User, days_left: int, *, allowed: bool
) -> None:
    make_membership(make_body(), days_left=days_left)
    assert bool(policies.belongs_to(award.body, clock.today())) is allowed
    assert policies.belongs_to("", clock.today())


@pytest.fixture
def submission(app: object) -> Submission:
    """Evidence under an award by interview, before an assessor nobody has accredited yet."""
    sent = make_submission(make_registration())
    version = sent.registration.version
    version.assessed, version.body = Assessed.INTERVIEW, "guild of service"
    make_body()
    db.session.commit()
    return sent


def entry_of(submission: Submission) -> RegisterEntry:
    return db.session.scalars(
        sa.select(RegisterEntry).where(RegisterEntry.holder_id == submission.assessor_id)
    ).one()


def accredit(submission: Submission, code: str = "GOS", **dates: date) -> AssessorAccreditation:
    body = called(code)
    assert body is not None
    made = register.accredit(
        entry_of(submission),
        actor=make_admin(),
        body=body,
        reference="A-7",
        starts_on=dates.pop("starts_on", DAY),
        **dates,
    )
    db.session.commit()
    return made


def test_only_an_accredited_assessor_decides_an_award_by_interview(submission: Submission) -> None:
    criterion = criteria_of(submission.registration)[0]
    with pytest.raises(Refused, match=r"doesn’t show .* as accredited by the guild of service"):
        draft(submission, criterion)
    held = accredit(submission)
    draft(submission, criterion)
    register.end_accreditation(held, actor=make_admin(), ends_on=clock.today())
    make_body("Another Guild", "AG")
    accredit(submission, "AG")
    with pytest.raises(Refused):
        sign_drafts(submission)
    accredit(submission)
    assert sign_drafts(submission)


def unaccredited() -> list[str]:
    return [one.says for one in run() if "did not accredit" in one.says]


def test_the_records_are_looked_through_for_decisions_of_others(submission: Submission) -> None:
    held = accredit(submission)
    draft(submission, criteria_of(submission.registration)[0])
    [made] = sign_drafts(submission)
    register.end_accreditation(held, actor=make_admin(), ends_on=clock.today())
    db.session.commit()
    assert unaccredited() == []
    held.starts_on = held.ends_on = clock.today() + timedelta(days=1)
    db.session.commit()
    assert unaccredited() == [f"Judgement {made.id} was made by someone its body did not accredit."]
    held.starts_on, held.body = DAY, make_body("Another Guild", "AG")
    db.session.commit()
    assert len(unaccredited()) == 1


def test_only_an_accredited_assessor_is_offered_and_allocated(
    award: QualificationVersion, ada: User
) -> None:
    body = make_body()
    make_membership(body)
    assessor, iqa = make_assessor(award.qualification), make_iqa(award.qualification)
    [refused, _iqa] = candidates(award, Work(award.qualification_id, ada.id), clock.now())
    assert (refused.person, bool(refused.may_assess)) == (assessor, False)
    assert "accredited by the guild of service" in refused.may_assess.reason
    with pytest.raises(Unacceptable, match="doesn’t show Daniel Osei as accredited"):
        make_registration(ada, award, assessor=assessor, iqa=iqa)
    db.session.rollback()
    accredited = make_accredited(award, body)
    offered = [
        one.person
        for one in candidates(award, Work(award.qualification_id, ada.id), clock.now())
        if one.may_assess
    ]
    assert offered == [accredited]
    registration = make_registration(ada, award, assessor=accredited, iqa=iqa)
    with pytest.raises(Unacceptable, match="doesn’t show Daniel Osei as accredited"):
        registrations.reassign(
            registration, actor=make_admin(), assessor=assessor, iqa=iqa, reason="Holiday."
        )


def test_the_accreditation_counts_on_the_day_of_deciding(submission: Submission) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    accredit(submission, starts_on=tomorrow)
    assert not assessments.may_judge(submission.assessor, submission)
    held = accredit(submission, ends_on=tomorrow)
    assert assessments.may_judge(submission.assessor, submission)
    register.end_accreditation(held, actor=make_admin(), ends_on=clock.today())
    assert not assessments.may_judge(submission.assessor, submission)


def test_a_portfolio_asks_for_no_accreditation(submission: Submission) -> None:
    submission.registration.version.assessed = Assessed.PORTFOLIO
    assert assessments.may_judge(submission.assessor, submission)


def test_nobody_accredits_themselves(submission: Submission) -> None:
    entry, body = entry_of(submission), called("gos")
    assert body is not None
    for actor in (submission.assessor, submission.registration.learner):
        with pytest.raises(Refused):
            register.accredit(entry, actor=actor, body=body, reference="A", starts_on=DAY)
