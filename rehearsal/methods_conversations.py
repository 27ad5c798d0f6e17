"""Web API: channels, their members and what was said in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from rehearsal import spoken
from rehearsal.calling import Args, app_is_in, channel_of, member_of, method, need_scope
from rehearsal.errors import Refused
from rehearsal.ground import Ground
from rehearsal.methods_people import page
from rehearsal.workspace import BOT_USER, SLACKBOT, Channel, Message

Json = dict[str, Any]

KINDS = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


@method("conversations.open")
def conversations_open(ground: Ground, args: Args) -> Json:
    need_scope(ground, "im:write", "mpim:write", "channels:manage", "groups:write")
    if "channel" in args:
        channel = channel_of(ground, args.need("channel"))
    else:
        channel = direct_message(ground, args.need("users", "users_list_not_supplied"))
    shown = spoken.channel(channel) if args.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


def direct_message(ground: Ground, users: str) -> Channel:
    """The app's direct message with one member; several at once are not served here."""
    if "," in users:
        raise Refused("method_not_supported_for_channel_type", "only one member at a time here")
    member = member_of(ground, users)
    if member.deleted:
        raise Refused("user_disabled")
    if member.is_bot or member.id == SLACKBOT:
        raise Refused("cannot_dm_bot")
    return ground.workspace.dm(member.id, int(ground.clock.now().timestamp()))


@method("conversations.info")
def conversations_info(ground: Ground, args: Args) -> Json:
    channel = _readable(ground, args, "read")
    shown = spoken.channel(channel)
    if args.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


@method("conversations.list")
def conversations_list(ground: Ground, args: Args) -> Json:
    wanted = _kinds(ground, args)
    known = [c for c in ground.workspace.channels.values() if app_is_in(c) or c.kind == "channels"]
    return _listed(args, (c for c in known if c.kind in wanted))


@method("users.conversations")
def users_conversations(ground: Ground, args: Args) -> Json:
    wanted = _kinds(ground, args)
    whose = member_of(ground, args.text("user") or BOT_USER).id
    known = (c for c in ground.workspace.channels_of(whose) if c.kind in wanted)
    return _listed(args, (c for c in known if app_is_in(c) or c.kind == "channels"))


@method("conversations.members")
def conversations_members(ground: Ground, args: Args) -> Json:
    some, more = page(args, _readable(ground, args, "read").members, most=1000, default=100)
    return {"members": some, **more}


@method("conversations.join", scope="channels:join")
def conversations_join(ground: Ground, args: Args) -> Json:
    channel = channel_of(ground, args.need("channel"))
    if channel.kind != "channels":
        raise Refused("method_not_supported_for_channel_type")
    if not app_is_in(channel):
        channel.members.append(BOT_USER)
        ground.changed("state")
    return {"channel": spoken.channel(channel)}


@method("conversations.history")
def conversations_history(ground: Ground, args: Args) -> Json:
    channel = _readable(ground, args, "history")
    roots = _between(ground, args, reversed(channel.roots()))
    some, more = page(args, roots, most=999, default=100)
    has_more = bool(more["response_metadata"]["next_cursor"])
    shown = [spoken.message(ground, one, args.flag("include_all_metadata")) for one in some]
    return {
        "messages": shown,
        "has_more": has_more,
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
        **(more if has_more else {}),
    }


@method("conversations.replies")
def conversations_replies(ground: Ground, args: Args) -> Json:
    channel = _readable(ground, args, "history")
    asked = channel.messages.get(args.need("ts", "thread_not_found"))
    if asked is None or asked.deleted or asked.ephemeral:
        raise Refused("thread_not_found")
    parent, *replies = channel.thread(asked.thread_ts or asked.ts)
    some, more = page(args, [parent, *_between(ground, args, replies)], most=999, default=999)
    shown = [spoken.message(ground, one, args.flag("include_all_metadata")) for one in some]
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": shown, "has_more": has_more, **(more if has_more else {})}


def _between(ground: Ground, args: Args, messages: Iterable[Message]) -> list[Message]:
    """What history may show by now of what was asked for."""
    lag = ground.clock.now() - timedelta(seconds=ground.history_lag)
    oldest, latest = _ts(args, "oldest", 0.0), _ts(args, "latest", float("inf"))
    until = lag.timestamp() if ground.history_lag else float("inf")
    inclusive = args.flag("inclusive")

    def falls_in(ts: float) -> bool:
        inside = oldest <= ts <= latest if inclusive else oldest < ts < latest
        return inside and ts <= until

    return [m for m in messages if m.seen_by("") and falls_in(float(m.ts))]


def _ts(args: Args, name: str, default: float) -> float:
    try:
        return float(args.text(name) or default)
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def _readable(ground: Ground, args: Args, what: str) -> Channel:
    channel = channel_of(ground, args.need("channel", "channel_not_found"))
    need_scope(ground, f"{channel.kind}:{what}")
    if what == "history" and not app_is_in(channel):
        raise Refused("not_in_channel")
    return channel


def _kinds(ground: Ground, args: Args) -> list[str]:
    types = [one.strip() for one in (args.text("types") or "public_channel").split(",")]
    if set(types) - set(KINDS):
        raise Refused("invalid_types")
    for one in types:
        need_scope(ground, f"{KINDS[one]}:read")
    return [KINDS[one] for one in types]


def _listed(args: Args, channels: Iterable[Channel]) -> Json:
    kept = [c for c in channels if not (c.archived and args.flag("exclude_archived"))]
    some, more = page(args, kept, most=999, default=100)
    return {"channels": [spoken.channel(one) for one in some], **more}
