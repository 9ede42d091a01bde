"""Fields that several forms ask with: a day, typed or picked."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField

NOT_A_DAY = _l("Say which day. A day such as 24/11/2026 will do.")


class DayField(DateField):
    """A day, as the browser's calendar sends it or as people here write it."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d/%m/%Y"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, whichever way it was written."""
        self.data: date | None = None
        typed = " ".join(valuelist).strip()
        if not typed:
            return
        for form in self.strptime_format:
            try:
                self.data = datetime.strptime(typed, form).date()  # noqa: DTZ007 - a date has no zone
            except ValueError:
                continue
            return
        raise ValueError(str(NOT_A_DAY))
