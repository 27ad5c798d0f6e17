"""The doors Slack comes in by: commands, messages, presses, forms, shortcuts, Home.

Bolt is known only here. One listener a door, and our own table behind it: every listener Bolt
tries costs time, and whatever nobody answers for still gets an answer.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk.errors import SlackApiError

from bot.language.catalog import as_seen, plain
from bot.who.request import Request
from handlers.slack import answering, blocks, files, heard, late, newer, views
from handlers.slack.desk import NOTHING, Asked, Bot, Form, Refusal, Reply, Words
from handlers.slack.members import remember
from handlers.slack.read import PRIVATE
from handlers.slack.replies import PRESSED, in_blocks, kept, opened_from, spot_of
from handlers.slack.visit import Visit, answer

Payload = dict[str, Any]
ANY = re.compile(".*", re.DOTALL)


def open_doors(app: App, bot: Bot) -> None:
    """Register with Bolt all that the office listens to."""
    for desk in bot.desks.values():
        if desk.command:
            app.command(desk.command)(_command(bot, f"{desk.name}:{desk.alone}"))
    app.action(ANY)(_press(bot))
    app.view(ANY)(_form(bot))
    app.shortcut(ANY)(_shortcut(bot))
    app.event("message")(_message(bot))
    app.event("app_mention")(_mention(bot))
    app.event("app_home_opened")(_home(bot))
    for event in ("user_change", "team_join"):
        app.event(event)(_member(bot))


# --- words: slash commands, direct messages, mentions ------------------------------------------


def _command(bot: Bot, alone: str) -> Any:
    def listen(ack: Any, command: Payload, respond: Any) -> None:
        text, user = _text(command), command["user_id"]
        # What is signed can be sent again by whoever has caught it; on a line of ours nobody can.
        once = (f"command:{command['trigger_id']}",) if bot.signed else ()
        visit = Visit(user, "command", keys=once, texts=(text,))
        reply = answer(bot, visit, heard.hear(bot, text, alone))
        if reply is NOTHING:  # it was heard, and answered then
            ack()
        elif isinstance(reply, Form):
            ack()
            views.show(bot, user, command["trigger_id"], reply.view)
        elif newer.has_newer(said := in_blocks(reply)):  # an ack is not told what was refused
            ack()
            newer.respond(respond, **said, response_type="ephemeral")
        else:
            ack(**said)

    return listen


def _message(bot: Bot) -> Any:
    def listen(event: Payload, body: Payload, context: Payload, request: BoltRequest) -> None:
        if event.get("channel_type") == "im" and is_spoken(event):
            at = late.said_at(event) if _comes_again(request) else None
            hear_words(bot, event, context["bot_user_id"], body["event_id"], at)

    return listen


def _mention(bot: Bot) -> Any:
    def listen(event: Payload, body: Payload, context: Payload, request: BoltRequest) -> None:
        if is_spoken(event):
            at = late.said_at(event) if _comes_again(request) else None
            hear_words(bot, event, context["bot_user_id"], body["event_id"], at, aloud=False)

    return listen


def _comes_again(request: BoltRequest) -> bool:
    """Slack has said it before, and nobody has acknowledged it: on a line of ours it counts from 0,
    over HTTP the first says nothing.
    """
    return request.headers.get("x-slack-retry-num", ["0"])[0] != "0"


def is_spoken(event: Payload) -> bool:
    """Something a person wrote: no robot's words, nothing about a message edited or deleted."""
    spoken = event.get("subtype") in (None, "file_share", "thread_broadcast")
    return spoken and bool(event.get("user")) and not event.get("bot_id")


def _text(payload: Payload) -> str:
    """What was written, as people see it; Slack says null where it was only files or blocks."""
    return as_seen(payload.get("text") or "")


def hear_words(
    bot: Bot,
    event: Payload,
    robot: str,
    name: str = "",
    at: datetime | None = None,
    *,
    aloud: bool = True,
    missed: bool = False,
) -> bool:
    """Something was said to us. Slack may say it again, under another `name` too; `at`: when it was
    said, if that comes late; `aloud`: it is answered where all read it who read the question.
    False if we have heard it before.
    """
    text, now = _text(event).replace(f"<@{robot}>", " "), bot.clock()
    missed = missed or (at is not None and late.is_too_late(at, now, bot.tz))
    place = {"channel": event["channel"]} if aloud else _seen_by_one(event)
    if event.get("thread_ts"):
        place = {**place, "thread_ts": event["thread_ts"]}
    keys = (f"{event['channel']}:{event['ts']}", name, event.get("client_msg_id", ""))
    visit = Visit(
        event["user"],
        "message" if aloud else "mention",
        keys=tuple(filter(None, keys)),
        texts=(text,),
        file_names=_file_names(event),
        place=place if at is None or missed else place | late.ahead(at, now),
    )
    handed_in = files.handed_in(bot, event, place) if aloud and not missed else []
    if handed_in:
        return files.take(bot, visit, handed_in) is not NOTHING
    spot = (event["channel"], event.get("thread_ts", ""))
    handler = heard.in_thread(bot, spot, _text(event), text)
    handler = late.missed(handler, late.said_at(event), text) if missed else handler
    return answer(bot, visit, handler) is not NOTHING


def _seen_by_one(event: Payload) -> dict[str, str]:
    return {"channel": event["channel"], "only_to": event["user"]}


def _file_names(message: Payload) -> tuple[str, ...]:
    """What the files of a message are called, and what they are titled."""
    found = files.shared(message)
    return tuple(str(file.get(called) or "") for file in found for called in ("name", "title"))


# --- presses, forms, shortcuts -------------------------------------------------------------------


def _press(bot: Bot) -> Any:
    def listen(ack: Any, action: Payload, body: Payload, respond: Any) -> None:
        what, value = _pressed(action)
        handler = bot.handler(what) or _old_button
        place, spot, user = body.get("container", {}), answering.spot(body), body["user"]["id"]
        page = _label(action) if _is_read(body.get("view")) else ""
        visit = Visit(user, "button", {"id": value}, pressed=spot, page=page)
        reply = answer(bot, visit, handler)
        shown = isinstance(reply, Words) and reply.shown and not place.get("is_ephemeral")
        ack()
        if isinstance(reply, Form):
            form = opened_from(spot, reply.view)
            views.show(bot, user, body["trigger_id"], form, onto=body.get("view"))
        elif isinstance(reply, Words) and reply.answers and place.get("channel_id"):
            answering.take_its_place(bot, body, reply, respond)
        elif reply.text and not shown:
            answering.tell_privately(bot, body, reply, respond, over=what.endswith(blocks.UNDO))

    return listen


def _pressed(action: Payload) -> tuple[str, str]:
    """What a press asks, and for which id; an option of "more" holds what its button would."""
    if action["type"] == "overflow":
        what, _, value = action["selected_option"]["value"].rpartition(":")
        return what, value
    return action["action_id"], action.get("value", "")


def _label(action: Payload) -> str:
    return str(action.get("selected_option", action)["text"]["text"])


def _is_read(view: Payload | None) -> bool:
    """Home, or a page to read: no form that is being filled in, and no message."""
    return view is not None and (view["type"] == "home" or view["callback_id"] == "page")


def _old_button(request: Request, asked: Asked) -> Reply:
    return Refusal(request.say("office.old-button"))


def _form(bot: Bot) -> Any:
    def listen(ack: Any, view: Payload, body: Payload) -> None:
        asked = kept(view) | blocks.filled_in(view)
        spot = spot_of(asked)
        asked.pop(PRESSED, None)
        # The answer goes to the direct message, unless a card says it there already.
        visit = Visit(
            body["user"]["id"],
            "form",
            asked,
            keys=(f"form:{view['id']}:{view.get('hash', '')}",),
            texts=tuple(asked.values()),
            pressed=spot,
        )
        reply = answer(bot, visit, bot.handler(view["callback_id"]) or _old_button)
        if isinstance(reply, Refusal):
            known = asked if reply.field in view["state"]["values"] else {}
            field = reply.field if known else blocks.first_input(view)
            ack(response_action="errors", errors={field: plain(reply.text)})
        elif isinstance(reply, Form):
            form = opened_from(spot, reply.view)
            ack(response_action="push" if reply.over else "update", view=form)
        else:
            ack(response_action="clear") if _is_stacked(view) else ack()
            if reply.text and not reply.shown:
                answering.to_their_messages(bot, body["user"]["id"], reply)

    return listen


def _is_stacked(view: Payload) -> bool:
    """It lies over another form, which is done with too."""
    return view.get("root_view_id") not in (None, view["id"])


def _shortcut(bot: Bot) -> Any:
    def listen(ack: Any, shortcut: Payload) -> None:
        message = shortcut.get("message", {})
        text = _text(message)
        asked = {"title": plain(text), "source": _permalink(bot, shortcut)} if message else {}
        asked |= {PRIVATE: "yes"} if message and _is_private(shortcut["channel"]) else {}
        user, names = shortcut["user"]["id"], _file_names(message)
        visit = Visit(user, "shortcut", asked, texts=(text,), file_names=names)
        reply = answer(bot, visit, bot.handler(shortcut["callback_id"]) or _old_button)
        ack()
        if isinstance(reply, Form):
            views.show(bot, user, shortcut["trigger_id"], reply.view)
        else:
            answering.to_their_messages(bot, shortcut["user"]["id"], reply)

    return listen


def _is_private(channel: Payload) -> bool:
    """Slack gives no name of a channel that is not open to everybody, nor of a conversation."""
    known = str(channel.get("name", ""))
    hidden = known in ("privategroup", "directmessage") or known.startswith("mpdm-")
    return hidden or channel["id"][:1] in "DG"


def _permalink(bot: Bot, shortcut: Payload) -> str:
    """Where the message stands, as Slack says; where we are no member, as Slack would say."""
    channel, ts = shortcut["channel"]["id"], shortcut["message"]["ts"]
    try:
        said = bot.post.chat_getPermalink(channel=channel, message_ts=ts)
        return str(said["permalink"])
    except (SlackApiError, OSError):
        domain = shortcut.get("team", {}).get("domain", "app")
        return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"


# --- Home, members -------------------------------------------------------------------


def _home(bot: Bot) -> Any:
    def listen(event: Payload, body: Payload) -> None:
        verb = "home:open" if event.get("tab") == "home" else "home:greet"
        asked = {} if event.get("view") else {"blank": "yes"}  # Slack shows what we last published
        visit = Visit(event["user"], "home", asked, keys=(body["event_id"],))
        answer(bot, visit, heard.answers_for(bot, verb))

    return listen


def _member(bot: Bot) -> Any:
    """Slack tells what it knows of somebody: name, language, zone, or that they have left."""

    def listen(event: Payload) -> None:
        remember(bot.sessions, [event["user"]], bot.workspace, bot.clock())
        bot.wake.set()

    return listen
