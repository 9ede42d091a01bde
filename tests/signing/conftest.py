"""An installation with a folder of its own and keys in it, and a certificate to sign."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.factories import make_certificate
from trainer.config import Config
from trainer.documents.pool import Renderer
from trainer.signing.keys import open_store
from trainer.signing.signer import Signer
from trainer.signing.store import KeyStore

CODE = "K4TN-9XQ2-7HRD-3BM8-WPA5-ZC6E-FG"


@pytest.fixture
def own(config: Config, tmp_path: Path) -> Config:
    """The settings of an installation that has no keys yet."""
    return replace(config, data_dir=tmp_path)


@pytest.fixture
def store(own: Config) -> KeyStore:
    return open_store(own)


@pytest.fixture(scope="session")
def rendered() -> bytes:
    """A certificate as the renderer makes it."""
    with Renderer() as renderer:
        return renderer.render(make_certificate(code=CODE).request())


@pytest.fixture
def signed(own: Config, rendered: bytes) -> bytes:
    """The same, signed."""
    return Signer(own).sign(rendered).content
