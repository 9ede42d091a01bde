"""Promotion cases to test with, and the people around one."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.factories import make_user
from tests.factories_careers import make_map
from tests.factories_people import make_holder, make_placement, make_site, proof_of
from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role, Site
from trainer.promotions.actions import deciding, offering, opening, preparing
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import PromotionCase
from trainer.promotions.rules.stages import PromotionStatus

WHY = "She has led the desk on Saturdays since the spring."
MONTH = timedelta(days=30)
S = PromotionStatus


@dataclass(frozen=True)
class Cast:
    """Ada and her line; two from elsewhere for the panel; HR of every site; and an outsider."""

    ada: User
    boss: User
    above: User
    chair: User
    second: User
    hr: User
    hr_too: User
    eve: User
    home: Site
    away: Site


def make_cast(password: str | None = None) -> Cast:
    """Everybody a case needs, with a map in force."""
    if not charts.in_force():
        make_map()
    home, away = make_site("Harbour Street"), make_site("Millgate")
    above = make_user("Alun Above", password=password)
    boss = make_user("Cleo Manager", password=password)
    chair = make_user("Chris Chair", password=password)
    second = make_user("Sal Second", password=password)
    ada, eve = make_user("Ada Trainee", password=password), make_user("Eve Outsider")
    make_placement(above, site=home, job_title="Area manager")
    make_placement(boss, site=home, manager=above, job_title="Store manager")
    make_placement(ada, site=home, manager=boss, job_title="Senior adviser")
    make_placement(chair, site=away, job_title="Store manager")
    make_placement(second, site=away, job_title="Team leader", manager=chair)
    make_placement(eve, site=away, manager=second)
    hr = make_holder("Hana People", Role.HR, password=password or "")
    hr_too = make_holder("Hugh People", Role.HR, password=password or "")
    return Cast(ada, boss, above, chair, second, hr, hr_too, eve, home, away)


def make_case(
    cast: Cast, until: PromotionStatus = S.OPENED, *, starts_on: date | None = None
) -> PromotionCase:
    """A case for team leader that Ada's manager opened, brought to a stage on its way to a trial."""
    case = opening.open_case(cast.ada, actor=cast.boss, role_key="leader", site=cast.home, why=WHY)
    order = (
        (S.EVIDENCE_PACK, lambda: preparing.freeze_pack(case, actor=cast.boss)),
        (
            S.READINESS_CHECKED,
            lambda: preparing.check_readiness(case, actor=cast.boss, words="Ready."),
        ),
        (S.PANEL, lambda: seat(case, cast)),
        (S.RECOMMENDED, lambda: recommended(case, cast)),
        (S.APPROVED, lambda: approved(case, cast)),
        (S.OFFERED, lambda: offered(case, cast, starts_on)),
        (S.ACCEPTED, lambda: offering.accept(case, actor=cast.ada)),
    )
    for stage, step in order:
        if case.status is until:
            break
        step()
        assert case.status in {stage, S.IN_POST}
    db.session.commit()
    return case


def seat(case: PromotionCase, cast: Cast) -> None:
    """Chris and Sal score; Ada's second line approves, then HR."""
    preparing.seat(
        case,
        actor=cast.hr,
        panel=[cast.chair, cast.second],
        approvers=[cast.above, cast.hr_too],
    )


def score(case: PromotionCase, member: User, given: int = 3) -> None:
    """Somebody scores every criterion alike."""
    assert case.pack is not None
    scores = [(given, f"{member.name} saw it.") for _one in case.pack.content["criteria"]]
    deciding.score(case, actor=member, proof=proof_of(member), scores=scores)


def recommend(case: PromotionCase, cast: Cast, outcome: PromotionStatus = S.RECOMMENDED) -> None:
    """The chair writes what the panel recommends."""
    deciding.recommend(
        case,
        actor=cast.chair,
        proof=proof_of(cast.chair),
        seen=covered(case),
        outcome=outcome,
        words="We agree.",
        plan="Lead two more shifts." if outcome is S.DEVELOP_FURTHER else "",
        review_on=clock.today() + MONTH if outcome is S.DEVELOP_FURTHER else None,
    )


def recommended(case: PromotionCase, cast: Cast) -> None:
    """Both score, and the chair recommends."""
    score(case, cast.chair)
    score(case, cast.second, 4)
    recommend(case, cast)


def approve(case: PromotionCase, by: User) -> list[str]:
    """Somebody approves."""
    return deciding.approve(case, actor=by, proof=proof_of(by), seen=covered(case), words="Yes.")


def approved(case: PromotionCase, cast: Cast) -> None:
    """Both approve, in order."""
    approve(case, cast.above)
    assert approve(case, cast.hr_too) == []


def offered(case: PromotionCase, cast: Cast, starts_on: date | None = None) -> None:
    """HR offers the job at Millgate, under Chris."""
    begins = starts_on or clock.today()
    offering.offer(
        case,
        actor=cast.hr,
        job_title="Team leader",
        site=cast.away,
        team=None,
        manager=cast.chair,
        starts_on=begins,
        trial_until=begins + 3 * MONTH,
        terms="Full time, with the pay of the band.",
    )
