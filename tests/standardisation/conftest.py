"""Ada’s entry, assessed by Ben and assured by Cleo; Dev, Fay and Gus assess too."""

import pytest

from tests.factories import make_user
from tests.factories_assessments import make_qualification, make_registration, make_submission
from tests.factories_standardisation import make_assessors, make_exercise
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.standardisation.models import Exercise


@pytest.fixture
def submission(ada: User, ben: User, cleo: User) -> Submission:
    version = make_qualification(criteria=3)
    registration = make_registration(ada, ben, cleo, version=version)
    return make_submission(
        registration,
        title="What Ada Trainee said",
        what="Ada told Ben Assessor that trainee hours matter. Mrs Quill agreed with Ada.",
    )


@pytest.fixture
def assessors(submission: Submission) -> list[User]:
    names = ("Dora Assessor", "Fay Assessor", "Gus Assessor")
    return make_assessors(submission, *(make_user(name) for name in names))


@pytest.fixture
def exercise(submission: Submission, assessors: list[User]) -> Exercise:
    return make_exercise(submission)
