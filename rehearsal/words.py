"""What people write: their messages, corrected and taken back, and the events that tell of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from rehearsal import posting, typed
from rehearsal.blocks import with_ids
from rehearsal.delivery import Waiting
from rehearsal.ground import Ground
from rehearsal.workspace import BOT_USER, Channel, Message

Json = dict[str, Any]

DM_CLOSED = "Sending messages to this app has been turned off."


class Words(Ground):
    def says(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Iterable[str | Json] = (),
    ) -> Message:
        with self.lock:
            place = self.here(user, channel)
            if place.dm_with and not (self.app.messages and self.app.writable):
                raise PermissionError(DM_CLOSED)
            message = self._written(user, place, text, thread_ts)
            message.files = [self._file(user, one) for one in files]
            message.subtype = "file_share" if message.files else None
            posting.add(self, place, message)
            told = self._told_of(place, message)
        self._deliver_events(told)
        return message

    def edits(self, user: str, channel: str, ts: str, text: str) -> Message:
        """A person corrects what they wrote."""
        with self.lock:
            place, message = self._own_words(user, channel, ts)
            new = self._written(user, place, text, message.thread_ts)
            event = posting.edit(self, place, message, text=new.text, blocks=new.blocks)
            told = self._told(place, event)
        self._deliver_events(told)
        return message

    def deletes(self, user: str, channel: str, ts: str) -> None:
        """A person takes back what they wrote."""
        with self.lock:
            place, message = self._own_words(user, channel, ts)
            told = self._told(place, posting.delete(self, place, message))
        self._deliver_events(told)

    def _written(self, user: str, place: Channel, text: str, thread_ts: str | None) -> Message:
        text = typed.in_message(self.workspace, text)
        message = Message(place.id, self.stamp(), user, text, thread_ts=thread_ts)
        message.blocks = with_ids(typed.rich_text(text)) if text else None
        message.client_msg_id = str(uuid.uuid4())
        place.read[user] = message.ts
        return message

    def _file(self, user: str, given: str | Json) -> Json:
        """A file's name, or what Slack says of it; its `content` is kept to be fetched."""
        given = {"name": given} if isinstance(given, str) else dict(given)
        known = self.fresh("F")
        content = given.pop("content", b"")
        self.files[known] = content if isinstance(content, bytes) else content.encode()
        return {
            "id": known,
            "created": int(self.clock.now().timestamp()),
            "name": given["name"],
            "title": given["name"],
            "mimetype": "application/octet-stream",
            "filetype": given["name"].rpartition(".")[2],
            "user": user,
            "mode": "hosted",
            "size": len(self.files[known]),
            "url_private": f"{self.address}/files/{known}",
            "permalink": f"{self.address}/files/{known}",
            **given,
        }

    def _own_words(self, user: str, channel: str, ts: str) -> tuple[Channel, Message]:
        place = self.here(user, channel)
        message = place.messages[ts]
        if message.user != user or message.deleted:
            raise PermissionError("one can only change what one has written")
        return place, message

    def _told_of(self, place: Channel, message: Message) -> list[Waiting]:
        """The message event; a mention comes a second time, as app_mention with the same ts."""
        event = posting.event(self, place, message)
        told = self._told(place, event)
        if f"<@{BOT_USER}" in message.text and not place.dm_with:
            without = {k: v for k, v in event.items() if k not in ("channel_type", "subtype")}
            told += self._told(place, without | {"type": "app_mention"})
        return told

    def _told(self, place: Channel, event: Json) -> list[Waiting]:
        return self.event(event) if BOT_USER in place.members else []

    def _deliver_events(self, told: list[Waiting]) -> None:
        for waiting in told:
            self.delivery.event(waiting)
