"""What is told upward of an incident: the report as text and as a file, the words for the phone,
the timeline. A person reads it over and sends it; in the language of whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.duty import facts
from bot.duty.incidents import OPEN
from bot.language.catalog import Key, Markup, unescape
from bot.matters import letters
from bot.matters.sight import may_see
from bot.who.request import Request
from handlers.slack import read
from handlers.slack.blocks import button, buttons, section, sections
from handlers.slack.desk import Asked, Handler, Reply, Words
from handlers.slack.files_sent import Enclosure
from handlers.slack.tables import Sheet, prose, written
from storage.duty.incidents import Incident
from storage.duty.rules import rules
from storage.matters.journal import REFUSED_A_LOOK, Entry, of_matter

WIDTHS = (18, 14, 18, 70)  # of the timeline, in letters
UPWARD = ("phone", "write", "update")
QUIET = ("undo", "pass-on")


def _found(request: Request, asked: Asked) -> Incident:
    matter = read.matter(request, asked, "incidents")
    return request.session.get_one(Incident, matter.id)


# --- the report -----------------------------------------------------------------------------------


def draft(request: Request, asked: Asked) -> Reply:
    """First, follow-up or final by where it stands."""
    incident = _found(request, asked)
    text = "\n".join([f"*{_title(request, incident)}*", *_lines(request, incident)])
    made = [
        button("incidents:paper", request.say("incidents.as-word"), incident.id),
        button("incidents:script", request.say("incidents.script"), incident.id),
    ]
    return Words(text, [*sections(text), buttons(*made)])


def _title(request: Request, incident: Incident) -> Markup:
    over = incident.state not in OPEN
    told = incident.written_at or _told(request, incident)
    kind = "final" if over else "followup" if told else "first"
    return request.say(f"incidents.report-{kind}", title=incident.matter.title)


def _lines(request: Request, incident: Incident) -> Iterator[Markup]:
    there, say = facts.found(incident.said), request.say
    yield say("incidents.said", words=incident.said)
    for one in facts.ASKED:
        name = Key(f"incidents.fact-{one}")
        yield say("incidents.known", name=name, words=there.get(one, "—"))
    yield say("incidents.graded", grade=Key(f"incidents.grade-{incident.grade}"))
    for entry in _told(request, incident):
        yield say("incidents.went", at=entry.at, words=entry.reason)
    yield say("incidents.report-end", at=request.now, name=request.person.name)


def _told(request: Request, incident: Incident) -> list[Entry]:
    """What came of it, as long as it stands."""
    over = incident.state not in OPEN
    verbs = (*UPWARD, "close", "final") if over else UPWARD
    said = of_matter(request.session, incident.matter.id)
    return [one for one in said if one.reason and one.what.partition(".")[2] in verbs]


# --- by phone -------------------------------------------------------------------------------------


def script(request: Request, asked: Asked) -> Reply:
    """Word for word what to say, whom to dial first; what is not known is said to be unknown."""
    incident, say = _found(request, asked), request.say
    there = facts.found(incident.said)
    lacks = facts.missing(there)
    upward = rules(request.session).upward
    said = [say("incidents.dial-upward", upward=upward)] if upward else [say("incidents.dial-whom")]
    said.append(say("incidents.script-begin", name=request.person.name))
    for one, words in there.items():
        said.append(say("incidents.known", name=Key(f"incidents.fact-{one}"), words=words))
    if not there:
        said.append(say("incidents.said", words=incident.said))
    if lacks:
        names = [Key(f"incidents.fact-{one}") for one in lacks]
        said.append(say("incidents.script-lacks", names=names))
    last = _told(request, incident)
    said += [say("incidents.went", at=one.at, words=one.reason) for one in last[-1:]]
    said.append(say("incidents.script-end", holder=incident.matter.owner.name))
    text = "\n".join(said)
    made = [button("incidents:phone", say("incidents.verb-phone"), incident.id, "primary")]
    is_over = incident.state not in OPEN
    return Words(text, [section(text), *([] if is_over else [buttons(*made)])])


# --- the timeline ---------------------------------------------------------------------------------


def timeline(request: Request, asked: Asked) -> Reply:
    """Who did what, to the minute, from the record; as a file to take along."""
    incident = _found(request, asked)
    lines = [request.say("incidents.timeline", **incident.matter.named)]
    lines += [_line(request, one) for one in _deeds(request, incident)]
    text = "\n".join(lines)
    made = [
        button(f"incidents:timeline-{name}", request.say(f"incidents.as-{name}"), incident.id)
        for name in ("word", "excel")
    ]
    return Words(text, [*sections(text), buttons(*made)])


def _deeds(request: Request, incident: Incident) -> list[Entry]:
    found = of_matter(request.session, incident.matter.id)
    verbs = [(one, one.what.partition(".")[2]) for one in found if one.what != REFUSED_A_LOOK]
    return [one for one, verb in verbs if verb and one.what.startswith("incidents.")]


def _line(request: Request, entry: Entry) -> Markup:
    key = "incidents.deed-words" if _words(entry) else "incidents.deed"
    said = {"at": entry.at, "by": entry.person.name, "what": _what(entry), "words": _words(entry)}
    return request.say(key, **said)


def _what(entry: Entry) -> Key:
    return Key(f"incidents.what-{entry.what.partition('.')[2]}")


def _words(entry: Entry) -> str:
    """What was said with it; of a grade, which; of what was taken back, nothing."""
    undone = entry.what.endswith(".undo")
    return "" if undone else entry.reason


# --- as files -------------------------------------------------------------------------------------


def sends(what: str, ending: str) -> Handler:
    """The file comes as a letter: it is made and sent outside of any request."""

    def send(request: Request, asked: Asked) -> Reply:
        incident = _found(request, asked)
        said = {"id": incident.id, "what": what, "as": ending}
        letters.file(request.session, request.me.id, "incidents:file", request.now, said)
        return Words(request.say("incidents.file-coming", number=incident.matter.number))

    return send


def file(request: Request, blanks: Mapping[str, Any]) -> Enclosure | None:
    """None for whoever may not see it any more."""
    incident = request.session.get_one(Incident, blanks["id"])
    if not may_see(request.session, request.me, incident.matter):
        return None
    number, ending = incident.matter.number, str(blanks["as"])
    if blanks["what"] == "report":
        title = _plain(_title(request, incident))
        lines = [_plain(one) for one in _lines(request, incident)]
        name = f"{number} {title}.{ending}"
        return Enclosure(name, name, lambda: prose(title, lines))
    heads = [_plain(request.say("incidents.timeline-title", **incident.matter.named))]
    heads.append(
        _plain(request.say("incidents.report-end", at=request.now, name=request.person.name))
    )
    sheet = Sheet(number, _rows(request, incident), WIDTHS)
    name = f"{heads[0]}.{ending}"
    return Enclosure(name, name, lambda: written(ending, heads, [sheet]))


def _rows(request: Request, incident: Incident) -> list[Sequence[str]]:
    columns = ("at", "by", "what", "words")
    head = [_plain(request.say(f"incidents.column-{one}")) for one in columns]
    return [head, *(_row(request, one) for one in _deeds(request, incident))]


def _row(request: Request, entry: Entry) -> Sequence[str]:
    at = f"{entry.at.astimezone(request.calendar.tz):%Y-%m-%d %H:%M}"
    what = _plain(request.say("incidents.only", what=_what(entry)))
    return at, entry.person.name, what, _words(entry)


def _plain(said: str) -> str:
    """For a file: nothing in it is escaped or marked for Slack."""
    return unescape(said).strip("*_ ")
