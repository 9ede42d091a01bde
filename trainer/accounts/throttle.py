"""Failed sign-ins counted for each account, so that guessing slows down wherever it comes from."""

from datetime import datetime, timedelta

from trainer.accounts.models import User

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """Tell how long the account rests after so many failures in a row: 30 s, doubled each time."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)
    return min(timedelta(seconds=30 * (1 << doublings)), LONGEST_WAIT)


def is_resting(user: User, now: datetime) -> bool:
    """Say whether the account takes no sign-in at this moment."""
    return user.blocked_until is not None and now < user.blocked_until


def count_failure(user: User, now: datetime) -> None:
    """Add a failed sign-in to the account."""
    user.failed_sign_ins += 1
    wait = wait_after(user.failed_sign_ins)
    user.blocked_until = now + wait if wait else None


def forgive(user: User) -> None:
    """Forget the failures: the person is in."""
    user.failed_sign_ins = 0
    user.blocked_until = None
