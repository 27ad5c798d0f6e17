"""What was probably meant, put as a question: nothing is done before a button is pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.hearing import (
    MOST,
    Meant,
    asked_of,
    called,
    heard_as,
    intent_of,
    is_secret,
    is_told,
    learned_from,
)
from bot.kinds import TABLES
from bot.language.catalog import Markup
from bot.language.dates import Unsure
from bot.language.phrases import PEOPLE, Heard
from bot.language.refusals import Refused
from bot.language.understanding import like
from bot.language.understanding.marks import shown
from bot.language.understanding.slots import ASKED_AT_LENGTH, OF_ONESELF, WORDS
from bot.matters import finding, letters
from bot.office import taught
from bot.processes import turns, ways
from bot.who.request import Request
from handlers.slack import read, slips
from handlers.slack.blocks import (
    Block,
    button,
    buttons,
    context,
    link_button,
    section,
    sections,
    short,
)
from handlers.slack.desk import Asked, Desk, Reply, Then, Words
from handlers.slack.read import IN_PART, PLAINLY
from handlers.slack.said import not_understood
from storage.matters.matter import Matter, Visibility
from storage.matters.slips import Slip, tear
from storage.office.taught import Taught
from storage.papers.drafts import Draft
from storage.who.people import Person, everyone

desk = Desk("offers")

ROLES = {
    "reviewer": "offers.reviews",
    "signatory": "offers.signs",
    "others": "offers.writes-along",
    "copies": "offers.gets-a-copy",
}
STANDS_IN = {"person": "offers.stands-in"}  # of one's own leave another is named
READS = {"copies": "offers.reads"}  # a paper that goes round
LETTERS = {name: letter for name, letter, _ in TABLES} | {"followups": "F"}
SIGN = ("drafts", "sign")
SAID_BACK = (*(one for one in WORDS if one != "retention"), ASKED_AT_LENGTH)
BUTTONS = 5  # at the most, the likeliest first
A_FEW = 24  # letters of a title on a button
LONG = 80  # letters of what is quoted back


@desk.draws("offers")
def offers(request: Request, meant: Meant) -> Reply:
    """The likeliest first, with a button for it as it is and one to change it; or all of them."""
    say = request.say
    meant = _discreet(meant)
    if meant.nowhere:
        return Words(say("offers.nowhere", called=_called(request, meant.nowhere)))
    if not meant.offers and meant.conditional:
        return Words(say("offers.conditional"))
    if not meant.offers:
        return Words(say("offers.quiet")) if meant.quiet else not_understood(request)
    _insist_there(request, meant)
    if meant.also:
        return _several(request, meant)
    if meant.sure:
        return _likely(request, meant)
    meant, beside = _with_return(meant), _open_text(request, meant)
    slip, text = _kept(request, meant, said=0), say("offers.unsure", caught=_caught(request, meant))
    made = [_other(request, slip, n, offer) for n, offer in enumerate(meant.offers)]
    return Words(text, [section(text), buttons(*made, *beside), context(say("offers.all"))])


def _discreet(meant: Meant) -> Meant:
    """Where it may be something private, nothing of the words is said back, or kept on a slip."""
    if not any(is_secret(one) for one in meant.offers):
        return meant
    bare = tuple(replace(one, asked={}) for one in meant.offers)
    return replace(meant, offers=bare, caught={}, masked="", also=())


def _insist_there(request: Request, meant: Meant) -> None:
    """Of a number that is not there, or not for them, they read at once what a press would say."""
    for one in (*meant.offers, *meant.also):
        if number := one.asked.get("number"):
            finding.find(request, number)


def _likely(request: Request, meant: Meant) -> Words:
    meant, beside = _with_return(meant), _open_text(request, meant)
    slip, (first, *others) = _kept(request, meant, said=1), meant.offers
    text = request.say("offers.likely", what=described(request, first))
    made = [*_as_it_is(request, slip, first), *beside]
    made += [_other(request, slip, n, offer) for n, offer in enumerate(others, 1)]
    return Words(text, [section(text), buttons(*made[:BUTTONS])])


def _several(request: Request, meant: Meant) -> Reply:
    """Each wish in a message of its own: what is pressed takes the place of its question."""
    said = [_likely(request, Meant(offers=(one,))) for one in (*meant.offers, *meant.also)]
    for one in said[:-1]:
        message = {"channel": request.me.id, "text": one.text, "blocks": one.blocks}
        letters.answer(request.session, request.me.id, message, request.now)
    return said[-1]


def _to_sign(meant: Meant) -> Heard | None:
    """The signature that is among what is offered, if one is."""
    found = (one for one in meant.offers if (one.feature, one.verb) == SIGN)
    return next((one for one in found if one.asked.get("number")), None)


def _with_return(meant: Meant) -> Meant:
    """Where a signature is offered, so is the way back."""
    sign, back = _to_sign(meant), ("drafts", "return")
    if sign is None or any((one.feature, one.verb) == back for one in meant.offers):
        return meant
    returned = Heard(*back, {"number": sign.asked["number"]})
    after = meant.offers.index(sign) + 1
    return replace(meant, offers=(*meant.offers[:after], returned, *meant.offers[after:]))


def _open_text(request: Request, meant: Meant) -> list[Block]:
    """And the text itself."""
    sign = _to_sign(meant)
    matter = _matter(request, asked_of(sign)["number"]) if sign else None
    draft = request.session.get(Draft, matter.id) if matter else None
    last = draft.versions[-1:] if draft else []
    made = [link_button("drafts:text", request.say("drafts.open-text"), one.link) for one in last]
    return [one for one in made if one]


def _as_it_is(request: Request, slip: Slip, offer: Heard) -> list[Block]:
    made = [button("offers:take-0", request.say("offers.yes"), slip.id, "primary")]
    if is_told(offer):
        made.append(button("offers:change", request.say("offers.change"), slip.id))
    return made


def _kept(request: Request, meant: Meant, *, said: int) -> Slip:
    """All of them on one slip: whatever is pressed, it has served. So many were said back."""
    kept = [
        {"what": f"{one.feature}:{one.verb}", "asked": asked_of(one)}
        | {"words": learned_from(meant, one), "unread": n >= said and _holds_words(one)}
        for n, one in enumerate(meant.offers)
    ]
    return slips.keep(request, "offers:take", {"offers": kept, "sure": said > 0})


def _holds_words(offer: Heard) -> bool:
    """Free words that a form shows before they go to anybody."""
    return is_told(offer) and any(offer.asked.get(name) for name in SAID_BACK)


def _other(request: Request, slip: Slip, n: int, offer: Heard) -> Block:
    same = [one for one in slip.asked["offers"] if one["what"] == f"{offer.feature}:{offer.verb}"]
    label = _called(request, offer) if len(same) == 1 else _of(request, offer)
    return button(f"offers:take-{n}", label, slip.id)


def _of(request: Request, offer: Heard) -> Markup:
    """Which of several it is that one and the same may be done with."""
    number = offer.asked.get("number", "")
    found = _matter(request, number)
    title = short(found.title, A_FEW) if found else ""
    return request.say("offers.matter", number=number, title=title)


def _called(request: Request, offer: Heard) -> Markup:
    if way := offer.asked.get("way"):  # which of them it is says more
        return Markup(short(way, A_FEW))
    return Markup(called(offer, request.catalog.lang_of(request.person)))


# --- pressed -------------------------------------------------------------------------------------


def _taken(request: Request, asked: Asked, n: int) -> tuple[str, dict[str, Any]]:
    """What was offered under a number, once; in a form, if nobody has read its words yet. Raises
    Refused when it is over, or another's.
    """
    slip = slips.find(request, asked, "offers.gone")
    offer = slip.asked["offers"][n]
    what, told = str(offer["what"]), dict(offer["asked"])
    if not _is_hidden(request, told):
        taught.keep(request, offer.get("words", ""), intent_of(what))
    tear(request.session, slip)
    return what, told | ({IN_PART: "yes"} if offer.get("unread") else {})


def _is_hidden(request: Request, told: Asked) -> bool:
    """Of what only a few may see, not a word is kept."""
    matter = _matter(request, told["number"]) if "number" in told else None
    return "visibility" in told or (matter is not None and matter.visibility is Visibility.NAMED)


def _takes(n: int) -> None:
    @desk.does(f"take-{n}")
    def take(request: Request, asked: Asked) -> Reply:
        what, told = _taken(request, asked, n)
        return Then(what, told | {PLAINLY: "yes"})


for _n in range(MOST + 1):  # and the way back, beside a signature
    _takes(_n)


@desk.does("change")
def change(request: Request, asked: Asked) -> Reply:
    """The form opens, with all that was understood in it."""
    what, told = _taken(request, asked, 0)
    return Then(what, told | {IN_PART: "yes"})


# --- what was chosen, as examples of this office -------------------------------------------------


@desk.does("taught")
def shows_taught(request: Request, asked: Asked) -> Reply:
    """For the admin: which words were taken for what, and how to forget one."""
    found, say = taught.taught(request), request.say
    if not found:
        return Words(say("offers.taught-none"))
    text = say("offers.taught", n=len(found))
    lines = "\n".join(
        say("offers.taught-line", number=one.id, words=shown(one.words), what=_intent(request, one))
        for one in found
    )
    forget = button("offers:forget", say("offers.forget"))
    return Words(
        text, [section(text), *sections(lines), context(say("offers.taught-why")), buttons(forget)]
    )


def _intent(request: Request, one: Taught) -> Markup:
    return Markup(called(heard_as(one.intent), request.catalog.lang_of(request.person)))


@desk.does("forget")
def forget(request: Request, asked: Asked) -> Reply:
    number = int(asked["item"]) if asked.get("item") else None
    return Words(request.say("offers.forgotten", n=taught.forget(request, number)))


# --- said back -----------------------------------------------------------------------------------


def described(request: Request, offer: Heard) -> Markup:
    """Who, what, by when: 派稿 · 李娜 ·《年度总结》· 12月4日 周五 18:00 前."""
    told = _told(request, asked_of(offer), offer.feature)
    rest = Markup("".join(f" · {one}" for one in told))
    rest = Markup(rest.replace(" · 《", " ·《").replace("》 · ", "》· "))
    return request.say("offers.what", called=_called(request, offer), rest=rest)


def _told(request: Request, asked: Asked, feature: str = "") -> Iterator[Markup]:
    say = request.say
    roles = {"followups": {}, "calendar": STANDS_IN}.get(feature, ROLES)  # reminders: one each
    roles = roles | READS if feature in ways.shipped() else roles
    if number := asked.get("number"):
        found = _matter(request, number)
        title = found.title if found else ""
        yield say("offers.matter", number=number, title=title) if found else Markup(number)
        step = turns.said_of(request, found, asked.get("whole", "")) if found else None
        if step and feature == "steps":
            yield say("offers.step", step=turns.called(step))
    for name in PEOPLE:
        said = asked.get(name, "")
        named = re.findall(r"<@(\w+)", said) or [said] * bool(said)
        if named:
            joint = " " if name in roles else " · "
            who = Markup(joint.join(_named(request, one) for one in named))
            yield say(roles[name], who=who) if name in roles else who
    if asked.get("title"):
        letter = LETTERS.get(feature, "D")  # 《》 stand around papers alone
        yield say("offers.title", number=f"{letter}-", title=short(asked["title"], LONG))
    if asked.get("due"):
        yield _time(request, asked, "due")
    for name in ("first", "last", "until"):  # days and hours of their own, and no deadline
        if asked.get(name):
            yield say("offers.at", words=asked[name])
    for name in (*SAID_BACK, *sorted(OF_ONESELF)):
        again = name == ASKED_AT_LENGTH and asked.get("title", "\0") in asked.get(name, "")
        if asked.get(name) and not again:
            yield say("offers.words", words=short(asked[name], LONG))


def _named(request: Request, said: str) -> Markup:
    person = request.session.get(Person, said)
    if person is not None:
        return Markup(person.mention)
    office = [one for one in everyone(request.session) if one.active and not one.is_out]
    if not (likely := like(said, office)):
        return request.say("offers.nobody", name=said)
    likes = [one.name for one in likely]
    return request.say("offers.nobody-like", name=said, likes=likes)


def _time(request: Request, asked: Asked, name: str) -> Markup:
    """As it will be understood; where that is to be asked about, as it was said."""
    try:
        return request.say("offers.due", at=read.due(request, asked, name))
    except (Refused, Unsure):
        return request.say("offers.at", words=asked[name])


def _matter(request: Request, number: str) -> Matter | None:
    try:
        return finding.find(request, number)
    except Refused:
        return None


def _caught(request: Request, meant: Meant) -> Markup:
    """What was found in the sentence, whatever it is for."""
    found = list(_told(request, dict(meant.caught)))
    if not found:
        return Markup("")
    return request.say("offers.caught", what=Markup(" · ".join(found)))
