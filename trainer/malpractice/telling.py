"""Whom a case concerns: the learner, the assessors, whoever does the next step."""

from trainer.accounts.models import User
from trainer.assessments.queries.overturning import registrations_with
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.extensions import db
from trainer.malpractice import queries
from trainer.malpractice.events import (
    EvidenceCleared,
    EvidenceSetAside,
    EvidenceVoided,
    InvestigationReported,
    InvestigatorAsked,
)
from trainer.notifications.telling import tell, tell_each
from trainer.people.models import Role
from trainer.people.queries import holders_of


def tell_of_setting_aside(event: EvidenceSetAside) -> None:
    """Tell the learner and the assessors that work on it stops, and administrators to go on."""
    db.session.flush()  # The address names the case by its id.
    for_all = ngettext(
        "%(num)d entry of %(name)s is set aside while somebody looks into it.",
        "%(num)d entries of %(name)s are set aside while somebody looks into them.",
        len(event.item_ids),
        name=event.learner.name,
    )
    tell(event.learner, for_all, "/log", actor=event.actor)
    registrations = registrations_with(event.item_ids)
    assessors = {one.assessor for one in registrations} - {event.learner}
    tell_each(assessors, for_all, "/queue", actor=event.actor)
    words = _("Choose who looks into the evidence of %(name)s.", name=event.learner.name)
    sites = {registration.site_id for registration in registrations}
    for person in db.session.scalars(holders_of({Role.TRAINING_ADMIN}, sites)):
        if person not in {event.learner, event.concerned}:
            tell(person, words, f"/malpractice/{event.subject.id}", actor=event.actor)


def tell_investigator(event: InvestigatorAsked) -> None:
    """Tell the investigator that a case waits for them."""
    words = _("You are asked to look into evidence of %(name)s.", name=event.learner.name)
    tell(event.investigator, words, f"/malpractice/{event.subject.id}", actor=event.actor)


def tell_who_decides(event: InvestigationReported) -> None:
    """Tell everyone who may decide now that the report is there."""
    words = _("The report on evidence of %(name)s is there. Decide on it.", name=event.learner.name)
    for person in queries.deciders(event.case):
        tell(person, words, f"/malpractice/{event.case.id}", actor=event.actor)


def tell_of_decision(event: EvidenceVoided | EvidenceCleared) -> None:
    """Tell the learner, whom it is about and the assessors what was decided, in the words of it."""
    said = event.subject.words
    if isinstance(event, EvidenceVoided):
        words = _("Evidence of %(name)s is void. %(words)s", name=event.learner.name, words=said)
    else:
        words = _("Evidence of %(name)s stands. %(words)s", name=event.learner.name, words=said)
    told: set[User] = {event.learner, event.case.concerned}
    told |= {one.assessor for one in registrations_with(event.item_ids)}
    for person in sorted(told, key=lambda one: one.id):
        tell(person, words, "/log" if person == event.learner else "/queue", actor=event.actor)
