"""What the job worker does for careers: it notes who is ready for the assessor register."""

from trainer.careers.actions.registering import notice_candidates
from trainer.web.transactions import unit_of_work


def sweep() -> int:
    """Each night: note who meets all that a role asks which leads to the register; return how many."""
    with unit_of_work():
        return notice_candidates()
