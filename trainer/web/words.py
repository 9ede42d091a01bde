"""Sentences in the reader's language, looked up once and kept for every later page."""

from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from trainer.core import text

_kept: dict[Locale | None, dict[str, str]] = {}
"""For each language the sentences met so far; there are only as many as the code has."""


def sentence(message: str) -> str:
    """Put a sentence into the reader's language."""
    kept = _kept.setdefault(get_locale(), {})
    found = kept.get(message)
    if found is None:
        found = kept[message] = get_translations().ugettext(message)
    return found


def sentence_for_number(one: str, many: str, number: int) -> str:
    """Choose the sentence for this number in the reader's language."""
    return get_translations().ungettext(one, many, number)


@pass_eval_context
def _in_template(context: EvalContext, message: str, **values: Any) -> str:
    """Say a sentence in a template; values are escaped where the template is HTML."""
    said = sentence(message)
    if context.autoescape:
        said = Markup(said)  # noqa: S704 - sentences are ours; their values are escaped below
    return said % values


def register(app: Flask) -> None:
    """Give templates their `_`, and the layers that know nothing of the web their sentences."""
    text.translate_with(sentence, sentence_for_number)
    app.jinja_env.globals["_"] = _in_template
