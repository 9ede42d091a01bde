"""The page of every step that takes a reason and nothing else."""

from dataclasses import dataclass
from typing import Protocol

from flask.typing import ResponseReturnValue

from trainer.accounts.models import User
from trainer.appraisals.forms import ReasonForm
from trainer.appraisals.models import Appraisal
from trainer.core.policy import Verdict
from trainer.web.access import actor
from trainer.web.responses import done, page


class Act(Protocol):
    """What is done to an appraisal for a reason."""

    def __call__(self, appraisal: Appraisal, /, *, actor: User, reason: str) -> None:
        """Do it; raises `Unacceptable` where the reason is no good."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the page of a step says, and what is said once it is done."""

    title: str
    says: str
    word: str
    done: str


def ask_why(one: Appraisal, act: Act, verdict: Verdict, words: Words) -> ResponseReturnValue:
    """Ask for the reason, act, and go back to the appraisal; whoever may not is told why."""
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            act(one, actor=actor(), reason=form.reason.data or "")
            return done(words.done, "appraisals.appraisal", appraisal_id=one.id)
    return page(
        "appraisals/reason.html",
        form,
        appraisal=one,
        title=words.title,
        says=words.says,
        word=words.word,
        verdict=verdict,
    )
