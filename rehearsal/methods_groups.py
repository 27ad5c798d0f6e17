"""Web API: who is in a user group; on a paid plan, and where everybody may manage them."""

from __future__ import annotations

from typing import Any

from rehearsal.calling import Args, method
from rehearsal.errors import Refused
from rehearsal.ground import Ground

Json = dict[str, Any]


@method("usergroups.users.update", scope="usergroups:write")
def usergroups_users_update(ground: Ground, args: Args) -> Json:
    """All at once, and never none; one who is gone, a guest or a robot refuses all."""
    group = ground.workspace.groups.get(args.need("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    users = [one for one in (args.text("users") or "").split(",") if one]
    if not users:
        raise Refused("no_users_provided")
    members = [ground.workspace.members.get(one) for one in users]
    if any(m is None or m.deleted or m.is_bot or m.is_restricted for m in members):
        raise Refused("invalid_users")
    group.users = users
    shown = {"id": group.id, "handle": group.handle, "name": group.name, "users": users}
    return {"usergroup": shown | {"user_count": len(users)}}
