"""The words somebody puts their name to under a piece of evidence, by kind and part."""

from trainer.core.text import gettext as _
from trainer.logs.models import EvidenceKind, Part


def meaning(kind: EvidenceKind, part: Part) -> str:
    """Say what a signature in this part under this kind of evidence states."""
    match part:
        case Part.AUTHOR:
            return _("I wrote this myself, and it happened as I describe it.")
        case Part.WITNESS:
            return _("I saw this myself. These are my own words, and they are true.")
        case Part.LEARNER:
            return _("I have read this. It tells of my own work.")
        case Part.IQA:
            return _("I agree that this prior learning may count towards these criteria.")
    return {
        EvidenceKind.TEST: _("I have looked at the result itself, and it says this."),
        EvidenceKind.PRIOR_LEARNING: _("I have checked that this still holds today."),
    }.get(kind, _("I know why this witness's word counts, and accept it as testimony."))


def comment_missing(kind: EvidenceKind, part: Part) -> str:
    """Say what has to be written beside a signature in this part; nothing where it may be bare."""
    if kind is EvidenceKind.PRIOR_LEARNING and part is Part.ASSESSOR:
        return _("Say how you know that it still holds today.")
    return ""
