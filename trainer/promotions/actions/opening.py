"""Putting somebody forward, standing behind their own case, their statement, and taking it back."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.extensions import db
from trainer.people.events import Left
from trainer.people.models import Site
from trainer.promotions import policies
from trainer.promotions.actions.moving import go, hold, note, said
from trainer.promotions.events import CaseOpened, CaseSponsored, StatementAdded
from trainer.promotions.models import EntryKind, PromotionCase
from trainer.promotions.queries.listing import open_cases_of
from trainer.promotions.rules.stages import OPEN_TO_CLOSING, PromotionStatus
from trainer.vacancies.models import Vacancy


def open_case(
    person: User,
    *,
    actor: User,
    role_key: str,
    site: Site,
    why: str,
    vacancy: Vacancy | None = None,
) -> PromotionCase:
    """Put somebody forward for a role of the map in force, at a site; for a vacancy they answered."""
    may = policies.may_open(actor, person)
    require(may if vacancy is None else policies.may_open_for(actor, person, vacancy))
    role = charts.chart().role(role_key)
    if role is None:
        raise Unacceptable(_("Choose a role of the map."), "role")
    if role.sites and site.code not in role.sites:
        raise Unacceptable(_("This role does not exist at %(site)s.", site=site.name), "site")
    if any(one.role_key == role_key for one in open_cases_of(person)):
        raise Unacceptable(_("A case for this role is open already."), "role")
    why = said(why, "why", _("Say why now."))
    case = PromotionCase(
        person=person,
        role_key=role_key,
        role_title=role.title,
        site=site,
        vacancy=vacancy,
        opened_by=actor,
        nominator=None if actor == person else actor,
    )
    db.session.add(case)
    db.session.flush()  # What is written in it, and the link, name the case by its id.
    note(case, EntryKind.OPENED, actor=actor, words=why)
    publish(
        CaseOpened(
            actor=actor, subject=case, person=person, role=role.title, site=site, why=Sealed(why)
        )
    )
    return case


def sponsor(case: PromotionCase, *, actor: User, words: str) -> None:
    """Stand behind a case that the person opened themselves."""
    hold(case)
    require(policies.may_sponsor(actor, case))
    words = said(words, "words", _("Say why you stand behind it."))
    case.nominator = actor
    note(case, EntryKind.SPONSORED, actor=actor, words=words)
    publish(CaseSponsored(actor=actor, subject=case, person=case.person, words=Sealed(words)))


def state(case: PromotionCase, *, actor: User, words: str) -> None:
    """Add a statement, as the person the case is about."""
    hold(case)
    require(policies.may_state(actor, case))
    words = said(words, "words", _("Write what the panel should know."))
    note(case, EntryKind.STATEMENT, actor=actor, words=words)
    publish(StatementAdded(actor=actor, subject=case, person=case.person, words=Sealed(words)))


def withdraw(case: PromotionCase, *, actor: User, words: str = "") -> None:
    """Take one's own case back before there is an offer, or close somebody's and say why."""
    hold(case)
    require(policies.may_withdraw(actor, case))
    if actor != case.person:
        words = said(words, "words", _("Say why. %(name)s reads it.", name=case.person.name))
    _end(case, actor=actor, words=words)


def close_of_leaver(event: Left) -> None:
    """End every case of somebody who left, up to an offer they accepted."""
    theirs = sa.select(PromotionCase).where(
        PromotionCase.person_id == event.subject.id, PromotionCase.status.in_(OPEN_TO_CLOSING)
    )
    for case in db.session.scalars(theirs.order_by(PromotionCase.id)):
        words = _("%(name)s left on %(day)s.", name=event.subject.name, day=written(event.on))
        _end(case, actor=None, words=words)


def _end(case: PromotionCase, *, actor: User | None, words: str) -> None:
    note(case, EntryKind.WITHDRAWN, actor=actor, words=words)
    go(case, PromotionStatus.WITHDRAWN, actor=actor, words=words)
