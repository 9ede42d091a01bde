"""The pages of an assessor."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.navigation.shared import PHRASES
from trainer.home.within import (
    BY_OTHER_HANDS,
    EXERCISES,
    HAND_OVERS,
    LOOKS,
    PLANS,
    PROGRESS,
    WITNESSES,
)
from trainer.people.models import Role

ASSESS = Hat(
    HatKey.ASSESS,
    _("Assess"),
    (
        HatPage(
            "assessments.queue",
            _("Queue"),
            "queue",
            tab=True,
            counts="in_queue",
            within=frozenset(
                {
                    "assessments.review",
                    "assessments.comment",
                    "assessments.judge",
                    "assessments.judge_several",
                    "assessments.sign_judgements",
                    "assessments.send_back",
                    "assessments.correct",
                    "assessments.refuse",
                    "assessments.submission",
                }
            ),
        ),
        HatPage(
            "assessments.learners",
            _("My learners"),
            "people",
            tab=True,
            within=PROGRESS | PLANS | WITNESSES | BY_OTHER_HANDS | HAND_OVERS,
        ),
        HatPage("comparing.assessors", _("My figures"), "chart"),
        HatPage(
            "planning.mine", _("Plans"), "calendar", within=frozenset({"planning.open_calendar"})
        ),
        HatPage(
            "standardisation.mine",
            _("Standardisation"),
            "people",
            counts="exercises_to_judge",
            within=EXERCISES,
        ),
        HatPage("quality.at_my_work", _("Looks at my decisions"), "eye", within=LOOKS),
        PHRASES,
    ),
    roles=frozenset({Role.ASSESSOR}),
)
