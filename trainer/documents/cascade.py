"""Come here for how a page finds its styles: each worked out once, for all documents set in it.

The library works them out anew for each document, rule by rule and property by property, which
takes a third of the time. What is here replaces parts of it that it doesn't promise to keep:
`tests/documents/test_cascade.py` compares what comes of it with what the library makes alone.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

import cssselect2
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css import StyleFor
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector
from weasyprint.document import Document
from weasyprint.html import UA_COUNTER_STYLE, UA_STYLESHEET
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext
from weasyprint.text.fonts import FontConfiguration

MOST = 2000
"""So many kinds of element are kept; our templates know some hundred."""

SAID = frozenset({"alt", "content", "src"})
"""Attributes that no rule asks about: they are another in each document."""


@dataclass
class Kind:
    """All elements of one name, with the same attributes, within elements that are alike as well."""

    styles: dict[Any, Any] = field(default_factory=dict)
    within: dict[Any, "Kind"] = field(default_factory=dict)

    def of(self, element: Element) -> "Kind":
        """Find the kind of an element that stands within one of this kind."""
        told = frozenset(one for one in element.items() if one[0] not in SAID)
        return self.within.setdefault((element.tag, told), Kind())


class Sheets(list[CSS]):
    """Style sheets, and the styles they came to; they may not ask what stands beside an element."""

    def __init__(self, sheets: Iterable[CSS]) -> None:
        super().__init__(sheets)
        self.kinds, self.kept = Kind(), 0
        self.library = _without_margins(UA_STYLESHEET, kept={None, *_margins(self)})

    def keep(self, kind: Kind, styles: dict[Any, Any]) -> None:
        """Keep the styles of a kind; when too many are kept, begin again."""
        self.kept += 1
        if self.kept > MOST:
            self.kinds, self.kept = Kind(), 0
        kind.styles = styles


def _without_margins(sheet: CSS, kept: set[str | None]) -> CSS:
    """Leave out of a sheet how those margins of a page are set in which ours never prints."""
    lighter = copy(sheet)
    lighter.page_rules = [
        rule for rule in sheet.page_rules if any(margin in kept for _, margin, _ in rule[1])
    ]
    return lighter


def _margins(sheets: Iterable[CSS]) -> Iterable[str | None]:
    """List the margins of pages for which sheets have rules; none is the page itself."""
    for sheet in sheets:
        for _, selectors, _ in sheet.page_rules:
            yield from (margin for _, margin, _ in selectors)


class _Styles(StyleFor):
    """The style of each element of a document: those kept, or worked out where one is missing."""

    def __init__(self, html: HTML, sheets: Sheets, fonts: Any, targets: TargetCollector) -> None:
        found = list(_kinds(html.etree_element, sheets.kinds))
        origins = [
            (sheets.library, "user agent", None),
            *((one, "user", None) for one in sheets),
        ]
        if all(kind.styles for _, kind in found):
            self._sheets, self.font_config = origins, fonts
            self._cascaded_styles: dict[Any, Any] = {}
            self._computed_styles: dict[Any, Any] = {}
            self.initial_page_sizes = {"box": None, "area": None}
            self._take(found, targets)
            return
        super().__init__(html, origins, False, fonts, targets)
        self._leave(found, sheets)

    def _take(self, found: list[tuple[Element, Kind]], targets: TargetCollector) -> None:
        for element, kind in found:
            for pseudo, style in kind.styles.items():
                self._computed_styles[element, pseudo] = style
                if style["anchor"]:
                    targets.collect_anchor(style["anchor"])

    def _leave(self, found: list[tuple[Element, Kind]], sheets: Sheets) -> None:
        made: dict[Element, dict[Any, Any]] = {}
        for (element, pseudo), style in self._computed_styles.items():
            made.setdefault(element, {})[pseudo] = style
        for element, kind in found:
            if not kind.styles:
                sheets.keep(kind, made[element])


def _kinds(element: Element, above: Kind) -> Iterable[tuple[Element, Kind]]:
    kind = above.of(element)
    yield element, kind
    for child in element:
        if isinstance(child.tag, str):  # Else it is a comment, which has no style.
            yield from _kinds(child, kind)


class _Document(Document):
    @classmethod
    def of(cls, page: HTML, fonts: FontConfiguration, options: dict[str, Any]) -> Document:
        return cls._render(page, fonts, None, None, DEFAULT_OPTIONS | options)

    @classmethod
    def _build_layout_context(
        cls,
        html: HTML,
        font_config: FontConfiguration,
        counter_style: CounterStyle,
        _profiles: object,
        options: dict[str, Any],
    ) -> LayoutContext:
        """Do what the library does, with styles that are kept."""
        counter_style.update(UA_COUNTER_STYLE)
        targets = TargetCollector()
        pictures = partial(
            get_image_from_uri,
            cache=options["cache"],
            url_fetcher=html.url_fetcher,
            options=options,
        )
        styles = _Styles(html, options["stylesheets"], font_config, targets)
        return LayoutContext(styles, pictures, font_config, counter_style, targets)


class Page(HTML):
    """A page of ours. Read as XML, which is much faster, and as HTML only where it is none."""

    def __init__(self, html: str, fetcher: Any) -> None:
        try:
            root = fromstring(html)  # noqa: S314 - from a template, which escapes what it is given.
        except ParseError:
            super().__init__(string=html, url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root

    def render(
        self,
        font_config: FontConfiguration,
        _counters: object = None,
        _profiles: object = None,
        **options: Any,
    ) -> Document:
        """Lay it out; what it is set in comes from `Sheets`, never from within it."""
        return _Document.of(self, font_config, options)
