"""A plan for a year that is not known yet: made anew when it is, shown once, published or not."""

from __future__ import annotations

from tests.conftest import scene
from tests.duty.test_roster import at

DAYS = "2027-01-04,休,搬家\n2027-01-09,班\n"


@scene
def planned(door):
    """January is planned and not published, but for its ninth, a Saturday."""
    door.waits(seconds=1)
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines="2027-1-9 王建国 李娜")
    door.presses("UZHAO", "发布")
    assert "2027 年的放假调休安排还没公布" in door.says("UZHAO", "排2027年1月4日到15日的班")
    return door


def known(door):
    door.shares("UZHAO", {"name": "d.csv", "content": DAYS})
    door.presses("UZHAO", "2027 年已完整")
    return door.waits(seconds=1) + door.waits(minutes=6)


def test_what_is_not_published_is_planned_anew_and_shown_once(planned):
    news = [one for one in known(planned) if "重新排了一遍" in one]
    assert len(news) == 1
    assert news[0].startswith("UZHAO: *放假调休安排已公布，")
    assert "1月9日" not in news[0]
    assert [one for one in planned.waits(days=2) if "重新排" in one] == []
    assert "空缺" in planned.says("UZHANG", "2027年1月4日谁值班")
    planned.presses("UZHAO", "看全部并发布")
    planned.presses("UZHAO", "发布")
    assert "空缺" not in planned.says("UZHANG", "2027年1月4日谁值班")


def test_a_published_duty_gets_the_hours_of_its_day_and_its_people_hear(planned):
    news = known(planned)
    told = "ULINA: ⏳ Your duty of Sat 9 Jan 2027 has other hours"
    assert any(one.startswith(told) for one in news)
    assert "Sat 9 Jan 2027 17:00" in planned.says("ULINA", "when am I on duty?")


def test_a_plan_that_is_published_or_over_is_not_shown(planned):
    planned.presses("UZHAO", "发布")
    assert not any("重新排" in one for one in known(planned))


def test_the_button_says_so_when_it_is_too_late(planned):
    known(planned)
    planned.waits_until(at("12-31T10:00"))
    planned.presses("UZHAO", "看全部并发布")
    planned.presses("UZHAO", "发布")
    assert "已经发布" in planned.presses("UZHAO", "看全部并发布")
