"""The addresses of packs."""

from flask import Blueprint

bp = Blueprint("packs", __name__)
