"""Which entries of one's log to list, and in what order."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from trainer.logs.forms import CHOICES
from trainer.logs.listing import Order, Wanted
from trainer.logs.models import Activity, EvidenceStatus
from trainer.web.forms import Form


class FilterForm(Form):
    """Which entries to list; what makes no sense is not asked."""

    q = StringField(_l("Words"), render_kw={"type": "search"})
    state = SelectField(
        _l("State"),
        choices=[
            SelectChoice("", _l("Any but withdrawn")),
            SelectChoice(EvidenceStatus.DRAFT.value, _l("Draft")),
            SelectChoice(EvidenceStatus.SUBMITTED.value, _l("Submitted or decided")),
            SelectChoice(EvidenceStatus.WITHDRAWN.value, _l("Withdrawn")),
        ],
    )
    kind = SelectField(_l("Kind"), choices=[SelectChoice("", _l("Any kind")), *CHOICES])
    unit = SelectField(_l("Unit"), coerce=str)
    tag = SelectField(_l("Tag"), coerce=str)
    since = DateField(_l("From"))
    until = DateField(_l("Until"))
    order = SelectField(
        _l("In order of"),
        choices=[
            SelectChoice(Order.NEWEST.value, _l("Day, newest first")),
            SelectChoice(Order.OLDEST.value, _l("Day, oldest first")),
            SelectChoice(Order.LONGEST.value, _l("Minutes, most first")),
            SelectChoice(Order.NAME.value, _l("Name")),
            SelectChoice(Order.SAVED.value, _l("Last written in")),
        ],
    )

    @classmethod
    def for_log(cls, units: Iterable[tuple[int, str]], tags: Iterable[str]) -> Self:
        """Make the form from what the address asks, with these units and tags to choose among."""
        form = cls(formdata=request.args)
        form.unit.choices = [
            SelectChoice("", _("Any unit")),
            *(SelectChoice(str(unit_id), title) for unit_id, title in units),
        ]
        form.tag.choices = [
            SelectChoice("", _("Any tag")),
            *(SelectChoice(one, one) for one in tags),
        ]
        return form

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        state, kind, unit = self._asked("state"), self._asked("kind"), self._asked("unit")
        order = self._asked("order")
        return Wanted(
            state=EvidenceStatus(state) if state else None,
            activity=Activity(kind) if kind else None,
            unit_id=int(unit) if unit else None,
            tag=self._asked("tag"),
            since=self.since.data,
            until=self.until.data,
            words=self.q.data or "",
            order=Order(order) if order else Order.NEWEST,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, as it stands in the address of the next page."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.data.items()
            if value
        }

    def _asked(self, name: str) -> str:
        """Return what was asked in one field, or nothing where it isn't one of the choices."""
        field = self[name]
        known = {choice.value for choice in field.choices}
        return str(field.data) if field.data in known else ""
