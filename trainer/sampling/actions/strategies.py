"""Setting how decisions on a qualification are sampled."""

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.core.errors import Conflict
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.sampling import policies
from trainer.sampling.events import StrategySet
from trainer.sampling.models import Strategy
from trainer.sampling.population import in_force
from trainer.sampling.rules.settings import Settings


def set_strategy(
    qualification: Qualification,
    settings: Settings,
    *,
    actor: User,
    reason: str,
    seen: int | None = None,
) -> Strategy:
    """Sample the qualification's decisions by these settings from now on; earlier draws stand.

    `seen` is the version that whoever changes it had before them; raises `Conflict` when somebody
    else has changed it since.
    """
    require(policies.may_sample(actor, qualification))
    now = db.session.scalar(in_force(qualification.id))
    version = now.version if now else 0
    if seen is not None and seen != version:
        raise Conflict(_("This strategy has been changed since the page was drawn."))
    strategy = Strategy(
        qualification=qualification,
        version=version + 1,
        settings=settings.to_data(),
        reason=reason,
        made_by=actor,
    )
    db.session.add(strategy)
    publish(
        StrategySet(
            actor=actor,
            subject=strategy,
            qualification=qualification,
            version=strategy.version,
            settings=strategy.settings,
            reason=Sealed(reason),
        )
    )
    return strategy
