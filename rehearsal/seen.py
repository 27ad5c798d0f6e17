"""What the page of one member shows: who and where they are, their messages, forms and Home."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

from rehearsal import spoken
from rehearsal.slack import Slack
from rehearsal.workspace import APP_ID, BOT_USER, SLACKBOT, Channel, Member, Message, View

Json = dict[str, Any]


def state(slack: Slack, user: str) -> Json:
    with slack.lock:
        workspace = slack.workspace
        shown = [m for m in workspace.members.values() if m.id != SLACKBOT]
        return {
            "me": _member(slack, workspace.members[user]),
            "members": [_member(slack, member) for member in shown],
            "channels": [_channel(slack, c, user) for c in workspace.channels_of(user)],
            "now": slack.clock.now().isoformat(),
            "frozen": slack.clock.frozen,
            "app": _app(slack),
            "modal": view(slack.modal(user)),
            "home": view(slack.home(user)),
            "hints": slack.hints,
        }


def messages(slack: Slack, user: str, channel: str, thread_ts: str | None) -> list[Json]:
    """Oldest first; the channel counts as read from here on."""
    with slack.lock:
        place = slack.place(channel, user)
        seen = slack.sees(user, place.id, thread_ts)
        if seen and not thread_ts and place.read.get(user, "") < seen[-1].ts:
            place.read[user] = seen[-1].ts
            slack.changed("state", user)
        return [_message(slack, place, user, one) for one in seen]


def file(slack: Slack, user: str, known: str) -> Json | None:
    """A file with its content, if a message that this member sees holds it."""
    with slack.lock:
        places = slack.workspace.channels_of(user)
        there = (m for c in places for m in c.messages.values() if m.seen_by(user))
        found = (one for message in there for one in message.files if one["id"] == known)
        return next((one for one in found if known in slack.files), None)


def view(view: View | None) -> Json | None:
    return spoken.view(view) if view else None


def next_working_morning(now: datetime, tz: str) -> datetime:
    """The next working day of China's calendar, make-up days included, at 08:31 there."""
    there = now.astimezone(ZoneInfo(tz))
    morning = there.replace(hour=8, minute=31, second=0, microsecond=0)
    while morning <= there or not _is_working(morning.date()):
        morning += timedelta(days=1)
    return morning


def _is_working(day: date) -> bool:
    calendar = country_holidays("CN", years=day.year)
    return day in calendar.weekend_workdays or (day.weekday() < 5 and day not in calendar)


def _member(slack: Slack, member: Member) -> Json:
    return spoken.member(slack, member, locale=True) | {"title": member.title}


def _channel(slack: Slack, channel: Channel, user: str) -> Json:
    kind = "app" if channel.dm_with else "private" if channel.is_private else "channel"
    return {
        "id": channel.id,
        "name": slack.app.name if channel.dm_with else channel.name,
        "kind": kind,
        "unread": _unread(channel, user),
        "members": channel.members,
        "topic": channel.topic,
    }


def _unread(channel: Channel, user: str) -> int:
    read, count = channel.read.get(user, ""), 0
    for message in reversed(channel.messages.values()):
        if message.ts <= read:
            break
        news = not message.in_thread or message.broadcast
        count += news and message.user != user and message.seen_by(user)
    return count


def _app(slack: Slack) -> Json:
    keys = ("command", "description", "usage_hint")
    return {
        "name": slack.app.name,
        "id": APP_ID,
        "commands": [{k: c.get(k, "") for k in keys} for c in slack.app.commands.values()],
        "shortcuts": [
            {k: s[k] for k in ("name", "callback_id", "type")} for s in slack.app.shortcuts.values()
        ],
        "home": slack.app.home,
    }


def _message(slack: Slack, channel: Channel, user: str, message: Message) -> Json:
    replies = [m for m in channel.replies.get(message.ts, []) if m.seen_by(user)]
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "reply_count": len(replies),
        "broadcast": message.broadcast,
        "ephemeral": message.ephemeral is not None,
        "edited": message.edited is not None,
        "metadata": message.metadata,
        "bot": message.user in (BOT_USER, SLACKBOT),
        "files": message.files,
        "reactions": message.reactions,
        "deleted": message.deleted or message.subtype == "tombstone",
    }
