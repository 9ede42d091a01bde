"""The kinds of evidence that assessors and witnesses write about a learner: one row each."""

from trainer.core.text import lazy_gettext as _
from trainer.logs.kinds.shape import Detail, Hand, KindRules, Shape, Words
from trainer.logs.models import EvidenceKind, Part

K = EvidenceKind
_WHEN: Words = (_("When"), "")
_MINUTES: Words = (_("Minutes"), "")
_WHERE: Words = (_("Where"), "")
_NAME: Words = (_("Give it a name"), _("A few words you will recognise later."))
_SAY_WHEN = _("Say when it happened.")
_SAY_HOW_LONG = _("Say how many minutes it took.")
_SAY_WHERE = _("Say where it was.")
_QUESTIONS = Detail(
    "questions",
    Shape.PAIRS,
    _("Questions and answers"),
    _("Each question as it was asked, and the answer as it was given."),
    _("Write down at least one question with its answer."),
)

OTHERS: dict[EvidenceKind, KindRules] = {
    K.OBSERVATION: KindRules(
        code="OBS",
        name=_("Observation"),
        about=_("What you saw somebody do at work, while they did it."),
        hand=Hand.ASSESSOR,
        signers=(Part.AUTHOR, Part.LEARNER),
        columns={
            "title": _NAME,
            "happened_on": _WHEN,
            "minutes": _MINUTES,
            "place": _WHERE,
            "what": (
                _("What was seen and heard"),
                _("What they said and did, in order. No customers’ names."),
            ),
        },
        needed={
            "happened_on": _SAY_WHEN,
            "minutes": _SAY_HOW_LONG,
            "place": _SAY_WHERE,
            "what": _("Say what you saw."),
        },
        details=(
            Detail(
                "activity",
                Shape.LINE,
                _("What they were doing"),
                _("“Serving at the returns desk.”"),
                _("Say what they were doing."),
            ),
            Detail(
                "remote",
                Shape.YES_NO,
                _("Was it watched from elsewhere, by video or telephone?"),
                "",
                _("Say whether you were there or watched from elsewhere."),
            ),
        ),
    ),
    K.DISCUSSION: KindRules(
        code="PD",
        name=_("Professional discussion"),
        about=_("A planned talk in depth. Add the recording, or sum it up."),
        hand=Hand.ASSESSOR,
        signers=(Part.AUTHOR, Part.LEARNER),
        columns={
            "title": _NAME,
            "happened_on": _WHEN,
            "minutes": _MINUTES,
            "place": (_("Where, or by what means"), ""),
            "what": (_("Summary"), _("Not needed if you add a recording.")),
        },
        needed={"happened_on": _SAY_WHEN, "minutes": _SAY_HOW_LONG},
        details=(
            Detail(
                "topics",
                Shape.TEXT,
                _("Plan of topics"),
                _("What you agreed to talk about, one topic a line."),
                _("Write down the topics you planned."),
            ),
        ),
    ),
    K.ORAL_QUESTIONS: KindRules(
        code="OQ",
        name=_("Oral questions"),
        about=_("Questions you asked, and the answers you heard."),
        hand=Hand.ASSESSOR,
        signers=(Part.AUTHOR, Part.LEARNER),
        columns={"title": _NAME, "happened_on": _WHEN, "minutes": _MINUTES, "place": _WHERE},
        needed={"happened_on": _SAY_WHEN},
        details=(_QUESTIONS,),
    ),
    K.WRITTEN_QUESTIONS: KindRules(
        code="WQ",
        name=_("Written questions"),
        about=_("Questions you set, and the answers that were written."),
        hand=Hand.ASSESSOR,
        signers=(Part.AUTHOR, Part.LEARNER),
        columns={"title": _NAME, "happened_on": _WHEN},
        needed={"happened_on": _SAY_WHEN},
        details=(_QUESTIONS,),
    ),
    K.SIMULATION: KindRules(
        code="SIM",
        name=_("Simulation"),
        about=_("Something set up to be assessed. It needs leave from the assessment strategy."),
        hand=Hand.ASSESSOR,
        signers=(Part.AUTHOR,),
        columns={
            "title": _NAME,
            "happened_on": _WHEN,
            "minutes": _MINUTES,
            "place": _WHERE,
            "what": (_("What was set up, and what they did"), ""),
        },
        needed={
            "happened_on": _SAY_WHEN,
            "what": _("Say what was set up and what they did."),
        },
        details=(
            Detail(
                "permission",
                Shape.LINE,
                _("Reference of the permission"),
                _("Where the strategy or the awarding organisation allows it."),
                _("Simulation counts only with permission. Give its reference."),
            ),
            Detail(
                "reason",
                Shape.LINE,
                _("Why real work would not do"),
                "",
                _("Say why real work would not do."),
            ),
        ),
    ),
    K.TESTIMONY: KindRules(
        code="WT",
        name=_("Witness testimony"),
        about=_("What somebody saw you do, in their own words."),
        hand=Hand.WITNESS,
        signers=(Part.WITNESS, Part.ASSESSOR),
        columns={"what": (_("What the witness saw"), "")},
        details=(
            Detail("witness", Shape.LINE, _("Witness")),
            Detail("role", Shape.LINE, _("Their role")),
            Detail("relationship", Shape.LINE, _("How they know the learner")),
            Detail("question", Shape.TEXT, _("What they were asked")),
        ),
    ),
    K.EXPERT_TESTIMONY: KindRules(
        code="EWT",
        name=_("Expert witness testimony"),
        about=_("What somebody who knows the work saw you do, in their own words."),
        hand=Hand.WITNESS,
        signers=(Part.WITNESS, Part.ASSESSOR),
        columns={"what": (_("What the witness saw"), "")},
        details=(
            Detail("witness", Shape.LINE, _("Expert witness")),
            Detail("role", Shape.LINE, _("Their role")),
            Detail("relationship", Shape.LINE, _("How they know the learner")),
            Detail("basis", Shape.TEXT, _("What makes them an expert")),
            Detail("question", Shape.TEXT, _("What they were asked")),
        ),
    ),
}
