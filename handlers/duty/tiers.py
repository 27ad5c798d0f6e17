"""The tiers of duty at the desk: which there are and when, changed by the director one by one."""

from __future__ import annotations

from bot.duty import rules, tiers
from bot.duty.roster import may_publish
from bot.duty.tiers import TIMES, Cover, Terms
from bot.language.catalog import Key, Markup
from bot.who.request import Request
from bot.who.standing import insist
from handlers.slack.blocks import Block, button, radio_field, section, text_field
from handlers.slack.desk import Asked, Desk, Form, Reply, Words
from handlers.slack.forms import form
from storage.duty.roster import Tier

desk = Desk("tiers")


@desk.does("show")
def show(request: Request, asked: Asked) -> Reply:
    """All there can be; who may is given the way to change each."""
    insist(request.me.insider, "insider")
    made: list[Block] = [section(request.say("tiers.head"))]
    for n, (tier, terms) in enumerate(tiers.of_office(request.session).items()):
        change = button("tiers:change", request.say("tiers.edit"), n)
        made.append(section(_of(request, tier, terms), change if may_publish(request) else None))
    return Words("\n".join(one["text"]["text"] for one in made), made)


def _of(request: Request, tier: Tier, terms: Terms) -> Markup:
    said = {"tier": Key(f"duty.tier-{tier}"), "cover": Key(f"tiers.cover-{terms.cover}")}
    if terms.cover is Cover.NEVER:
        return request.say("tiers.not-kept", **said)
    next_day = "" if terms.until > terms.working else "-next"
    kept = request.say(f"tiers.kept{next_day}", **(tiers.written(terms) | said))
    return kept if terms.run == 1 else request.say("tiers.in-a-row", kept=kept, n=terms.run)


@desk.does("change")
def change(request: Request, asked: Asked) -> Reply:
    insist(may_publish(request), "director")
    n = int(asked["id"]) if asked.get("id", "").isdigit() else 0
    tier = list(Tier)[n % len(Tier)]
    if asked.get("cover") not in (*Cover,):
        return Form(_form(request, n, tier))
    return Words(_of(request, tier, rules.settle(request, tier, asked)))


def _form(request: Request, n: int, tier: Tier) -> Block:
    say, kept = request.say, tiers.written(tiers.of_office(request.session)[tier])
    covers = {one.value: say(f"tiers.cover-{one}") for one in Cover}
    times = [text_field(one, say(f"tiers.field-{one}"), kept[one]) for one in TIMES[:-1]]
    hint = say("tiers.hint-until")
    fields = [
        text_field(
            "name",
            say("tiers.field-name"),
            kept.get("name", ""),
            optional=True,
            hint=say("tiers.hint-name"),
        ),
        radio_field("cover", say("tiers.field-cover"), covers, kept["cover"]),
        *times,
        text_field("until", say("tiers.field-until"), kept["until"], hint=hint),
        text_field("run", say("tiers.field-run"), kept["run"], hint=say("tiers.hint-run")),
    ]
    title = say(f"duty.tier-{tier}")
    return form(request, "tiers:change", title, say("rules.save"), fields, {"id": n})
