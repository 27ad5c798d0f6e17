"""Web API: messages written, changed, deleted and pointed at."""

from __future__ import annotations

import json
from typing import Any

from rehearsal import posting, spoken
from rehearsal.blocks import check_message, check_view, with_ids
from rehearsal.calling import Args, app_is_in, channel_of, member_of, method, need_scope
from rehearsal.errors import Refused
from rehearsal.ground import Ground
from rehearsal.methods_conversations import direct_message
from rehearsal.workspace import BOT_ID, BOT_USER, Channel, Message

Json = dict[str, Any]

UPDATE_TEXT_MAX = 4_000
METADATA_MAX = 8_000
ATTACHMENTS_MAX = 100


@method("chat.postMessage", scope="chat:write")
def chat_post_message(ground: Ground, args: Args) -> Json:
    channel = _writable(ground, args)
    written = content(args)
    _check_pace(ground, channel)
    message = posting.from_app(
        ground,
        channel,
        **written,
        metadata=_metadata(args),
        thread_ts=_thread(channel, args),
        broadcast=args.flag("reply_broadcast") and "thread_ts" in args,
    )
    shown = spoken.message(ground, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method("chat.postEphemeral", scope="chat:write")
def chat_post_ephemeral(ground: Ground, args: Args) -> Json:
    channel = _writable(ground, args)
    reader = member_of(ground, args.need("user", "user_not_found"))
    if reader.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = posting.from_app(
        ground, channel, **content(args), thread_ts=_thread(channel, args), ephemeral=reader.id
    )
    return {"message_ts": message.ts}


@method("chat.update", scope="chat:write")
def chat_update(ground: Ground, args: Args) -> Json:
    channel = channel_of(ground, args.need("channel", "channel_not_found"))
    message = _own(channel, args.need("ts", "message_not_found"), "cant_update_message")
    if len(args.text("text") or "") > UPDATE_TEXT_MAX:
        raise Refused("msg_too_long")
    changes = {k: v for k, v in content(args).items() if k == "text" or k in args}
    if "metadata" in args:
        changes["metadata"] = _metadata(args)
    if args.flag("reply_broadcast") and message.in_thread:
        changes |= {"broadcast": True, "subtype": "thread_broadcast"}
    posting.tell(ground, channel, posting.edit(ground, channel, message, **changes))
    shown = spoken.message(ground, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", scope="chat:write")
def chat_delete(ground: Ground, args: Args) -> Json:
    channel = channel_of(ground, args.need("channel", "channel_not_found"))
    message = _own(channel, args.need("ts", "message_not_found"), "cant_delete_message")
    posting.tell(ground, channel, posting.delete(ground, channel, message))
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def chat_get_permalink(ground: Ground, args: Args) -> Json:
    channel = channel_of(ground, args.need("channel", "channel_not_found"))
    message = channel.messages.get(args.need("message_ts", "message_not_found"))
    if message is None or not message.seen_by(""):
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(ground, message)}


@method("reactions.add", scope="reactions:write")
def reactions_add(ground: Ground, args: Args) -> Json:
    message, users = _reacted(ground, args)
    if BOT_USER in users:
        raise Refused("already_reacted")
    message.reactions[args.need("name", "invalid_name")] = [*users, BOT_USER]
    ground.message_changed(message)
    return {}


@method("reactions.remove", scope="reactions:write")
def reactions_remove(ground: Ground, args: Args) -> Json:
    message, users = _reacted(ground, args)
    if BOT_USER not in users:
        raise Refused("no_reaction")
    left = [user for user in users if user != BOT_USER]
    name = args.need("name", "invalid_name")
    message.reactions.pop(name)
    if left:
        message.reactions[name] = left
    ground.message_changed(message)
    return {}


@method("blocks.validate")
def blocks_validate(ground: Ground, args: Args) -> Json:
    view = args.json("view")
    if isinstance(view, dict):
        check_view(view, "home" if view.get("type") == "home" else "modal")
    else:
        check_message(args.json("blocks") or (args.json("message") or {}).get("blocks") or [])
    return {}


def content(args: Args) -> Json:
    """Text, blocks and attachments of a message, checked."""
    blocks, attachments = args.json("blocks"), args.json("attachments")
    text = args.text("text") or ""
    if "markdown_text" in args:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": args.need("markdown_text")}]
        text = args.need("markdown_text")
    if not (text.strip() or blocks or attachments):
        raise Refused("no_text")
    if blocks:
        check_message(blocks)
        with_ids(blocks)
    if attachments:
        _check_attachments(attachments)
    return {"text": text, "blocks": blocks or None, "attachments": attachments or None}


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > ATTACHMENTS_MAX:
        raise Refused("too_many_attachments")
    for one in attachments:
        if one.get("blocks"):
            check_message(one["blocks"])


def permalink(ground: Ground, message: Message) -> str:
    link = f"{ground.address}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.in_thread:
        return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}"
    return link


def _writable(ground: Ground, args: Args) -> Channel:
    """Where the app may write; a member's id stands for the direct message with them."""
    known = args.need("channel", "channel_not_found")
    if known in ground.workspace.members:
        channel = direct_message(ground, known)
    else:
        channel = channel_of(ground, known)
    if channel.archived:
        raise Refused("is_archived")
    if channel.dm_with and not ground.app.messages:
        raise Refused("messages_tab_disabled")
    if not app_is_in(channel):
        if "chat:write.public" not in ground.app.scopes:
            raise Refused("not_in_channel")
        need_scope(ground, "chat:write.public")
    return channel


def _thread(channel: Channel, args: Args) -> str | None:
    ts = args.text("thread_ts")
    if not ts:
        return None
    parent = channel.messages.get(ts)
    if parent is None or parent.deleted or parent.ephemeral:
        raise Refused("thread_not_found")
    return parent.thread_ts or ts


def _metadata(args: Args) -> Json | None:
    given = args.json("metadata")
    if not given:
        return None
    if not isinstance(given, dict) or not given.get("event_type") or "event_payload" not in given:
        raise Refused("invalid_metadata_format")
    if len(json.dumps(given)) > METADATA_MAX:
        raise Refused("metadata_too_large")
    return {"event_type": given["event_type"], "event_payload": given["event_payload"]}


def _own(channel: Channel, ts: str, no: str) -> Message:
    message = channel.messages.get(ts)
    if message is None or not message.seen_by("") or message.subtype == "tombstone":
        raise Refused("message_not_found")
    if message.bot_id != BOT_ID:
        raise Refused(no)
    return message


def _reacted(ground: Ground, args: Args) -> tuple[Message, list[str]]:
    channel = channel_of(ground, args.need("channel", "channel_not_found"))
    message = channel.messages.get(args.need("timestamp", "message_not_found"))
    if message is None or not message.seen_by(""):
        raise Refused("message_not_found")
    return message, message.reactions.get(args.need("name", "invalid_name"), [])


def _check_pace(ground: Ground, channel: Channel) -> None:
    """One message a second and channel, when the rehearsal is told to mind it."""
    if not ground.paced:
        return
    last = next((m for m in reversed(channel.messages.values()) if m.bot_id), None)
    if last and ground.clock.now().timestamp() - float(last.ts) < 1:
        raise Refused("ratelimited")
