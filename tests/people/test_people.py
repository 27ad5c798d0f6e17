"""People and roles: who is who, who may say so, and what Slack tells of everybody."""

from __future__ import annotations

import pytest

from handlers.slack.members import Workspace, known_of
from tests.door import OUTSIDER_EN, OUTSIDER_ZH

# Before there is a director, the admin is asked.
ADMIN_EN, ADMIN_ZH = (one.replace("UZHAO", "ULIU") for one in (OUTSIDER_EN, OUTSIDER_ZH))


def sets_role(door, by, person, role, section=""):
    """What the form of roles answers: its errors, or nothing."""
    door.types(by, "/office people")
    door.presses(by, "Set a role" if by == "ULIU" else "设置角色", "COFFICE")
    return door.fills_in(by, person=person, role=role, section=section)


def reads_last(door, who):
    return door.reads(who)[-1]


# --- a new office -------------------------------------------------------------------


def test_a_workspace_admin_is_led_through_the_first_steps(fresh_door):
    door = fresh_door
    assert (
        "*Three steps to begin*\n"
        "1. Give people their roles and sections.\n"
        "2. Invite me to the office's channel, and choose it in the settings.\n"
        "3. Name the office director, who sets all this from then on. "
        "Until then you may do what a director may.\n"
        "[Set a role] [Settings] [Name the director]"
    ) in door.opens_home("ULIU")

    door.presses_home("ULIU", "Set a role")
    assert door.fills_in("ULIU", person="ULINA", role="staff", section="文秘科") == {}
    door.presses_home("ULIU", "Settings")
    assert door.fills_in("ULIU", channel="COFFICE") == {}
    door.presses_home("ULIU", "Name the director")
    assert door.fills_in("ULIU", person="UZHAO") == {}

    assert door.reads("ULIU") == [
        "Li Na 李娜 is now secretary / staff · 文秘科.",
        "Saved. On working days the morning line appears in <#COFFICE> at 08:30.",
        "赵敏 is now office director.",
    ]
    assert door.reads("UZHAO") == [
        "<@ULIU> 在办公室名单里把你设为：办公室主任。可以说什么，见 `/office help`。"
    ]
    assert door.reads("ULINA") == [
        "<@ULIU> has put you down in the office as: secretary / staff · 文秘科. "
        "`/office help` shows what you can say."
    ]


def test_an_admin_acts_as_director_until_one_is_named_and_no_longer(fresh_door):
    door = fresh_door
    sets_role(door, "ULIU", "ULINA", "staff")
    assert "*D-1*" in door.types("ULIU", "/draft assign @li.na Budget memo by Friday")
    assert door.opens_home("ULIU").startswith("Today: ")

    sets_role(door, "ULIU", "UZHAO", "director")

    assert door.home("ULIU") == f"{OUTSIDER_EN}\n[Settings]"
    assert door.says("ULIU", "who is who") == OUTSIDER_EN
    assert door.says("ULIU", "D-1") == door.says("ULIU", "D-9").replace("D-9", "D-1")
    assert "*办公室人员*" in door.types("UZHAO", "/office people")


def test_the_admin_can_act_again_when_the_only_director_has_left(fresh_door):
    sets_role(fresh_door, "ULIU", "UZHAO", "director")
    fresh_door.changes("UZHAO", deleted=True)

    assert "Three steps to begin" in fresh_door.opens_home("ULIU")
    assert sets_role(fresh_door, "ULIU", "UCHEN", "director") == {}


def test_a_director_made_a_guest_leaves_nobody_stuck(fresh_door):
    sets_role(fresh_door, "ULIU", "UZHAO", "director")
    fresh_door.changes("UZHAO", is_restricted=True)

    assert fresh_door.opens_home("UZHAO") == ADMIN_ZH
    assert "Three steps to begin" in fresh_door.opens_home("ULIU")


def test_who_is_no_admin_is_not_led_anywhere(fresh_door):
    assert fresh_door.opens_home("UZHAO") == ADMIN_ZH
    assert fresh_door.opens_home("ULINA") == ADMIN_EN
    assert fresh_door.says("UZHAO", "人员") == ADMIN_ZH


# --- the list, and setting a role ---------------------------------------------------------


def test_the_list_of_people_in_the_readers_language(door):
    assert door.types("UZHAO", "/office people") == (
        "*办公室人员*\n"
        "王建国 · 分管领导\n"
        "赵敏 · 办公室主任\n"
        "Liu Yang 刘洋 · 办公室副主任\n"
        "陈静 · 科室负责人 · 文秘科\n"
        "周婷 · 秘书、干事 · 值班室\n"
        "Li Na 李娜 · 秘书、干事 · 文秘科\n"
        "孙磊 · 秘书、干事 · 文秘科\n"
        "张伟 · 秘书、干事 · 文秘科\n"
        "工作区里还有 2 人没有角色，看不到任何事项。\n"
        "[设置角色]"
    )
    listed = door.says("ULINA", "who is who")
    assert "Li Na 李娜 · secretary / staff · 文秘科" in listed
    assert "[Set a role]" not in listed


def test_a_role_is_set_by_form_and_its_owner_is_told(door):
    assert sets_role(door, "UZHAO", "UHE", "staff", " 财务科 ") == {}

    assert reads_last(door, "UZHAO") == "何斌 现在是秘书、干事 · 财务科。"
    assert reads_last(door, "UHE") == (
        "<@UZHAO> 在办公室名单里把你设为：秘书、干事 · 财务科。可以说什么，见 `/office help`。"
    )
    assert "何斌 · 秘书、干事 · 财务科" in door.types("UHE", "/office people", "CGENERAL")
    assert "今天 0 件到期" in door.opens_home("UHE")


def test_who_loses_their_role_sees_nothing_any_more(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday")
    before = len(door.reads("ULINA"))

    sets_role(door, "UZHAO", "ULINA", "outsider")

    assert reads_last(door, "UZHAO") == "Li Na 李娜 在本办公室不再有角色，也看不到任何事项。"
    assert len(door.reads("ULINA")) == before
    assert door.opens_home("ULINA") == OUTSIDER_EN
    assert door.says("ULINA", "D-1") == OUTSIDER_EN


@pytest.mark.parametrize("who", ["UWANG", "UCHEN", "ULINA", "UHE", "UTOM"])
def test_only_a_director_sets_roles(door, who):
    only_director = {"没有办：只有办公室主任（没有主任时是管理员）可以这样做。"}
    only_director |= {
        "Not done: only the office director (or an admin, until one is named) can do that."
    }

    refused = only_director | {OUTSIDER_ZH, OUTSIDER_EN}
    assert door.forges(who, "people:post", "-") in refused
    assert door.forges(who, "people:name-director", "-") in refused


def test_a_guest_cannot_have_a_role(door):
    assert sets_role(door, "UZHAO", "UTOM", "staff") == {
        "role": "Tom Baker 是工作区的访客，不能设角色。请先申请正式账号。"
    }
    assert door.reads("UTOM") == []


@pytest.mark.parametrize(("who", "name"), [("UOLD", "马老"), ("UBOT", "callboard")])
def test_neither_the_departed_nor_robots_can_have_a_role(door, who, name):
    assert sets_role(door, "UZHAO", who, "staff") == {
        "person": f"{name} 已离开工作区，或者是应用。请换一位。"
    }


def test_the_only_director_stays_until_the_next_is_named(door):
    assert sets_role(door, "UZHAO", "UZHAO", "staff") == {
        "role": "赵敏 是唯一的主任。请先指定下一位主任。"
    }
    assert door.fills_in("UZHAO", person="UCHEN", role="director") == {}
    assert sets_role(door, "UZHAO", "UZHAO", "staff") == {}
    assert "陈静 · 办公室主任" in door.types("UZHAO", "/office people")


def test_a_person_with_a_role_twice_set_has_it_once(door):
    sets_role(door, "UZHAO", "USUN", "staff", "文秘科")
    sets_role(door, "UZHAO", "USUN", "staff", "文秘科")
    assert door.types("UZHAO", "/office people").count("孙磊") == 1


# --- what Slack tells -------------------------------------------------------------------


def test_name_language_and_zone_are_kept_fresh(door):
    door.types("UZHAO", "/draft assign @zhang.wei Budget memo by Friday 5pm")
    door.changes("UZHANG", real_name="张大伟", locale="en-GB", tz="Europe/London")

    assert "张大伟 · 秘书、干事 · 文秘科" in door.types("UZHAO", "/office people")
    assert door.says("UZHANG", "D-1").splitlines()[1] == (
        "赵敏 → *张大伟* · due Fri 27 Nov 09:00 (London, in 2 working days)"
    )


def test_a_chosen_language_outlives_what_slack_says(door):
    door.types("UZHANG", "/office language English")
    door.changes("UZHANG", locale="zh-CN")
    assert door.says("UZHANG", "D-7").startswith("There is no D-7 that you can see.")


def test_who_joins_later_has_the_least_rights_until_given_more(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday")
    door.joins("UNEW", "新来的", locale="zh-CN")

    assert door.opens_home("UNEW") == OUTSIDER_ZH
    assert door.says("UNEW", "有哪些逾期了？") == OUTSIDER_ZH
    assert door.says("UNEW", "D-1") == OUTSIDER_ZH
    assert door.says("UZHAO", "请新来的起草年度总结，下周五交") == (
        "新来的 不在本办公室（或已离开）。请在 `/office people` 的名单里选一位。"
    )

    sets_role(door, "UZHAO", "UNEW", "staff", "文秘科")
    assert "《年度总结》" in door.says("UZHAO", "请新来的起草年度总结，下周五交")


def test_a_stranger_is_met_at_their_first_press(door):
    door.joins("UNEW", "New Comer", told=False)
    assert door.forges("UNEW", "drafts:show", 1) == OUTSIDER_EN
    assert door.types("UNEW", "/office help", "DM") == OUTSIDER_EN
    assert "还有 3 人没有角色" in door.types("UZHAO", "/office people")


# --- who has left -------------------------------------------------------------------


def test_the_departed_drop_out_of_lists_and_nudges(door):
    door.types("UZHAO", "/draft assign @zhang.wei Budget memo by Thursday")
    before = len(door.reads("UZHANG"))
    door.changes("UZHANG", deleted=True)

    assert "张伟" not in door.types("UZHAO", "/office people")
    assert [news for news in door.waits(days=8) if news.startswith("UZHANG")] == []
    assert len(door.reads("UZHANG")) == before


def test_what_the_departed_left_is_shown_to_the_director_and_handed_over_from_home(door):
    door.types("UWANG", "/draft assign @zhang.wei Budget memo by Friday")
    door.opens_home("UZHAO")
    door.changes("UZHANG", deleted=True)

    assert reads_last(door, "UZHAO") == ("张伟 已离开工作区。还没办完的事在你的主页“无人承办”里。")
    home = door.home("UZHAO")
    assert (
        "*无人承办（人已离开，请转交）*\n"
        "D-1《Budget memo》 · 张伟：受领并起草 · 11月27日 周五 18:00（还有 2 个工作日） [转交]"
    ) in home
    assert "无人承办" not in door.opens_home("UCHEN")

    door.presses_home("UZHAO", "转交")
    assert door.fills_in("UZHAO", person="ULINA") == {}

    assert "无人承办" not in door.home("UZHAO")
    assert "*D-1* · _Budget memo_ · to be accepted" in door.reads("ULINA")[0]


def test_a_draft_whose_judge_has_left_is_judged_by_somebody_else(door):
    """Reviewer and signatory in one has left: the director, from Home, finds another."""
    door.types("UCHEN", "/draft")
    people = {"person": "ULINA", "reviewer": "UWANG", "signatory": "UWANG"}
    door.fills_in("UCHEN", title="Budget memo", due="周五", **people)
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.opens_home("UZHAO")
    door.changes("UWANG", deleted=True)

    assert "D-1《Budget memo》 · 王建国：签发 · 11月26日 周四 18:00（明天） [转交]" in door.home(
        "UZHAO"
    )
    door.presses_home("UZHAO", "转交")
    assert door.fills_in("UZHAO", person="ULINA") == {
        "person": "Li Na 李娜 不能审自己的稿子。请换一位审核人，或者留空。"
    }
    assert door.fills_in("UZHAO", person="ULIU") == {}

    assert "无人承办" not in door.home("UZHAO")
    assert "Waiting for you to sign it off" in door.card("ULIU")
    assert door.presses("ULIU", "Sign off") == ""
    assert door.fills_in("ULIU") == {}
    assert "signed off" in door.card("ULIU")


def test_while_its_judge_is_there_nobody_takes_their_place(door):
    door.types("UCHEN", "/draft assign @li.na Budget memo by Friday")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    assert door.forges("UZHAO", "drafts:replace", 1).startswith("没有办：")


def test_what_somebody_without_a_role_any_more_had_is_handed_over_too(door):
    door.types("UWANG", "/draft assign @zhang.wei Budget memo by Friday")
    door.opens_home("UZHAO")
    sets_role(door, "UZHAO", "UZHANG", "outsider")

    assert "D-1《Budget memo》 · 张伟：受领并起草" in door.home("UZHAO")
    door.presses_home("UZHAO", "转交")
    assert door.fills_in("UZHAO", person="ULINA") == {}
    assert "无人承办" not in door.home("UZHAO")


def test_nobody_is_told_of_an_outsider_who_leaves(door):
    door.changes("UHE", deleted=True)
    assert door.reads("UZHAO") == []


def test_who_comes_back_is_in_their_place_again(door):
    door.changes("USUN", deleted=True)
    door.changes("USUN", deleted=False)
    assert "孙磊 · 秘书、干事 · 文秘科" in door.types("UZHAO", "/office people")
    assert door.says("USUN", "有哪些逾期了？") == "你能看到的事项没有逾期的。"


# --- language, delegates -------------------------------------------------------------------


def test_everybody_chooses_their_language(door):
    assert door.types("ULINA", "/office language 中文") == "以后我用中文给你写。"
    assert "怎么用" in door.opens_home("ULINA")
    assert door.types("ULINA", "/office 语言 English") == "From now on I write to you in English."
    assert "What can I say?" in door.home("ULINA")
    assert door.says("UHE", "用英文") == "From now on I write to you in English."


@pytest.mark.parametrize("line", ["language", "language Klingon"])
def test_a_language_we_do_not_speak_is_refused_in_the_one_we_do(door, line):
    assert door.says("ULINA", line) == (
        "I speak 中文 and English. Write `/office language 中文` or `/office language English`."
    )
    assert door.says("USUN", line) == (
        "我会中文和 English。请写 `/office 语言 中文` 或 `/office 语言 English`。"
    )


def test_a_leader_names_a_delegate_until_a_date_and_both_are_told_the_weekday(door):
    assert door.types("UWANG", "/office delegate @liu.yang until Friday 5pm") == (
        "由 Liu Yang 刘洋 代你签发，到 11月27日 周五 17:00 为止，已记录在案。\n[结束代签]"
    )
    assert door.reads("ULIU") == [
        "<@UWANG> has made you their delegate: you may sign off for them until Fri 27 Nov 17:00."
    ]


def test_a_delegate_alone_opens_the_form_and_refusals_stand_on_their_field(door):
    door.types("UWANG", "/office 代签")
    assert door.fills_in("UWANG", person="ULIU", due="someday") == {
        "due": "看不懂“someday”是什么时间。可以写 `周五下午5点`、`12月4日` 或 `3个工作日内`。"
    }
    assert door.fills_in("UWANG", person="UWANG", due="周五") == {
        "person": "请选别人，不能选自己。"
    }
    assert door.fills_in("UWANG", person="UHE", due="周五") == {
        "person": "何斌 不在本办公室（或已离开）。请在 `/office people` 的名单里选一位。"
    }
    assert door.fills_in("UWANG", person="ULIU", due="周五") == {}
    assert reads_last(door, "UWANG").startswith("由 Liu Yang 刘洋 代你签发，到 11月27日 周五 18:00")


def test_who_signs_nothing_names_no_delegate(door):
    assert door.types("ULINA", "/office delegate @zhao until Friday").startswith("Not done: only")
    assert door.types("UHE", "/office 代签 @zhao 到周五", "CGENERAL").startswith(OUTSIDER_ZH)


def test_somebody_of_another_workspace_is_a_guest_whatever_they_are_at_home():
    workspace = Workspace("TOFFICE", frozenset())
    partner = {"id": "U9", "name": "kim", "team_id": "TOTHER", "is_admin": True}

    known = known_of(partner, workspace)
    assert (known["guest"], known["admin"]) == (True, False)
    ours = known_of(partner | {"team_id": "TOFFICE"}, workspace)
    assert (ours["guest"], ours["admin"]) == (False, True)


def test_a_time_zone_nobody_knows_is_the_office_s():
    member = {"id": "U9", "name": "kim", "tz": "Mars/Olympus"}

    assert known_of(member, Workspace())["tz"] == ""


def test_a_delegation_can_be_ended_and_a_new_one_ends_the_old(door):
    door.says("UWANG", "请赵敏代我签发，到周五")
    door.says("UWANG", "请Liu Yang代我签发，到周五")
    assert "Liu Yang 刘洋 代 王建国 签发，到 11月27日 周五 18:00 为止" in door.says("UWANG", "人员")
    assert "赵敏 代" not in door.says("UWANG", "人员")

    assert door.says("UWANG", "结束代签") == "现在没有人代你签发了，已记录在案。"
    assert door.reads("ULIU")[-1] == ("<@UWANG> has ended it: you no longer sign off for them.")
    assert door.says("UWANG", "结束代签") == "现在没有人代你签发。"


def test_a_role_set_without_a_section_leaves_the_section(door):
    sets_role(door, "UZHAO", "ULINA", "section_head")

    assert "Li Na 李娜 · 科室负责人 · 文秘科" in door.says("UZHAO", "人员")


def test_what_somebody_put_out_of_the_office_had_is_left_behind(door):
    door.types("UZHAO", "/draft assign @li.na Budget memo by Friday 5pm")
    sets_role(door, "UZHAO", "ULINA", "outsider")

    assert "Budget memo" in door.opens_home("UZHAO").partition("无人承办")[2]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("把孙磊设为科长", "section_head"),
        ("make Sun Lei a writer", "staff"),
        ("设置孙磊的角色", ""),
    ],
)
def test_a_role_is_set_in_words_by_the_form_that_knows_them(door, said, role):
    door.says("UZHAO", said)
    door.presses("UZHAO", "打开表单")
    shown = str(door.form("UZHAO"))
    assert "USUN" in shown
    assert ("'initial_option'" in shown) is bool(role)
    assert role in shown.partition("'initial_option'")[2]
    assert "section_head" not in door.types("UZHAO", "/office record")  # nothing yet
    assert door.fills_in("UZHAO", role="section_head", section="文秘科") == {}
    assert "科室负责人" in door.reads("USUN")[-1]
    assert "主任" in door.says("USUN", said)  # only they may
    assert door.says("UHE", said) == (OUTSIDER_EN if said.startswith("make") else OUTSIDER_ZH)
