"""How long a skill holds, from the day somebody came by it anew."""

from datetime import date, timedelta

from trainer.core.clock import months_after


def ends_on(
    day: date, valid_months: int | None, *, former_end: date | None = None, renewal_days: int = 0
) -> date | None:
    """Tell the first day on which it no longer holds; None is for good.

    Whoever renews in the days before the former end loses nothing: it counts from that end. What
    is renewed earlier, or only after the end, counts from the day itself.
    """
    if valid_months is None:
        return None
    if former_end is not None and former_end - timedelta(days=renewal_days) <= day <= former_end:
        return months_after(former_end, valid_months)
    return months_after(day, valid_months)
