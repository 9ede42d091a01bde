"""Where the pages and the receiving address live."""

from flask import Blueprint

bp = Blueprint("elearning", __name__, url_prefix="/elearning")
receiving_bp = Blueprint("xapi", __name__, url_prefix="/xapi")
