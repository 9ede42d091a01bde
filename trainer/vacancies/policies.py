"""Who sees a vacancy, who opens and ends one, who answers it, and who reads the answers."""

from collections.abc import Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Placement, Role, Site
from trainer.people.policies import line_below
from trainer.registrations.policies import sites_of
from trainer.vacancies.models import Application, ApplicationStatus, Vacancy, VacancyStatus

HR = frozenset({Role.HR})


def visible_to(actor: User) -> sa.Select[Vacancy]:
    """Select the vacancies somebody reads: the open ones are everybody's.

    Those that are over are seen by whoever opened or answered them, and by HR for its sites.
    """
    sites = sites_of(actor, HR)
    if None in sites:
        return sa.select(Vacancy)
    answered = sa.select(Application.vacancy_id).where(Application.person_id == actor.id)
    return sa.select(Vacancy).where(
        sa.or_(
            Vacancy.status == VacancyStatus.OPEN,
            Vacancy.opened_by_id == actor.id,
            Vacancy.id.in_(answered),
            Vacancy.site_id.in_(sites),
        )
    )


def may_open(actor: User) -> Verdict:
    """Say whether this person may open vacancies at all: HR, and whoever leads people somewhere."""
    if sites_of(actor, HR) or sites_led(actor):
        return YES
    return no(_("HR and managers open vacancies."))


def may_open_at(actor: User, site: Site) -> Verdict:
    """Say whether this person may open a vacancy at a site: HR for it, or who leads people there."""
    if sites_of(actor, HR) & {None, site.id} or site.id in sites_led(actor):
        return YES
    return no(_("HR, or whoever leads people at %(site)s, opens a vacancy there.", site=site.name))


def sites_to_open_at(actor: User, sites: Sequence[Site]) -> list[Site]:
    """List at which of these sites this person may open a vacancy."""
    served = sites_of(actor, HR)
    if None in served:
        return list(sites)
    own = served | sites_led(actor)
    return [one for one in sites if one.id in own]


def sites_led(actor: User) -> set[int]:
    """Name the sites at which somebody of one's line works today."""
    at = sa.select(Placement.site_id).where(
        Placement.user_id.in_(line_below(actor)), Placement.holds_on(clock.today())
    )
    return set(db.session.scalars(at.distinct()))


def sees_to(actor: User, vacancy: Vacancy) -> bool:
    """Say whether a vacancy is this person's to see to: whoever opened it, and HR for its site."""
    return actor.id == vacancy.opened_by_id or bool(sites_of(actor, HR) & {None, vacancy.site_id})


def has_answered(actor: User, vacancy: Vacancy) -> bool:
    """Say whether this person is interested in a vacancy, or applied, and so sees to nothing of it."""
    return any(
        one.person_id == actor.id and one.status is not ApplicationStatus.TAKEN_BACK
        for one in vacancy.applications
    )


def may_end(actor: User, vacancy: Vacancy) -> Verdict:
    """Say whether this person may close a vacancy, say that it is filled, or withdraw it."""
    if vacancy.is_over:
        return no(_("This vacancy is over."))
    if not sees_to(actor, vacancy):
        return no(_("Whoever opened it, or HR, does this."))
    if has_answered(actor, vacancy):
        return no(_("You answered this vacancy yourself, so others see to it."))
    return YES


def may_read_answers(actor: User, vacancy: Vacancy) -> Verdict:
    """Say whether this person reads who is interested, applied, and how they stand with the role."""
    if not sees_to(actor, vacancy):
        return no(_("Whoever opened it, and HR, read this."))
    if has_answered(actor, vacancy):
        return no(_("You answered this vacancy yourself, so others see to it."))
    return YES


def may_answer(actor: User, vacancy: Vacancy) -> Verdict:
    """Say whether this person may say that they are interested, or apply."""
    if not vacancy.takes_answers(clock.today()):
        return no(_("The last day to answer is over."))
    if actor.id == vacancy.opened_by_id:
        return no(_("You opened this vacancy, so you don’t answer it."))
    return YES


def may_take_back(actor: User, application: Application) -> Verdict:
    """Say whether this person may take an answer back: their own, while the vacancy is not over."""
    if actor.id != application.person_id:
        return no(_("Only whoever gave this answer takes it back."))
    if application.status is ApplicationStatus.TAKEN_BACK:
        return no(_("This was taken back."))
    if application.vacancy.is_over:
        return no(_("This vacancy is over, so what was answered stays."))
    return YES
