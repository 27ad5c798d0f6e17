"""Where a chosen topic stands by its trips (A1.8): planned once one is approved, in the field from
when its people leave, merely chosen while none is to be made.
"""

from __future__ import annotations

from dataclasses import replace

from bot.matters import changes, journal, story
from bot.matters.moves import Told, Values
from bot.who.request import Request
from storage.matters.journal import BY_ITSELF
from storage.research.topics import IN_HAND, Topic, TopicState
from storage.research.trips import MADE, TripState, states_of

LEFT = frozenset({TripState.OUT, *MADE})


def stands(request: Request, topic: Topic, told: Told | None = None) -> Values:
    """Its state, in the hands of whoever leads it."""
    trips = states_of(request.session, topic.id)
    if trips & LEFT:
        return {"state": TopicState.FIELDWORK}
    planned = TripState.APPROVED in trips
    return {"state": TopicState.PLANNED if planned else TopicState.CHOSEN}


def follow(request: Request, topic: Topic) -> None:
    """Its card and its record say so; whoever is concerned has heard of the trip itself."""
    values = stands(request, topic)
    if topic.state in IN_HAND and topic.state is not values["state"]:
        itself = replace(request, surface=BY_ITSELF)
        before, after = changes.apply((topic,), values)
        request.session.flush()
        verb = f"topics.is-{topic.state}"
        journal.record(itself, verb, matter=topic.matter, before=before, after=after)
    story.show(request, topic.matter)
