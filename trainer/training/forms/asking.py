"""What is asked to say who must hold a skill."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.core import clock
from trainer.people.models import ONE_DAY, Role
from trainer.training.actions.keeping import Terms
from trainer.training.models import Reason, Requirement
from trainer.web.forms import OnceForm

EVERYBODY, SOMEBODY = "everybody", "person"
NO_DAY = _l("Give a day, such as 2026-11-26.")


class RequirementForm(OnceForm):
    """Whom it is for, why, and from when to when; kept only after whom it affects has been seen."""

    seen = HiddenField(default="")
    whom = SelectField(_l("Who must hold it?"), default=EVERYBODY)
    staff_number = StringField(
        _l("Staff number, for one person"),
        validators=[Length(max=40, message=_l("Use 40 characters or fewer."))],
        description=_l("Only if you chose one person above."),
    )
    reason = RadioField(
        _l("What makes it necessary?"),
        choices=[SelectChoice(one.value, one.words) for one in Reason],
        coerce=Reason,
        default=Reason.ROLE,
    )
    law = StringField(
        _l("Which law?"),
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
        description=_l(
            "Only if the law asks for it, such as “Health and Safety (First-Aid) Regulations 1981”."
        ),
    )
    why = TextAreaField(
        _l("Why, in words people will read"),
        default="",
        validators=[
            DataRequired(_l("Say why it is asked.")),
            Length(max=1000, message=_l("Use 1,000 characters or fewer.")),
        ],
    )
    days_to_get = IntegerField(
        _l("Days somebody new has to get it"),
        default=30,
        validators=[
            InputRequired(_l("Say how many days.")),
            NumberRange(0, 730, message=_l("From 0 to 730 days.")),
        ],
        description=_l("They begin when somebody joins or moves there, or when this begins."),
    )
    starts_on = DateField(_l("From"), validators=[InputRequired(NO_DAY)])
    last_day = DateField(
        _l("Last day"), validators=[Optional()], description=_l("Leave it empty if it goes on.")
    )

    @classmethod
    def of(cls, requirement: Requirement | None) -> "RequirementForm":
        """Make the form as the requirement stands now, or for a new one from today."""
        if requirement is None:
            return cls.for_request(starts_on=clock.today())
        names = ("reason", "law", "why", "days_to_get", "starts_on")
        return cls.for_request(
            **{name: getattr(requirement, name) for name in names},
            last_day=requirement.ends_on and requirement.ends_on - ONE_DAY,
            whom=_chosen(requirement),
            staff_number=requirement.person.staff_number if requirement.person else "",
        )

    def offer(
        self,
        sites: Sequence[tuple[int, str]],
        teams: Sequence[tuple[int, str]],
        titles: Sequence[str],
    ) -> None:
        """Offer everybody, the roles, and the sites, teams and jobs there are."""
        self.whom.choices = [
            SelectChoice(EVERYBODY, _("Everybody who works here")),
            SelectChoice(SOMEBODY, _("One person")),
            *(SelectChoice(f"job_title:{one}", one, optgroup=_("A job")) for one in titles),
            *(
                SelectChoice(f"role:{one.value}", str(one.words), optgroup=_("A role"))
                for one in Role
            ),
            *(SelectChoice(f"site_id:{id_}", name, optgroup=_("A site")) for id_, name in sites),
            *(SelectChoice(f"team_id:{id_}", name, optgroup=_("A team")) for id_, name in teams),
        ]

    def terms(self, person_id: int | None) -> Terms:
        """Say what was asked, for this person if it is for one."""
        days = self.last_day.data
        return Terms(
            reason=self.reason.data,
            why=self.why.data or "",
            law=self.law.data or "",
            days_to_get=self.days_to_get.data or 0,
            starts_on=self.starts_on.data or clock.today(),
            ends_on=days + timedelta(days=1) if days else None,
            **self._group(person_id),
        )

    def was_seen(self) -> bool:
        """Say whether whom just this affects has been shown; note that it is now if it wasn't."""
        said = [
            self.whom.data,
            self.staff_number.data,
            self.days_to_get.data,
            self.starts_on.data,
            self.last_day.data,
        ]
        mark = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
        shown = self.seen.data == mark
        self.seen.data = mark
        return shown

    def _group(self, person_id: int | None) -> dict[str, Any]:
        name, _colon, which = self.whom.data.partition(":")
        if name == SOMEBODY:
            return {"person_id": person_id}
        if name == EVERYBODY:
            return {}
        kinds: dict[str, Any] = {"role": Role, "job_title": str}
        return {name: kinds.get(name, int)(which)}


def _chosen(requirement: Requirement) -> str:
    if requirement.person_id is not None:
        return SOMEBODY
    for name in ("role", "job_title", "site_id", "team_id"):
        if (value := getattr(requirement, name)) is not None:
            return f"{name}:{value}"
    return EVERYBODY
