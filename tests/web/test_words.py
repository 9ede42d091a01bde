"""Sentences in templates: values are escaped in pages, and left alone in letters."""

from contextvars import copy_context

from flask import Flask, g, render_template_string

from trainer.app import create_app
from trainer.config import Config
from trainer.core import text
from trainer.web.remembered import remembered

HOSTILE = "<b>Nia & co</b>"


def test_values_in_a_page_are_escaped(app: Flask) -> None:
    with app.test_request_context():
        shown = render_template_string('{{ _("Hello %(name)s", name=name) }}', name=HOSTILE)
    assert shown == "Hello &lt;b&gt;Nia &amp; co&lt;/b&gt;"


def test_values_in_a_letter_stay_as_they_are(app: Flask) -> None:
    source = '{% autoescape false %}{{ _("Hello %(name)s", name=name) }}{% endautoescape %}'
    with app.test_request_context():
        assert render_template_string(source, name=HOSTILE) == f"Hello {HOSTILE}"


def test_a_sentence_for_a_number_says_the_number(app: Flask) -> None:
    source = '{{ ngettext("%(num)d day, %(who)s", "%(num)d days, %(who)s", n, who=who) }}'
    with app.test_request_context():
        assert render_template_string(source, n=1, who=HOSTILE).startswith("1 day, &lt;b&gt;")
        assert render_template_string(source, n=2, who="x") == "2 days, x"
        assert render_template_string(source, n=90000, who="x") == "90000 days, x"


def test_what_was_drawn_once_is_drawn_again_for_other_arguments(app: Flask) -> None:
    drawn: list[str] = []

    def macro(word: str) -> str:
        drawn.append(word)
        return f"[{word}]"

    macro.name = "a macro of this test"  # type: ignore[attr-defined]
    with app.test_request_context():
        shown = [remembered(macro, word) for word in ("a", "b", "a")]
    assert shown == ["[a]", "[b]", "[a]"]
    assert drawn == ["a", "b"]


def test_another_mount_draws_its_own(app: Flask) -> None:
    drawn: list[str] = []

    def macro() -> str:
        drawn.append("drawn")
        return "picture"

    macro.name = "another macro of this test"  # type: ignore[attr-defined]
    for root in ("", "/training"):
        with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
            g.pop("drawn", None)
            remembered(macro)
    assert len(drawn) == 2


def test_a_rule_asked_outside_any_request_speaks_as_it_is_written(config: Config) -> None:
    create_app(config)
    said = copy_context().run(lambda: text.gettext("Keep %(what)s", what="calm"))
    assert said == "Keep calm"
