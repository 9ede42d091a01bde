"""Who issues certificates."""

import pytest
from flask import Flask

from tests.factories import PASSWORD
from tests.factories_certificates import make_administrator
from trainer.accounts.models import User


@pytest.fixture
def tess(app: Flask) -> User:
    """A training administrator, who can sign."""
    return make_administrator(password=PASSWORD)
