"""Whose browser somebody may sign out."""

from trainer.accounts.models import LoginSession, User
from trainer.accounts.policies import may_end


def test_everybody_signs_out_their_own_browsers_only() -> None:
    ada, session = User(id=1, name="Ada Trainee"), LoginSession(user_id=1)
    assert may_end(ada, session)
    refused = may_end(User(id=2, name="Ben Other"), session)
    assert not refused
    assert "your sessions" in refused.reason
