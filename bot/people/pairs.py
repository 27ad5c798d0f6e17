"""A/B posts: the director says what belongs to a post, who has it and who stands behind them
(domain.md A2.3). The two of one post are never away together, and never on duty on the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.language.names import folded
from bot.language.refusals import Refused
from bot.matters import journal, letters, titles, undo
from bot.who.request import Request
from bot.who.standing import insist
from storage.who import pairs as stored
from storage.who.pairs import Post
from storage.who.people import Person

MOST, LONGEST = 12, 80  # duties of a post, and characters of one
Facts = dict[str, Any]  # of a post, as the record keeps them


def settle(
    request: Request, name: str, duties: Sequence[str], a: Person | None, b: Person | None,
    post: Post | None = None,
) -> int:  # fmt: skip
    """There is a post of this name, with these duties, A and B; what was there of it is changed:
    of `post`, if one is meant, whatever it was called. Who is new in it hears so; what it is taken
    back by comes back. Raises Refused.
    """
    insist(request.me.directs, "director")
    name = titles.read_title(name)
    there = called(request, name)
    if post is not None and there not in (None, post):
        raise Refused("pairs.name-taken", field="title", name=name)
    if a is not None and a is b:
        raise Refused("pairs.two", field="deputy")
    if len(duties) > MOST or any(len(one) > LONGEST for one in duties):
        raise Refused("pairs.long", field="duties", most=MOST, letters=LONGEST)
    new = {"name": name, "duties": list(duties), "a": _id(a), "b": _id(b)}
    return _change(request, "post", [(post or there, new)])


def close(request: Request, post: Post) -> int:
    """The office has this post no longer. Raises Refused."""
    insist(request.me.directs, "director")
    return _change(request, "close", [(post, None)])


def join(request: Request, two: Sequence[Person]) -> int:
    """They stand for each other from now on. Raises Refused for who may not, for one person or
    three, and for who do so already.
    """
    insist(request.me.directs, "director")
    one, other = _two(two)
    if stored.of_two(request.session, one.slack_id, other.slack_id):
        raise Refused("pairs.are", field="people", one=one.name, other=other.name)
    new = {"name": "", "duties": [], "a": one.slack_id, "b": other.slack_id}
    return _change(request, "join", [(None, new)])


def part(request: Request, two: Sequence[Person]) -> int:
    """They stand for each other no longer: of a post with a name, A is left. Raises Refused for
    who may not, and who did not.
    """
    insist(request.me.directs, "director")
    one, other = _two(two)
    found = stored.of_two(request.session, one.slack_id, other.slack_id)
    if not found:
        raise Refused("pairs.are-not", field="people", one=one.name, other=other.name)
    left = [(one, {**_facts(one), "b": None} if one.name else None) for one in found]
    return _change(request, "part", left)


def take_back(request: Request, entry_id: int) -> None:
    """Within minutes, as long as nobody has said otherwise since. Raises Refused."""
    entry = undo.own_deed(request, entry_id, "pairs")
    session, after = request.session, entry.after.get("posts", {})
    found = {number: session.get(Post, int(number)) for number in after}
    now = {number: _facts(post) if post else None for number, post in found.items()}
    if not now or now != after:
        raise Refused("undo.changed")
    was = entry.before["posts"]
    _insist_free(request, was)
    for number, post in found.items():
        _put(request, post or Post(id=int(number)), was[number])
    journal.record(request, "pairs.undo", before=entry.after, after=entry.before, reason=entry.what)


def _insist_free(request: Request, was: dict[str, Facts | None]) -> None:
    """Raises Refused if another post has taken a name since."""
    for number, facts in was.items():
        there = called(request, facts["name"]) if facts and facts["name"] else None
        if there is not None and str(there.id) != number:
            raise Refused("pairs.name-taken", name=there.name)


def find(request: Request, said: str) -> list[Post]:
    """The posts of which somebody says the name, or one of their duties."""
    insist(request.me.insider, "insider")
    wanted = folded(said).strip()
    named = [one for one in stored.posts(request.session) if one.name]
    exact = [one for one in named if folded(one.name) == wanted]
    return exact or [one for one in named if any(_is_near(part, wanted) for part in _said(one))]


def of_person(request: Request, who: Person) -> list[Post]:
    """The posts in which somebody is, those without a name too."""
    return [one for one in stored.posts(request.session) if who in (one.a, one.b)]


def called(request: Request, said: str) -> Post | None:
    """The post of this name, and of no other."""
    return next((one for one in find(request, said) if folded(one.name) == folded(said)), None)


def _said(post: Post) -> list[str]:
    return [folded(one) for one in (post.name, *post.duties)]


def _is_near(part: str, wanted: str) -> bool:
    return bool(wanted) and (wanted in part or part in wanted)


# --- the one place where a post changes -----------------------------------------------------------


def _change(
    request: Request, verb: str, changed: Sequence[tuple[Post | None, Facts | None]]
) -> int:
    """Each is as its facts say, or is no more; who is in it now and was not hears so, and whoever
    was in it and is not.
    """
    before, after = {}, {}
    for post, new in changed:
        was = _facts(post) if post else None
        post = _put(request, post or Post(), new)
        before[str(post.id)], after[str(post.id)] = was, new
        _tell(request, post.name, was or {}, new or {})
    return journal.record(
        request, f"pairs.{verb}", before={"posts": before}, after={"posts": after}
    )


def _put(request: Request, post: Post, new: Facts | None) -> Post:
    session = request.session
    if new is None:
        session.delete(post)
    else:
        post.name, post.duties = new["name"], list(new["duties"])
        post.a, post.b = (_person(request, new[place]) for place in ("a", "b"))
        session.add(post)
    session.flush()
    return post


def _facts(post: Post) -> Facts:
    return {"name": post.name, "duties": list(post.duties), "a": post.a_id, "b": post.b_id}


def _tell(request: Request, name: str, was: Facts, now: Facts) -> None:
    for new, old, verb in ((now, was, "join"), (was, now, "part")):
        for who in sorted(_there(new) - _there(old) - {request.me.id}):
            other = _person(request, new["b"] if new["a"] == who else new["a"])
            said: dict[str, object] = {"by": request.person, "post": name}
            said |= {"name": other.name if other else ""}
            key = f"pairs.told-{verb}" if other and not name else f"pairs.told-{verb}-post"
            letters.note(request.session, who, key, request.now, said)


def _there(facts: Facts) -> set[str]:
    return {facts[place] for place in ("a", "b") if facts.get(place)}


def _two(two: Sequence[Person]) -> tuple[Person, Person]:
    if len({one.slack_id for one in two}) != 2 or len(two) != 2:
        raise Refused("pairs.two", field="people")
    return two[0], two[1]


def _id(person: Person | None) -> str | None:
    return person.slack_id if person else None


def _person(request: Request, slack_id: str | None) -> Person | None:
    return request.session.get_one(Person, slack_id) if slack_id else None
