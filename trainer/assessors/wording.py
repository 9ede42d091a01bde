"""Duties and standings in words."""

from trainer.assessors.models import Duty, Standing
from trainer.core.text import lazy_gettext as _

DUTIES = {
    Duty.ASSESS: _("Assesses"),
    Duty.COUNTERSIGN: _("Countersigns"),
    Duty.WITNESS: _("Expert witness"),
    Duty.VERIFY: _("Quality assures"),
}
STANDINGS = {
    Standing.QUALIFIED: _("Qualified"),
    Standing.WORKING_TOWARDS: _("Working towards it"),
}
