"""The manifest of the Slack app: what it may do, hears and offers, from what the code registers."""

from __future__ import annotations

from typing import Any

from bot.language.catalog import Say
from handlers.desks import DESKS

SCOPES = (
    "app_mentions:read",  # words after a mention
    "channels:history",  # look for a post whose end nobody saw, or words nobody heard
    "chat:write",
    "commands",
    "files:read",  # calendars and texts people share with us
    "files:write",  # pictures and tables that were asked for
    "groups:history",
    "im:history",
    "im:write",
    "usergroups:write",  # the group of whoever is on duty
    "users:read",
)
EVENTS = ("app_home_opened", "app_mention", "message.im", "team_join", "user_change")


def manifest(say: Say) -> dict[str, Any]:
    """Slack's manifest, second version, as it is pasted into a new app."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Callboard",
            "description": say("manifest.description"),
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "callboard", "always_online": True},
            "shortcuts": [
                _shortcut(say, desk.name, verb, where)
                for desk in DESKS.values()
                for verb, where in desk.shortcuts.items()
            ],
            "slash_commands": [
                _command(say, desk.command) for desk in DESKS.values() if desk.command
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _command(say: Say, command: str) -> dict[str, Any]:
    word = command.removeprefix("/")
    return {
        "command": command,
        "description": say(f"manifest.{word}"),
        "usage_hint": say(f"manifest.{word}-hint"),
        "should_escape": True,  # people arrive as ids, not as names
    }


def _shortcut(say: Say, feature: str, verb: str, where: str) -> dict[str, str]:
    key = f"{feature}.shortcut-{verb}"
    return {
        "type": where,
        "callback_id": f"{feature}:{verb}",
        "name": say(key),
        "description": say(f"{key}-about"),
    }
