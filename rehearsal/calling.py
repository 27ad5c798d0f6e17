"""A Web API call: token, scope, faults, and the method itself; answered as Slack answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from rehearsal.errors import Refused, Unserved
from rehearsal.faults import Cut, Fault
from rehearsal.ground import Ground
from rehearsal.wire import across
from rehearsal.workspace import BOT_USER, Channel, Member

Json = dict[str, Any]

JSON_ARGS = ("blocks", "view", "metadata", "attachments", "unfurls", "files")
UNREADABLE = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: Json
    delay: float = 0  # seconds a transport lets pass before it answers


@dataclass
class Args:
    """What a method was asked, read the way Slack reads forms and JSON alike."""

    given: Json

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str) -> str | None:
        value = self.given.get(name)
        return None if value is None else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        value = self.text(name)
        if not value:
            raise Refused(error, f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return self.given.get(name) in (True, "true", "1", 1, "True")

    def number(self, name: str, default: int, most: int) -> int:
        raw = self.given.get(name)
        if raw is None or raw == "":
            return default
        if not str(raw).isdecimal():
            raise Refused("invalid_arguments", f"{name} must be a number")
        return min(int(raw), most) or default

    def json(self, name: str) -> Any:
        return self.given.get(name)


@dataclass(frozen=True)
class Method:
    name: str
    run: Callable[[Ground, Args], Json]
    scope: str | None = None
    app_token: bool = False  # wants xapp-, not xoxb-
    open: bool = False  # needs no token


METHODS: dict[str, Method] = {}


def method(
    name: str, scope: str | None = None, app_token: bool = False, open: bool = False
) -> Callable[[Callable[[Ground, Args], Json]], Callable[[Ground, Args], Json]]:
    """Register a Web API method under its Slack name."""

    def register(run: Callable[[Ground, Args], Json]) -> Callable[[Ground, Args], Json]:
        METHODS[name] = Method(name, run, scope, app_token, open)
        return run

    return register


@dataclass
class Calls:
    """Answers Web API calls and keeps the record of them."""

    ground: Ground
    unserved: frozenset[str] = field(default_factory=frozenset)

    def answer(self, name: str, token: str | None, given: Json) -> Answer:
        fault = self.ground.faults.strike(name, given)
        if wait := self.ground.limits.over(name, self.ground.clock.now()):
            answer, fault = _ratelimited(wait), None
        elif fault and fault.kind in INSTEAD:
            answer = INSTEAD[fault.kind](fault)
        elif fault and fault.kind not in AFTERWARDS:
            answer = _no(Refused(fault.kind))
        else:
            answer = self._run(name, token, given)
        self._record(name, given, answer, fault)
        if fault and fault.kind in ("drop_before", "drop_after"):
            raise Cut(name)
        slow = fault.seconds if fault and fault.kind == "slow" else 0.0
        answer.delay = self.ground.latency + slow
        return answer

    def _run(self, name: str, token: str | None, given: Json) -> Answer:
        try:
            with self.ground.lock:
                return self._permitted(name, token, given)
        except Refused as no:
            return _no(no)
        except Unserved:
            return Answer(
                501, {}, {"ok": False, "error": "not_served_by_the_rehearsal", "method": name}
            )

    def _permitted(self, name: str, token: str | None, given: Json) -> Answer:
        if name not in METHODS:
            raise Unserved if name in self.unserved else Refused("unknown_method", req_method=name)
        method = METHODS[name]
        if not method.open:
            self._check_token(method, token)
        if method.scope:
            need_scope(self.ground, method.scope)
        body = method.run(self.ground, Args(plain(given)))
        headers = {"x-oauth-scopes": ",".join(self.ground.app.scopes)}
        return Answer(200, headers, {"ok": True, **across(body)})

    def _check_token(self, method: Method, token: str | None) -> None:
        right, other = self.ground.bot_token, self.ground.app_token
        if method.app_token:
            right, other = other, right
        if not token:
            raise Refused("not_authed")
        if token == other:
            raise Refused("not_allowed_token_type")
        if token != right:
            raise Refused("invalid_auth")

    def _record(self, name: str, given: Json, answer: Answer, fault: Fault | None) -> None:
        fate = answer.body.get("error", "ok")
        self.ground.log.add(
            self.ground.clock.now(), "api", name, given, answer.body, fault.kind if fault else fate
        )


def need_scope(ground: Ground, *any_of: str) -> None:
    if not set(any_of) & set(ground.app.scopes):
        raise Refused(
            "missing_scope", needed=",".join(any_of), provided=",".join(ground.app.scopes)
        )


def channel_of(ground: Ground, known: str) -> Channel:
    """The channel the app asks for, as far as the app may know of it."""
    channel = ground.workspace.channels.get(known) or ground.workspace.channel_named(known)
    if channel is None or (channel.is_private and not app_is_in(channel)):
        raise Refused("channel_not_found")
    return channel


def app_is_in(channel: Channel) -> bool:
    return BOT_USER in channel.members


def member_of(ground: Ground, known: str) -> Member:
    if known not in ground.workspace.members:
        raise Refused("user_not_found")
    return ground.workspace.members[known]


def plain(given: Json) -> Json:
    """A copy of one's own, with JSON that came as a string taken out of it."""
    plain: Json = across({k: v for k, v in given.items() if v is not None})
    for name in JSON_ARGS:
        if isinstance(plain.get(name), str):
            try:
                plain[name] = json.loads(plain[name])
            except ValueError:
                raise Refused(UNREADABLE.get(name, "invalid_arguments")) from None
    return plain


def _no(refused: Refused) -> Answer:
    if refused.error == "ratelimited":
        return Answer(429, {"Retry-After": "1"}, refused.body)
    return Answer(200, {}, refused.body)


def _ratelimited(seconds: float) -> Answer:
    return Answer(429, {"Retry-After": str(ceil(seconds))}, {"ok": False, "error": "ratelimited"})


def _http_500(fault: Fault) -> Answer:
    return Answer(500, {}, {"ok": False, "error": "http_500"})


def _cut(fault: Fault) -> Answer:
    return Answer(0, {}, {"ok": False, "error": "cut"})


INSTEAD: dict[str, Callable[[Fault], Answer]] = {
    "ratelimited": lambda fault: _ratelimited(fault.seconds),
    "http_500": _http_500,
    "drop_before": _cut,
}
AFTERWARDS = {"drop_after", "slow"}
