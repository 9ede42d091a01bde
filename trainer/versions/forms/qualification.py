"""What is asked about each part of the draft of a qualification, but for its rules."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from trainer.catalogue.models import Assessed, Framework, VersionStatus
from trainer.extensions import db
from trainer.versions.forms.draft import (
    AMOUNT,
    FACTS,
    FACTS_ASKED,
    LEVEL,
    MONTHS,
    NEEDED,
    ItemForm,
    as_lines,
    at_most,
)
from trainer.web.fields import DayField

ENDS = ("registration_ends", "certification_ends")


class QualificationFactsForm(ItemForm):
    """What a qualification is called and comes to."""

    title = StringField(_l("Title"), validators=[NEEDED, at_most(300)])
    framework = SelectField(_l("Framework"))
    level = IntegerField(_l("Level"), validators=LEVEL)
    credit = IntegerField(_l("Credits"), validators=AMOUNT)
    tqt = IntegerField(_l("Whole time in hours"), validators=AMOUNT)
    glh_min = IntegerField(_l("Guided learning from"), validators=AMOUNT)
    glh_max = IntegerField(_l("Guided learning to"), validators=AMOUNT)
    valid_months = IntegerField(
        _l("Months a certificate holds"),
        validators=MONTHS,
        description=_l("Leave it empty where certificates of it don't run out."),
    )
    structure = StringField(_l("Structure"), validators=[at_most(40)])
    body = StringField(_l("Professional body"), validators=[at_most(120)])
    assessment = SelectField(
        _l("How it is come by"),
        choices=[
            SelectChoice(Assessed.PORTFOLIO.value, _l("From a portfolio")),
            SelectChoice(Assessed.INTERVIEW.value, _l("At an interview on the log")),
        ],
    )
    grades = TextAreaField(_l("Results there are"), description=_l("One on each line."))
    facts = SelectField(FACTS_ASKED, choices=FACTS)
    status = SelectField(
        _l("New learners"),
        choices=[
            SelectChoice(VersionStatus.CURRENT.value, _l("May be registered")),
            SelectChoice(VersionStatus.CLOSED.value, _l("Are not registered any more")),
        ],
    )
    note = TextAreaField(_l("Note"), validators=[at_most(2000)])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = db.session.scalars(sa.select(Framework).order_by(Framework.title))
        self.framework.choices = [SelectChoice(one.code, one.title) for one in known]

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "grades": "\n".join(item["grades"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        texts = {name: self[name].data or "" for name in ("structure", "body", "note")}
        return {**self.data, **texts, "grades": as_lines(self.grades.data)}


class NumberForm(ItemForm):
    """The number one awarding organisation gives, and until when it may be used."""

    organisation = StringField(_l("Awarding organisation"), validators=[NEEDED, at_most(120)])
    number = StringField(
        _l("Number"),
        validators=[NEEDED, at_most(40)],
        description=_l("A number with a slip in it is asked about before you publish."),
    )
    scheme = StringField(_l("Its own number for the scheme"), validators=[at_most(40)])
    registration_ends = DayField(
        _l("Last day for registrations"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is known. It holds for every version."),
    )
    certification_ends = DayField(
        _l("Last day for claims"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is known. It holds for every version."),
    )

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        ends = {name: item[name] and date.fromisoformat(item[name]) for name in ENDS}
        return {**item, **ends}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        ends = {name: self[name].data and self[name].data.isoformat() for name in ENDS}
        return {**self.data, **ends, "scheme": self.scheme.data or ""}


class MethodForm(ItemForm):
    """One way in which the whole is assessed at the end."""

    title = StringField(_l("Title"), validators=[NEEDED, at_most(200)])
    weight = IntegerField(
        _l("Share of the result in per cent"),
        validators=[Optional(), NumberRange(1, 100, _l("Write a whole number from 1 to 100."))],
        description=_l("Give every method its share, or none of them."),
    )
    about = TextAreaField(_l("What happens"), validators=[at_most(2000)])

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "about": self.about.data or ""}


class GroupForm(ItemForm):
    """A group of units."""

    code = StringField(_l("Code"), validators=[NEEDED, at_most(20)])
    title = StringField(_l("Title"), validators=[NEEDED, at_most(200)])
    units = TextAreaField(
        _l("Units"), description=_l("The code of each, one on a line, in their order.")
    )
    complete = BooleanField(_l("These are all the units of the group"))

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "units": "\n".join(item["units"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "units": as_lines(self.units.data)}
