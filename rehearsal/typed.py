"""What a person types, as Slack passes it on: names into ids, links marked, `& < >` escaped."""

from __future__ import annotations

import re
from typing import Any

from rehearsal.workspace import Member, Workspace

Json = dict[str, Any]

KEPT = re.compile(r"<@U\w+(?:\|[^<>]*)?>|<#[CG]\w+(?:\|[^<>]*)?>")
URL = re.compile(r"https?://[^\s<>|，。；：！？、）」》]*[^\s<>|，。；：！？、）」》.,;:!?)\"']")
NAME_PARTS = re.compile(r"[A-Za-z][A-Za-z .'-]*[A-Za-z]|[\u3400-\u9fff]+")
EVERYBODY = re.compile(r"@(channel|here|everyone)\b")
TOKEN = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def in_message(workspace: Workspace, text: str) -> str:
    """A chat message: `@li.na` becomes `<@ULINA>`, `#office` `<#COFFICE|office>`, links `<…>`."""
    return _marked(workspace, text, named=False, everybody=True)


def in_command(workspace: Workspace, text: str, should_escape: bool) -> str:
    """A command's text: marked up only if the manifest says `should_escape`."""
    return _marked(workspace, text, named=True) if should_escape else escape(text)


def rich_text(text: str) -> list[Json]:
    """The rich_text block that comes with every message a person writes."""
    parts: list[Json] = []
    place = 0
    for token in TOKEN.finditer(text):
        parts += _plain(text[place : token.start()])
        parts.append(_element(token))
        place = token.end()
    parts += _plain(text[place:])
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}]


def _marked(workspace: Workspace, text: str, named: bool, everybody: bool = False) -> str:
    """Walk over the text once; what is no name, link or token is escaped letter by letter."""
    out, place = [], 0
    while place < len(text):
        token, length = _token(workspace, text, place, named, everybody)
        out.append(token if length else escape(text[place]))
        place += length or 1
    return "".join(out)


def _token(
    workspace: Workspace, text: str, place: int, named: bool, everybody: bool
) -> tuple[str, int]:
    """The markup that starts here and how much typed text it stands for; 0 if none does."""
    first = text[place]
    if first == "<" and (kept := KEPT.match(text, place)):
        return kept[0], len(kept[0])
    if first == "h" and (url := URL.match(text, place)):
        return f"<{escape(url[0])}>", len(url[0])
    if first not in "@#" or _inside_word(text, place):
        return "", 0
    if first == "@" and everybody and (all_of := EVERYBODY.match(text, place)):
        return f"<!{all_of[1]}>", len(all_of[0])
    return _name(workspace, text, place, named)


def _name(workspace: Workspace, text: str, place: int, named: bool) -> tuple[str, int]:
    """The longest member's or channel's name that stands here."""
    mark, rest = text[place], text[place + 1 :].casefold()
    for name, known, shown in _names(workspace, mark):
        after = rest[len(name) : len(name) + 1]
        if rest.startswith(name) and not (after.isascii() and after.isalnum()):
            label = f"|{shown}" if named or mark == "#" else ""
            return f"<{mark}{known}{label}>", 1 + len(name)
    return "", 0


def _names(workspace: Workspace, mark: str) -> list[tuple[str, str, str]]:
    """(name, id, name shown), longest first."""
    if mark == "#":
        names = [(c.name, c.id, c.name) for c in workspace.channels.values() if not c.dm_with]
    else:
        living = [m for m in workspace.members.values() if not m.deleted]
        names = [(name, m.id, m.name) for m in living for name in _called(m)]
    return sorted(((n.casefold(), known, s) for n, known, s in names), key=lambda n: -len(n[0]))


def _called(member: Member) -> set[str]:
    """What one may type after the @: the handle, the whole name, its Chinese or its Latin part."""
    return {member.name, member.real_name, *NAME_PARTS.findall(member.real_name)}


def _inside_word(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return before.isascii() and before.isalnum()


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": unescape(text)}] if text else []


def _element(token: re.Match[str]) -> Json:
    mark, target, shown = token.groups()
    if mark == "@":
        return {"type": "user", "user_id": target}
    if mark == "#":
        return {"type": "channel", "channel_id": target}
    if mark == "!":
        return {"type": "broadcast", "range": target}
    return {"type": "link", "url": unescape(target)} | ({"text": shown} if shown else {})
