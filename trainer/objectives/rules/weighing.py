"""What the weights of somebody's objectives come to, and how many there should be. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _

WHOLE = 100
FEWEST, MOST = 3, 6
"""So many objectives a year are advised: fewer leave much out, more blur what matters."""


@dataclass(frozen=True)
class Weighed:
    """How many objectives there are and what their weights add up to."""

    many: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether the weights add up to 100."""
        return self.total == WHOLE

    @property
    def advice(self) -> str:
        """What is advised about their number; nothing where it is right."""
        if 0 < self.many < FEWEST:
            return _("Three to six objectives are advised. A few more would say what else counts.")
        if self.many > MOST:
            return _("Three to six objectives are advised. With more, it blurs what matters.")
        return ""


def weighed(weights: Sequence[int]) -> Weighed:
    """Add up the weights of the objectives that count."""
    return Weighed(len(weights), sum(weights))


def may_be_agreed(these: Weighed) -> Verdict:
    """Say whether objectives of these weights may be agreed to."""
    if not these.many:
        return no(_("There is no objective to agree to yet."))
    if these.is_whole:
        return YES
    short = WHOLE - these.total
    if short > 0:
        return no(
            _(
                "The weights come to %(total)s. Spread the other %(short)s, so that they come to"
                " 100; then you can agree.",
                total=these.total,
                short=short,
            )
        )
    return no(
        _(
            "The weights come to %(total)s. Take %(over)s off, so that they come to 100; then you"
            " can agree.",
            total=these.total,
            over=-short,
        )
    )
