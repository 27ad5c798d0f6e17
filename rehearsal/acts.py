"""What a person does, turned into the envelope that Slack would send, and its answer taken in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rehearsal import posting, spoken, typed
from rehearsal.blocks import with_ids
from rehearsal.delivery import Fate, Waiting, envelope
from rehearsal.ground import Ground
from rehearsal.responses import Responses
from rehearsal.workspace import APP_ID, BOT_USER, TEAM, TEAM_DOMAIN, Channel, Message, View

Json = dict[str, Any]

DM_CLOSED = "Sending messages to this app has been turned off."


@dataclass(frozen=True)
class Outcome:
    """What the person is left with."""

    errors: dict[str, str] | None = None  # by block_id: the form was refused and is still open
    error: str | None = None  # what the client would say went wrong
    modal: View | None = None  # the form on top now
    ack: Json | None = None  # what the app answered with


class Acts(Ground):
    """Messages, commands, shortcuts and visits; buttons and forms are in `Hands`."""

    responses: Responses

    def says(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Iterable[str | Json] = (),
    ) -> Message:
        with self.lock:
            place = self.place(channel, user)
            self._may_write(user, place)
            message = self._written(user, place, text, thread_ts, files)
            told = self._told_of(place, message)
        self._deliver_events(told)
        return message

    def edits(self, user: str, channel: str, ts: str, text: str) -> Message:
        """A person corrects what they wrote."""
        with self.lock:
            place, message = self._own_words(user, channel, ts)
            text = typed.in_message(self.workspace, text)
            event = posting.edit(self, place, message, text=text, blocks=typed.rich_text(text))
            told = self.event(event) if BOT_USER in place.members else []
        self._deliver_events(told)
        return message

    def deletes(self, user: str, channel: str, ts: str) -> None:
        """A person takes back what they wrote."""
        with self.lock:
            place, message = self._own_words(user, channel, ts)
            event = posting.delete(self, place, message)
            told = self.event(event) if BOT_USER in place.members else []
        self._deliver_events(told)

    def commands(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Type a slash command, its name and all."""
        command, _, text = text.strip().partition(" ")
        with self.lock:
            place = self.place(channel, user)
            known = self.app.commands.get(command)
            if no := self._no_command(known, command, thread_ts):
                posting.from_slackbot(self, place, user, no)
                return Outcome(error=no, modal=self.modal(user))
            text = typed.in_command(
                self.workspace, text.strip(), bool(known and known.get("should_escape"))
            )
            payload = self._command(user, place, command, text)
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
                payload |= self._message_shortcut(user, self.place(channel, user), ts)
        return self._interacts(user, payload)

    def opens_home(self, user: str, tab: str = "home") -> None:
        with self.lock:
            home = self.workspace.homes.get(user)
            event: Json = {
                "type": "app_home_opened",
                "user": user,
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
            member = self.member(user)
            for name, value in changes.items():
                if not hasattr(member, name):
                    raise LookupError(f"a member has no {name}")
                setattr(member, name, value)
            now = int(self.clock.now().timestamp())
            member.updated = now
            shown = spoken.member(self, member, locale=True)
            event = {
                "type": "user_change",
                "user": shown,
                "cache_ts": now,
                "event_ts": self.stamp(),
            }
            told = self.event(event)
            self.changed("state")
        self._deliver_events(told)

    def modal(self, user: str) -> View | None:
        """The form on top of what this person has open."""
        stack = self.workspace.stacks.get(user)
        return stack[-1] if stack else None

    def _deliver_events(self, told: list[Waiting]) -> None:
        for waiting in told:
            self.delivery.event(waiting)

    def _interacts(self, user: str, payload: Json) -> Outcome:
        fate = self.delivery.send(envelope("interactive", payload))
        error = None if fate.acked else _failure(fate)
        return Outcome(error=error, modal=self.modal(user), ack=fate.payload)

    def _may_write(self, user: str, place: Channel) -> None:
        if user not in place.members:
            raise PermissionError(f"{user} is not in {place.name}")
        if place.dm_with and not (self.app.messages and self.app.writable):
            raise PermissionError(DM_CLOSED)

    def _written(
        self,
        user: str,
        place: Channel,
        text: str,
        thread_ts: str | None,
        files: Iterable[str | Json],
    ) -> Message:
        text = typed.in_message(self.workspace, text)
        message = Message(place.id, self.stamp(), user, text, thread_ts=thread_ts)
        message.files = [self._file(user, one) for one in files]
        message.subtype = "file_share" if message.files else None
        message.blocks = with_ids(typed.rich_text(text)) if text else None
        message.client_msg_id = str(uuid.uuid4())
        place.read[user] = message.ts
        return posting.add(self, place, message)

    def _file(self, user: str, given: str | Json) -> Json:
        given = {"name": given} if isinstance(given, str) else given
        known = self.fresh("F")
        return {
            "id": known,
            "created": int(self.clock.now().timestamp()),
            "name": given["name"],
            "title": given["name"],
            "mimetype": "application/octet-stream",
            "filetype": given["name"].rpartition(".")[2],
            "user": user,
            "mode": "hosted",
            "size": 0,
            "url_private": f"{self.address}/files/{known}",
            "permalink": f"{self.address}/files/{known}",
            **given,
        }

    def _told_of(self, place: Channel, message: Message) -> list[Waiting]:
        """The message event; a mention comes a second time, as app_mention with the same ts."""
        if BOT_USER not in place.members:
            return []
        event = posting.event(self, place, message)
        told = self.event(event)
        if f"<@{BOT_USER}" in message.text and not place.dm_with:
            without = {k: v for k, v in event.items() if k not in ("channel_type", "subtype")}
            told += self.event(without | {"type": "app_mention"})
        return told

    def _own_words(self, user: str, channel: str, ts: str) -> tuple[Channel, Message]:
        place = self.place(channel, user)
        message = place.messages[ts]
        if message.user != user or message.deleted:
            raise PermissionError("one can only change what one has written")
        return place, message

    def _no_command(self, known: Json | None, command: str, thread_ts: str | None) -> str | None:
        if known is None:
            return f"{command} is not a valid command. In Slack, a / starts a command."
        if thread_ts is not None:
            return f"{command} is not supported in threads. Sorry!"
        return None

    def _command(self, user: str, place: Channel, command: str, text: str) -> Json:
        named = "privategroup" if place.is_private else place.name
        return {
            "token": "rehearsal",
            "team_id": TEAM,
            "team_domain": TEAM_DOMAIN,
            "channel_id": place.id,
            "channel_name": named,
            "user_id": user,
            "user_name": self.member(user).name,
            "command": command,
            "text": text,
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
                error = self.responses.from_ack(user, place.id, fate.payload)
            return Outcome(error=error, modal=self.modal(user), ack=fate.payload)

    def _shortcut(self, user: str, callback_id: str) -> Json:
        return {
            "type": "shortcut",
            "token": "rehearsal",
            "action_ts": self.stamp(),
            "team": spoken.team(),
            "user": spoken.user(self.member(user)),
            "is_enterprise_install": False,
            "enterprise": None,
            "callback_id": callback_id,
            "trigger_id": self.new_trigger(user),
        }

    def _message_shortcut(self, user: str, place: Channel, ts: str) -> Json:
        message = place.messages[ts]
        return {
            "type": "message_action",
            "message_ts": ts,
            "channel": {"id": place.id, "name": place.name},
            "message": spoken.message(self, message),
            "response_url": self.new_response_url(user, place.id, ts),
        }


def _failure(fate: Fate) -> str:
    """The word the client shows: nobody answered in time, or the call itself failed."""
    return "operation_timeout" if fate.reason == "http_timeout" else "dispatch_failed"
