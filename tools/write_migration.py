"""Write a migration for what changed in the models, against a database brought up to date first.

./run migration "what it brings"
"""

import sys
import tempfile
from pathlib import Path

from flask_migrate import migrate, upgrade

from trainer.app import create_app
from trainer.cli.migrating import learn_to_migrate
from trainer.config import Config


def main() -> None:
    """Bring a scratch database to the present form and let Alembic compare the models with it."""
    if len(sys.argv) != 2 or not sys.argv[1].strip():  # noqa: PLR2004 - the command and its message
        sys.exit('Say what it brings: ./run migration "sites get an address"')
    with tempfile.TemporaryDirectory() as folder:
        config = Config(
            secret_key="a scratch database has no secrets",  # noqa: S106 - nor this one
            base_url="http://localhost",
            data_dir=Path(folder),
        )
        with learn_to_migrate(create_app(config)).app_context():
            upgrade()
            migrate(message=sys.argv[1])


main()
