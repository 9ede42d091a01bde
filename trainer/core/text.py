"""Words people read, translated at the moment they are read.

Policies, actions and models may not import Flask; they mark their sentences here, and the web
layer says in which language they come out.
"""

from collections.abc import Callable
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.support import LazyProxy
from markupsafe import escape


def _as_written(message: str) -> str:
    return message


def _number_as_written(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


Translate = Callable[[str], str]
TranslateNumber = Callable[[str, str, int], str]

_translators: list[Translate] = [_as_written]
_number_translators: list[TranslateNumber] = [_number_as_written]


_languages: list[Callable[[], Locale | str]] = [lambda: "en_GB"]


def speak_with(language: Callable[[], Locale | str]) -> None:
    """Let this function say in which language days are written from now on."""
    _languages[0] = language


def written(day: date | datetime | None) -> str:
    """Write a day as people read it in a sentence: 3 May 2027; nothing where there is none."""
    return format_date(day, "d MMMM y", locale=_languages[0]()) if day else ""


def translate_with(translate: Translate, translate_number: TranslateNumber) -> None:
    """Let these functions turn each sentence into the reader's language from now on."""
    _translators[0] = translate
    _number_translators[0] = translate_number


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Choose the sentence for this number in the reader's language; `num` is filled in with it."""
    return _number_translators[0](one, many, number) % {"num": number, **values}


def gettext(message: str, **values: object) -> str:
    """Put a sentence into the reader's language and fill in its named values."""
    translated = _translators[0](message)
    return translated % values if values else translated


class _Lazily(LazyProxy):
    """A sentence that says itself as text and as HTML without going the long way round."""

    __slots__ = ("_message",)

    def __init__(self, message: str) -> None:
        super().__init__(gettext, message, enable_cache=False)
        object.__setattr__(self, "_message", message)

    def __str__(self) -> str:
        return _translators[0](self._message)

    def __html__(self) -> str:
        return escape(_translators[0](self._message))


def lazy_gettext(message: str) -> LazyProxy:
    """Mark a sentence that is written once at import and translated each time it is shown."""
    return _Lazily(message)
