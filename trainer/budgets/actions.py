"""Setting what a site may spend on courses in a year."""

from trainer.accounts.models import User
from trainer.budgets import policies
from trainer.budgets.events import BudgetSet
from trainer.budgets.models import Budget
from trainer.budgets.queries import budget_of
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site


def set_budget(site: Site, year: int, *, actor: User, planned: int, known: int | None) -> Budget:
    """Set what a site may spend in a year, in pence.

    `known` is what whoever sets it saw before. Raises Unacceptable if somebody else has set it
    otherwise since.
    """
    require(policies.may_set(actor, site))
    budget = budget_of(site, year)
    was = budget.planned if budget else None
    if was != known:
        raise Unacceptable(_("Somebody else has set it since. Look at it again."), "pounds")
    if budget is None:
        budget = Budget(site=site, year=year)
        db.session.add(budget)
    budget.planned, budget.set_by, budget.set_at = planned, actor, clock.now()
    publish(BudgetSet(actor=actor, subject=budget, planned=planned, was=was))
    return budget
