"""The application for a WSGI server: `gunicorn wsgi:app`."""

from trainer.app import create_app
from trainer.config import Config

app = create_app(Config.from_env())
