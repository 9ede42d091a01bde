"""What each kind of decision is called where a story is told: pure, from the ledger's own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.core.text import gettext as _

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """What the ledger names by number only: the entries, the criteria and the people in it."""

    entry: str
    criterion: str
    people: Mapping[int, str]


@dataclass(frozen=True)
class Told:
    """One line of a story: what was done, and whether it is good news, a setback or neither."""

    what: str
    tone: str = ""


def sentence(kind: str, body: Body, known: Known) -> Told:
    """Say what one decision was."""
    return SENTENCES[kind](body, known)


def _judged(body: Body, known: Known) -> Told:
    outcomes = {
        "met": Told(_("Judged %(criterion)s: met", criterion=known.criterion), "good"),
        "not_yet_met": Told(_("Judged %(criterion)s: not yet met", criterion=known.criterion)),
        "reopened": Told(_("Opened %(criterion)s again", criterion=known.criterion), "care"),
    }
    return outcomes[body["outcome"]]


def _signed(body: Body, _known: Known) -> Told:
    parts = {
        "learner": _("Signed the unit as its learner"),
        "assessor": _("Signed the unit as the assessor"),
        "countersigner": _("Countersigned the unit"),
        "iqa": _("Signed the unit as the quality assurer"),
    }
    return Told(parts[body["signed_as"]], "good")


def _released(body: Body, _known: Known) -> Told:
    looked = _("Looked into the unit and released it: it is achieved")
    return Told(looked if body["sampled"] else _("Released the unit: it is achieved"), "good")


def _answered(body: Body, _known: Known) -> Told:
    stages = {
        "assessor": (
            _("Looked again and upheld the appeal"),
            _("Looked again: the decision stands"),
        ),
        "iqa": (
            _("Upheld the appeal as a quality assurer"),
            _("Answered the appeal as a quality assurer: the decision stands"),
        ),
        "panel": (
            _("Upheld the appeal for the panel"),
            _("Answered the appeal for the panel: the decision stands"),
        ),
        "awarding": (
            _("Recorded that the awarding organisation upholds the appeal"),
            _("Recorded that the awarding organisation lets the decision stand"),
        ),
    }
    upheld, stands = stages[body["stage"]]
    return Told(upheld if body["upheld"] else stands, "care" if body["upheld"] else "")


def _further(body: Body, _known: Known) -> Told:
    stages = {
        "iqa": _("Took the appeal to the quality assurer"),
        "panel": _("Took the appeal to the appeals panel"),
        "awarding": _("Took the appeal to the awarding organisation"),
    }
    return Told(stages[body["stage"]])


def _allocated(body: Body, known: Known) -> Told:
    return Told(
        _(
            "%(assessor)s assesses this learner from now on, and %(iqa)s quality assures",
            assessor=known.people[body["assessor"]],
            iqa=known.people[body["iqa"]],
        )
    )


def _hearer(body: Body, known: Known) -> Told:
    return Told(_("Asked %(name)s to answer the appeal", name=known.people[body["hearer"]]))


def _investigator(body: Body, known: Known) -> Told:
    return Told(_("Asked %(name)s to look into it", name=known.people[body["investigator"]]))


def _reported(body: Body, known: Known) -> Told:
    if body["founded"]:
        return Told(_("Looked into %(entry)s and found it wrong", entry=known.entry), "care")
    return Told(_("Looked into %(entry)s and found nothing wrong", entry=known.entry))


SENTENCES: dict[str, Callable[[Body, Known], Told]] = {
    "Allocated": _allocated,
    "Submitted": lambda _body, known: Told(_("Sent %(entry)s", entry=known.entry)),
    "TakenBack": lambda _body, known: Told(_("Took %(entry)s back", entry=known.entry)),
    "ReturnedToLearner": lambda _body, known: Told(
        _("Sent %(entry)s back without judging it", entry=known.entry), "care"
    ),
    "Judged": _judged,
    "CommentsPublished": lambda _body, known: Told(
        _("Commented on places in %(entry)s", entry=known.entry)
    ),
    "FeedbackAnswered": lambda _body, _known: Told(_("Wrote back on feedback")),
    "CarriedOver": lambda _body, known: Told(
        _("%(criterion)s stands from the earlier version", criterion=known.criterion), "good"
    ),
    "Signed": _signed,
    "CountersignatureRefused": lambda _body, _known: Told(
        _("Did not countersign, and asked for another look"), "care"
    ),
    "UnitReopened": lambda _body, _known: Told(
        _("The unit is open again; the names under it count no more"), "care"
    ),
    "CreditTransferred": lambda body, _known: Told(
        _("Checked the proof that %(code)s is held already", code=body["held_code"]), "good"
    ),
    "CreditNotAgreed": lambda _body, _known: Told(
        _("Did not agree, as quality assurer, that the unit is held already"), "care"
    ),
    "Released": _released,
    "AskedAgain": lambda _body, _known: Told(
        _("Asked, as quality assurer, for another look before releasing the unit"), "care"
    ),
    "CompletionUndone": lambda _body, _known: Told(
        _("The qualification is complete no more, until this unit is"), "care"
    ),
    "Appealed": lambda _body, _known: Told(_("Appealed against what was decided"), "care"),
    "HearerChosen": _hearer,
    "AppealAnswered": _answered,
    "TakenFurther": _further,
    "AppealWithdrawn": lambda _body, _known: Told(_("Took the appeal back")),
    "EvidenceSetAside": lambda _body, known: Told(
        _("Set %(entry)s aside, so that nothing rests on it meanwhile", entry=known.entry), "care"
    ),
    "InvestigatorAsked": _investigator,
    "InvestigationReported": _reported,
    "EvidenceCleared": lambda _body, known: Told(
        _("Decided that %(entry)s stands as before", entry=known.entry), "good"
    ),
    "EvidenceVoided": lambda _body, known: Told(
        _("Made %(entry)s void; what rested on it is judged again", entry=known.entry), "care"
    ),
}
