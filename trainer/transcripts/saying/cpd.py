"""The CPD transcript: the time somebody spent on learning in a year, by kind and day by day."""

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.cpd.queries import year_of
from trainer.documents.paper import PaperPage, Section, Table, written_day
from trainer.logs.activities import ACTIVITIES
from trainer.transcripts.models import Transcript
from trainer.transcripts.saying.times import time_spent


def transcript(asked: Transcript, config: Config) -> PaperPage:
    """Write a year up."""
    year = year_of(asked.person, asked.year or clock.today(config.zone).year)
    facts = [
        (_("Name"), asked.person.name),
        (_("Staff number"), asked.person.staff_number),
        (_("Year"), str(year.number)),
        (_("Time in all"), time_spent(year.minutes)),
    ]
    if config.cpd_hours:
        facts.append((_("Target of the year"), time_spent(config.cpd_hours * 60)))
    kinds = tuple(
        (str(ACTIVITIES[one].name), time_spent(year.by_activity[one])) for one in year.activities
    )
    days = tuple(
        (
            written_day(one.day, config.zone),
            str(ACTIVITIES[one.activity].name),
            one.what or _("An entry without a name"),
            time_spent(one.minutes),
        )
        for one in reversed(year.spent)
    )
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("CPD transcript"),
        learner=asked.person.name,
        about=_("Continuing professional development in %(year)s", year=year.number),
        made_on=clock.today(config.zone),
        facts=tuple(facts),
        sections=(
            Section(_("By kind"), table=Table((_("Kind"), _("Time")), (None, 3), kinds)),
            Section(
                _("Day by day"),
                words=() if days else (_("Nothing is on record for this year."),),
                table=Table((_("Day"), _("Kind"), _("What"), _("Time")), (2, 3, None, 2), days),
            ),
        )
        if days
        else (Section(words=(_("Nothing is on record for this year."),)),),
    )
