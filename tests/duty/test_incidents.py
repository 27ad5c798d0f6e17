"""The fire at three in the morning: pages go on until somebody has it, and then no page goes on."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.duty import facts
from handlers.clockwork import deliver
from tests.conftest import scene
from tests.duty.test_roster import LINES, at

SAID = "紧急：03:10 城东化工园一仓库起火，两人轻伤，消防已到"


@scene
def night(door):
    """Thursday, ten past three: 王建国 leads, Li Na has the desk."""
    door.types("UZHAO", "/duty publish", "DM")
    door.fills_in("UZHAO", lines=LINES)
    door.presses("UZHAO", "发布")
    door.says("UZHOU", "我的电话 13905310000")
    door.waits_until(at("11-26T03:10"))
    return door


@scene
def fire(night):
    night.says("UZHOU", SAID)
    return night


def paged(door, until):
    """Whom a page reached until then."""
    return sorted(one.split(":")[0] for one in door.waits_until(at(until)) if "🚨 I-" in one)


def test_it_goes_out_at_once_past_quiet_hours_with_what_is_known_and_what_is_not(fire):
    card = fire.card("UWANG", "I-1")
    assert "🚨 *I-1*“03:10 城东化工园一仓库起火，两人轻伤，消防已到” · 待接手" in card
    for line in (
        "时间：03:10",
        "地点：城东化工园一仓库",
        "伤亡：两人轻伤",
        "处置：消防已到",
        "还缺：",
    ):
        assert line.replace("：", "：") in card.replace(": ", "：")
    assert "03:25 前电话报告上级" in card
    page = fire.reads("ULINA")[-2:]
    assert any("reported by 周婷 13905310000" in one for one in page)
    assert "[I have it]" in page[-1]


def test_up_the_ladder_until_somebody_has_it_and_then_no_page_goes_on(fire):
    assert paged(fire, "11-26T03:15") == ["UZHAO"]
    assert paged(fire, "11-26T03:20") == ["UWANG", "UZHAO"]
    fire.says("UWANG", "我来处置 I-1")
    assert paged(fire, "11-26T03:24") == []
    assert "处置中" in fire.card("UZHOU", "I-1")


def test_whoever_has_it_is_reminded_of_the_clocks_and_asked_after_silence(fire):
    fire.says("UWANG", "我来处置 I-1")
    assert paged(fire, "11-26T03:25") == ["UWANG"]
    fire.presses("UWANG", "已电话报告", about="I-1")
    fire.fills_in("UWANG", words="市应急局值班室，已收到")
    assert "☎ 11月26日 周四 03:25 已电话报告" in fire.card("UWANG", "I-1")
    assert paged(fire, "11-26T03:41") == ["UWANG"]
    fire.says("UWANG", "I-1 续报：火已控制")
    assert paged(fire, "11-26T04:00") == []


def test_a_person_closes_it_and_the_report_is_drafted(fire):
    assert "*首报 · " in fire.says("UWANG", "草拟 I-1 的报告")
    fire.says("UWANG", "我来处置 I-1")
    fire.says("UWANG", "I-1 续报：火已控制")
    assert "*续报 · " in fire.says("UWANG", "草拟 I-1 的报告")
    assert "办公室主任或处置人" in fire.says("UZHANG", "结束 I-1：已扑灭")
    fire.says("UWANG", "结束 I-1：已扑灭，无人员伤亡")
    final = fire.says("UWANG", "草拟 I-1 的报告")
    assert "*终报 · " in final
    assert "火已控制" in final
    assert paged(fire, "11-26T09:00") == []


def test_two_who_take_it_at_once(fire):
    fire.says("UWANG", "我来处置 I-1")
    assert "处置中" in fire.says("UZHAO", "我来处置 I-1")
    assert "→ *王建国*" in fire.card("UZHOU", "I-1")


def test_whoever_has_the_desk_was_paged_and_may_take_it(fire):
    fire.presses("ULINA", "I have it")
    assert "→ *Li Na 李娜*" in fire.card("UWANG", "I-1")
    assert "in hand" in fire.says("ULINA", "how is I-1 going?")


@pytest.mark.parametrize(
    "said", ["紧急：请李娜写一份通知，今晚交", "urgent: please ask Sun Lei to send the minutes"]
)
def test_what_is_no_incident_pages_nobody_unasked(night, said):
    asked = night.says("UZHANG", said)
    assert "[不是，派稿]" in asked
    assert not any("🚨" in one for one in night.reads("UWANG"))
    night.presses("UZHANG", "报告")
    assert "🚨" in night.card("UWANG", "I-1")


def test_reports_are_said_in_words(fire):
    fire.says("UWANG", "I-1 已电话报告市应急局")
    fire.says("UWANG", "I-1 已书面报告市政府")
    card = fire.card("UWANG", "I-1")
    assert "✅ ☎" in card
    assert "✅ ✎" in card


def test_with_nobody_on_duty_the_directors_hear(door):
    door.says("UZHANG", "urgent: fire at the town hall, nobody hurt")
    assert "I-1" in door.card("UZHAO", "I-1")


def test_a_page_goes_before_what_waits(night):
    for n in range(30):
        night.slack.commands("UWANG", "DM", f"/draft assign @li.na Memo {n} by Friday")
    night.slack.says("UZHOU", "DM", SAID)
    deliver(night.bot)
    news = night.reads("ULINA")
    first_page = next(n for n, one in enumerate(news) if "🚨 I-" in one)
    assert first_page < len(news) - 1


def test_an_outsider_finds_no_trace(fire):
    assert "化工园" not in fire.says("UHE", "I-31")
    assert not any("化工园" in one for one in fire.reads("UHE"))


@pytest.mark.parametrize("said", ["救人啊，有老人昏倒了", "please help, a boy has gone missing"])
def test_a_call_for_help_from_outside_is_asked_about_however_it_begins(night, said):
    assert said in night.says("UHE", said)
    assert not any(said in one for one in night.reads("ULINA"))
    night.presses("UHE", "是，马上转" if "人" in said else "Yes, send it")
    assert any(said in one for one in night.reads("ULINA"))


def test_what_an_outsider_asks_about_help_is_no_call(night):
    assert night.says("UHE", "救助站的材料交给谁？").startswith("我管一个办公室的文稿")


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (SAID, {"time", "place", "what", "casualties", "handling"}),
        (
            "there's a fire in the east park, two injured, fire brigade on the way",
            {"place", "what", "casualties", "handling"},
        ),
        ("出事了", {"what"}),
    ],
)
def test_what_is_understood_of_a_report(said, there):
    assert set(facts.found(said)) == there


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (
            "紧急：21:40 北环冷库爆炸，经理刘某在现场，救护车在路上，三人重伤，两人失联，原因不明",
            {
                "时间": "21:40",
                "地点": "北环冷库",
                "情况": "北环冷库爆炸，经理刘某在现场，原因不明",
                "伤亡": "三人重伤，两人失联",
                "处置": "救护车在路上",
            },
        ),
        (
            "紧急：油罐车在路上发生车祸，交警已封路，司机被困",
            {
                "情况": "油罐车在路上发生车祸，司机被困",
                "处置": "交警已封路",
            },
        ),
    ],
)
def test_each_clause_stands_where_it_belongs_and_none_is_lost(night, said, there):
    card = night.says("UZHOU", said)
    lines = dict(one.split("：", 1) for one in card.splitlines() if "：" in one)
    names = ("时间", "地点", "情况", "伤亡", "处置")
    assert {name: lines[name] for name in names if name in lines} == there


def test_clocks_that_are_as_they_came_can_be_reset(night):
    assert "未定级" in night.says("UZHAO", "恢复默认突发事件时限")


def test_of_a_very_long_report_the_end_stays_with_what_happened(night):
    tanks = "，".join(f"第{n}个罐的温度正常" for n in range(220))
    card = night.says("UZHOU", f"紧急：城西加油站起火，{tanks}，油库主任姓钱")
    [happened] = [one for one in card.splitlines() if one.startswith("情况：")]
    assert happened.startswith("情况：城西加油站起火，第0个罐")
    assert happened.endswith("第219个罐的温度正常，油库主任姓钱")


def test_a_number_in_a_name_ends_no_sentence(night):
    card = night.says(
        "ULINA",
        "urgent: 22:05 explosion at St. John's clinic near No. 7 pier, guests are being moved",
    )
    for line in (
        "🚨 *I-1* · _22:05 explosion at St. John's clinic near No. 7…_",
        "Where: at St. John's clinic near No. 7 pier",
        "Done so far: guests are being moved",
        "Not known yet: Casualties, On the scene",
    ):
        assert line in card


def test_while_nobody_has_it_a_short_word_of_whoever_may_is_offered_as_taking_it(fire):
    assert fire.says("UZHAO", "我来").startswith("是要：*接手突发事件* · I-1")
    assert "待接手" in fire.card("UZHOU", "I-1")
    assert "接手突发事件" not in fire.says("USUN", "我来")
    fire.presses("UZHAO", "就这样")
    assert "→ *赵敏*" in fire.card("UZHOU", "I-1")


def test_of_two_that_run_it_is_asked_which_was_phoned(fire):
    fire.says("UZHOU", "紧急：城西加油站起火，无人伤亡")
    asked = fire.says("UZHAO", "省里我打电话报过了")
    assert "[I-2“城西加油站起火，无人伤亡”] [I-1“" in asked
    assert "已电话报告]" in fire.card("UZHOU", "I-1")


def test_what_is_missing_is_listed_as_its_reader_writes_lists(night):
    night.says("UZHOU", "紧急：城西加油站起火")
    assert "还缺：时间、伤亡、处置、现场联系人" in night.card("UWANG", "I-1")
    night.says("ULINA", "draft the report of I-1")
    night.presses("ULINA", "What to say by phone")
    said = "".join(night.reads("ULINA"))
    assert "Not known yet: When, Casualties, Done so far, On the scene." in said


def test_what_is_offered_holds_the_report_whole(night):
    asked = night.says("UZHOU", "紧急 03:05 城西粮库着火，值班员已报警")
    assert "“紧急 03:05 城西粮库着火，值班员已报警”" in asked
    assert not any("🚨" in one for one in night.reads("UWANG"))
    night.presses("UZHOU", "就这样")
    card = night.card("UWANG", "I-1")
    assert "时间：03:05" in card
    assert "处置：值班员已报警" in card


@pytest.mark.parametrize("between", ["", "发生", "出", "突然发生"])
def test_the_name_of_a_place_is_left_whole(between):
    assert facts.found(f"发电厂锅炉房{between}爆炸")["place"] == "发电厂锅炉房"


# --- clocks by grade ------------------------------------------------------------------------------


def test_the_grade_is_changed_in_place_and_its_clocks_with_it(fire):
    assert "等级：未定级" in fire.card("UWANG", "I-1")
    fire.says("UWANG", "我来处置 I-1")
    fire.says("UWANG", "I-1 定为一般")
    card = fire.card("UWANG", "I-1")
    assert "等级：一般" in card
    assert "电话报告上级" not in card
    assert "09:10 前书面报告（360 分钟，值班值守、紧急信息报送地方规定，一般）" in card
    assert any("定为一般" in one for one in fire.reads("UZHOU"))
    fire.presses("UWANG", "撤回")
    assert "03:25 前电话报告上级（15 分钟" in fire.card("UWANG", "I-1")


def test_follow_ups_are_due_by_eight_and_five_once_it_is_in_writing(fire):
    fire.says("UWANG", "我来处置 I-1")
    fire.says("UWANG", "I-1 已书面报告市政府")
    assert "08:00 前续报，有变化随时报（每日 08:00 17:00 前" in fire.card("UWANG", "I-1")
    assert "UWANG" in paged(fire, "11-26T07:30")
    fire.says("UWANG", "I-1 已书面报告市政府，第二次")
    assert "11月26日 周四 17:00 前续报" in fire.card("UWANG", "I-1")


def test_the_office_changes_its_clocks_and_what_runs_keeps_its_own(fire):
    seen = fire.says("UZHAO", "突发事件时限")
    assert "☎ 电话 15 分钟 · ✎ 书面 30 分钟" in seen
    assert "依据：" in seen
    fire.presses("UZHAO", "修改")
    errors = fire.fills_in("UZHAO", written="soon")
    assert "分钟数" in errors["written"]
    fire.fills_in("UZHAO", written="45", phone="20", source="市委办〔2026〕1号")
    assert "03:40 前书面报告（30 分钟" in fire.card("UWANG", "I-1")
    fire.says("UZHOU", "紧急：城西加油站起火，无人伤亡")
    assert "03:30 前电话报告上级（20 分钟，市委办〔2026〕1号）" in fire.card("UWANG", "I-2")
    assert "[修改]" not in fire.says("UZHANG", "突发事件时限")


def test_a_word_from_the_scene_stops_no_page_before_somebody_has_it(fire):
    fire.says("UZHOU", "I-1 续报：烟更大了")
    assert paged(fire, "11-26T03:15") == ["UZHAO"]


# --- whom to dial ---------------------------------------------------------------------------------


def test_a_page_says_whom_to_dial_and_who_dialled_is_on_record(night):
    night.says("UWANG", "我的电话 13800000001")
    night.says("UZHOU", SAID)
    night.waits_until(at("11-26T03:15"))
    page = next(one for one in night.reads("UZHAO") if "还没有人接手" in one)
    assert "请拨 王建国 13800000001" in page
    night.presses("UZHAO", "打过电话", about="还没有人接手")
    assert any("赵敏 为 I-1" in one and "王建国 13800000001" in one for one in night.reads("UWANG"))
    assert "赵敏 · 打电话：王建国 13800000001" in night.says("UZHAO", "I-1 时间线")
    assert paged(night, "11-26T03:20") == ["UWANG", "UZHAO"]


def test_it_goes_further_at_once_past_who_is_not_reached_and_says_why(night):
    night.changes("UWANG", deleted=True)
    night.changes("ULINA", deleted=True)
    night.says("UZHOU", SAID)
    page = next(one for one in night.reads("UZHAO") if "还没有人接手" in one)
    assert "值班的 王建国 联系不上" in page


# --- told upward ----------------------------------------------------------------------------------


def test_what_is_said_by_phone_names_the_number_and_what_is_not_known(fire):
    fire.types("UZHAO", "/duty 修改值班规则", "DM")
    fire.fills_in("UZHAO", upward="市委值班室 0531-86000000")
    script = fire.says("UWANG", "I-1 电话稿")
    assert "请拨：市委值班室 0531-86000000" in script
    assert "“现场联系人还在核实，核实后马上续报。”" in script


def test_report_and_timeline_come_as_files(fire):
    fire.says("UWANG", "我来处置 I-1")
    fire.says("UWANG", "草拟 I-1 的报告")
    fire.presses("UWANG", "导出 Word")
    fire.says("UWANG", "I-1 时间线")
    fire.presses("UWANG", "导出 Excel")
    files = {
        file["name"]: fire.slack.files[file["id"]]
        for message in fire._messages("UWANG", "DM")
        for file in message.files
    }
    report, timeline = files.values()
    said = [line.text for line in Document(BytesIO(report)).paragraphs]
    assert said[0].startswith("首报 · 03:10 城东化工园")
    assert "地点：城东化工园一仓库" in said
    rows = list(load_workbook(BytesIO(timeline)).active.values)
    assert [row[1:3] for row in rows[3:]] == [("周婷", "报告"), ("王建国", "接手")]


@pytest.mark.parametrize(
    "said", ["03:10 那个报告有人接了吗？", "did anyone take the 03:10 report?"]
)
def test_whether_anybody_took_it_is_answered_from_the_record(fire, said):
    before = len(fire.reads("UWANG"))
    asks = "ULINA" if said.isascii() else "UZHANG"
    nobody = fire.says(asks, said)
    assert "nobody has I-1" in nobody or "还没有人接手" in nobody
    assert len(fire.reads("UWANG")) == before
    fire.says("UWANG", "我来处置 I-1")
    assert "王建国" in fire.says(asks, said)
    assert "I-1" not in fire.says("UHE", said)


def test_words_in_the_thread_of_its_card_are_how_it_stands(fire):
    fire.says("UWANG", "我来处置 I-1")
    card = next(m for m in fire._messages("UWANG", "DM") if "*I-1*" in m.text.split("\n")[0])
    fire.says("UWANG", "火已扑灭", thread_ts=card.ts)
    assert "火已扑灭" in fire.card("UZHOU", "I-1")


# --- from outside ---------------------------------------------------------------------------------


def test_an_alarm_from_outside_is_passed_on_once_it_is_confirmed(night):
    asked = night.says("UHE", "紧急：城西加油站起火，一人受伤")
    assert "要把它马上转给本办公室值班的人吗" in asked
    assert not any("加油站" in one for one in night.reads("UWANG"))
    night.presses("UHE", "是，马上转")
    assert "外单位 何斌 报警" in night.reads("UWANG")[-1]
    night.presses("UWANG", "报告")
    assert "加油站" in night.reads("ULINA")[-1]
    assert "I-1" not in night.says("UHE", "I-1")


def test_where_the_office_does_not_pass_it_on_it_says_whom_to_ring(night):
    night.types("UZHAO", "/duty 修改值班规则", "DM")
    night.fills_in("UZHAO", passes_on="no")
    said = night.says("UHE", "紧急：城西加油站起火，一人受伤")
    assert "没有转出" in said
    assert "王建国" in said
    assert "1390" not in said
