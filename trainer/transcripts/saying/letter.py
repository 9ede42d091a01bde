"""The letter of award: tells the holder of a certificate what they achieved, in whole sentences."""

from datetime import date

from trainer.certificates.payload import check_address
from trainer.config import Config
from trainer.core import clock
from trainer.core.database import grouped
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.documents.letter import LetterPage
from trainer.documents.paper import whole_day
from trainer.transcripts.models import Transcript


def letter(asked: Transcript, config: Config) -> LetterPage:
    """Write the letter of a certificate in force."""
    says = asked.certificate.payload if asked.certificate else {}
    units, met = len(says["units"]), says["criteria_met"]
    return LetterPage(
        organisation=config.organisation,
        centre=config.centre,
        learner=says["learner"],
        day=clock.today(config.zone),
        subject=says["title"],
        paragraphs=(
            _(
                "It is a pleasure to tell you that you have achieved %(what)s. You met"
                " %(criteria)s in %(units)s, in your daily work with customers, and completed the"
                " last of them on %(day)s.",
                what=_("the unit “%(title)s”", title=says["title"])
                if "unit_code" in says
                else _("every unit towards the %(title)s", title=says["title"]),
                criteria=ngettext("%(num)d criterion", "%(num)d criteria", met),
                units=ngettext("%(num)d unit", "%(num)d units", units),
                day=whole_day(date.fromisoformat(says["achieved_on"])),
            ),
            _(
                "%(assessor)s judged your work, and %(iqa)s assured its quality. Every piece of it"
                " was yours: done beside everything else that a day brings.",
                assessor=says["assessor"],
                iqa=says["iqa"],
            ),
            _(
                "Certificate %(number)s, issued on %(day)s, records this. Whoever you show it to"
                " can see that it is in force at %(address)s, under this code:",
                number=says["number"],
                day=whole_day(date.fromisoformat(says["issued_on"])),
                address=check_address("", config).split("://", 1)[-1].rstrip("/"),
            ),
        ),
        code=grouped(says["code"]),
        closing=_("Congratulations. We are glad to have you with us."),
    )
