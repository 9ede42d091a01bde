"""At which distances from its day somebody is reminded of a skill, and who hears of it besides."""

from datetime import date

AHEAD = (60, 30, 14, 7, 1)
OVERDUE = (1, 7, 14)
MANAGER_HEARS, ADMINISTRATORS_HEAR = -7, -14


def distance_of(deadline: date, day: date) -> int | None:
    """Tell which reminder is due on a day: so many days ahead, or overdue if negative.

    The last good day is 1 day ahead, the day after is 1 day overdue. Nights that were missed are
    not made up for: only the reminder nearest to the day is due. None is too early for any.
    """
    ahead = (deadline - day).days
    if ahead > 0:
        return min((one for one in AHEAD if one >= ahead), default=None)
    return -max(one for one in OVERDUE if one <= 1 - ahead)
