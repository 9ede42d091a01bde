"""The pages about courses: finding and booking, one's own and the team's, and arranging them."""

from trainer.courses.views import arranging, attending, booking, finding, reporting, sessions
from trainer.courses.views.blueprint import bp

__all__ = ["arranging", "attending", "booking", "bp", "finding", "reporting", "sessions"]
