"""Where the answer to a press or a form is read: in its place, beside it, in the direct message."""

from __future__ import annotations

from typing import Any

from bot.matters import letters
from handlers.slack import alarm, blocks, newer
from handlers.slack.desk import Bot, Refusal, Words
from handlers.slack.passing import passes
from handlers.slack.replies import in_blocks, kept, spot_of
from handlers.slack.visit import HOME
from storage.db import within
from storage.trouble import trouble

Payload = dict[str, Any]
AT_ONCE = 0.5  # seconds


def take_its_place(bot: Bot, body: Payload, reply: Words, respond: Any) -> None:
    """The answer stands where the question stood: nobody answers that twice."""
    ephemeral, said = body["container"].get("is_ephemeral"), in_blocks(reply)
    kind = "ephemeral" if ephemeral else "in_channel"
    newer.respond(respond, **said, response_type=kind, replace_original=True)
    if not ephemeral and blocks.without_undo(said["blocks"]) != said["blocks"]:
        with bot.sessions.begin() as session:
            passes(session, body["user"]["id"], said, spot(body), bot.clock())


def tell_privately(
    bot: Bot, body: Payload, reply: Words | Refusal, respond: Any, *, over: bool
) -> None:
    """Beside the message whose button it was, or in its place if that button is `over`; for a
    press on Home, in the direct message.
    """
    said, place = in_blocks(reply), body.get("container", {})
    if place.get("is_ephemeral"):
        instead = over or isinstance(reply, Words)
        newer.respond(respond, **said, response_type="ephemeral", replace_original=instead)
    elif place.get("channel_id"):
        thread = _thread_of(body.get("message", {}))
        newer.send(
            bot.slack.chat_postEphemeral,
            channel=place["channel_id"],
            user=body["user"]["id"],
            thread_ts=thread,
            **said,
        )
    else:
        to_their_messages(bot, body["user"]["id"], reply)


def _thread_of(message: Payload) -> str | None:
    """The thread a message is read in; one that began it, or is shown outside too, is not."""
    began, shown = message.get("thread_ts"), message.get("subtype") == "thread_broadcast"
    return None if shown or began == message.get("ts") else began


def spot(body: Payload) -> tuple[str, str]:
    """Where the button stands that was pressed; on a form, where that was opened from."""
    view, place = body.get("view") or {}, body.get("container", {})
    if view.get("type") == "home":
        return HOME
    if view:
        return spot_of(kept(view))
    return place.get("channel_id", ""), place.get("message_ts", "")


def to_their_messages(bot: Bot, user: str, reply: Words | Refusal) -> None:
    """By letter: what was done is done, whether or not Slack takes the answer at once. What could
    not be written, and is said to be undone, no letter can say.
    """
    try:
        with within(AT_ONCE), bot.sessions.begin() as session:
            shows = reply.card if isinstance(reply, Words) else 0
            message = in_blocks(reply) | {"channel": user}
            letters.answer(session, user, message, bot.clock(), shows=shows)
    except Exception as error:
        if trouble(error) is None:
            raise
        alarm.post(bot, user, reply.text)
    bot.wake.set()
