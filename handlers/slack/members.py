"""What Slack says of its members, put in our words: asked for at the start, and of strangers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from sqlalchemy.exc import IntegrityError

from bot.people.roles import heard_of
from storage.db import Sessions

PAGE = 200


@dataclass(frozen=True)
class Workspace:
    """Who counts as ours: the workspace we are installed in, and the admins we were told of."""

    team: str = ""  # empty: not known, and nobody is taken for a stranger
    admins: frozenset[str] = frozenset()


def meet(
    sessions: Sessions, slack: WebClient, workspace: Workspace, slack_id: str, now: datetime
) -> None:
    """Ask who somebody is, outside of any transaction, and remember it."""
    said = slack.users_info(user=slack_id, include_locale=True)
    remember(sessions, [said["user"]], workspace, now)


def meet_everybody(
    sessions: Sessions, slack: WebClient, workspace: Workspace, now: datetime
) -> None:
    """Everybody in the workspace, as they are now."""
    for page in _pages(slack):
        remember(sessions, page, workspace, now)


def remember(
    sessions: Sessions, members: list[dict[str, Any]], workspace: Workspace, now: datetime
) -> None:
    """Take in what Slack says of members."""
    known = [known_of(member, workspace) for member in members]
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


def known_of(member: dict[str, Any], workspace: Workspace) -> dict[str, object]:
    """What Slack says of a member; a language it does not tell stays as it was.

    Somebody of another workspace, met in a shared channel, is a guest whatever they are at home.
    """
    profile, foreign = member.get("profile", {}), _is_foreign(member, workspace)
    rights = (member.get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))
    known: dict[str, object] = {
        "slack_id": member["id"],
        "name": profile.get("real_name") or member.get("real_name") or member.get("name", ""),
        "handle": member.get("name", ""),
        "tz": _known_zone(member.get("tz") or ""),
        "active": not member.get("deleted", False),
        "guest": bool(member.get("is_restricted")) or foreign,
        "admin": (any(rights) and not foreign) or member["id"] in workspace.admins,
        "robot": bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
    }
    return known | ({"locale": member["locale"]} if member.get("locale") else {})


def _known_zone(name: str) -> str:
    """A zone our own tables know; for one they do not, the office's will have to do."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError):
        return ""


def _is_foreign(member: dict[str, Any], workspace: Workspace) -> bool:
    teams = [member.get("team_id"), *member.get("enterprise_user", {}).get("teams", [])]
    elsewhere = bool(workspace.team and any(teams)) and workspace.team not in teams
    return elsewhere or bool(member.get("is_stranger"))
