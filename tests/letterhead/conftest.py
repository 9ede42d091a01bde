"""Who sees to the letterhead."""

import pytest
from flask import Flask

from tests.factories_certificates import make_administrator
from trainer.accounts.models import User


@pytest.fixture
def tess(app: Flask) -> User:
    """A training administrator."""
    return make_administrator()
