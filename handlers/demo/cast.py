"""The rehearsal's cast: which post each member of the seeded office holds."""

from __future__ import annotations

from datetime import datetime

from bot.matters import letters
from storage.db import Sessions
from storage.office.settings import settings
from storage.who.people import Person, Role

SECTION = "文秘科"
POSTS = {
    "UWANG": (Role.LEADER, ""),
    "UZHAO": (Role.DIRECTOR, ""),
    "ULIU": (Role.DEPUTY_DIRECTOR, ""),
    "UCHEN": (Role.SECTION_HEAD, SECTION),
    "UZHANG": (Role.STAFF, SECTION),
    "ULINA": (Role.STAFF, SECTION),
    "USUN": (Role.STAFF, SECTION),
    "UZHOU": (Role.STAFF, "值班室"),
}
CHANNEL = "COFFICE"


def greet(sessions: Sessions, now: datetime) -> None:
    """One line to each, before the first card: where a real office says who has put them down."""
    with sessions.begin() as session:
        for slack_id in POSTS:
            letters.note(session, slack_id, "people.welcome", now, {})


def take_their_places(sessions: Sessions, now: datetime) -> None:
    """Give everybody their role, and the office its channel."""
    with sessions.begin() as session:
        for slack_id, (role, section) in POSTS.items():
            person = session.get_one(Person, slack_id)
            person.role, person.section = role, section
            person.welcomed = "-"  # `greet` says it, or they know
        settings(session).channel = CHANNEL
