"""Where the pages of the matrix hang, and what they all know."""

from flask import Blueprint

bp = Blueprint("skills", __name__, url_prefix="/skills")
