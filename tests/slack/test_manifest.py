"""manifest.json: what the code registers, and no more, within Slack's rules."""

from __future__ import annotations

import ast
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot.language.catalog import Catalog
from handlers.desks import DESKS
from handlers.manifest import manifest
from handlers.slack.doors import open_doors

ROOT = Path(__file__).parents[2]
WRITTEN = json.loads((ROOT / "manifest.json").read_text("utf-8"))
FEATURES, SETTINGS = WRITTEN["features"], WRITTEN["settings"]
COMMANDS, SHORTCUTS = FEATURES["slash_commands"], FEATURES["shortcuts"]
EVENTS = SETTINGS["event_subscriptions"]["bot_events"]

# What Slack's reference names as the scopes of each method and event. A conversation's history
# asks for the scope of its kind; ours are channels, private channels and direct messages.
HISTORY = {"channels:history", "groups:history", "im:history"}
METHOD_SCOPES: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_upload_v2": {"files:write"},
    "usergroups_users_update": {"usergroups:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
    "views_push": set(),
}
EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
FETCHED = {"files:read"}  # what a file's address asks for: that is no method
APP_TOKEN_METHODS = {"apps_connections_open"}  # their scope belongs to another token


def test_the_file_is_what_the_code_makes():
    say = Catalog(ZoneInfo("UTC"), "en").speak_to(None, datetime.now(UTC))
    assert manifest(say) == WRITTEN, "run `make manifest`"


# --- Slack's rules -------------------------------------------------------------------------------


def test_it_has_the_second_version_and_a_short_description():
    about = WRITTEN["display_information"]
    assert WRITTEN["_metadata"] == {"major_version": 2}
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", about["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", FEATURES["bot_user"]["display_name"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one["command"])
def test_a_command_is_short_and_tells_people_by_their_ids(command):
    assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
    assert len(command["usage_hint"]) <= 1000
    assert 0 < len(command["description"]) <= 2000
    assert command["should_escape"] is True


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=lambda one: one["callback_id"])
def test_a_shortcut_has_a_short_name(shortcut):
    assert shortcut["type"] in ("global", "message")
    assert 0 < len(shortcut["name"]) <= 24
    assert 0 < len(shortcut["description"]) <= 150
    assert len(shortcut["callback_id"]) <= 255


def test_there_are_not_too_many_of_anything():
    assert (len(COMMANDS) <= 50, len(SHORTCUTS) <= 10, len(EVENTS) <= 100) == (True, True, True)


@pytest.mark.parametrize("tongue", [r"[A-Za-z]{3}", r"[\u4e00-\u9fff]{2}"], ids=["en", "zh"])
def test_what_everybody_reads_is_in_both_languages(tongue):
    texts = [WRITTEN["display_information"]["description"]]
    texts += [command[part] for command in COMMANDS for part in ("description", "usage_hint")]
    texts += [shortcut[part] for shortcut in SHORTCUTS for part in ("name", "description")]
    assert [text for text in texts if not re.search(tongue, text)] == []


# --- what the code registers ---------------------------------------------------------------------


class Register:
    """Stands where Bolt's App stands, and writes down what it is told to listen to."""

    def __init__(self) -> None:
        self.heard: dict[str, set[Any]] = {}

    def __getattr__(self, door: str) -> Any:
        def listens(what: Any) -> Any:
            self.heard.setdefault(door, set()).add(what)
            return lambda listener: listener

        return listens


@pytest.fixture
def registered(door) -> dict[str, set[Any]]:
    register = Register()
    open_doors(register, door.bot)
    return register.heard


def test_every_command_is_listened_to_and_every_listener_has_its_command(registered):
    assert registered["command"] == {command["command"] for command in COMMANDS}


def test_every_event_is_listened_to_and_every_listener_has_its_event(registered):
    assert registered["event"] == {event.partition(".")[0] for event in EVENTS}


def test_every_shortcut_has_somebody_who_answers(door):
    assert SHORTCUTS
    assert [s for s in SHORTCUTS if door.bot.handler(s["callback_id"]) is None] == []


def test_every_command_without_a_word_has_somebody_who_answers(door):
    alone = [f"{desk.name}:{desk.alone}" for desk in DESKS.values() if desk.command]
    assert len(alone) == len(COMMANDS)
    assert [what for what in alone if door.bot.handler(what) is None] == []


def test_the_tabs_the_code_fills_are_on():
    tabs = FEATURES["app_home"]
    assert tabs == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert SETTINGS["interactivity"] == {"is_enabled": True}
    assert SETTINGS["socket_mode_enabled"] is True


# --- scopes --------------------------------------------------------------------------------------


def called() -> set[str]:
    """The Web API methods that are named anywhere in the bot."""
    sources = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    trees = (ast.parse(source.read_text("utf-8")) for source in sources)
    names = {
        node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    return {name for name in names if re.match(r"[a-z]+_[a-z]", name) and hasattr(WebClient, name)}


def test_the_scopes_are_those_of_what_is_called_and_heard():
    methods = called() - APP_TOKEN_METHODS
    assert methods == METHOD_SCOPES.keys()
    needed = ({"commands"} | FETCHED).union(
        *map(METHOD_SCOPES.get, methods), *map(EVENT_SCOPES.get, EVENTS)
    )
    assert set(WRITTEN["oauth_config"]["scopes"]["bot"]) == needed
