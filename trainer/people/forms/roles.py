"""What is asked about a role: which, from when to when, and why."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from trainer.accounts.forms import SignedForm
from trainer.extensions import db
from trainer.people.forms.asking import SAY_WHEN, at_most, id_of, sites_or_all
from trainer.people.models import ONE_DAY, Role, Site
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm


class AskForm(SignedForm):
    """Which role somebody is to have, from when to when, and why."""

    role = SelectField(
        _l("Role"),
        choices=[SelectChoice(role.value, role.words) for role in Role],
        coerce=Role,
        validators=[DataRequired(_l("Choose a role."))],
    )
    site_id = SelectField(
        _l("Site"),
        choices=sites_or_all,
        description=_l("A role may be for one site only."),
    )
    starts_on = DayField(_l("From"), validators=[DataRequired(SAY_WHEN)])
    last_day = DayField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is in sight."),
    )
    why = TextAreaField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Say why, for whoever decides and for the record.")),
            at_most(2000),
        ],
    )

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, ready for the action."""
        site_id = id_of(self.site_id.data)
        return {
            "role": self.role.data,
            "site": db.session.get_one(Site, site_id) if site_id else None,
            "starts_on": self.starts_on.data,
            "ends_on": self.last_day.data + ONE_DAY if self.last_day.data else None,
            "why": self.why.data,
            "proof": self.proof,
        }


class ConfirmForm(SignedForm):
    """The password with which a role is confirmed."""


class ReasonForm(OnceForm):
    """Why a role is refused or ended."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[DataRequired(_l("Say why, so that it can be read later.")), at_most(2000)],
    )
