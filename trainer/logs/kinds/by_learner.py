"""The kinds of evidence that learners write, as data: one row each."""

from trainer.core.text import lazy_gettext as _
from trainer.logs.kinds.shape import Detail, Hand, KindRules, Shape, Words
from trainer.logs.models import EvidenceKind, Part

K = EvidenceKind
_WHEN: Words = (_("When"), "")
_MINUTES: Words = (_("Minutes"), "")
_WHERE: Words = (_("Where"), "")
_NAME: Words = (_("Give it a name"), _("A few words you will recognise later."))
_KEPT: Words = (
    _("Kept somewhere else"),
    _("Where your assessor can look at it, and who will show it to them."),
)

STAR = (
    Detail(
        "situation",
        Shape.TEXT,
        _("Situation"),
        _("Where you were and what was going on. Leave out customers’ names."),
        _("Describe the situation."),
    ),
    Detail(
        "task",
        Shape.TEXT,
        _("Task"),
        _("What had to be done, and why it was yours to do."),
        _("Say what had to be done."),
    ),
    Detail(
        "action",
        Shape.TEXT,
        _("Action"),
        _("What you yourself did, step by step."),
        _("Say what you did."),
    ),
    Detail(
        "result",
        Shape.TEXT,
        _("Result"),
        _("What came of it, and what you would do differently."),
        _("Say what came of it."),
    ),
)
"""What happened, in four steps: for accounts, and for log entries told in the same way."""

LEARNERS: dict[EvidenceKind, KindRules] = {
    K.LOG: KindRules(
        code="LOG",
        name=_("Learning log"),
        about=_("Something that happened at work, what it meant and what comes of it."),
        hand=Hand.LEARNER,
    ),
    K.REFLECTIVE_ACCOUNT: KindRules(
        code="RA",
        name=_("Reflective account"),
        about=_("One situation from beginning to end, told step by step."),
        hand=Hand.LEARNER,
        columns={"title": _NAME, "happened_on": _WHEN, "place": _WHERE},
        details=STAR,
    ),
    K.WORK_PRODUCT: KindRules(
        code="PE",
        name=_("Work product"),
        about=_("A letter, form, report or message that you made as part of your work."),
        hand=Hand.LEARNER,
        columns={
            "title": _NAME,
            "happened_on": (_("When you made it"), ""),
            "what": (_("What it is"), _("What you made, what for, and which part of it is yours.")),
            "kept_at": _KEPT,
        },
        details=(
            Detail(
                "redacted",
                Shape.YES_NO,
                _("Is everything covered that tells who a customer or colleague is?"),
                _("Yes, too, if there is nothing of the kind in it."),
            ),
        ),
    ),
    K.PHOTO_AUDIO_VIDEO: KindRules(
        code="AV",
        name=_("Photo, audio or video"),
        about=_("A picture or a recording of you at work."),
        hand=Hand.LEARNER,
        columns={
            "title": _NAME,
            "happened_on": _WHEN,
            "place": _WHERE,
            "what": (_("What it shows"), _("Who does what in it, and where to look or listen.")),
            "kept_at": _KEPT,
        },
        details=(
            Detail(
                "others_shown",
                Shape.YES_NO,
                _("Kept somewhere else: can anyone but you be seen or heard?"),
                _("Of each photo or recording that you add, you are asked beside it."),
            ),
            Detail(
                "consent",
                Shape.LINE,
                _("How they agreed to it"),
                _("Who agreed, when, and how: “Marta, asked before filming, in writing”."),
            ),
        ),
    ),
    K.CASE_STUDY: KindRules(
        code="CS",
        name=_("Case study"),
        about=_("A case you worked through, real or given, with your answer to it."),
        hand=Hand.LEARNER,
        columns={
            "title": _NAME,
            "happened_on": (_("When you finished it"), ""),
            "what": (_("Your answer"), _("Write it here, or add it as a file.")),
        },
        details=(
            Detail(
                "brief",
                Shape.TEXT,
                _("The brief"),
                _("What you were asked to do, and by whom."),
                _("Say what you were asked to do."),
            ),
        ),
    ),
    K.PROJECT: KindRules(
        code="PRJ",
        name=_("Project or assignment"),
        about=_("A longer piece of work that you were set."),
        hand=Hand.LEARNER,
        columns={
            "title": _NAME,
            "happened_on": (_("When you finished it"), ""),
            "minutes": _MINUTES,
            "what": (_("What you did"), _("Write it here, or add it as a file.")),
        },
        details=(
            Detail(
                "brief",
                Shape.TEXT,
                _("The brief"),
                _("What you were asked to do, and by whom."),
                _("Say what you were asked to do."),
            ),
        ),
    ),
    K.TEST: KindRules(
        code="TEST",
        name=_("Knowledge test"),
        about=_("The result of a test. Your assessor looks at the result itself first."),
        hand=Hand.LEARNER,
        signers=(Part.ASSESSOR,),
        columns={
            "title": (_("Name of the test"), ""),
            "happened_on": (_("When you took it"), ""),
            "what": (_("What it was about"), ""),
            "kept_at": _KEPT,
        },
        needed={"title": _("Say which test it was."), "happened_on": _("Say when you took it.")},
        details=(
            Detail(
                "set_by",
                Shape.LINE,
                _("Set and marked by"),
                _("The awarding organisation, college or system."),
                _("Say who set and marked the test."),
            ),
            Detail("score", Shape.NUMBER, _("Your score"), "", _("Give your score.")),
            Detail("pass_mark", Shape.NUMBER, _("The pass mark"), "", _("Give the pass mark.")),
        ),
    ),
    K.PRIOR_LEARNING: KindRules(
        code="RPL",
        name=_("Prior learning"),
        about=_(
            "What you could do before you began here. Your assessor checks that it still holds,"
            " and a quality assurer has to agree."
        ),
        hand=Hand.LEARNER,
        signers=(Part.ASSESSOR, Part.IQA),
        columns={
            "title": _NAME,
            "happened_on": (_("When you achieved it"), ""),
            "what": (_("What you learnt or did"), _("And how it shows the criteria you link.")),
            "kept_at": _KEPT,
        },
        needed={
            "happened_on": _("Say when you achieved it."),
            "what": _("Say what you learnt or did."),
        },
        details=(
            Detail(
                "source",
                Shape.LINE,
                _("Where it comes from"),
                _("The employer, college or certificate, with its number if there is one."),
                _("Say where it comes from."),
            ),
        ),
    ),
}
