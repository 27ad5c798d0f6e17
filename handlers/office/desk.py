"""The office at the desk: help, settings, forms kept on a slip, and what was not understood."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.office import settings as office
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack import slips
from handlers.slack.blocks import Block, channel_field, radio_field, text_field
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from handlers.slack.said import outsider
from storage.office.settings import settings as kept_settings

desk = Desk("office", command="/office", alone="help")


@desk.does("help")
def help_(request: Request, asked: Asked) -> Reply:
    if not request.me.insider:
        return outsider(request)
    return Words(*desk.pictures["help"](request))


ONLY_SAID = (  # a sentence answers, and nothing is done
    "hello",
    "thanks",
    "noted",  # somebody says "ok" or 收到: nothing is accepted by that
    "which",  # "accept" or 签发, and not what
    "how-undo",  # "undo", and not what: it is a button, with the step it takes back
)


def _says(verb: str) -> None:
    @desk.does(verb)
    def say(request: Request, asked: Asked) -> Reply:
        if not request.me.insider:
            return outsider(request)
        return Words(request.say(f"office.says-{verb}", name=request.person.name))


for _verb in ONLY_SAID:
    _says(_verb)


@desk.does("open")
def open_slip(request: Request, asked: Asked) -> Reply:
    """The form of a sentence understood in part."""
    slip = slips.find(request, asked)
    return Form(slip.asked["form"])


@desk.does("settings")
def settings(request: Request, asked: Asked) -> Reply:
    insist(request.me.directs or request.person.admin, "director")
    if "channel" not in asked:
        return Form(_settings_form(request))
    kept = office.change_settings(
        request,
        channel=asked["channel"],
        morning_on=asked.get("morning") == "on",
        at=asked.get("at", ""),
        keeps_unread=asked.get("unread") == "on",
    )
    if not (kept.morning_on and kept.channel):
        return Words(request.say("office.settings-silent"))
    channel = Markup(f"<#{kept.channel}>")
    return Words(request.say("office.settings-saved", channel=channel, at=kept.morning_at))


def _settings_form(request: Request) -> Block:
    say, kept = request.say, kept_settings(request.session)
    choices = {"on": say("office.settings-on"), "off": say("office.settings-off")}
    fields = [
        channel_field(
            "channel",
            say("office.settings-channel"),
            kept.channel,
            hint=say("office.settings-channel-hint"),
            optional=True,
        ),
        radio_field(
            "morning", say("office.settings-morning"), choices, "on" if kept.morning_on else "off"
        ),
        text_field("at", say("office.settings-at"), kept.morning_at, example="08:30"),
        radio_field(
            "unread",
            say("office.settings-unread"),
            {"on": say("office.settings-unread-on"), "off": say("office.settings-off")},
            "on" if kept.keeps_unread else "off",
        ),
    ]
    title, submit = say("office.settings-title"), say("office.save")
    return form(request, "office:settings", title, submit, fields)
