"""Who says how long records are kept, and who lets what is due go."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere
from trainer.privacy.retention.models import RetentionStart
from trainer.privacy.retention.schedule import Rule

SYSTEM = frozenset({Role.SYSTEM_ADMIN})


def may_manage(actor: User) -> Verdict:
    """Say whether this person may see the schedule and change its times."""
    if not serves_everywhere(actor, SYSTEM):
        return no(_("System administrators for every site say how long records are kept."))
    return YES


def may_begin(actor: User, rule: Rule, start: RetentionStart | None) -> Verdict:
    """Say whether this person may let what is due by a rule go from now on."""
    if not (verdict := may_manage(actor)):
        return verdict
    if not rule.by_itself:
        return no(_("Nothing goes by itself by this rule. Two people decide about each person."))
    if start is not None:
        return no(_("This was confirmed already, and is done each day."))
    return YES
