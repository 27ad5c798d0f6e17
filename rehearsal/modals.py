"""Views: the stack of modals each member has open, and each member's Home tab."""

from __future__ import annotations

import secrets
from typing import Any

from rehearsal import elements
from rehearsal.blocks import check_view, with_ids
from rehearsal.errors import Refused
from rehearsal.ground import Ground, Trigger
from rehearsal.workspace import View

Json = dict[str, Any]

STACK_MAX = 3


def exchange(ground: Ground, trigger_id: str) -> Trigger:
    """Use a trigger: within three seconds, and once."""
    trigger = ground.triggers.get(trigger_id)
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if ground.clock.now() > trigger.until:
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger


def open_(ground: Ground, trigger_id: str, content: Json) -> View:
    content = _checked(ground, content, "modal")
    user = exchange(ground, trigger_id).user
    view = new(ground, user, content)
    ground.workspace.stacks[user] = [view]
    ground.changed("modal", user)
    return view


def push(ground: Ground, trigger_id: str, content: Json) -> View:
    content = _checked(ground, content, "modal")
    trigger = exchange(ground, trigger_id)
    stack = ground.workspace.stacks.get(trigger.user, [])
    if trigger.view is None or not stack:
        raise Refused("not_found")
    return _put_on(ground, stack, content)


def push_on(ground: Ground, user: str, content: Json) -> View:
    """A push that comes in the answer to a submission."""
    content = _checked(ground, content, "modal")
    return _put_on(ground, ground.workspace.stacks[user], content)


def update(ground: Ground, view: View, content: Json, hash: str | None = None) -> View:
    """Redraw a view; what was typed survives where block_id and action_id are the same."""
    content = _checked(ground, content, view.type, view)
    if hash and hash != view.hash:
        raise Refused("hash_conflict")
    view.content = content
    view.hash = new_hash(ground)
    view.values = elements.first_values(view.blocks, view.values)
    ground.changed("modal" if view.type == "modal" else "home", view.user)
    return view


def publish(ground: Ground, user: str, content: Json, hash: str | None = None) -> View:
    content = _checked(ground, content, "home", ground.workspace.homes.get(user))
    old = ground.workspace.homes.get(user)
    if old is None:
        ground.workspace.homes[user] = new(ground, user, content)
        ground.changed("home", user)
        return ground.workspace.homes[user]
    return update(ground, old, content, hash)


def find(ground: Ground, view_id: str | None, external_id: str | None) -> View:
    for view in ground.workspace.views():
        if view.id == view_id or (external_id and view.external_id == external_id):
            return view
    raise Refused("not_found")


def close(ground: Ground, user: str, everything: bool = False) -> list[View]:
    """Take the top modal away, or all of them; gives those that went, top first."""
    stack = ground.workspace.stacks.get(user, [])
    gone = [stack.pop() for _ in range(len(stack) if everything else min(1, len(stack)))]
    ground.changed("modal", user)
    return gone


def remove(ground: Ground, view: View) -> None:
    """A submitted form goes; those under it come back."""
    ground.workspace.stacks[view.user] = [
        one for one in ground.workspace.stacks.get(view.user, []) if one is not view
    ]
    ground.changed("modal", view.user)


def new(
    ground: Ground, user: str, content: Json, root: str | None = None, previous: str | None = None
) -> View:
    known = ground.fresh("V")
    view = View(known, user, content["type"], content, new_hash(ground), root or known, previous)
    view.values = elements.first_values(view.blocks)
    return view


def new_hash(ground: Ground) -> str:
    return f"{int(ground.clock.now().timestamp())}.{secrets.token_hex(4)}"


def _checked(ground: Ground, content: Json, type: str, own: View | None = None) -> Json:
    check_view(content, type)
    wanted = content.get("external_id")
    if wanted and any(v.external_id == wanted and v is not own for v in ground.workspace.views()):
        raise Refused("duplicate_external_id")
    return {**content, "blocks": with_ids(content["blocks"])}


def _put_on(ground: Ground, stack: list[View], content: Json) -> View:
    if len(stack) >= STACK_MAX:
        raise Refused("push_limit_reached")
    top = stack[-1]
    view = new(ground, top.user, content, root=top.root, previous=top.id)
    stack.append(view)
    ground.changed("modal", view.user)
    return view
