"""Members, channels, messages and views as JSON, the way methods and payloads show them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from rehearsal.ground import Ground
from rehearsal.workspace import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    SLACKBOT,
    TEAM,
    TEAM_DOMAIN,
    Channel,
    Member,
    Message,
    View,
)

Json = dict[str, Any]


def team() -> Json:
    return {"id": TEAM, "domain": TEAM_DOMAIN}


def user(member: Member) -> Json:
    """The short form that interactions carry."""
    return {"id": member.id, "username": member.name, "name": member.name, "team_id": TEAM}


def member(ground: Ground, member: Member, locale: bool = False) -> Json:
    offset = ground.clock.now().astimezone(ZoneInfo(member.tz)).utcoffset()
    spoken: Json = {
        "id": member.id,
        "team_id": TEAM,
        "name": member.name,
        "deleted": member.deleted,
        "color": "4bbe2e",
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": member.tz.replace("_", " "),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile(member),
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "is_primary_owner": member.is_owner,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": member.updated,
        "is_email_confirmed": not member.is_bot,
    }
    return spoken | ({"locale": member.locale} if locale else {})


def profile(member: Member) -> Json:
    spoken = {
        "title": member.title,
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "status_text": "",
        "status_emoji": "",
        "team": TEAM,
    }
    if member.id == BOT_USER:
        spoken |= {"bot_id": BOT_ID, "api_app_id": APP_ID}
    return spoken | ({"always_active": True} if member.id == SLACKBOT else {})


def channel(channel: Channel, asking: str = BOT_USER) -> Json:
    if channel.dm_with:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "user": channel.dm_with,
            "context_team_id": TEAM,
            "is_user_deleted": False,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": "ULIU",
        "context_team_id": TEAM,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "is_member": asking in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def message(ground: Ground, message: Message, metadata: bool = False) -> Json:
    spoken: Json = {
        "type": "message",
        "subtype": message.subtype,
        "user": message.user,
        "ts": message.ts,
        "client_msg_id": message.client_msg_id,
        "team": TEAM,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files or None,
        "thread_ts": message.thread_ts,
        "edited": message.edited,
        "metadata": message.metadata if metadata else None,
        "reactions": _reactions(message),
        **(_bot(ground) if message.bot_id else {}),
    }
    return {key: value for key, value in spoken.items() if value is not None} | _threaded(
        ground, message
    )


def view(view: View) -> Json:
    given = view.content
    return {
        "id": view.id,
        "team_id": TEAM,
        "type": view.type,
        "blocks": given["blocks"],
        "private_metadata": given.get("private_metadata") or "",
        "callback_id": given.get("callback_id") or "",
        "state": {"values": view.values},
        "hash": view.hash,
        "title": given.get("title"),
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": APP_ID,
        "external_id": view.external_id,
        "app_installed_team_id": TEAM,
        "bot_id": BOT_ID,
    }


def _bot(ground: Ground) -> Json:
    return {
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "bot_profile": {
            "id": BOT_ID,
            "app_id": APP_ID,
            "user_id": BOT_USER,
            "name": ground.app.name,
            "deleted": False,
            "updated": 0,
            "team_id": TEAM,
        },
    }


def _reactions(message: Message) -> list[Json] | None:
    return [
        {"name": name, "users": users, "count": len(users)}
        for name, users in message.reactions.items()
    ] or None


def _threaded(ground: Ground, message: Message) -> Json:
    channel = ground.workspace.channels[message.channel]
    if message.in_thread and message.thread_ts:
        parent = channel.messages.get(message.thread_ts)
        return {"parent_user_id": parent.user} if parent else {}
    if not message.thread_ts:
        return {}
    replies = [m for m in channel.thread(message.ts)[1:] if m.seen_by("")]
    users = list(dict.fromkeys(m.user for m in replies))
    return {
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts if replies else message.ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }
