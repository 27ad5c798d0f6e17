"""What holds however many cases run: a new version changes none of them, one card and one message
a person, and no state secret in any field.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.processes import ways
from bot.processes.reading import read
from storage.processes.cases import Case, CaseStep
from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY
from tests.processes.test_cases import OWN, fills, publishes

MARK = "机密★10年"
FORTY, THIRTY = 40, 30
WRITTEN = ("line", "text", "link", "number", "time", "draft")


@pytest.mark.parametrize("name", sorted(ways.shipped()))
def test_no_field_of_any_way_takes_what_is_marked_as_a_state_secret(door, name):
    way = read(name, ways.shipped()[name])
    if way.draft:
        door.says("UWANG", "请张伟起草关于冬季供暖的通知，5个工作日内交")
    door.types("UCHEN", f"/office 走{way.called['zh']}流程")
    for field in (one.name for one in way.fields.values() if one.kind in WRITTEN):
        usual = fills(way)
        refused = door.fills_in("UCHEN", **usual | {field: f"{usual[field]} {MARK}"})
        assert "国家秘密" in "".join(refused.values()), (field, refused)
    with door.bot.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
    assert door.fills_in("UCHEN", **fills(way)) == {}


def test_a_new_version_changes_none_of_forty_that_run_unasked(door):
    publishes(door, OWN)
    for n in range(FORTY):
        door.types("UCHEN", "/office 走失物招领流程")
        assert door.fills_in("UCHEN", title=f"伞 {n + 1}") == {}
    before = standing(door)
    publishes(door, OWN.replace('"1 d"', '"9 d"').replace('name = "give"', 'name = "post"'))
    door.waits(hours=1)
    assert standing(door) == before
    assert len(before) == 2 * FORTY
    assert {version for _, version, *_ in before} == {1}
    door.says("UCHEN", "K-1 换用新版")
    assert {row for row in standing(door) if row[0] != 1} == {row for row in before if row[0] != 1}
    assert {(version, name) for case, version, name, *_ in standing(door) if case == 1} == {
        (2, "keep"),
        (2, "post"),
    }


def standing(door):
    """Of every step: its case and version, its name, how it is, until when."""
    with door.bot.sessions() as session:
        return {
            (one.case_id, one.case.process.version, one.name, one.state.value, one.due_at)
            for one in session.scalars(select(CaseStep))
        }


STEPS = {1: "one", 2: "other"}  # both at once, by half of the people each
AFTER = {3: '"s1", "s2"'} | {n: f'"s{n - 1}"' for n in range(4, 13)}
TWELVE = "\n".join(
    [
        '[data]\ncalled = { en = "Great work", zh = "大件" }',
        '[data.field.title]\nkind = "line"\nneeded = true\nlabel = { en = "What", zh = "事由" }',
        *(
            f'[data.field.{name}]\nkind = "people"\nneeded = true\n'
            'label = { en = "Who", zh = "谁" }'
            for name in ("one", "other")
        ),
        *(
            f'[[data.step]]\nname = "s{n}"\ncalled = {{ en = "Step {n}", zh = "第 {n} 步" }}\n'
            f'who = "{STEPS.get(n, "opener")}"\nafter = [{AFTER.get(n, "")}]\ndue = "1 d"'
            for n in range(1, 13)
        ),
    ]
)


def test_twelve_steps_and_thirty_people_are_one_card_and_one_message_a_morning(door):
    people = [f"UMANY{n}" for n in range(THIRTY)]
    for who in people:
        door.joins(who, f"同事{who[5:]}")
    with door.bot.sessions.begin() as session:
        for who in people:
            session.get_one(Person, who).role = Role.STAFF
    publishes(door, TWELVE, "great")
    door.types("UCHEN", "/office 走大件流程")
    assert door.fills_in("UCHEN", title="换届", one=people[:15], other=people[15:]) == {}
    morning = door.waits_until(WEDNESDAY.replace(hour=1, minute=0) + timedelta(days=1))
    about = [said for said in morning if "K-1" in said]
    assert sorted(said.partition(":")[0] for said in about) == sorted(people)
    for who in people:
        assert sum("*K-1*" in said for said in door.reads(who)) == 1
