"""The chosen portfolios: how each unit stands, and what evidence there is."""

from trainer.assessments.models import CriterionState
from trainer.assessments.policies import may_read_words
from trainer.assessments.queries.progress import units_of
from trainer.core.text import gettext as _
from trainer.portfolios.queries.index import index_of
from trainer.portfolios.rows import index_rows
from trainer.visits.sections.part import Gathered, Part
from trainer.web.statuses import shown


def units(gathered: Gathered) -> Part:
    """Say of each chosen portfolio how its units stand."""
    heads = (_("Learner"), _("Unit"), _("Criteria met"), _("State"), _("Achieved"))
    rows = tuple(
        (
            chosen.learner.name,
            f"{one.row.code} {one.row.title}",
            _("%(done)s of %(all)s", done=one.count(CriterionState.MET), all=len(one.criteria)),
            str(shown(one.row.status).word),
            gathered.day(one.row.achieved_on),
        )
        for chosen in gathered.portfolios
        for one in units_of(chosen)
    )
    title = _("Chosen portfolios: units")
    return Part(_("Portfolios, units"), title, heads, (2, None, 2, 2, 2), rows)


def evidence(gathered: Gathered) -> Part:
    """List the evidence of each chosen portfolio; titles only where their reader may read them."""
    heads = (
        *(_("Learner"), _("No."), _("Evidence"), _("Kind"), _("Date")),
        *(_("Names"), _("Used for"), _("State")),
    )
    rows = tuple(
        (chosen.learner.name, *(str(value) for value in row))
        for chosen in gathered.portfolios
        for row in index_rows(
            index_of(chosen), titled=bool(may_read_words(gathered.reader, chosen))
        )
    )
    title = _("Chosen portfolios: evidence")
    return Part(_("Portfolios, evidence"), title, heads, (2, 1, 2, 1, 1, 2, None, 1), rows)
