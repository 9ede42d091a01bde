"""Come here for the photos, papers and sounds of the demonstration: drawn, never taken."""

from collections.abc import Callable, Sequence

from trainer.demo.media import papers, photos, sounds

MAKERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "thank_you_card": photos.thank_you_card,
    "receipt": photos.receipt,
    "shelf_label": photos.shelf_label,
    "whiteboard": photos.whiteboard,
    "delivery_note": photos.delivery_note,
    "order_note": papers.order_note,
    "call_summary": papers.call_summary,
    "case_record": papers.case_record,
    "typed_note": papers.typed_note,
    "team_briefing": papers.team_briefing,
    "call_back": sounds.call_back,
}


def make(draw: str, says: Sequence[str]) -> bytes:
    """Make a file that shows these words; the same words make the same bytes."""
    return MAKERS[draw](says)
