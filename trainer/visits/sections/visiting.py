"""What visits led to, and what was opened under this one."""

import sqlalchemy as sa
from flask_babel import format_datetime

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.points.models import ActionPoint
from trainer.points.queries import with_people
from trainer.visits.models import Visit
from trainer.visits.queries import centre
from trainer.visits.sections.part import Gathered, Part
from trainer.visits.words import PAGES
from trainer.web.statuses import shown


def actions(gathered: Gathered) -> Part:
    """Say what this visit and earlier ones for the same organisation asked for, and what was done."""
    visits = sa.select(Visit.id).where(
        Visit.awarding_organisation == gathered.visit.awarding_organisation
    )
    found = db.session.scalars(
        with_people(
            sa.select(ActionPoint).where(
                ActionPoint.about_kind == Visit.__name__, ActionPoint.about_id.in_(visits)
            )
        ).order_by(ActionPoint.id)
    )
    rows = tuple(
        (
            one.what,
            one.owner.name,
            gathered.day(one.due_on),
            str(shown(one.status).word),
            one.answer,
        )
        for one in found
    )
    heads = (_("What"), _("Owner"), _("Due"), _("State"), _("What was done"))
    return Part(_("Actions"), _("Actions of visits"), heads, (None, 2, 2, 1, 4), rows)


def openings(gathered: Gathered) -> Part:
    """Say what was opened by the link, the latest first."""
    rows = tuple(
        (
            format_datetime(one.at, "d MMM y, HH.mm"),
            str(PAGES[one.page]),
            one.registration.learner.name if one.registration else "",
            one.about,
            f"{one.device.number}: {one.device.browser}",
        )
        for one in db.session.scalars(centre.openings_of(gathered.visit))
    )
    heads = (_("When"), _("What"), _("Whose"), _("About"), _("Browser"))
    return Part(_("Opened"), _("What was opened"), heads, (2, 2, 2, None, 2), rows)
