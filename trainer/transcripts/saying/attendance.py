"""The certificate of attendance: that somebody was at a session of a course, and no more."""

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.courses.models import CourseSession
from trainer.documents.paper import PaperPage, Section, whole_day
from trainer.transcripts.models import Transcript
from trainer.transcripts.saying.times import time_spent


def certificate(asked: Transcript, config: Config) -> PaperPage:
    """Write whose it is, of which session, and what the course was about."""
    booking = asked.booking
    if booking is None:
        raise ValueError("A certificate of attendance is about somebody's booking.")
    session, course = booking.session, booking.session.course
    facts = (
        (_("Held on"), whole_day(session.starts_on)),
        (_("Time spent on learning"), time_spent(session.minutes)),
        (_("Where"), session.room or _("Online")),
        (_("Held by"), _held_by(session)),
        (_("Provided by"), course.provider or config.organisation),
    )
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("Certificate of attendance"),
        learner=asked.person.name,
        about=course.title,
        made_on=clock.today(config.zone),
        facts=facts,
        sections=(Section(words=tuple(one.words for one in course.outcomes)),),
        template="attendance",
    )


def _held_by(session: CourseSession) -> str:
    names = [one.name for one in session.trainers]
    return ", ".join([*names, *([session.led_by] if session.led_by else [])])
