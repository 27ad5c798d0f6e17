"""Answers outside the Web API: a command's ack and the posts to a response_url."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rehearsal import posting
from rehearsal.calling import Answer, Args, plain
from rehearsal.errors import Refused
from rehearsal.ground import RESPONSE_USES, Ground, ResponseUrl
from rehearsal.methods_chat import content
from rehearsal.workspace import Channel, Message

Json = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass
class Responses:
    ground: Ground

    def to_url(self, known: str, body: Json) -> Answer:
        """What a POST to a response_url does: five times in half an hour."""
        with self.ground.lock:
            url = self.ground.response_urls.get(known)
            if url is None or self.ground.clock.now() > url.until:
                return Answer(404, {}, {"ok": False, "error": "expired_url"})
            if url.uses >= RESPONSE_USES:
                return Answer(404, {}, {"ok": False, "error": "used_url"})
            url.uses += 1
            try:
                self._write(url, plain(body))
            except Refused as no:
                return Answer(404, {}, no.body)
        return Answer(200, {}, {"ok": True})

    def from_ack(self, user: str, channel: str, payload: Json) -> str | None:
        """A command's ack may carry its answer; gives what is said if it cannot be shown."""
        if not payload.keys() & {"text", "blocks", "attachments"}:
            return None
        try:
            self._write(ResponseUrl(user, channel, self.ground.clock.now()), plain(payload))
        except Refused as no:
            return f"{TROUBLE} ({no.error})"
        return None

    def _write(self, url: ResponseUrl, body: Json) -> None:
        channel = self.ground.workspace.channels[url.channel]
        origin = channel.messages.get(url.message_ts or "")
        if body.get("delete_original"):
            self._delete(channel, origin)
        elif body.get("replace_original") and origin:
            self._tell(
                channel, origin, posting.edit(self.ground, channel, origin, **content(Args(body)))
            )
        else:
            self._post(url, channel, body)

    def _delete(self, channel: Channel, origin: Message | None) -> None:
        if origin is None:
            raise Refused("message_not_found")
        self._tell(channel, origin, posting.delete(self.ground, channel, origin))

    def _tell(self, channel: Channel, message: Message, event: Json) -> None:
        if not message.ephemeral:
            posting.tell(self.ground, channel, event)

    def _post(self, url: ResponseUrl, channel: Channel, body: Json) -> None:
        public = body.get("response_type") == "in_channel"
        asked = body.get("thread_ts") if public and body.get("replace_original") is False else None
        posting.from_app(
            self.ground,
            channel,
            **content(Args(body)),
            ephemeral=None if public else url.user,
            thread_ts=asked,
            via_response=True,
        )
