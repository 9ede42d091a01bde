"""A web server by whose clock it is the next day: `python -m tests.browser.a_day_later PORT`."""

import sys
from datetime import UTC, datetime, timedelta

import time_machine

from trainer.app import create_app
from trainer.config import Config
from trainer.worker import notice_candidates, remind_of_training, take_up_jobs


def serve(port: int) -> None:
    """Do the night's work on what people were to become, then answer until told to stop."""
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=True):
        app = create_app(Config.from_env())
        with app.app_context():
            take_up_jobs()
            remind_of_training()
            notice_candidates()
        app.run(port=port, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
