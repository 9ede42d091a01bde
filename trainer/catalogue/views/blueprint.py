"""What the pages of the catalogue hang on."""

from flask import Blueprint

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")
