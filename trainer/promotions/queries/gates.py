"""What has fallen since a pack was frozen: asked at the last approval, and shown before it."""

from trainer.careers.queries import charts
from trainer.core.text import gettext as _
from trainer.promotions.line import has_since_been_tied, is_hr
from trainer.promotions.models import PromotionCase
from trainer.promotions.policies import members_of
from trainer.promotions.queries.content import lines_today, training_today
from trainer.promotions.rules.deciding import fallen, has_scored
from trainer.promotions.rules.fitness import Duty


def fallen_since(case: PromotionCase) -> list[str]:
    """Say, in whole sentences, what no longer holds of what the case rests on."""
    pack, role = case.pack, charts.chart().role(case.role_key)
    if pack is None or role is None:
        return [_("The role “%(role)s” is no longer on the career map.", role=case.role_title)]
    wrong = [
        _("“%(what)s” was met when the pack was frozen and is met no more.", what=one)
        for one in fallen(
            pack.content, lines_today(case.person, pack.content), training_today(case.person)
        )
    ]
    if not case.person.active:
        wrong.append(_("%(name)s has left.", name=case.person.name))
    if not has_scored(members_of(case)):
        wrong.append(_("The panel is no longer two at least with one from outside the line."))
    if has_since_been_tied(case):
        wrong.append(
            _("Somebody who scored or approves may no longer take part; somebody else has to.")
        )
    approvers = case.seats_of(Duty.APPROVER)
    if not approvers or not is_hr(approvers[-1].member, case):
        wrong.append(_("Whoever approves last is no longer of HR."))
    return wrong
