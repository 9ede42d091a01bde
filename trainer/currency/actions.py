"""Setting for how long a unit is current, and telling people what they are to renew."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.currency import policies
from trainer.currency.events import CurrencyRuleSet
from trainer.currency.models import CurrencyReminder, CurrencyRule
from trainer.currency.queries.standing import TO_RENEW, Kept, kept_by
from trainer.currency.rules import Currency
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.training.rules.reminding import distance_of


def set_rule(
    unit: Unit, *, actor: User, months: int | None, renewal_days: int, reason: str
) -> CurrencyRule:
    """Say for how long a unit is current once achieved, from today on; None is for good.

    What was achieved before counts by it, too. Raises Refused, or Unacceptable without a reason.
    """
    require(policies.may_set_rule(actor))
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    rule = CurrencyRule(
        unit=unit,
        months=months,
        renewal_days=renewal_days,
        reason=reason.strip(),
        starts_on=clock.today(),
        set_by=actor,
    )
    db.session.add(rule)
    publish(CurrencyRuleSet(actor=actor, subject=rule, unit=unit, months=months))
    return rule


def remind(among: Collection[int], day: date) -> int:
    """Tell these people which of their units they are to renew, each distance once; return how many."""
    due = {
        (one.unit_assessment_id, one.standing.review_by, distance): one
        for one in kept_by(among, day)
        if one.standing.state in TO_RENEW
        and (distance := distance_of(one.standing.review_by, day)) is not None
    }
    told = _not_told_yet([(*key, one.person_id) for key, one in due.items()])
    for key in told:
        _tell(due[key])
    return len(told)


def _not_told_yet(
    rows: list[tuple[int, date, int, int]],
) -> list[tuple[int, date, int]]:
    """Write down what is told now, and return what was not written down before."""
    if not rows:
        return []
    names = ("unit_assessment_id", "review_by", "distance", "recipient_id")
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    written_now = db.session.execute(
        insert(CurrencyReminder)
        .values([dict(zip(names, row, strict=True)) | {"told_at": clock.now()} for row in rows])
        .on_conflict_do_nothing()
        .returning(
            CurrencyReminder.unit_assessment_id,
            CurrencyReminder.review_by,
            CurrencyReminder.distance,
        )
    )
    return [(row[0], row[1], row[2]) for row in written_now]


def _tell(one: Kept) -> None:
    person = db.session.get_one(User, one.person_id)
    words = (
        _("%(unit)s is to be shown anew: it was current until %(day)s.")
        if one.standing.state is Currency.LAPSED
        else _("%(unit)s is current until %(day)s. Show anew before then that you still do it so.")
    )
    said = {"unit": one.title, "day": written(one.standing.last_day)}
    tell(person, words % said, "/currency/")
