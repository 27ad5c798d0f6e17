"""Buttons pressed, options chosen, forms filled in, sent and closed."""

from __future__ import annotations

from typing import Any

from rehearsal import elements, modals, spoken
from rehearsal.acts import Acts, Outcome
from rehearsal.delivery import Fate, envelope
from rehearsal.errors import Refused
from rehearsal.forms import refuse_unfinished
from rehearsal.responses import TROUBLE
from rehearsal.wire import across
from rehearsal.workspace import Channel, Message, View

Json = dict[str, Any]

SHOWN = ("action_id", "type", "text", "value", "style", "placeholder", "confirm")


class Hands(Acts):
    def presses(
        self,
        user: str,
        channel: str,
        ts: str,
        action: str,
        value: Any = None,
        block_id: str | None = None,
    ) -> Outcome:
        """Use an element of a message: by action_id or by what is written on it."""
        with self.lock:
            place = self.here(user, channel)
            message = place.seen(user, ts)
            payload = self._uses(user, message.blocks or [], action, value, block_id)
            payload |= self._on_message(user, place, message, payload["actions"][0])
        return self._interacts(user, payload)

    def presses_home(
        self, user: str, action: str, value: Any = None, block_id: str | None = None
    ) -> Outcome:
        with self.lock:
            home = self.workspace.homes.get(user)
            if home is None:
                raise LookupError(f"{user} has no Home tab yet")
            payload = self._on_view(home, action, value, block_id)
        return self._interacts(user, payload)

    def presses_view(
        self, user: str, action: str, value: Any = None, block_id: str | None = None
    ) -> Outcome:
        with self.lock:
            payload = self._on_view(self._top(user), action, value, block_id)
        return self._interacts(user, payload)

    chooses, chooses_home, chooses_view = presses, presses_home, presses_view

    def fills(self, user: str, /, **values: Any) -> View:
        """Put values into the top form, by block_id, without sending it."""
        with self.lock:
            view = self._top(user)
            for block_id, value in values.items():
                element = _field(view, block_id)
                entry = elements.state(element, elements.put(element, value))
                view.values[block_id] = {element["action_id"]: entry}
            return view

    def submits(self, user: str, /, **values: Any) -> Outcome:
        """Send the top form; what is not given stays as the form holds it."""
        with self.lock:
            view = self.fills(user, **values)
            if errors := refuse_unfinished(view):
                return Outcome(errors=errors, modal=view)
            payload = self._by(user) | {
                "type": "view_submission",
                "trigger_id": self.new_trigger(user, view.id),
                "view": spoken.view(view),
                "response_urls": [],
            }
        return self._submitted(view, self.delivery.send(envelope("interactive", payload)))

    def closes(self, user: str, everything: bool = False) -> Outcome:
        """Cancel the top form, or all of them with the cross."""
        with self.lock:
            everything = everything or bool(self._top(user).content.get("clear_on_close"))
            gone = modals.close(self, user, everything)
            about = self._by(user) | {"type": "view_closed", "is_cleared": everything}
            told = [
                about | {"view": spoken.view(view)}
                for view in gone
                if view.content.get("notify_on_close")
            ]
        for payload in told:
            self._interacts(user, payload)
        return Outcome(modal=self.modal(user))

    def _top(self, user: str) -> View:
        view = self.modal(user)
        if view is None:
            raise LookupError(f"{user} has no form open")
        return view

    def _uses(
        self, user: str, blocks: list[Json], wanted: str, value: Any, block_id: str | None
    ) -> Json:
        """The part of block_actions that is the same wherever the element stands."""
        block, element = elements.find(blocks, wanted, block_id, value)
        if element["type"] == "overflow" and value is None:
            value = wanted  # one points at a line of the menu
        return self._by(user) | {
            "type": "block_actions",
            "trigger_id": self.new_trigger(user),
            "actions": [self._action(block, element, value)],
        }

    def _action(self, block: Json, element: Json, value: Any) -> Json:
        action: Json = {key: element[key] for key in SHOWN if key in element}
        action |= {"block_id": block["block_id"], "action_ts": self.stamp()}
        if element["type"] == "overflow":
            action["selected_option"] = elements.chosen(element, value)
        elif element["type"] in elements.HOLDS:
            now, first = elements.HOLDS[element["type"]]
            action[now] = elements.put(element, value)
            action |= {first: element[first]} if first in element else {}
        return action

    def _on_message(self, user: str, place: Channel, message: Message, action: Json) -> Json:
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": place.id,
            "is_ephemeral": message.ephemeral is not None,
        }
        if message.in_thread:
            container["thread_ts"] = message.thread_ts
        values = elements.first_values(message.blocks or [])
        _remember(values, action)
        about: Json = {
            "container": container,
            "channel": {"id": place.id, "name": place.told_name},
            "state": {"values": values},
            "response_url": self.new_response_url(user, place.id, message.ts),
        }
        whole = {} if message.ephemeral else {"message": spoken.message(self, message)}
        return about | whole

    def _on_view(self, view: View, wanted: str, value: Any, block_id: str | None) -> Json:
        payload = self._uses(view.user, view.blocks, wanted, value, block_id)
        self.triggers[payload["trigger_id"]].view = view.id if view.type == "modal" else None
        _remember(view.values, payload["actions"][0])
        return payload | {
            "container": {"type": "view", "view_id": view.id},
            "view": spoken.view(view),
        }

    def _submitted(self, view: View, fate: Fate) -> Outcome:
        if fate.payload is None:
            return Outcome(error=TROUBLE, modal=self.modal(view.user))
        with self.lock:
            try:
                errors = self._take(view, across(fate.payload))
            except Refused as no:
                return Outcome(error=f"{TROUBLE} ({no.error})", modal=view, ack=fate.payload)
            return Outcome(errors=errors, modal=self.modal(view.user), ack=fate.payload)

    def _take(self, view: View, payload: Json) -> dict[str, str] | None:
        """Follow the app's response_action; without one the form closes."""
        match payload.get("response_action"):
            case "errors":
                return _errors(view, payload.get("errors"))
            case "update":
                modals.update(self, view, _view(payload))
            case "push":
                modals.push_on(self, view.user, _view(payload))
            case "clear":
                modals.close(self, view.user, everything=True)
            case None:
                modals.remove(self, view)
            case _:
                raise Refused("unknown_response_action")
        return None


def _view(payload: Json) -> Json:
    view = payload.get("view")
    if not isinstance(view, dict):
        raise Refused("missing_view")
    return view


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not isinstance(errors, dict) or not errors.keys() <= inputs:
        raise Refused("errors_must_name_input_blocks")
    return {str(block): str(text) for block, text in errors.items()}


def _field(view: View, block_id: str) -> Json:
    for block, element in elements.standing_in(view.blocks):
        if block["block_id"] == block_id and element["type"] not in elements.PRESSED:
            return element
    raise LookupError(f"the form has no field {block_id!r}; it has {list(view.values)}")


def _remember(values: Json, action: Json) -> None:
    entry = values.get(action["block_id"], {}).get(action["action_id"])
    if entry is not None:
        key = elements.HOLDS[entry["type"]][0]
        entry[key] = action[key]
