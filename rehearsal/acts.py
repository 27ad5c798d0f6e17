"""Commands, shortcuts and visits, turned into what Slack would send, and the answer taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rehearsal import posting, spoken, typed
from rehearsal.delivery import Fate, envelope
from rehearsal.responses import Responses
from rehearsal.words import Words
from rehearsal.workspace import APP_ID, TEAM, TEAM_DOMAIN, Channel, View

Json = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What the person is left with."""

    errors: dict[str, str] | None = None  # by block_id: the form was refused and is still open
    error: str | None = None  # what the client would say went wrong
    modal: View | None = None  # the form on top now
    ack: Json | None = None  # what the app answered with


class Acts(Words):
    def commands(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Type a slash command, its name and all."""
        command, _, text = text.strip().partition(" ")
        with self.lock:
            place = self.here(user, channel)
            if no := self._no_command(command, thread_ts):
                posting.from_slackbot(self, place, user, no)
                return Outcome(error=no, modal=self.modal(user))
            payload = self._command(user, place, command, text.strip())
        fate = self.delivery.send(envelope("slash_commands", payload))
        return self._answered(user, place, command, fate)

    def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Outcome:
        """Global without a message, a message shortcut with one."""
        with self.lock:
            known = self.app.shortcuts[callback_id]
            if (known["type"] == "message") != (ts is not None):
                raise LookupError(f"{callback_id} is a {known['type']} shortcut")
            payload = self._shortcut(user, callback_id)
            if channel is not None and ts is not None:
                payload |= self._on_words(user, channel, ts)
        return self._interacts(user, payload)

    def opens_home(self, user: str, tab: str = "home") -> None:
        with self.lock:
            home = self.workspace.homes.get(user)
            event: Json = {
                "type": "app_home_opened",
                "user": self.person(user).id,
                "channel": self.workspace.dm(user).id,
                "tab": tab,
                "event_ts": self.stamp(),
            }
            if home and tab == "home":
                event["view"] = spoken.view(home)
            told = self.event(event)
        self._deliver_events(told)

    def changes_profile(self, user: str, **changes: Any) -> None:
        """locale, tz, deleted, is_restricted, real_name, … and the event that tells of it."""
        with self.lock:
            member, now = self.member(user), int(self.clock.now().timestamp())
            for name, value in {**changes, "updated": now}.items():
                if not hasattr(member, name):
                    raise LookupError(f"a member has no {name}")
                setattr(member, name, value)
            shown = spoken.member(self, member, locale=True)
            changed = {"type": "user_change", "user": shown, "cache_ts": now}
            told = self.event({**changed, "event_ts": self.stamp()})
            self.changed("state")
        self._deliver_events(told)

    def modal(self, user: str) -> View | None:
        """The form on top of what this person has open."""
        stack = self.workspace.stacks.get(user)
        return stack[-1] if stack else None

    def _interacts(self, user: str, payload: Json) -> Outcome:
        fate = self.delivery.send(envelope("interactive", payload))
        error = None if fate.acked else _failure(fate)
        return Outcome(error=error, modal=self.modal(user), ack=fate.payload)

    def _by(self, user: str) -> Json:
        """The part of every interaction that says who and where from."""
        return {
            "user": spoken.user(self.person(user)),
            "team": spoken.team(),
            "api_app_id": APP_ID,
            "token": "rehearsal",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _no_command(self, command: str, thread_ts: str | None) -> str | None:
        if command not in self.app.commands:
            return f"{command} is not a valid command. In Slack, a / starts a command."
        if thread_ts is not None:
            return f"{command} is not supported in threads. Sorry!"
        return None

    def _command(self, user: str, place: Channel, command: str, text: str) -> Json:
        escaped = bool(self.app.commands[command].get("should_escape"))
        return {
            "token": "rehearsal",
            "team_id": TEAM,
            "team_domain": TEAM_DOMAIN,
            "channel_id": place.id,
            "channel_name": place.told_name,
            "user_id": user,
            "user_name": self.member(user).name,
            "command": command,
            "text": typed.in_command(self.workspace, text, escaped),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.new_response_url(user, place.id),
            "trigger_id": self.new_trigger(user),
        }

    def _answered(self, user: str, place: Channel, command: str, fate: Fate) -> Outcome:
        with self.lock:
            error = None
            if not fate.acked:
                error = f'{command} failed with the error "{_failure(fate)}"'
                posting.from_slackbot(self, place, user, error)
            elif fate.payload:
                error = Responses(self).from_ack(user, place.id, fate.payload)
            return Outcome(error=error, modal=self.modal(user), ack=fate.payload)

    def _shortcut(self, user: str, callback_id: str) -> Json:
        return self._by(user) | {
            "type": "shortcut",
            "action_ts": self.stamp(),
            "callback_id": callback_id,
            "trigger_id": self.new_trigger(user),
        }

    def _on_words(self, user: str, channel: str, ts: str) -> Json:
        place = self.here(user, channel)
        message = place.seen(user, ts)
        return {
            "type": "message_action",
            "message_ts": ts,
            "channel": {"id": place.id, "name": place.told_name},
            "message": spoken.message(self, message),
            "response_url": self.new_response_url(user, place.id, ts),
        }


def _failure(fate: Fate) -> str:
    """The word the client shows: nobody answered in time, or the call itself failed."""
    return "operation_timeout" if fate.reason == "http_timeout" else "dispatch_failed"
