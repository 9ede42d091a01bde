"""The cover of a portfolio: whose it is, of what, and who had a part in it."""

from trainer.core.text import gettext as _
from trainer.portfolios.papers.asked import Asked, Said
from trainer.portfolios.queries.index import index_of
from trainer.web.statuses import shown


def cover(asked: Asked) -> Said:
    """Say the facts of the registration, and how much evidence there is."""
    registration = asked.registration
    awarding = registration.awarding
    facts = [
        (_("Staff number"), registration.learner.staff_number),
        (_("Site"), registration.site.name if registration.site else ""),
        (_("Registered"), asked.day(registration.registered_on)),
        (_("State"), str(shown(registration.status).word)),
        (_("Assessor"), registration.assessor.name),
        (_("Internal quality assurer"), registration.iqa.name),
        (_("Towards"), f"{awarding.number}, {awarding.organisation}" if awarding else ""),
        (_("Their number"), registration.awarding_reference or ""),
        (_("Pieces of evidence"), str(len(index_of(registration)))),
    ]
    return Said([(word, value) for word, value in facts if value], (), template="cover")
