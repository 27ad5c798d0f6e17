"""Topics of research (调研选题, A1.8, A1.9): proposed by anybody, sorted, chosen by a leader.

A topic comes from one of five sources (全局、中心、领导、群众、苗头); which is suggested from its
words and may always be changed. Whoever proposed it hears what becomes of it, and why. Once chosen
it ends in a report, which may be a draft (`bot/leaders/reports.py`), and in what came of that.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from operator import attrgetter

from bot.language.catalog import Key
from bot.language.refusals import Refused
from bot.matters import finding, followups, life, story, titles
from bot.matters.kind import Kind, Stage, assigns, insider, is_, or_director_once_gone
from bot.matters.moves import Field, Move, Ready, Told, Values, handed_over, kept, table
from bot.matters.sight import visible_to
from bot.matters.time_moves import time_moves
from bot.research import fieldwork, nearness, reporting
from bot.research.gathering import ORIGINS, suggested
from bot.who import lookups
from bot.who.request import Request
from bot.who.standing import BOARD, Standing
from storage.research import topics as stored
from storage.research.topics import Topic
from storage.research.topics import TopicState as S
from storage.research.votes import VoteState, last_counted
from storage.who.people import holding

PROPOSED, SHORTLISTED = frozenset({S.PROPOSED}), frozenset({S.SHORTLISTED})
POOL, PARKED, GIVEN = frozenset(stored.POOL), frozenset({S.PARKED}), frozenset({S.GIVEN})
IN_HAND, WRITING = frozenset(stored.IN_HAND), frozenset({S.REPORT_DRAFT})
DELIVERED, ASKED = frozenset({S.DELIVERED}), frozenset({S.ASKED})
REPORTED = frozenset(stored.REPORTED)
proposer, lead = attrgetter("matter.opened_by"), attrgetter("matter.owner")
steward, leader, proposers = attrgetter("steward"), attrgetter("leader"), attrgetter("proposers")


# --- the steps ------------------------------------------------------------------------------------


def _propose(request: Request, _: object, told: Told) -> Values:
    """Who sorts it is the head of their section, or a director; who chooses, the first leader."""
    session, me = request.session, request.person
    line = [*lookups.section_heads_of(session, me), *lookups.directors(session)]
    sorts = next((one for one in line if one is not me), me)
    to = next(iter(holding(session, *BOARD)), sorts)
    given = {"visibility": "office", **told, "owner": me, "steward": sorts, "leader": to}
    return given | _team(told) | {"origin": told.get("origin") or suggested(told["title"])}


def _team(told: Told) -> Values:
    return {"team": " ".join(one.slack_id for one in told.get("team", ()))}


def _shortlist(request: Request, topic: Topic, told: Told) -> Values:
    """It may wait until the end of the quarter, or of the next one if that is near."""
    soon = followups.working_day(request, KIND.days)
    ends = (request.calendar.closing(day) for day in _quarter_ends(request.calendar.today(soon)))
    return {"due_at": next(end for end in ends if end >= soon), "words": ""}


def _quarter_ends(day: date) -> list[date]:
    firsts = [date(day.year + n // 4, n % 4 * 3 + 1, 1) for n in range(1, 6)]
    return [one - timedelta(days=1) for one in firsts if one > day]


def _merge(request: Request, topic: Topic, told: Told) -> Values:
    target = request.session.get(Topic, finding.find(request, told["into"], KIND.name).id)
    if target is None or target is topic or target.state not in POOL:
        raise Refused("topics.not-into", field="into", number=told["into"])
    return {"into_id": target.id}


def _targets(request: Request, topic: Topic) -> dict[str, str]:
    """The others in the pool, the likest first."""
    found = [
        one for one in stored.pool(request.session, visible_to(request.me)) if one.state in POOL
    ]
    alike = {one: nearness.likeness(one.matter.title, topic.matter.title) for one in found}
    others = sorted((one for one in found if one is not topic), key=lambda one: -alike[one])
    return {one.matter.number: f"{one.matter.number} {one.matter.title}" for one in others[:10]}


def _join(request: Request, topic: Topic, told: Told) -> Values:
    if request.person in topic.proposers:
        raise Refused("topics.yours-already", number=topic.matter.number)
    return {"others": f"{topic.others} {request.me.id}".strip()}


def _edit(request: Request, topic: Topic, told: Told) -> Values:
    return {**told, **_team(told), "title": titles.read_title(told["title"])}


def _choose(request: Request, topic: Topic, told: Told) -> Values:
    """Whoever leads it has accepted it by choosing it."""
    who, vote = told["person"], last_counted(request.session, topic.id)
    first = max((one.votes for one in vote.choices), default=0) if vote else 0
    won = vote is not None and (topic.id, first) in {
        (one.topic_id, one.votes) for one in vote.choices
    }
    given = {"owner_id": who.slack_id, "leader_id": request.me.id, "due_at": told["due"]}
    given |= {"by_vote": ("with" if won else "against") if vote else "without"}
    given |= {"words": told.get("words", ""), "chosen_at": request.now}
    given |= _joined(topic, told)
    return given | ({"state": S.CHOSEN} if who is request.person else {})


def _joined(topic: Topic, told: Told) -> Values:
    """Whoever helps goes beside those who were thought of."""
    helping = [one.slack_id for one in told.get("team", ())]
    return {"team": " ".join(dict.fromkeys([*topic.team.split(), *helping]))} if helping else {}


def _lead(request: Request, topic: Topic, told: Told) -> Values:
    """A leader leads it (A3.2)."""
    return _choose(request, topic, {**told, "person": request.person})


def _reassign(request: Request, topic: Topic, told: Told) -> Values:
    """Whoever is to lead it accepts it; what is being written goes on."""
    given = {"state": topic.state} if topic.state in WRITING else {}
    return handed_over(topic, told["person"], S.GIVEN) | given


def _write(request: Request, topic: Topic, told: Told) -> Values:
    return {"draft_id": told["draft"].id}


def _called_off(request: Request, topic: Topic, told: Told) -> Values:
    return {"draft_id": None, **fieldwork.stands(request, topic)}


# --- whose turn it is, and who may ----------------------------------------------------------------


def _facts(topic: Topic) -> dict[str, object]:
    names = {"proposers": [one.name for one in topic.proposers], "lead": lead(topic).name}
    into = topic.into.matter.number if topic.into else ""
    vote = Key(f"topics.vote-{topic.by_vote}") if topic.by_vote else ""
    use = Key(f"topics.use-{topic.use}") if topic.use else ""
    more = {"origin": Key(f"topics.origin-{topic.origin}"), "into": into, "vote": vote, "use": use}
    times = {"wanted": topic.wanted_due, "again": topic.asks_at}
    return {**names, **more, **times, "leader": leader(topic).name}


def _people(topic: Topic) -> set[str]:
    there = {topic.matter.owner_id, topic.steward_id, topic.leader_id}
    return there | {one.slack_id for one in topic.proposers}


def may_decide(me: Standing, _: object = None) -> bool:
    return me.keeps_ledger


def _decides(me: Standing, topic: Topic) -> bool:
    none = leader(topic).role not in BOARD or leader(topic).is_out
    return may_decide(me) or (me.directs and none)


def _corrects(me: Standing, topic: Topic) -> bool:
    return me.assigns or me.person in topic.proposers


def _uses(me: Standing, topic: Topic) -> bool:
    """The leader who chose it; a director notes what the leader has said."""
    return grants(me, topic) or me.directs


def is_concerned(me: Standing, topic: Topic) -> bool:
    return me.id in _people(topic) or me.directs or me.keeps_ledger


def _is_another(me: Standing, topic: Topic) -> bool:
    return me.insider and me.person not in topic.proposers


def no_vote_is_open(topic: Topic) -> bool:
    return topic.vote is None or topic.vote.state is not VoteState.OPEN


FREE = Ready(no_vote_is_open, "topics.on-ballot", lambda topic: {"vote": f"B-{topic.vote_id}"})
TITLE, TO, WHY = Field("title", "line", own=True), Field("person", "person"), Field("words")
MAYBE, DUE = Field("words", needed=False), Field("due", "due")
HELP = Field("team", "people", False)
WRITER = Field("person", "person", start=lambda request, topic: writer(topic))
ORIGIN = Field("origin", "choice", needed=False, own=True, choices=ORIGINS)
LEVEL = Field("visibility", "choice", False, start=lambda *_: "office", choices=("office", "named"))
MORE = [Field(one, "line", False, own=True) for one in ("why", "purpose", "scope", "expects")]
ABOUT = (TITLE, ORIGIN, *MORE, Field("team", "people", False, own=True))
DECIDE = (Field("title", "line"), TO, DUE, MAYBE)  # 随时确定主题: three fields are enough
leads, grants, writes = is_(lead), is_(leader), or_director_once_gone(is_(lead, leader), lead)
places = or_director_once_gone(or_director_once_gone(grants, leader), lead)
times = time_moves(
    leads, grants, lead, leader, asking=IN_HAND, states=IN_HAND, ready=Ready(), promises=False,
    who="leader",
)  # fmt: skip

# A leader hears of it in the digest alone, whoever sorts in private, whoever leads as ever.
# Of what leaders are to say they hear in the digest alone; of what they lead, in private.
stage, own = (partial(Stage[Topic], leaders=one) for one in ("digest", "private"))

KIND: Kind[Topic] = Kind(
    "topics", "R", Topic, days=10,
    opening=Move("propose", frozenset(), S.PROPOSED, "insider", insider,
                 (*ABOUT, Field("source", "link", needed=False), LEVEL), _propose),
    moves=table(
        Move("shortlist", PROPOSED | PARKED, S.SHORTLISTED, "sorts", assigns, (), _shortlist,
             (proposers,)),
        Move("choose", POOL | PARKED, S.GIVEN, "decides", _decides, (TO, DUE, HELP, MAYBE), _choose,
             (proposers, lead)),
        Move("lead", POOL | PARKED, S.CHOSEN, "decides", _decides, (DUE, MAYBE), _lead,
             (proposers,)),
        Move("accept", GIVEN, S.CHOSEN, "owner", leads, (), fieldwork.stands, (leader,)),
        Move("deliver", IN_HAND, S.DELIVERED, "owner", leads, reporting.REPORT,
             reporting.delivered, (leader, proposers)),
        Move("write", IN_HAND, S.REPORT_DRAFT, "writes", writes,
             (WRITER, Field("due", "due", needed=False)), _write, asks_first=True),
        Move("use", REPORTED, S.USED, "uses", _uses, reporting.USE, reporting.used,
             (lead, proposers)),
        Move("not-yet", ASKED, S.DELIVERED, "uses", _uses, (MAYBE,), reporting.not_yet),
        Move("shelve", REPORTED, S.SHELVED, "uses", _uses, (WHY,), reporting.shelved,
             (lead, proposers)),
        Move("sum-up", WRITING | REPORTED, None, "owner", leads, reporting.REPORT,
             calls=(leader, proposers), asks_first=True),
        Move("merge", POOL, S.MERGED, "sorts", assigns,
             (Field("into", "choice", choices=_targets),), _merge, (proposers,), FREE),
        Move("park", POOL, S.PARKED, "sorts", assigns, (WHY,), kept, (proposers,), FREE),
        Move("drop", POOL | PARKED, S.DROPPED, "sorts", assigns, (WHY,), kept, (proposers,), FREE),
        Move("join", POOL | PARKED, None, "another", _is_another, (), _join, (proposer,)),
        Move("edit", POOL | PARKED, None, "corrects", _corrects, ABOUT, _edit, ready=FREE,
             asks_first=True),
        Move("withdraw", POOL | PARKED, S.WITHDRAWN, "proposer", is_(proposer), (MAYBE,),
             calls=(proposers,), ready=FREE, asks_first=True),
        times["grant"], times["decline"], times["extend"], times["reschedule"],
        Move("reassign", GIVEN | IN_HAND | WRITING, S.GIVEN, "leader", places, (TO,),
             _reassign, (lead,)),
    ),
    stages={
        S.PROPOSED: stage("sort", steward, proposer, "shortlist", "shortlist", ladder="private"),
        S.SHORTLISTED: stage("choose", leader, proposer, "choose", "park", ladder="private"),
        S.GIVEN: own("accept", lead, leader, "accept", "reassign", ladder="accept"),
        **dict.fromkeys(IN_HAND, own("deliver", lead, leader, "deliver", "reassign")),
        S.REPORT_DRAFT: Stage("report", lead, leader, "sum-up", "reassign", ladder="itself"),
        S.ASKED: stage("use", leader, lead, "use", "use", ladder="private"),
    },
    undone=S.WITHDRAWN,
    people=_people,
    facts=_facts,
)  # fmt: skip


# What happens by itself: its draft is signed, or no longer, or called off; thirty days are over.
step = partial(Move[Topic], who="itself", allows=lambda *_: False)
ITSELF = table(
    step("sign", WRITING, S.DELIVERED, does=reporting.delivered, calls=(lead, leader, proposers)),
    step("reopen", DELIVERED | ASKED, S.REPORT_DRAFT, does=reporting.reopened, calls=(lead,)),
    step("call-off", WRITING, S.CHOSEN, does=_called_off, calls=(lead,)),
    step("ask-use", DELIVERED, S.ASKED, does=reporting.asked, calls=(leader,)),
)


def is_led_by_a_leader(topic: Topic) -> bool:
    """Not only chosen by one (A3.2)."""
    return lead(topic) is leader(topic) and lead(topic).role in BOARD


def writer(topic: Topic) -> str:
    """Whoever leads it writes the report, unless that is a leader: then somebody else is named."""
    return "" if lead(topic).role in BOARD else lead(topic).slack_id


def gather(request: Request, topic: Topic | None) -> None:
    """Whoever proposed what was merged into it, or no longer is, is seen on its card."""
    if topic is not None:
        request.session.expire(topic, ["merged"])
        life.settle(request, KIND, topic)
        story.show(request, topic.matter)


def insist_not_voted_on(topic: Topic) -> None:
    """Raises Refused while it stands on an open ballot."""
    if not no_vote_is_open(topic):
        raise Refused(FREE.key, number=topic.matter.number, **FREE.blanks(topic))


def can_be_chosen(topic: Topic) -> bool:
    return topic.state in KIND.moves["choose"].sources


def decide(request: Request, told: Told) -> Topic:
    """A topic of a leader's own, chosen as it is entered. Raises Refused."""
    topic = life.begin(request, KIND, {"title": told["title"]})
    life.take(
        request, KIND, topic, "choose", {name: told[name] for name in told if name != "title"}
    )
    return topic
