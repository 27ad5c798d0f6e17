"""The app as its manifest installs it: its commands, shortcuts, scopes, events and tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class App:
    name: str
    commands: dict[str, Json]
    shortcuts: dict[str, Json]
    scopes: tuple[str, ...]
    events: frozenset[str]
    home: bool
    messages: bool
    writable: bool  # whether people may write to the app in its messages tab

    @classmethod
    def of(cls, manifest: Json) -> App:
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        tabs = features.get("app_home", {})
        bot = features.get("bot_user", {})
        return cls(
            name=bot.get("display_name") or manifest["display_information"]["name"],
            commands={one["command"]: one for one in features.get("slash_commands", [])},
            shortcuts={one["callback_id"]: one for one in features.get("shortcuts", [])},
            scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            home=bool(tabs.get("home_tab_enabled")),
            messages=tabs.get("messages_tab_enabled", True),
            writable=not tabs.get("messages_tab_read_only_enabled", False),
        )
