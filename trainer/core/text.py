"""Words people read, translated at the moment they are read.

Policies, actions and models may not import Flask; they mark their sentences here, and the web
layer says in which language they come out.
"""

from collections.abc import Callable

from babel.support import LazyProxy


def _as_written(message: str) -> str:
    return message


_translators: list[Callable[[str], str]] = [_as_written]


def translate_with(translate: Callable[[str], str]) -> None:
    """Let this function turn each sentence into the reader's language from now on."""
    _translators[0] = translate


def gettext(message: str, **values: object) -> str:
    """Put a sentence into the reader's language and fill in its named values."""
    translated = _translators[0](message)
    return translated % values if values else translated


def lazy_gettext(message: str) -> LazyProxy:
    """Mark a sentence that is written once at import and translated each time it is shown."""
    return LazyProxy(gettext, message, enable_cache=False)
