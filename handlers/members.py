"""What Slack says of its members, put in our words: asked for at the start, and of strangers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy.exc import IntegrityError

from bot.people import heard_of
from storage.db import Sessions

PAGE = 200


def meet(
    sessions: Sessions, slack: WebClient, admins: frozenset[str], slack_id: str, now: datetime
) -> None:
    """Ask who somebody is, outside of any transaction, and remember it."""
    said = slack.users_info(user=slack_id, include_locale=True)
    remember(sessions, [said["user"]], admins, now)


def meet_everybody(
    sessions: Sessions, slack: WebClient, admins: frozenset[str], now: datetime
) -> None:
    """Everybody in the workspace, as they are now."""
    for page in _pages(slack):
        remember(sessions, page, admins, now)


def remember(
    sessions: Sessions, members: list[dict[str, Any]], admins: frozenset[str], now: datetime
) -> None:
    """Take in what Slack says of members."""
    known = [known_of(member, admins) for member in members]
    try:
        with sessions.begin() as session:
            heard_of(session, known, now)
    except IntegrityError:  # another process has met them at this moment: now they are known
        with sessions.begin() as session:
            heard_of(session, known, now)


def _pages(slack: WebClient) -> Iterator[list[dict[str, Any]]]:
    cursor = ""
    while True:
        said = slack.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        yield said["members"]
        cursor = (said.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return


def known_of(member: dict[str, Any], admins: frozenset[str]) -> dict[str, object]:
    """What Slack says of a member; a language it does not tell stays as it was."""
    profile = member.get("profile", {})
    rights = (member.get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))
    known: dict[str, object] = {
        "slack_id": member["id"],
        "name": profile.get("real_name") or member.get("real_name") or member.get("name", ""),
        "handle": member.get("name", ""),
        "tz": member.get("tz") or "",
        "active": not member.get("deleted", False),
        "guest": bool(member.get("is_restricted") or member.get("is_stranger")),
        "admin": any(rights) or member["id"] in admins,
        "robot": bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
    }
    return known | ({"locale": member["locale"]} if member.get("locale") else {})
