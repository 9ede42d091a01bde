"""Forms and rounds, appraisals with all that is written in them, calibration and appeals."""

from trainer.appraisals.models.appealing import (
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalAppealGrounds,
)
from trainer.appraisals.models.appraising import (
    Addendum,
    Appraisal,
    AppraisalAnswer,
    AppraisalPaper,
    AppraisalPart,
    AppraisalReading,
    AppraisalRecord,
    AppraisalReminder,
    AppraisalSignature,
    AppraisalStep,
    Citation,
    SignedAs,
)
from trainer.appraisals.models.calibrating import (
    CalibrationChange,
    CalibrationLine,
    CalibrationSession,
)
from trainer.appraisals.models.rounds import (
    AppraisalTemplate,
    AppraisalTemplateVersion,
    Cycle,
    CycleKind,
    CycleStatus,
)

__all__ = [
    "Addendum",
    "Appraisal",
    "AppraisalAnswer",
    "AppraisalAppeal",
    "AppraisalAppealAnswer",
    "AppraisalAppealGrounds",
    "AppraisalPaper",
    "AppraisalPart",
    "AppraisalReading",
    "AppraisalRecord",
    "AppraisalReminder",
    "AppraisalSignature",
    "AppraisalStep",
    "AppraisalTemplate",
    "AppraisalTemplateVersion",
    "CalibrationChange",
    "CalibrationLine",
    "CalibrationSession",
    "Citation",
    "Cycle",
    "CycleKind",
    "CycleStatus",
    "SignedAs",
]
