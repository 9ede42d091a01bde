"""The key of the returns lies in a folder that tests share: each begins without one."""

import pytest
from flask import Flask

from trainer.equality import sealing


@pytest.fixture(autouse=True)
def _without_a_key(app: Flask) -> None:
    sealing.destroy()
