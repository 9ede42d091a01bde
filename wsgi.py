"""The application for a WSGI server: `gunicorn wsgi:app`."""

from trainer.app import create_app
from trainer.config import Config
from trainer.web import journal

journal.begin()
app = create_app(Config.from_env())
