"""Sentences in the reader's language, looked up once and kept for every later page."""

from typing import Any, cast

from babel import Locale
from flask import Flask, g
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from trainer.core import text

MOST_NUMBERS = 500
"""Sentences for larger numbers are not kept, or they might never end."""

Kept = dict[Any, str]

_kept: dict[Locale | None, Kept] = {}
"""For each language the sentences met so far; there are only as many as the code has."""


def _said_before() -> Kept:
    """Find the sentences kept in the reader's language, which a request settles once.

    Where nobody reads, as in a rule asked outside any request, they stay as they are written.
    """
    if not g:
        return _kept.setdefault(None, {})
    kept = g.get("sentences")
    if kept is None:
        kept = g.sentences = _kept.setdefault(get_locale(), {})
    return cast("Kept", kept)


def sentence(message: str) -> str:
    """Put a sentence into the reader's language."""
    kept = _said_before()
    found = kept.get(message)
    if found is None:
        found = kept[message] = get_translations().ugettext(message)
    return found


def sentence_for_number(one: str, many: str, number: int) -> str:
    """Choose the sentence for this number in the reader's language."""
    if number > MOST_NUMBERS:
        return get_translations().ungettext(one, many, number)
    kept = _said_before()
    found = kept.get((one, many, number))
    if found is None:
        found = kept[one, many, number] = get_translations().ungettext(one, many, number)
    return found


@pass_eval_context
def _in_template(context: EvalContext, message: str, **values: Any) -> str:
    """Say a sentence in a template; values are escaped where the template is HTML."""
    if values or not context.autoescape:
        return _filled_in(sentence(message), values, context)
    kept = _said_before()
    found = kept.get(("whole", message))
    if found is None:
        found = kept["whole", message] = _filled_in(sentence(message), values, context)
    return found


@pass_eval_context
def _of_number(context: EvalContext, one: str, many: str, number: int, **values: Any) -> str:
    """Say the sentence for this number in a template; `num` is filled in with it."""
    said = sentence_for_number(one, many, number)
    return _filled_in(said, {"num": number, **values}, context)


def _filled_in(said: str, values: dict[str, Any], context: EvalContext) -> str:
    if context.autoescape:
        said = Markup(said)  # noqa: S704 - sentences are ours; their values are escaped here
    return said % values


def _language() -> Locale | str:
    """Say in which language days are written: the reader's, or English where nobody reads."""
    return (get_locale() if g else None) or "en_GB"


def register(app: Flask) -> None:
    """Give templates their `_`, and the layers that know nothing of the web their sentences."""
    text.translate_with(sentence, sentence_for_number)
    text.speak_with(_language)
    app.jinja_env.globals.update(_=_in_template, ngettext=_of_number)
