"""Who asks whom for coaching, who reads of it, and who of the two does what."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.pairs.models import CoachingPair, PairStatus
from trainer.people.policies import leads, line_below


def visible_to(actor: User) -> sa.Select[CoachingPair]:
    """Select the pairs this person may see: the two themselves, and the line above who is coached.

    What the two keep of their meetings is for them alone: `reads_meetings`.
    """
    return sa.select(CoachingPair).where(
        sa.or_(
            CoachingPair.coach_id == actor.id,
            CoachingPair.person_id == actor.id,
            CoachingPair.person_id.in_(line_below(actor)),
        )
    )


def reads_meetings(actor: User, pair: CoachingPair) -> bool:
    """Say whether this person reads what the two keep of their meetings."""
    return actor.id in {pair.person_id, pair.coach_id}


def may_ask_for(actor: User, person: User) -> Verdict:
    """Say whether this person may ask a colleague to coach the other: themselves or their manager."""
    if actor == person or leads(actor, person):
        return YES
    return no(_("Only %(name)s and their manager ask a colleague.", name=person.name))


def may_answer(actor: User, pair: CoachingPair) -> Verdict:
    """Say whether this person may say yes or no: whoever is asked, once."""
    if pair.status is not PairStatus.ASKED:
        return no(_("This is answered already."))
    if actor.id != pair.coach_id:
        return no(_("%(name)s says yes or no.", name=pair.coach.name))
    return YES


def may_note(actor: User, pair: CoachingPair) -> Verdict:
    """Say whether this person may note a meeting: either of the two, while it goes on."""
    return first_refusal(_is_of_the_two(actor, pair), _goes_on(pair))


def may_end(actor: User, pair: CoachingPair) -> Verdict:
    """Say whether this person may say what came of it: either of the two, once they began."""
    return first_refusal(_is_of_the_two(actor, pair), _goes_on(pair))


def may_stop(actor: User, pair: CoachingPair) -> Verdict:
    """Say whether this person may call it off: either of the two, before it came to its end."""
    live = YES if pair.is_live else no(_("This is over."))
    return first_refusal(_is_of_the_two(actor, pair), live)


def _is_of_the_two(actor: User, pair: CoachingPair) -> Verdict:
    if reads_meetings(actor, pair):
        return YES
    return no(_("Only the two of them write here."))


def _goes_on(pair: CoachingPair) -> Verdict:
    if pair.status is PairStatus.GOING:
        return YES
    if pair.status is PairStatus.ASKED:
        return no(_("%(name)s has not answered yet.", name=pair.coach.name))
    return no(_("This is over."))
