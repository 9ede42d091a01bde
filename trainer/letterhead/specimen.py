"""The specimen: a certificate of nobody, made to show how documents look."""

from datetime import date

from trainer.config import Config
from trainer.core.text import gettext as _
from trainer.documents.certificate import AchievedUnit, CertificatePage
from trainer.documents.look import Look


def specimen(look: Look, config: Config, today: date) -> CertificatePage:
    """Write the specimen; that it is one stands where the name, the number and the code would."""
    units = tuple(
        AchievedUnit(f"SPECIMEN {number}", _("Unit %(number)s", number=number), 2, 3, today)
        for number in range(1, 9)
    )
    return CertificatePage(
        organisation=config.organisation,
        centre=config.centre,
        learner=_("Name of the Learner"),
        title=_("Title of the Qualification"),
        level=2,
        credit=24,
        units=units,
        criteria_met=96,
        achieved_on=today,
        issued_on=today,
        number=_("SPECIMEN"),
        code="0000-0000-0000-0000-0000-0000-00",
        check_url=f"{config.base_url.rstrip('/')}/v",
        assessor=_("Name of the Assessor"),
        iqa=_("Name of the Assurer"),
        ledger_head="0",
        look=look,
    )
