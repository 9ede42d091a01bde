"""What the letters of a case say: the offer, and an outcome with what to work on and how to appeal."""

from collections.abc import Iterator

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.documents.paper import Name, PaperPage, Section, whole_day, written_day
from trainer.promotions import policies
from trainer.promotions.models import (
    EntryKind,
    LetterKind,
    PromotionCase,
    PromotionLetter,
    SignedFor,
)
from trainer.promotions.policies import APPEAL_WITHIN
from trainer.promotions.queries.outcome import Outcome, outcome_of
from trainer.promotions.rules.stages import PromotionStatus


def page_of(letter: PromotionLetter, config: Config) -> PaperPage:
    """Say all that the letter says, for printing."""
    case, is_offer = letter.case, letter.kind is LetterKind.OFFER
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("Offer of promotion") if is_offer else _("Outcome of your promotion case"),
        learner=case.person.name,
        about=f"{case.role_title}, {case.site.name}",
        made_on=clock.today(config.zone),
        facts=tuple(_offer_facts(case)) if is_offer else tuple(_outcome_facts(case)),
        sections=tuple(_offer(case, config)) if is_offer else tuple(_outcome(case, config)),
    )


def _offer_facts(case: PromotionCase) -> Iterator[tuple[str, str]]:
    made = case.offer
    if made is None:
        return
    yield _("Job"), made.job_title
    yield _("Place"), f"{made.site.name}, {made.team.name}" if made.team else made.site.name
    if made.manager:
        yield _("You report to"), made.manager.name
    yield _("From"), whole_day(made.starts_on)
    yield _("On trial until"), whole_day(made.trial_until)


def _offer(case: PromotionCase, config: Config) -> Iterator[Section]:
    made = case.offer
    if made is None:
        return
    yield Section(_("What we offer"), words=(made.terms,))
    yield Section(
        _("The trial"),
        words=(
            _(
                "You and your manager talk the trial through as it goes. If it ends early, you return"
                " to the job you have now, and you may appeal."
            ),
        ),
    )
    yield Section(
        _("Signatures"),
        names=(
            Name(
                _("For the organisation"), made.made_by.name, written_day(made.made_at, config.zone)
            ),
            _accepted(case, config),
        ),
    )


def _accepted(case: PromotionCase, config: Config) -> Name:
    accepted = [one for one in case.entries if one.kind is EntryKind.ACCEPTED]
    when = written_day(accepted[-1].at, config.zone) if accepted else ""
    return Name(_("Accepted by"), case.person.name if accepted else "", when)


def _outcome_facts(case: PromotionCase) -> Iterator[tuple[str, str]]:
    yield (
        _("Outcome"),
        {
            PromotionStatus.DEVELOP_FURTHER: _("Develop further"),
            PromotionStatus.NOT_RECOMMENDED: _("Not recommended"),
            PromotionStatus.REFUSED: _("Not approved"),
            PromotionStatus.TRIAL_ENDED: _("The trial has ended"),
        }[case.status],
    )
    if case.decided_on:
        yield _("Decided on"), whole_day(case.decided_on)


def _outcome(case: PromotionCase, config: Config) -> Iterator[Section]:
    came = outcome_of(case)
    yield Section(words=(_opening(case),))
    if came.why:
        yield Section(_("Why"), words=(came.why.words,))
    if came.plan:
        day = came.plan.day
        on = _("We look at it again on %(day)s.", day=whole_day(day)) if day else ""
        yield Section(_("What you can work on"), words=(came.plan.words, on))
    if came.stands:
        words = _(
            "Your appeal was answered on %(day)s: the outcome stands.",
            day=whole_day(clock.day_of(came.stands.at)),
        )
        yield Section(_("Your appeal"), words=(words, came.stands.words))
    elif case.decided_on and policies.may_appeal(case.person, case):
        until = whole_day(case.decided_on + APPEAL_WITHIN)
        words = _(
            "You may appeal until %(day)s. Somebody who had no part in it looks at everything again.",
            day=until,
        )
        yield Section(_("If you think this is not right"), words=(words,))
    yield Section(_("Signatures"), names=tuple(_decided(case, came, config)))


def _opening(case: PromotionCase) -> str:
    if case.status is PromotionStatus.TRIAL_ENDED:
        return _(
            "Thank you for taking the job on. The trial has ended, and you have the job you had before."
        )
    return _(
        "Thank you for the work that went into this case. Everything in it was read with care. You keep"
        " the job you have, and you can be put forward again at any time."
    )


def _decided(case: PromotionCase, came: Outcome, config: Config) -> Iterator[Name]:
    """Name whoever decided it: by their signature, or where an end takes none, by what they wrote."""
    kind = {
        PromotionStatus.REFUSED: SignedFor.REFUSAL,
        PromotionStatus.TRIAL_ENDED: None,
    }.get(case.status, SignedFor.RECOMMENDATION)
    for one in case.signed(kind) if kind else ():
        yield Name(_("Decided by"), one.printed_name, written_day(one.at, config.zone))
    if kind is None and came.why and came.why.writer:
        yield Name(_("Decided by"), came.why.writer.name, written_day(came.why.at, config.zone))
