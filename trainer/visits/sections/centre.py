"""The people of a centre and the learners they have: the register, and registrations in scope."""

from trainer.assessments.queries.progress import counts_of
from trainer.assessors.models import RegisterEntry, Standing
from trainer.assessors.wording import DUTIES
from trainer.core.text import gettext as _
from trainer.visits.queries import scope
from trainer.visits.sections.part import Gathered, Part
from trainer.web.statuses import shown


def register(gathered: Gathered) -> Part:
    """Say who assesses and assures the qualifications of the visit."""
    heads = (
        *(_("Name"), _("Duty"), _("Qualification"), _("Standing")),
        *(_("Own award"), _("From"), _("Until")),
    )
    rows = tuple(_entry(gathered, one) for one in scope.register(gathered.visit))
    return Part(_("Register"), _("Register"), heads, (2, 1, None, 2, 2, 1, 1), rows)


def _entry(gathered: Gathered, one: RegisterEntry) -> tuple[str, ...]:
    return (
        one.holder.name,
        str(DUTIES[one.duty]),
        gathered.titles.get(one.qualification_id, ""),
        _("Qualified") if one.standing is Standing.QUALIFIED else _("Working towards"),
        one.award,
        gathered.day(one.starts_on),
        gathered.day(one.ends_on),
    )


def registrations(gathered: Gathered) -> Part:
    """Say who is registered, with whom, and how far they have got."""
    heads = (
        *(_("Learner"), _("Staff number"), _("Qualification"), _("Site")),
        *(_("Assessor"), _("Quality assurer"), _("Units achieved"), _("State")),
    )
    counts = counts_of(list(gathered.registrations))
    rows = tuple(
        (
            one.learner.name,
            one.learner.staff_number,
            one.version.title,
            one.site.name if one.site else "",
            one.assessor.name,
            one.iqa.name,
            _("%(done)s of %(all)s", done=counts[key].achieved, all=counts[key].units),
            str(shown(one.status).word),
        )
        for key, one in gathered.registrations.items()
    )
    title = _("Registrations")
    return Part(title, title, heads, (2, 1, None, 1, 2, 2, 1, 1), rows)
