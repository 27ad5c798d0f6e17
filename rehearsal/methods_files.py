"""Web API: files of the app's own: an address to send one to, and a message once it is there."""

from __future__ import annotations

from typing import Any

from rehearsal import posting
from rehearsal.calling import Args, Json, app_is_in, channel_of, method
from rehearsal.errors import Refused
from rehearsal.ground import Ground, Upload
from rehearsal.workspace import BOT_USER


@method("files.getUploadURLExternal", scope="files:write")
def files_get_upload_url(ground: Ground, args: Args) -> Json:
    name = args.need("filename")
    length = args.number("length", 0, 1 << 30)
    if not length:
        raise Refused("invalid_arguments", "length must be more than 0")
    known = ground.fresh("F")
    ground.uploads[known] = Upload(name, length)
    return {"upload_url": f"{ground.address}/upload/v1/{known}", "file_id": known}


@method("files.completeUploadExternal", scope="files:write")
def files_complete_upload(ground: Ground, args: Args) -> Json:
    """Until then nobody sees the file; without a channel only the app does."""
    files = [_finished(ground, one) for one in _named(args)]
    if "channel_id" in args:
        channel = channel_of(ground, args.need("channel_id"))
        if not app_is_in(channel):
            raise Refused("not_in_channel")
        posting.from_app(
            ground,
            channel,
            text=args.text("initial_comment") or "",
            thread_ts=args.text("thread_ts"),
            files=files,
            subtype="file_share",
        )
    return {"files": [{"id": one["id"], "title": one["title"]} for one in files]}


def _named(args: Args) -> list[Json]:
    named = args.json("files")
    if not isinstance(named, list) or not named:
        raise Refused("invalid_arguments", "missing required field: files")
    return named


def _finished(ground: Ground, named: Json) -> Json:
    known = str(named.get("id"))
    upload = ground.uploads.get(known)
    if upload is None or upload.content is None or upload.finished:
        raise Refused("file_not_found")
    upload.finished = True
    return _file(ground, known, upload, named.get("title") or upload.name)


def _file(ground: Ground, known: str, upload: Upload, title: Any) -> Json:
    where = f"{ground.address}/files/{known}"
    return {
        "id": known,
        "created": int(ground.clock.now().timestamp()),
        "name": upload.name,
        "title": title,
        "mimetype": "application/octet-stream",
        "filetype": upload.name.rpartition(".")[2],
        "user": BOT_USER,
        "mode": "hosted",
        "size": upload.length,
        "url_private": where,
        "permalink": where,
    }
