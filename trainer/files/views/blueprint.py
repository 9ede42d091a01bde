"""The blueprint of the pages about files."""

from flask import Blueprint

bp = Blueprint("files", __name__)
