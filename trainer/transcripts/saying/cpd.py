"""The CPD transcript: the time somebody spent on learning in a year, by kind and day by day."""

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.cpd.queries import Year, year_of
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
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("CPD transcript"),
        learner=asked.person.name,
        about=_("Continuing professional development in %(year)s", year=year.number),
        made_on=clock.today(config.zone),
        facts=tuple(facts),
        sections=(_by_kind(year), _day_by_day(year, asked, config.zone))
        if year.spent
        else (Section(words=(_("Nothing is on record for this year."),)),),
    )


def _by_kind(year: Year) -> Section:
    rows = tuple(
        (str(ACTIVITIES[one].name), time_spent(year.by_activity[one])) for one in year.activities
    )
    return Section(_("By kind"), table=Table((_("Kind"), _("Time")), (None, 3), rows))


def _day_by_day(year: Year, asked: Transcript, zone: str) -> Section:
    """List the days; what entries of a log are called is for nobody but whoever wrote them."""
    rows = [
        (
            written_day(one.day, zone),
            str(ACTIVITIES[one.activity].name),
            one.what or _("An entry without a name"),
            time_spent(one.minutes),
        )
        for one in reversed(year.spent)
    ]
    heads: tuple[str, ...] = (_("Day"), _("Kind"), _("What"), _("Time"))
    if asked.asked_by == asked.person:
        return Section(_("Day by day"), table=Table(heads, (2, 3, None, 2), tuple(rows)))
    name = asked.person.name
    words = _("What each of these was called stays in the learning log of %(name)s.", name=name)
    without = tuple((day, kind, time) for day, kind, _what, time in rows)
    heads = (_("Day"), _("Kind"), _("Time"))
    return Section(_("Day by day"), (words,), Table(heads, (3, None, 3), without))
