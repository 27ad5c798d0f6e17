"""Messages: written, changed and deleted, with the events that tell of it."""

from __future__ import annotations

from typing import Any

from rehearsal import spoken
from rehearsal.ground import Ground
from rehearsal.workspace import BOT_ID, BOT_USER, SLACKBOT, Channel, Message

Json = dict[str, Any]

TEXT_MAX = 40_000


def add(ground: Ground, channel: Channel, message: Message) -> Message:
    """Put a message where its readers see it."""
    message.text = message.text[:TEXT_MAX]
    channel.add(message)
    parent = channel.messages.get(message.thread_ts or "")
    if parent and message.in_thread and not message.ephemeral:
        parent.thread_ts = parent.ts
    if message.broadcast:
        message.subtype = "thread_broadcast"
    ground.message_changed(message)
    return message


def event(ground: Ground, channel: Channel, message: Message) -> Json:
    """The `message` event as a channel's listeners get it."""
    written = spoken.message(ground, message, metadata=True)
    if message.broadcast and message.thread_ts:
        written["root"] = spoken.message(ground, channel.messages[message.thread_ts])
    return {
        **written,
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.type,
    }


def edit(ground: Ground, channel: Channel, message: Message, **changes: Any) -> Json:
    """Change a message in place; gives the event that tells of it."""
    before = spoken.message(ground, message)
    for name, value in changes.items():
        setattr(message, name, value)
    message.edited = {"user": message.user, "ts": ground.stamp()}
    ground.message_changed(message)
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": spoken.message(ground, message, metadata=True),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": message.edited["ts"],
        "event_ts": message.edited["ts"],
        "channel_type": channel.type,
    }


def delete(ground: Ground, channel: Channel, message: Message) -> Json:
    """Take a message away; a parent leaves a tombstone to its thread."""
    before = spoken.message(ground, message)
    if channel.replies.get(message.ts):
        _bury(message)
    else:
        message.deleted = True
    ground.message_changed(message)
    now = ground.stamp()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": message.ts,
        "ts": now,
        "event_ts": now,
        "channel_type": channel.type,
    }


def _bury(message: Message) -> None:
    message.subtype, message.text = "tombstone", "This message was deleted."
    message.blocks, message.attachments, message.metadata = None, None, None
    message.user, message.bot_id, message.files = SLACKBOT, None, []


def tell(ground: Ground, channel: Channel, event: Json) -> None:
    """What the app did itself reaches it as an event after the call, where it is a member."""
    if BOT_USER in channel.members:
        for waiting in ground.event(event):
            ground.delivery.later(waiting)


def from_app(ground: Ground, channel: Channel, **written: Any) -> Message:
    """A message of the app; it hears of it itself if subscribed, but not of an ephemeral."""
    message = Message(channel.id, ground.stamp(), BOT_USER, bot_id=BOT_ID, **written)
    add(ground, channel, message)
    if not message.ephemeral:
        tell(ground, channel, event(ground, channel, message))
    return message


def from_slackbot(ground: Ground, channel: Channel, reader: str, text: str) -> Message:
    """What only the acting person sees when something went wrong."""
    message = Message(channel.id, ground.stamp(), SLACKBOT, text, ephemeral=reader)
    return add(ground, channel, message)
