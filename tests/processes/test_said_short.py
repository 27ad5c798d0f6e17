"""How many stands in its own field; what was booked is given back without its number."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH


def begins_with(door, who):
    """What stands in the form that is open."""
    found = {}
    for block in door.form(who)["blocks"]:
        element = block.get("element", {})
        if value := element.get("initial_value") or element.get("initial_user"):
            found[block["block_id"]] = value
    return found


@pytest.mark.parametrize(
    ("who", "said", "title", "many"),
    [
        ("UCHEN", "领十盒A4纸", "A4纸（盒）", "10"),
        ("UCHEN", "领用：复印纸十箱", "复印纸（箱）", "10"),
        ("ULINA", "supplies: ten boxes of A4 paper", "A4 paper (boxes)", "10"),
        ("ULINA", "we need 3 packs of envelopes from the store", "envelopes (packs)", "3"),
    ],
)  # fmt: skip
def test_how_many_are_asked_for_stands_in_its_field_and_not_in_the_title(
    door, who, said, title, many
):
    form, yes = ("Open the form", "Yes, do it") if who == "ULINA" else ("打开表单", "就这样")
    door.presses(who, form if f"[{form}]" in door.says(who, said) else yes)
    assert begins_with(door, who) == {"title": title, "many": many}


@pytest.mark.parametrize(
    ("who", "said", "title"),
    [
        ("UCHEN", "领10支笔和5包纸", "10支笔和5包纸"),
        ("UCHEN", "要两箱A4纸和一盒签字笔", "两箱A4纸和一盒签字笔"),
        ("UCHEN", "领用：笔、本子各三个", "笔、本子各三个"),
        ("ULINA", "supplies: ten boxes of paper, 2 packs of pens",
         "ten boxes of paper, 2 packs of pens"),
        ("ULINA", "two boxes of paper and a stapler, please", "two boxes of paper and a stapler"),
    ],
)  # fmt: skip
def test_of_several_things_each_keeps_its_number_and_no_sum_is_made(door, who, said, title):
    form, yes = ("Open the form", "Yes, do it") if who == "ULINA" else ("打开表单", "就这样")
    door.presses(who, form if f"[{form}]" in door.says(who, said) else yes)
    assert begins_with(door, who) == {"title": title}
    assert door.fills_in(who, keeper="UZHOU") == {}
    card = door.card(who, "K-1")
    assert title in card
    assert not [one for one in ("数量", "How many") if one in card]


def test_of_one_thing_how_many_is_not_left_out(door):
    door.types("UCHEN", "/office 走办公用品领用流程")
    assert list(door.fills_in("UCHEN", title="A4纸", keeper="UZHOU")) == ["many"]
    assert door.fills_in("UCHEN", title="两箱A4纸，一盒笔", keeper="UZHOU") == {}


@pytest.mark.parametrize(
    ("who", "said", "head", "copies"),
    [
        ("UCHEN", "用印：合作协议，一式三份", "用印“合作协议”", "份数：3"),
        ("UCHEN", "合作协议要盖章，3份", "用印“合作协议”", "份数：3"),
        ("ULINA", "seal for the cooperation agreement, 3 copies", "_cooperation agr", "Copies: 3"),
        ("ULINA", "stamp 3 copies of the agreement", "_agreement_", "Copies: 3"),
    ],
)
def test_how_many_copies_are_sealed_too(door, who, said, head, copies):
    card = door.says(who, said)
    assert head in card.split("\n")[0]
    assert copies in card


def test_what_was_typed_into_the_form_is_left_as_it_is(door):
    door.types("UCHEN", "/office 走用印流程")
    assert door.fills_in("UCHEN", title="合作协议（3份合订）", copies="2") == {}
    assert "合作协议（3份合订）" in door.card("UCHEN", "K-1")


# --- given back -----------------------------------------------------------------------------------


@scene
def booked(door):
    door.says("UCHEN", "明天下午2点订一号会议室2小时：预算碰头会")
    door.says("ULINA", "book room 2 for 2 hours: training, Thursday 2pm")
    return door


@pytest.mark.parametrize(
    ("who", "said", "number"),  # K-1 is room 1, K-2 room 2
    [
        ("UCHEN", "取消明天下午的会议室", "K-1"),
        ("UCHEN", "明天的会议室不用了", "K-1"),
        ("UCHEN", "退掉明天的一号会议室", "K-1"),
        ("UCHEN", "一号会议室不要了", "K-1"),
        ("ULINA", "I don't need room 2 any more", "K-2"),
        ("ULINA", "cancel my room tomorrow", "K-2"),
        ("ULINA", "we don't need room 2 tomorrow any more", "K-2"),
    ],
)
def test_ones_own_booking_is_called_off_and_comes_back(booked, who, said, number):
    back, over = ("Undo", "called off") if who == "ULINA" else ("撤回", "停办")
    answer = booked.says(who, said)
    assert f"{number}" in answer
    assert over in answer
    room, other = ("一号", "二号") if number == "K-1" else ("二号", "一号")
    free = booked.says("UZHANG", "会议室明天空不空")
    assert f"• {room}" not in free
    assert f"• {other}" in free
    booked.presses(who, back, about=number)
    assert f"• {room}" in booked.says("UZHANG", "会议室明天空不空")


def test_which_is_asked_where_several_may_be_meant_or_no_such_room_is_there(booked):
    assert booked.says("UCHEN", "明天的小会议室不用了") == (
        "不用的是哪一场？\n[一号会议室 11月26日 周四 14:00 预算碰头会]"
    )
    booked.says("UCHEN", "周五上午9点订二号会议室2小时：党课")
    assert booked.says("UCHEN", "会议室不用了") == (
        "不用的是哪一场？\n"
        "[一号会议室 11月26日 周四 14:00 预算碰头会] [二号会议室 11月27日 周五 09:00 党课]"
    )
    booked.presses("UCHEN", "二号会议室 11月27日 周五 09:00 党课")
    assert "不办了" in booked.card("UCHEN", "K-3").split("\n")[0]
    assert "在办" in booked.card("UCHEN", "K-1").split("\n")[0]


def test_nobody_gives_back_what_another_has_booked(booked):
    assert booked.says("UZHANG", "取消明天的会议室") == "你没有订那一场（会议室预订）。"
    assert booked.says("ULINA", "cancel room 1 tomorrow").startswith("You have nothing booked")
    booked.forges("UZHANG", "room:off-0", 1)
    assert booked.says("UHE", "取消明天的会议室") == OUTSIDER_ZH
    assert booked.forges("UHE", "room:off-0", 1) == OUTSIDER_ZH
    assert "在办" in booked.card("UCHEN", "K-1").split("\n")[0]


# --- a request for information --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said", "begun"),
    [
        ("UCHEN", "市委办约稿：冬季供暖保供情况，明天中午12点前要，800字左右，请综合科报",
         ["冬季供暖保供情况", "明天中午12点", "市委办", "800", "综合科"]),
        ("UCHEN", "市委办约稿冬季供暖保供情况，800字左右，明天中午12点前要",
         ["冬季供暖保供情况", "明天中午12点", "市委办", "800"]),
        ("ULINA", "The city office wants a piece on heating by noon tomorrow, about 800 words",
         ["heating", "noon tomorrow", "The city office", "800"]),
    ],
)  # fmt: skip
def test_it_is_called_after_what_it_is_about_and_each_thing_said_has_its_field(
    door, who, said, begun
):
    door.says(who, said)
    door.presses(who, "Open the form" if who == "ULINA" else "打开表单")
    assert list(begins_with(door, who).values()) == begun


def test_with_who_writes_it_it_is_begun_with_the_limits_inside(door):
    card = door.says("UCHEN", "省政府办公厅约稿：关于老旧小区改造的做法，周五下班前报，张伟写")
    assert "信息报送“关于老旧小区改造的做法”" in card
    assert "▸ *起草* 张伟，11月26日 周四 18:00" in card
