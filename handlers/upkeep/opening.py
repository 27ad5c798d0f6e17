"""Opens the office: its database, Slack, its clockwork; from settings to being at work."""

from __future__ import annotations

import gc
import ssl
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from bot import hearing
from bot.language import dates, phrases
from bot.language.catalog import Catalog
from bot.matters import sealing
from bot.settings import DATA, BadSettingError, Settings
from handlers import health
from handlers.clockwork import Clockwork
from handlers.desks import DESKS
from handlers.duty import feeds
from handlers.slack import discretion, members, transport
from handlers.slack.desk import Bot
from handlers.slack.doors import open_doors
from handlers.slack.limit import BURST, Limit
from handlers.slack.unheard import Ear
from handlers.upkeep.starting import blaming, bring_up_to_date
from storage import sealed
from storage.db import Base, open_database

TIMEOUT = 5  # seconds for one call to Slack


@dataclass(frozen=True)
class Part:
    """What one process does of it; any number of each may be at work on one database."""

    listens: bool  # to Slack
    beats: bool  # the clockwork: what the office does by itself


ALL, WEB, WORKER = Part(True, True), Part(True, False), Part(False, True)


def opened(
    settings: Settings, clock: Callable[[], datetime], part: Part
) -> tuple[Bot, Callable[[], None]]:
    """The office at work, and what closes it."""
    if part == WEB and settings.slack_app_token:
        raise BadSettingError("SLACK_APP_TOKEN: leave it out, where `web` answers Slack over HTTP")
    with blaming("SLACK_BOT_TOKEN", "SLACK_API_URL"):
        bot = open_office(settings, clock)
    with blaming("SLACK_APP_TOKEN", "SLACK_API_URL" if settings.slack_app_token else "PORT"):
        return bot, at_work(settings, bot, part)


def open_office(settings: Settings, clock: Callable[[], datetime]) -> Bot:
    """The database brought up to date, and everybody in the workspace known."""
    discretion.keep_to_ourselves()
    dates.warm_up()
    phrases.warm_up()
    hearing.learn(DATA / "learned")
    sealing.begin_with(settings.ballot_secret or settings.slack_bot_token)
    sealed.begin_with(settings.keys)
    if settings.database_url.startswith(f"sqlite:///{DATA}"):
        DATA.mkdir(exist_ok=True)
    sessions = open_database(settings.database_url)
    bring_up_to_date(sessions)  # before Slack hears of us
    with sessions.begin() as session:
        sealed.seal_anew(session, Base)
    token, url = settings.slack_bot_token, settings.slack_api_url
    patient = [ConnectionErrorRetryHandler(max_retry_count=1), RateLimitErrorRetryHandler(2)]
    secure = ssl.create_default_context()  # once: else each call reads all certificates anew
    slack = WebClient(token, base_url=url, timeout=TIMEOUT, ssl=secure, retry_handlers=patient)
    bot = Bot(
        sessions,
        Catalog(settings.tz, settings.office_lang, settings.public_url),
        slack=slack,
        # The SDK's own patience would post twice when a connection drops.
        post=WebClient(token, base_url=url, timeout=TIMEOUT, ssl=secure, retry_handlers=[]),
        clock=clock,
        desks=DESKS,
        workspace=members.Workspace(slack.auth_test()["team_id"], settings.admins),
        signed=not settings.slack_app_token,
        limit=Limit(BURST),
        senders=settings.senders,
    )
    members.meet_everybody(sessions, bot.slack, bot.workspace, clock())
    return bot


def at_work(settings: Settings, bot: Bot, part: Part = ALL) -> Callable[[], None]:
    """Doors and clockwork of an office; what comes back ends them, and what is running first."""
    with ExitStack() as opened:  # whatever fails closes what was opened before it
        opened.callback(bot.sessions.kw["bind"].dispose)
        clockwork = Clockwork(bot, beats=part.beats)
        clockwork.start()
        opened.callback(clockwork.stop)
        answer_first()
        read = health.served(bot, feeds.served(bot))
        if port := beside(settings, part):
            with blaming("PORT", "PORT"):
                opened.callback(transport.serve(read, settings.host, port))
        if part.listens:  # last: who comes in is answered
            opened.callback(way_in(settings, bot, read, shared=part == WEB))
        return opened.pop_all().close


def beside(settings: Settings, part: Part) -> int:
    """The port of whoever asks over HTTP and is not Slack, where Slack has none or another."""
    if not part.listens:
        return settings.health_port
    return settings.port if settings.slack_app_token and settings.is_heard_over_http else 0


def way_in(settings: Settings, bot: Bot, read: transport.Wsgi, shared: bool) -> Callable[[], None]:
    """How Slack reaches us; what comes back closes it."""
    app = App(
        client=WebClient(settings.slack_bot_token, base_url=settings.slack_api_url),
        signing_secret=settings.slack_signing_secret or "socket mode needs none",
        # Inline and acknowledged at the end: an event that fails is not acknowledged, comes
        # again, and the inbox makes that harmless.
        process_before_response=True,
        logger=discretion.bolt_log,
    )
    app.error(discretion.failed)
    open_doors(app, bot)
    token, secret = settings.slack_app_token, settings.slack_signing_secret
    way = transport.WayIn(token, secret, settings.host, settings.port, shared)
    listening = transport.listen(app, way, bot.metrics, read)
    ear = Ear(bot, listening.is_up)
    ear.start()

    def close() -> None:
        ear.stop()
        listening.close()

    return close


def answer_first() -> None:
    """What was read at the start is never rubbish, and is no longer searched for any; and whoever
    answers waits half a millisecond for the postman to make way, not Python's five.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0005)
