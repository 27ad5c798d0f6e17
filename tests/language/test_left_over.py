"""Nothing is bound while a time, a choice or a person is left in a title; repeats are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.matters.journal import Entry


def entries(door):
    """How much stands in the record."""
    with door.bot.sessions() as session:
        return session.scalar(select(func.count()).select_from(Entry))


ASK = "ask Li Na to draft the summary"


@pytest.mark.parametrize(
    "said",
    [
        f"{ASK} by Friday 3 December",  # a Thursday
        "请李娜起草总结，12月3日周五前交",
        f"{ASK} by Friday or Monday 5pm",
        "提醒我周四和周五上午9点值班",
        "请李娜、孙磊周五前写邀请函",
        "请大家周五前写一份总结",
        "请王伟周五前写一份总结",
        "请周一鸣写总结",
        "remind me next week Mon-Fri at 9:30 to check the mail",
        "提醒我季度末最后一天交报表",
        "半小时后提醒我，不用提醒李娜",
        "Sun Lei to write the agenda and Li Na the invitation, both by Monday",
        f"{ASK} by next Monday and the Wednesday after",
        "remind me tomorrow at 9 and again at 2 to check the portal",
        "remind me the morning after the party on 5 December to clean up",
        "remind me two hours before the meeting on Monday",
        "remind me the day before the party to buy cake",
        "Zhang Wei, draft the circular, end of this week please, Monday morning at the latest",
        "ask Sun Lei to draft the toast, 100 words, by 7 this evening",
        "请孙磊下周一上午写好讲话稿，下午发我",
        "月底前请孙磊把台账和报告都写好",
        "请李娜写感谢信给张伟和孙磊看，周五前",
        "提醒我下周一和之后的周三上午9点去开会",
        "麻烦孙磊这周五或下周一上午交一份工作要点",
        "remind me every weekday at 8:45 except Monday to water the plants",
        "每天早上九点提醒我浇花，除了周一",
        "remind Sun Lei, not me, to bring the keys tomorrow at 8",
        "remind me that the deadline is Friday",
        "这份讲话稿还是请陈静写，周四上午交",
        "remind me each Monday and on the 1st to check the stock",
        "每天提醒我写日志，周末不用",
        "提醒孙磊跟李娜对一下数，明天上午",
        "let Sun Lei draft the notice instead of Zhang Wei, by Monday",
        "remind me not to call the embassy before 3",
        "提醒我三点前别给使馆打电话",
        "提醒我周四上午给王局打电话，他九点以后有空",
    ],
)
def test_it_is_asked_about_and_nothing_is_bound(door, said):
    answer = door.says("UWANG", said)

    assert any(asks in answer for asks in ("[就这样]", "[打开表单]", "是下面哪一件？\n[设提醒]"))
    assert "D-1" not in door.says("UWANG", "D-1") or "没有" in door.says("UWANG", "D-1")
    assert not door.reads("ULINA")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "remind @sun.lei on Friday to send the table by noon",
            "“send the table” · 11月27日 周五 12:00",
        ),
        ("周五提醒我10点去财政局", "“财政局” · 11月27日 周五 10:00"),
        ("请大家周五前写一份总结", "一起写 ·《总结》· 11月27日 周五 18:00"),
        ("请王伟周五前写一份总结", "办公室里没有“王伟”，名字像的有 张伟、王建国 ·《总结》"),
        ("请周一鸣写总结", "办公室里没有“周一鸣”，名字像的有 周婷 ·《总结》"),
        (f"{ASK}".replace("Li Na", "Li Ming"), "没有“Li Ming”，名字像的有 Li Na 李娜"),
        ("ask Wei to draft the summary by Friday", "<@UZHANG> ·《summary》"),  # the only one
        ("请文秘科周五前写一份总结", "<@USUN> <@UZHANG> 一起写 ·《总结》"),
        ("张伟手上活多，让李娜写总结，周五前", "<@ULINA> ·《总结》· 11月27日 周五 18:00"),
        (
            "张伟手上的活转给孙磊",
            "是要：*看别人的待办* · <@UZHANG>",
        ),  # not shown as if that were all
        ("张伟和李娜手上有什么", "张伟 手上没有你能看到的事项。\nLi Na 李娜 手上"),
        ("what do Zhang Wei and Li Na have on their plates", "事项。\nLi Na 李娜 手上"),
        ("请信息科周五前写一份总结", "办公室里没有“信息科” ·《总结》"),
        (
            "ask the press section to draft the summary by Friday",
            "办公室里没有“the press section” ·《summary》",
        ),
        ("remind everyone to wear badges tomorrow at 9", "<@UZHANG> · “wear badges”"),
        ("提醒我十点五十进会场", "“进会场” · 11月25日 周三 10:50"),
        ("每月底提醒我对账", "“对账” · 每月底？"),  # and not once, at the end of this one
        ("每季度最后一天下午提醒我报表", "“报表” · 每季度最后一天下午？"),
        ("remind me every three days to water the plants", "“water the plants” · every three days"),
        ("提醒我和王建国周五9点换锁", "“换锁” · 待办\n*王建国* · 11月27日 周五 09:00"),  # one
        (
            f"{ASK} by next Monday and the Wednesday after",
            "《summary》· by next Monday and the Wednesday after",
        ),
    ],
)
def test_what_belongs_together_is_offered_together(door, said, meant):
    assert meant in door.says("UWANG", said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"{ASK} by the Friday before Christmas", "12月18日 周五 18:00"),
        (f"{ASK} by this time tomorrow", "11月26日 周四 10:00"),
        (f"{ASK} tomorrow 5ish", "11月26日 周四 17:00"),
        (f"{ASK} by March 1 next year", "2027年3月1日 周一 18:00"),
        ("请李娜起草总结，12月4日前一天交", "《总结》 · 待受领\n王建国 → *Li Na 李娜* · 12月3日"),
        ("请李娜写一份后天培养方案，周五前", "《后天培养方案》"),
        ("把国庆总结交给李娜写，周五前", "*D-1*《国庆总结》"),
        ("请李娜 *周五* 前写一份邀请函", "《邀请函》 · 待受领"),
        ("给陈静发个活：把供暖的简报写了，后天下班前给我", "·《供暖的简报》· 11月27日"),
        ("ask Li Na to draft \u200bthe summary by Fri\u200bday", "《summary》 · 待受领"),
        ("remind me in 1h30m to call back", "11月25日 周三 11:30"),
        ("三月的第一天提醒我交表", "“交表” · 待办\n*王建国* · 2027年3月1日"),
        ("remind me to hand in the log at 5pm on Fridays", "每星期五 17:00，下次 11月27日"),
        ("每周二周四上午九点提醒我交日志", "每周二和周四 09:00，下次 11月26日"),
        (
            "remind me every other week on Monday at 10 to file the log",
            "隔周星期一 10:00，下次 11月30日",
        ),
        ("每月最后一个工作日提醒我交报表", "每月最后一个工作日 18:00，下次 11月30日"),
        (
            "remind me every year on 1 March to renew the seal",
            "每年3月1日 18:00，下次 2027年3月1日",
        ),
        ("remind me on the 5th of every month at 9am to file it", "每月 5 日 09:00，下次 12月5日"),
        ("remind me Mon-Fri at 9:30 to check the mail", "每个工作日 09:30，下次 11月26日"),
        ("remind me weekdays at 9:30 to check the mail", "每个工作日 09:30，下次 11月26日"),
        ("周一到周五九点半提醒我打卡", "“打卡” · 待办\n*王建国* · 每个工作日 09:30"),
        ("提醒我十五号前三天核对数据", "“核对数据” · 待办\n*王建国* · 12月12日"),
        ("十分钟后提醒孙磊下楼", "“下楼” · 待办\n*孙磊* · 11月25日 周三 10:10"),
        ("提醒我明天别迟到", "“别迟到” · 待办\n*王建国* · 11月26日 周四 18:00"),
        ("提醒我隔一周的周五交周报", "“交周报” · 待办\n*王建国* · 隔周星期五 18:00"),
        ("remind me every morning to check the mail", "每天 09:00，下次 11月26日"),
        ("每天下班前半小时提醒我关电源", "每天 17:30，下次 11月25日"),
    ],
)
def test_a_time_is_read_whole(door, said, meant):
    assert meant in door.says("UWANG", said)


AT_NINE = "“call” · 待办\n*王建国* · 11月27日 周五 09:00"
AT_FIVE = "12月4日 周五 17:00 前交"


@pytest.mark.parametrize(
    ("passed_on", "meant"),
    [
        ("remind me on \u2066Friday\u2069 at 9 to call", AT_NINE),
        ("remind me on <https://cal.example.org/x|Friday> at 9 to call", AT_NINE),
        ("ｒｅｍｉｎｄ ｍｅ on Ｆｒｉｄａｙ at ９ to call", AT_NINE),
        ("\ufeff请<@ULINA>起草总结，*１２月４日下午５点* 前交", AT_FIVE),
        ("remind me on Friday at 9 to call <tel:0215555|021-5555>", "“call 021-5555”"),
        (
            "ask <@ULINA> to draft a letter to <mailto:a@b.org|a@b.org> by *Friday 5pm*",
            "《letter to a@b.org》",
        ),
        ("ask <@ULINA> to draft the R&amp;D summary by Friday", "《R&amp;D summary》"),
        (
            "提醒我周五9点看 <https://docs.example.org/a|周三的稿子>",
            "“看 周三的稿子 https://docs.example.org/a” · 待办\n*王建国* · 11月27日 周五 09:00",
        ),
        (
            "ask <@ULINA> to draft a summary of <https://docs.example.org/a|Friday's talk> by noon",
            "《summary of Friday's talk》 · 待受领",
        ),
    ],
)
def test_what_people_see_is_what_is_read(door, passed_on, meant):
    """As Slack sends it, letter by letter."""
    door.says("UWANG", "help")
    [said] = door.slack.log.envelopes("events_api")[-1:]
    event = said.asked["payload"]["event"]
    event |= {"text": passed_on, "ts": "1795572001.000200", "client_msg_id": "another"}
    payload = said.asked["payload"] | {"event_id": "EvANOTHER", "event": event}
    door._dispatch(said.asked | {"payload": payload})
    door.waits(seconds=1)
    assert any(meant in text for text in door.reads("UWANG"))


def test_a_wish_beside_a_new_date_is_not_lost(door):
    door.says("UZHAO", "请李娜起草总结，12月4日前交")
    asked = door.says("UZHAO", "D-1 改为周五交，并抄送陈静")
    assert "[就这样]" in asked or "是下面哪一件" in asked
    assert "12月4日 周五 18:00" in door.card("UZHAO")


@pytest.mark.parametrize("said", ["remind me on Friday at 7:15 to run", "周五七点一刻提醒我跑步"])
def test_an_hour_before_work_or_after_it_is_asked_about(door, said):
    assert "是早上，还是晚上？\n[11月27日 周五 19:15] [11月27日 周五 07:15]" in door.says(
        "UWANG", said
    )


def test_of_two_days_that_differ_it_is_asked_which_is_meant(door):
    door.says("UWANG", f"{ASK} by Friday 3 December")
    door.presses("UWANG", "就这样")
    asked = door.reads("UWANG")[-1]

    assert "[11月27日 周五 18:00]" in asked
    assert "[12月3日 周四 18:00]" in asked
    assert not door.reads("ULINA")


def test_of_one_day_and_another_after_it_both_are_named(door):
    door.says("UWANG", f"{ASK} by next Monday and the Wednesday after")
    door.presses("UWANG", "就这样")
    assert "[11月30日 周一 18:00] [12月2日 周三 18:00]" in door.reads("UWANG")[-1]


def test_a_date_that_is_another_weekday_soon_is_asked_about(door):
    asked = door.says("UWANG", "ask Li Na to draft the summary, due Tuesday the 2nd")
    assert "[12月2日 周三 18:00] [12月1日 周二 18:00]" in asked


@pytest.mark.parametrize(
    "said",
    [
        "提醒我和孙磊周五9点去财政局",
        "提醒孙磊和我周五9点去财政局",
        "remind me and Sun Lei to call the bank on Friday at 9",
        "remind Sun Lei and me to call the bank on Friday at 9",
    ],
)
def test_each_of_several_has_a_reminder_of_their_own(door, said):
    answer = door.says("UZHANG", said)
    assert "<@UZHANG> <@USUN>" in answer
    assert "11月27日 周五 09:00" in door.card("USUN", "F-2")


# --- asked whether it may be done, and the very thing denied --------------------------------------


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UZHAO", "12月24日放假行不行"),
        ("UZHAO", "张伟和李娜互为AB角，可以吗"),
        ("UZHAO", "用印流程第1步改为陈静，1天，行不行？"),
        ("UZHAO", "是不是用印流程删去第2步"),
        ("UWANG", "把台账给赵敏看行不行"),
        ("UWANG", "关掉汇总行吗"),
        ("UWANG", "取消 D-1 好不好"),
        ("UZHANG", "我12月1日到3日休假行吗"),
        ("ULINA", "受领 D-1 可以吗"),
    ],
)
def test_what_is_asked_is_done_by_no_word_of_it(door, who, said):
    door.says("UWANG", "请李娜起草年度总结，下周五下班前交")
    before = entries(door)
    assert door.says(who, said)
    assert entries(door) == before


@pytest.mark.parametrize(
    ("who", "said", "never"),
    [
        ("UZHAO", "12月24日不放假", "登记放假"),
        ("UZHAO", "别把12月24日放假", "登记放假"),
        ("ULINA", "I am not on leave from 1 Dec to 3 Dec", "Record leave"),
        ("ULINA", "I will be back on Thursday", "Record leave"),
        ("ULINA", "S-1 不受领", "Accept"),
    ],
)
def test_what_is_denied_is_not_offered(door, who, said, never):
    door.says("UWANG", "督办：老旧小区改造，李娜牵头，12月15日前")
    before = entries(door)
    assert never not in door.says(who, said)
    assert entries(door) == before


@pytest.mark.parametrize(
    "said", ["要是明天下雨就帮我订二号会议室", "如果周五前没消息，就督办养老院整改"]
)
def test_an_if_is_said_not_to_be_kept(door, said):
    assert door.says("UWANG", said).startswith("没有办：带“如果”的我不记。")
