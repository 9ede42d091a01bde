"""What the pages of versions hang on."""

from flask import Blueprint

bp = Blueprint("versions", __name__, url_prefix="/catalogue")
