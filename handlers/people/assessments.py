"""Assessments at the desk: begun for several at once; what is written is a page behind the card."""

from __future__ import annotations

from bot.language.catalog import Markup
from bot.matters.begun import EVERY, YEAR
from bot.people import assessments, growth
from bot.people.assessments import GRADES, KIND
from bot.who.request import Request
from bot.who.standing import insist
from handlers.matters.life import Face
from handlers.people.paged import PagedDesk
from handlers.slack.blocks import radio_field, text_field
from handlers.slack.desk import Asked, Form, Reply, Words
from handlers.slack.forms import form
from storage.people.assessments import Assessment, AssessmentState


def lines(request: Request, item: Assessment) -> list[Markup]:
    """The grade; whoever rates reads, too, when there are too many of the best."""
    if item.state is not AssessmentState.RATED:
        return []
    say, grade = request.say, assessments.grade(item)
    warned = assessments.too_many(request, item) if request.person is item.rater else None
    told = [say("assessments.warned", **warned)] if warned else []
    return [say("assessments.card-grade", grade=grade), *told]


def written(request: Request, item: Assessment) -> dict[str, str]:
    """The finished work as it was submitted; until then, as it is."""
    now = item.state is AssessmentState.OPEN
    evidence = growth.frozen(request, item.matter.owner, item.since) if now else item.evidence
    return {"evidence": Markup(evidence), "summary": item.summary, "comment": item.comment}


class AssessmentDesk(PagedDesk[Assessment]):
    def begun(self, request: Request, asked: Asked) -> Reply:
        """One for each of them."""
        say, made = request.say, self.each(request, asked)
        names = [say("assessments.begun-one", **one.named, who=one.owner.name) for one in made]
        return Words(say("assessments.begun", each=Markup("\n".join(names))))


desk = AssessmentDesk(KIND, Face(lines, signal="📋"), written)


@desk.does("begin-year")
def begin_year(request: Request, asked: Asked) -> Reply:
    return desk.begin(request, asked | {"period": YEAR})


@desk.does("grades")
def grades(request: Request, asked: Asked) -> Reply:
    """What this office calls its grades, and how many may be the best."""
    insist(request.me.directs, "director")
    say, kept = request.say, assessments.quota(request)
    if request.surface == "form":
        assessments.settle(request, {one: said.strip() for one, said in asked.items()})
        return Words(say("assessments.settled"))
    names = [(one, say(f"assessments.grade-{one}")) for one in GRADES]
    own = [text_field(one, label, kept.get(one, ""), optional=True) for one, label in names]
    often = {one: say(f"assessments.begins-{one}") for one in EVERY}
    now = assessments.how_often(request.session)
    own.append(radio_field("begins", say("assessments.field-begins"), often, now))
    year = assessments.quota(request, YEAR)["most"]
    own.append(text_field("most", say("assessments.field-most"), str(kept["most"])))
    own.append(text_field("most_year", say("assessments.field-most_year"), str(year)))
    own.append(text_field("source", say("assessments.field-source"), kept["source"]))
    title = say("assessments.form-grades")
    return Form(form(request, "assessments:grades", title, say("rules.save"), own))
