"""Everybody with a part in an appraisal."""

import pytest
from flask import Flask

from tests.factories_appraisals import Cast, make_cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()
