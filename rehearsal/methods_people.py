"""Web API: who is who, and whether Slack is there at all."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from rehearsal import spoken
from rehearsal.calling import Args, member_of, method
from rehearsal.errors import Refused
from rehearsal.ground import Ground
from rehearsal.workspace import APP_ID, BOT_ID, BOT_USER, TEAM, TEAM_DOMAIN, TEAM_NAME

Json = dict[str, Any]
T = TypeVar("T")


@method("api.test", open=True)
def api_test(ground: Ground, args: Args) -> Json:
    if "error" in args:
        raise Refused(str(args.text("error")), args=args.given)
    return {"args": args.given} if args.given else {}


@method("auth.test")
def auth_test(ground: Ground, args: Args) -> Json:
    return {
        "url": f"{ground.address}/",
        "team": TEAM_NAME,
        "user": ground.app.name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("team.info", scope="team:read")
def team_info(ground: Ground, args: Args) -> Json:
    return {"team": {"id": TEAM, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "url": ground.address}}


@method("bots.info", scope="users:read")
def bots_info(ground: Ground, args: Args) -> Json:
    if args.text("bot") not in (None, BOT_ID):
        raise Refused("bot_not_found")
    return {
        "bot": {
            "id": BOT_ID,
            "deleted": False,
            "name": ground.app.name,
            "updated": 0,
            "app_id": APP_ID,
            "user_id": BOT_USER,
            "icons": {},
        }
    }


@method("users.info", scope="users:read")
def users_info(ground: Ground, args: Args) -> Json:
    found = member_of(ground, args.need("user", "user_not_found"))
    return {"user": spoken.member(ground, found, args.flag("include_locale"))}


@method("users.list", scope="users:read")
def users_list(ground: Ground, args: Args) -> Json:
    some, more = page(args, list(ground.workspace.members.values()), most=1000)
    members = [spoken.member(ground, one, args.flag("include_locale")) for one in some]
    return {"members": members, "cache_ts": int(ground.clock.now().timestamp()), **more}


def page(
    args: Args, items: Sequence[T], most: int, default: int | None = None
) -> tuple[list[T], Json]:
    """One page and the cursor of the next, as `response_metadata` tells it."""
    start = _place(args.text("cursor"))
    limit = args.number("limit", default or len(items) or 1, most)
    following = start + limit
    cursor = _cursor(following) if following < len(items) else ""
    return list(items[start:following]), {"response_metadata": {"next_cursor": cursor}}


def _cursor(place: int) -> str:
    return base64.b64encode(f"place:{place}".encode()).decode()


def _place(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("place:"))
    except (binascii.Error, ValueError):
        raise Refused("invalid_cursor") from None
