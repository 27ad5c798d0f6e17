"""Calendars of duty to subscribe to: their address at the desk, and what is read there.

An address is only ever the answer to a press: such an answer is kept nowhere.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from bot.duty import feeds, roster
from bot.who import days
from bot.who.request import Request
from handlers.slack.blocks import Block, button, buttons, plain, section
from handlers.slack.desk import Asked, Bot, Desk, Reply, Words
from handlers.slack.discretion import whence
from storage.duty import feeds as stored

desk = Desk("feeds")
log = logging.getLogger(__name__)

PLACE = re.compile(r"/duty/(?P<secret>[0-9a-f]{64})\.ics", re.ASCII)
ADDRESS = "{base}/duty/{secret}.ics"
TEXT, ICS = "text/plain; charset=utf-8", "text/calendar; charset=utf-8"


@desk.does("feed")
def feed(request: Request, asked: Asked) -> Reply:
    """What there is to subscribe to, and the buttons for it."""
    owner = feeds.owner_of(request, whole=False)
    if not request.catalog.address:
        return Words(request.say("feeds.no-address"))
    said, rows = _of(request, owner, whole=False)
    if roster.may_publish(request):
        more, theirs = _of(request, stored.OFFICE, whole=True)
        said, rows = f"{said}\n{more}", [*rows, *theirs]
    return Words(said, [section(said), buttons(*rows)])


def _of(request: Request, owner: str, *, whole: bool) -> tuple[str, list[Block]]:
    there = stored.of(request.session, owner)
    which = "office" if whole else "mine"
    if there is None or there.digest is None:
        label, turn = request.say(f"feeds.make-{which}"), there.turn if there else 0
        return request.say(f"feeds.none-{which}"), [button(f"feeds:make-{which}", label, turn)]
    said = request.say(f"feeds.there-{which}", at=there.made_at)
    labels = {"renew": f"feeds.renew-{which}", "revoke": f"feeds.revoke-{which}"}
    rows = [
        button(f"feeds:{verb}-{which}", request.say(label), there.turn)
        | {"confirm": _sure(request, verb)}
        for verb, label in labels.items()
    ]
    return said, rows


def _sure(request: Request, verb: str) -> Block:
    say = request.say
    return {
        "title": plain(say(f"feeds.sure-{verb}"), 100),
        "text": plain(say("feeds.sure-why"), 300),
        "confirm": plain(say(f"feeds.sure-{verb}-yes"), 30),
        "deny": plain(say("feeds.sure-no"), 30),
    }


def _makes(whole: bool) -> Callable[[Request, Asked], Reply]:
    def make(request: Request, asked: Asked) -> Reply:
        if not request.catalog.address:
            return Words(request.say("feeds.no-address"))
        secret = feeds.make(request, whole=whole, turn=int(asked["id"]))
        address = ADDRESS.format(base=request.catalog.address, secret=secret)
        key = "feeds.made-office" if whole else "feeds.made-mine"
        return Words(request.say(key, address=address))

    return make


def _revokes(whole: bool) -> Callable[[Request, Asked], Reply]:
    def revoke(request: Request, asked: Asked) -> Reply:
        feeds.revoke(request, whole=whole, turn=int(asked["id"]))
        return Words(request.say("feeds.revoked"))

    return revoke


for _which in ("mine", "office"):
    desk.does(f"make-{_which}")(_makes(_which == "office"))
    desk.does(f"renew-{_which}")(_makes(_which == "office"))
    desk.does(f"revoke-{_which}")(_revokes(_which == "office"))


# --- what is read there ---------------------------------------------------------------------------


def served(bot: Bot) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """GET /duty/SECRET.ics and nothing else: whatever is not there is not found, without a word
    on why. No address is logged.
    """

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            body = _read(bot, environ)
        except Exception as error:
            log.error("a calendar was not read: %s", whence(error))
            start_response("503 Service Unavailable", [("Content-Type", TEXT)])
            return [b"try again later\n"]
        if body is None:
            start_response("404 Not Found", [("Content-Type", TEXT)])
            return [b"not found\n"]
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        heads = [("ETag", tag), ("Cache-Control", "private, no-cache"), ("X-Robots-Tag", "none")]
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", heads)
            return []
        length = ("Content-Length", str(len(body)))
        start_response("200 OK", [("Content-Type", ICS), length, *heads])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return serve


def _read(bot: Bot, environ: dict[str, Any]) -> bytes | None:
    found = PLACE.fullmatch(environ.get("PATH_INFO", ""))
    if found is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    with bot.sessions() as session:
        calendar = days.of_office(session, bot.tz)
        return feeds.read(session, found["secret"], bot.clock(), bot.catalog, calendar)
