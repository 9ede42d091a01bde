"""Jobs people had, what they reached in them, whom they belong to, and what colleagues confirmed."""

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.entitling import counts_at
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.bodies.models import BodyGrade, ElsewhereCertificate, Membership, ProfessionalBody
from trainer.careers.models import CareerConfirmation
from trainer.careers.queries.facts.kinds import Among, Found
from trainer.careers.rules.asking import OBJECTIVES_MET, Fact, Kind
from trainer.careers.rules.charting import CareerMap, same
from trainer.careers.rules.serving import Spell
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.objectives.models import UNDER_WAY, Objective, ObjectiveStatus
from trainer.people.models import Placement


def spells(among: Among, chart: CareerMap) -> Iterator[tuple[int, Spell]]:
    """Gather the jobs people had, by the role of the map that each is."""
    rows = db.session.execute(
        sa.select(
            Placement.user_id, Placement.job_title, Placement.starts_on, Placement.ends_on
        ).where(Placement.user_id.in_(among))
    )
    for person_id, title, starts_on, ends_on in rows:
        role = chart.called(title)
        yield person_id, Spell(role.key if role else "", starts_on, ends_on)


def objectives(among: Among, names: Collection[str]) -> Found:
    """Gather objectives met, with who said so, and those that are being worked on."""
    if OBJECTIVES_MET not in names:
        return
    rows = db.session.execute(
        sa.select(
            Objective.id,
            Objective.person_id,
            Objective.status,
            Objective.title,
            Objective.ended_at,
            Objective.person_agreed_at,
            User.name,
        )
        .outerjoin(User, User.id == Objective.ended_by_id)
        .where(
            Objective.person_id.in_(among),
            Objective.status.in_({*UNDER_WAY, ObjectiveStatus.MET}),
        )
        .order_by(Objective.id)
    )
    key = Kind.OBJECTIVES, OBJECTIVES_MET
    for objective_id, person_id, status, title, ended_at, agreed_at, name in rows:
        met = status is ObjectiveStatus.MET
        moment = ended_at if met else agreed_at
        fact = Fact(
            amount=int(met),
            starts_on=clock.day_of(moment) if moment else date.min,
            ends_on=None,
            says=title if met else _("%(title)s: under way", title=title),
            by=name or "",
            under_way=not met,
            page=(Kind.OBJECTIVES, objective_id),
        )
        yield person_id, key, fact


def memberships(among: Among, codes: Collection[str]) -> Found:
    """Gather memberships of professional bodies, with who recorded each."""
    rows = db.session.execute(
        sa.select(
            Membership.holder_id,
            ProfessionalBody.code,
            Membership.starts_on,
            Membership.ends_on,
            BodyGrade.name,
            User.name,
        )
        .join(ProfessionalBody, ProfessionalBody.id == Membership.body_id)
        .outerjoin(BodyGrade, BodyGrade.id == Membership.grade_id)
        .outerjoin(User, User.id == Membership.recorded_by_id)
        .where(Membership.holder_id.in_(among), ProfessionalBody.code.in_(codes))
    )
    for person_id, code, starts_on, ends_on, grade, name in rows:
        fact = Fact(1, starts_on, ends_on, grade or _("Member"), name or "")
        if person_id is not None:
            yield person_id, (Kind.MEMBERSHIP, code), fact


def elsewhere(among: Among, titles: Collection[str]) -> Found:
    """Gather certificates from elsewhere by title; what only the holder says counts for nothing yet."""
    wanted = {same(title): title for title in titles}
    rows = db.session.execute(
        sa.select(
            ElsewhereCertificate.holder_id,
            ElsewhereCertificate.title,
            ElsewhereCertificate.issuer,
            ElsewhereCertificate.starts_on,
            ElsewhereCertificate.ends_on,
            ElsewhereCertificate.recorded_by_id,
            User.name,
        )
        .outerjoin(User, User.id == ElsewhereCertificate.recorded_by_id)
        .where(ElsewhereCertificate.holder_id.in_(among))
        .order_by(ElsewhereCertificate.id)
    )
    for person_id, title, issuer, starts_on, ends_on, recorded_by_id, name in rows:
        if (asked := wanted.get(same(title))) is None:
            continue
        unseen = recorded_by_id == person_id
        says = _("%(issuer)s; nobody has seen it yet", issuer=issuer) if unseen else issuer
        fact = Fact(int(not unseen), starts_on, ends_on, says, name or "", under_way=unseen)
        yield person_id, (Kind.ELSEWHERE, asked), fact


def registered(among: Among, duties: Collection[str]) -> Found:
    """Gather places on the register held as qualified, by duty; one that stops is under way, at most."""
    now = clock.now()
    rows = db.session.execute(
        sa.select(
            RegisterEntry.holder_id,
            RegisterEntry.duty,
            RegisterEntry.standing,
            RegisterEntry.starts_on,
            RegisterEntry.ends_on,
            counts_at(now),
            User.name,
        )
        .outerjoin(User, User.id == RegisterEntry.recorded_by_id)
        .where(
            RegisterEntry.holder_id.in_(among),
            RegisterEntry.duty.in_([duty for duty in Duty if duty.value in duties]),
        )
        .order_by(RegisterEntry.id)
    )
    for person_id, duty, standing, starts_on, ends_on, counts, name in rows:
        qualified = standing is Standing.QUALIFIED
        over = ends_on is not None and ends_on <= clock.day_of(now)
        stands = qualified and (bool(counts) or over)
        says = (
            _("On the register")
            if stands
            else _("On the register, and stopped for now")
            if qualified
            else _("On the register, working towards the qualification")
        )
        fact = Fact(int(stands), starts_on, ends_on, says, name or "", under_way=not stands)
        yield person_id, (Kind.REGISTER, duty.value), fact


def confirmations(among: Among, names: Collection[str]) -> Found:
    """Gather what colleagues confirmed, with their names."""
    rows = db.session.execute(
        sa.select(
            CareerConfirmation.person_id,
            CareerConfirmation.kind,
            CareerConfirmation.about,
            CareerConfirmation.day,
            CareerConfirmation.says,
            User.name,
        )
        .join(User, User.id == CareerConfirmation.by_id)
        .where(
            CareerConfirmation.person_id.in_(among),
            CareerConfirmation.about.in_(names),
            CareerConfirmation.taken_back_at.is_(None),
        )
    )
    for person_id, kind, about, day, says, name in rows:
        yield person_id, (kind, about), Fact(1, day, None, says, name)
