"""Every write to the register and to declared conflicts."""

from trainer.assessors.actions.accrediting import accredit, end_accreditation
from trainer.assessors.actions.declaring import declare, end_conflict
from trainer.assessors.actions.entering import end_entry, enter
from trainer.assessors.actions.standing import check_competence, lift, limit, suspend

__all__ = [
    "accredit",
    "check_competence",
    "declare",
    "end_accreditation",
    "end_conflict",
    "end_entry",
    "enter",
    "lift",
    "limit",
    "suspend",
]
