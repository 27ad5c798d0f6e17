"""Web API: a file in three steps: a place for it, its content by POST, and where it is seen."""

from __future__ import annotations

import mimetypes
from typing import Any

from rehearsal import posting
from rehearsal.calling import Args, app_is_in, channel_of, method
from rehearsal.errors import Refused
from rehearsal.ground import Ground
from rehearsal.workspace import BOT_USER, Channel

Json = dict[str, Any]

ALT_MAX, LENGTH_MAX = 1_000, 1_000_000_000


@method("files.getUploadURLExternal", scope="files:write")
def files_get_upload_url_external(ground: Ground, args: Args) -> Json:
    name = args.need("filename")
    if not args.number("length", 0, LENGTH_MAX):
        raise Refused("missing_argument", "missing required field: length")
    alt = args.text("alt_txt") or ""
    if len(alt) > ALT_MAX:
        raise Refused("alt_txt_too_large")
    file = _file(ground, name, alt)
    ground.uploads[file["id"]] = file
    return {"upload_url": f"{ground.address}/upload/{file['id']}", "file_id": file["id"]}


def _file(ground: Ground, name: str, alt: str) -> Json:
    known = ground.fresh("F")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {
        "id": known,
        "created": int(ground.clock.now().timestamp()),
        "name": name,
        "title": name,
        "mimetype": kind,
        "filetype": name.rpartition(".")[2],
        "user": BOT_USER,
        "mode": "hosted",
        "size": 0,
        **({"alt_txt": alt} if alt else {}),
        "url_private": f"{ground.address}/files/{known}",
        "permalink": f"{ground.address}/files/{known}",
    }


@method("files.completeUploadExternal", scope="files:write")
def files_complete_upload_external(ground: Ground, args: Args) -> Json:
    """Without a channel a file stays private: nobody sees it."""
    place = _place(ground, args)
    files = [_finished(ground, one) for one in args.json("files") or []]
    if not files:
        raise Refused("invalid_arguments", "missing required field: files")
    for file in files:
        del ground.uploads[file["id"]]
    if place:
        text, thread = args.text("initial_comment") or "", args.text("thread_ts")
        if thread and thread not in place.messages:
            raise Refused("thread_not_found")
        shared = {"text": text, "files": files, "subtype": "file_share", "thread_ts": thread}
        posting.from_app(ground, place, **shared)
    return {"files": files}


def _place(ground: Ground, args: Args) -> Channel | None:
    """A conversation; a person's id is none."""
    known = args.text("channel_id")
    if not known:
        return None
    if known[0] not in "CGDZ":
        raise Refused("invalid_arguments", "input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$")
    place = channel_of(ground, known)
    if not app_is_in(place):
        raise Refused("not_in_channel")
    return place


def _finished(ground: Ground, told: Any) -> Json:
    """A file whose content has come, under its title."""
    known = told.get("id") if isinstance(told, dict) else None
    file = ground.uploads.get(str(known))
    if file is None or known not in ground.files:
        raise Refused("file_not_found")
    file |= {"title": told.get("title") or file["name"], "size": len(ground.files[file["id"]])}
    return file
