"""Who reviews, who signs and whom a leader goes past, said back when a draft is assigned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.who.people import Person, Role
from tests.conftest import WEDNESDAY

TOLD = "📝 王建国 把 D-1《讲话稿》直接派给了 张伟，12月4日 周五 17:00 前交。 [看看]"


def test_a_card_says_who_reviews_and_who_signs_in_either_language(door):
    said = "/draft assign {} 讲话稿 by 4 Dec 5pm reviewer @chen.jing signatory @zhao"
    for who in ("@zhang.wei", "@li.na"):
        door.types("UWANG", said.format(who))
    assert door.card("UZHANG").split("\n")[2] == "陈静 审核，赵敏 签发 · 分量：大事"
    assert door.card("ULINA", "D-2").split("\n")[2] == "陈静 reviews, 赵敏 signs · Weight: major"
    assert "陈静 审核，赵敏 签发" in door.card("UWANG")
    door.presses("UZHANG", "详情")
    assert "陈静 审核，赵敏 签发" in door.page("UZHANG")


def test_where_both_are_whoever_assigned_it_nothing_is_said_twice(door):
    door.types("UZHAO", "/draft assign @zhang.wei 值班表 by 4 Dec 5pm")
    door.types(
        "UZHAO", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm reviewer @wang signatory @wang"
    )
    assert "审核" not in door.card("UZHANG")
    assert "王建国 审核并签发" in door.card("UZHANG", "D-2")


def test_once_it_is_signed_the_road_is_over(door):
    door.types("UCHEN", "/draft assign @zhang.wei 值班表 by 4 Dec 5pm")
    assert "陈静 审核，赵敏 签发" in door.card("UZHANG")
    door.says("UZHANG", "submit D-1 https://docs.example/1")
    door.types("UCHEN", "/draft pass D-1")
    door.types("UZHAO", "/draft sign D-1")
    assert "审核" not in door.card("UZHANG")


# --- past the director ---------------------------------------------------------------------------


def heard(door, **later: float) -> list[str]:
    news = door.waits(**later)
    return [line for line in news if line.startswith(("UZHAO", "ULIU"))]


def test_a_leader_assigns_straight_to_a_writer_and_the_director_hears_once(door):
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm")
    assert heard(door, minutes=4) == []
    assert heard(door, minutes=1) == [f"UZHAO: {TOLD}"]
    door.presses("UZHANG", "受领")
    door.says("UZHANG", "submit D-1 https://docs.example/1")
    assert heard(door, hours=3) == []
    door.presses("UZHAO", "看看")
    assert "*D-1*《讲话稿》" in door.reads("UZHAO")[-1]


def test_in_english_to_a_director_who_reads_it(door):
    door.changes("UZHAO", locale="en-US")
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm")
    assert heard(door, minutes=5) == [
        "UZHAO: 📝 王建国 assigned D-1 “讲话稿” directly to 张伟, due Fri 4 Dec 17:00. [Show it]"
    ]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UWANG", "assign @zhang.wei 讲话稿 by 4 Dec 5pm internal-only"),
        ("UWANG", "assign @zhang.wei 讲话稿 by 4 Dec 5pm reviewer @zhao"),
        ("UWANG", "assign @liu.fang 讲话稿 by 4 Dec 5pm"),
        ("UCHEN", "assign @zhang.wei 讲话稿 by 4 Dec 5pm"),
    ],
    ids=["internal-only", "the director reviews it", "to the deputy director", "by a head"],
)
def test_nothing_is_said_of_what_the_director_may_not_see_or_knows(door, who, said):
    door.types(who, f"/draft {said}")
    assert heard(door, hours=2) == []


def test_of_what_was_taken_back_nothing_is_said(door):
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm")
    door.presses("UWANG", "撤回")
    assert heard(door, hours=2) == []


def test_it_waits_for_the_morning(door):
    door.waits_until(WEDNESDAY + timedelta(hours=11))
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm")
    assert heard(door, hours=1) == []
    assert heard(door, hours=11) == [f"UZHAO: {TOLD}"]


def test_where_nobody_is_director_nobody_is_told(door):
    with door.bot.sessions.begin() as session:
        session.get_one(Person, "UZHAO").role = Role.STAFF
    door.types("UWANG", "/draft assign @zhang.wei 讲话稿 by 4 Dec 5pm")
    assert heard(door, minutes=5) == []
