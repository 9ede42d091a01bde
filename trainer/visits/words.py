"""What a visitor opened, in words."""

from trainer.core.text import lazy_gettext as _l
from trainer.visits.models import Page

PAGES = {
    Page.OVERVIEW: _l("Overview"),
    Page.REGISTER: _l("Register"),
    Page.REGISTRATIONS: _l("List of registrations"),
    Page.REGISTRATION: _l("Units of a registration"),
    Page.PORTFOLIO: _l("Index of evidence"),
    Page.MATRIX: _l("Criteria and evidence"),
    Page.UNIT: _l("Unit with its decisions"),
    Page.EVIDENCE: _l("Evidence"),
    Page.WITNESSES: _l("Witness status list"),
    Page.FILE: _l("File"),
    Page.SAMPLING: _l("Samples and coverage"),
    Page.SAMPLE: _l("Sample as it was drawn"),
}
