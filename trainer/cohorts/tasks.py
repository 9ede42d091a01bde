"""What the job worker does with a cohort: each learner in a transaction of their own."""

from trainer.cohorts import queries
from trainer.cohorts.actions import registering
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.web.transactions import unit_of_work


def register_cohort(cohort_id: int) -> None:
    """Register one after the other; whom a rule refuses keeps the reason and stops nobody else."""
    waiting = queries.waiting_members(cohort_id)
    db.session.rollback()
    for member_id in waiting:
        try:
            with unit_of_work():
                registering.register_member(member_id)
        except TrainerError as refusal:
            with unit_of_work():
                registering.note_refusal(member_id, refusal.sentence)
    with unit_of_work():
        registering.finish(cohort_id)
