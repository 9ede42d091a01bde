"""How values read on a page: dates, ages, sizes, codes, states."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.database import grouped
from trainer.web.statuses import shown

KILO = 1000


def register(app: Flask) -> None:
    """Make the filters known to every template."""
    app.jinja_env.filters.update(
        when=when,
        day=day,
        short_day=short_day,
        day_of_month=day_of_month,
        weekday=weekday,
        month=month,
        short_month=short_month,
        long_day=long_day,
        whole_day=whole_day,
        time=time_of_day,
        dated=date.fromisoformat,
        age=age,
        moments=moments,
        size=size,
        grouped=grouped,
        shown=shown,
        fingerprint=fingerprint,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def when(moment: datetime | None) -> str:
    """Write an instant in the organisation's zone: `Thu 26 Nov, 10.30`; the year if not this."""
    if moment is None:
        return ""
    this_year = moment.year == clock.now().year
    return format_datetime(moment, "EEE d MMM, HH.mm" if this_year else "d MMM y, HH.mm")


def day(value: date | datetime | None) -> str:
    """Write a date in full: `9 November 2026`."""
    return format_date(value, "d MMMM y", rebase=isinstance(value, datetime)) if value else ""


def short_day(value: date | None) -> str:
    """Write a date in a list: `Thu 26 Nov`; the year if not this."""
    if value is None:
        return ""
    return format_date(value, "EEE d MMM" if value.year == clock.today().year else "d MMM y")


def day_of_month(value: date) -> str:
    """Write a date whose year stands beside it: `30 Jun`."""
    return format_date(value, "d MMM")


def weekday(value: date) -> str:
    """Write the day of the week, short: `Thu`."""
    return format_date(value, "EEE")


def month(value: date) -> str:
    """Write a month with its year: `November 2026`."""
    return format_date(value, "LLLL y")


def short_month(value: date) -> str:
    """Write a month where its year is plain: `Nov`."""
    return format_date(value, "LLL")


def long_day(moment: datetime) -> str:
    """Write which day it is where the organisation is: `Tuesday 24 November`."""
    return format_datetime(moment, "EEEE d MMMM")


def whole_day(moment: datetime) -> str:
    """Write which day it is for somebody who reads it later: `Tuesday 24 November 2026`."""
    return format_datetime(moment, "EEEE d MMMM y")


def time_of_day(moment: datetime) -> str:
    """Write the time of an instant, in the organisation's zone: `10.30`."""
    return format_datetime(moment, "HH.mm")


def age(moment: datetime | None) -> str:
    """Say how long ago something was: `today`, `1 day`, `3 days`."""
    if moment is None:
        return ""
    days = (clock.now().date() - moment.date()).days
    return ngettext("%(num)s day", "%(num)s days", days) if days > 0 else _("today")


def ago(moment: datetime) -> str:
    """Say how long ago something was, in a sentence: `today`, `yesterday`, `3 days ago`."""
    days = (clock.now().date() - moment.date()).days
    if days > 1:
        return ngettext("%(num)s day ago", "%(num)s days ago", days)
    return _("yesterday") if days else _("today")


def moments(moment: datetime) -> str:
    """Say how long ago something was, to the minute at first: `10 minutes ago`, `3 hours ago`."""
    minutes = int((clock.now() - moment).total_seconds()) // 60
    if minutes < 1:
        return _("just now")
    if minutes < 60:  # noqa: PLR2004 - the minutes of an hour
        return ngettext("%(num)s minute ago", "%(num)s minutes ago", minutes)
    if minutes < 24 * 60:
        return ngettext("%(num)s hour ago", "%(num)s hours ago", minutes // 60)
    return ago(moment)


def size(count: int) -> str:
    """Write a number of bytes as people do: `840 KB`, `2.1 MB`."""
    if count < KILO * KILO:
        return _("%(n)s KB", n=max(1, round(count / KILO)))
    return _("%(n)s MB", n=f"{count / KILO / KILO:.1f}")


def fingerprint(sha256: str) -> str:
    """Shorten a hash to what people compare by eye: `7c1e…d04a`."""
    return f"{sha256[:4]}…{sha256[-4:]}"
