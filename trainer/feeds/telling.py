"""Whom work products concern that came in by file."""

from trainer.core.text import ngettext
from trainer.feeds.events import ProductsOffered
from trainer.notifications.telling import tell


def tell_of_offer(event: ProductsOffered) -> None:
    """Tell somebody that there is something they may use as evidence."""
    count = len(event.products)
    words = ngettext(
        "%(num)d work product is offered to you as evidence. Use it, or set it aside.",
        "%(num)d work products are offered to you as evidence. Use them, or set them aside.",
        count,
    )
    tell(event.subject, words, "/log/offered", actor=event.actor)
