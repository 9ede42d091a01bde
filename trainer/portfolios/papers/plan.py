"""The assessment plan: what is assessed, how, when and where, and what came of it."""

from trainer.core.text import gettext as _
from trainer.documents.paper import Name, Section, Table
from trainer.planning.forms import METHODS
from trainer.planning.models import AssessmentPlan
from trainer.planning.queries import under
from trainer.portfolios.papers.asked import Asked, Said
from trainer.web.statuses import shown


def plans(asked: Asked) -> Said:
    """Say everything that was planned under a registration, each with who agreed to it."""
    registration = asked.registration
    facts = [(_("Assessor"), registration.assessor.name), (_("Learner"), registration.learner.name)]
    sections = [_section(asked, one) for one in under(registration, asked.reader)]
    return Said(facts, sections or [Section(words=(_("Nothing has been planned yet."),))])


def _section(asked: Asked, plan: AssessmentPlan) -> Section:
    day, method = asked.day(plan.planned_on), str(METHODS[plan.method])
    said = [
        plan.place and _("Where: %(place)s", place=plan.place),
        plan.note,
        _("State: %(state)s", state=str(shown(plan.status).word)),
        plan.outcome and _("What came of it: %(outcome)s", outcome=plan.outcome),
    ]
    rows = tuple(
        (one.criterion.unit_version.code, f"{one.criterion.number} {one.criterion.text}")
        for one in plan.criteria
    )
    learner = asked.registration.learner
    agreed = plan.agreed_by.name if plan.agreed_by else ""
    return Section(
        f"{day}: {method}",
        words=tuple(one for one in said if one),
        table=Table((_("Unit"), _("Criterion")), (3, None), rows),
        names=(
            Name(_("Proposed by"), plan.proposed_by.name, asked.day(plan.proposed_at)),
            Name(_("Agreed by"), agreed or "", asked.day(plan.agreed_at)),
        )
        if plan.proposed_by_id != learner.id
        else (Name(_("Proposed by"), learner.name, asked.day(plan.proposed_at)),),
    )
