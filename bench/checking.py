"""Come here for what checking a certificate costs: `python -m bench.checking --data DIR`.

Each request comes from an address of its own, so that it is counted in the database, durably, and
never refused. The floor is a page that only says that there is nothing.
"""

import argparse
from pathlib import Path

import sqlalchemy as sa

from bench.inprocess import application, heading, timed
from trainer.certificates.models import Certificate
from trainer.core.database import new_code
from trainer.extensions import db

JSON = {"Accept": "application/json"}


def main() -> None:
    """Time the page and the JSON, of a certificate and of nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    app = application(parser.parse_args().data)
    with app.app_context():
        code = db.session.scalars(sa.select(Certificate.code)).first()
    client, asker = app.test_client(use_cookies=False), iter(range(1 << 24))

    def get(path: str, headers: dict[str, str] | None = None) -> None:
        number = next(asker)
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        client.get(path, headers=headers, environ_base={"REMOTE_ADDR": address})

    heading()
    timed("floor: no such page", lambda: get("/nothing-here"))
    timed("page of a certificate", lambda: get(f"/v/{code}"))
    timed("page of nothing", lambda: get(f"/v/{new_code()}"))
    timed("JSON of a certificate", lambda: get(f"/v/{code}", JSON))
    timed("JSON of nothing", lambda: get(f"/v/{new_code()}", JSON))


if __name__ == "__main__":
    main()
