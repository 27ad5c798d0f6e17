"""What follows a trip whenever it has changed: the cards it is seen on, who is away for it."""

from __future__ import annotations

from bot.matters import story
from bot.who.request import Request
from storage.research.trips import Trip


def keep_up(request: Request, trip: Trip) -> None:
    """As it stands now, whatever was before: also once a step is taken back."""
    request.session.flush()
    if trip.topic is not None:
        story.show(request, trip.topic.matter)
