"""Web API: modals and the Home tab; and the way into Socket Mode."""

from __future__ import annotations

from typing import Any

from rehearsal import modals, spoken
from rehearsal.calling import Args, member_of, method
from rehearsal.errors import Refused
from rehearsal.ground import Ground

Json = dict[str, Any]


@method("views.open")
def views_open(ground: Ground, args: Args) -> Json:
    view = modals.open_(ground, args.need("trigger_id"), _view(args))
    return {"view": spoken.view(view)}


@method("views.push")
def views_push(ground: Ground, args: Args) -> Json:
    view = modals.push(ground, args.need("trigger_id"), _view(args))
    return {"view": spoken.view(view)}


@method("views.update")
def views_update(ground: Ground, args: Args) -> Json:
    view = modals.find(ground, args.text("view_id"), args.text("external_id"))
    return {"view": spoken.view(modals.update(ground, view, _view(args), args.text("hash")))}


@method("views.publish")
def views_publish(ground: Ground, args: Args) -> Json:
    if not ground.app.home:
        raise Refused("not_enabled")
    user = member_of(ground, args.need("user_id")).id
    view = modals.publish(ground, user, _view(args), args.text("hash"))
    return {"view": spoken.view(view)}


@method("apps.connections.open", app_token=True)
def apps_connections_open(ground: Ground, args: Args) -> Json:
    return {"url": ground.new_link()}


def _view(args: Args) -> Json:
    view = args.json("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "missing required field: view")
    return view
