"""Titles in any script, with any sign in them, through every path they take."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

FRIDAY_MORNING = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai

# As typed, and as Slack must be given it: `& < >` escaped; right-to-left words held together;
# at the edge of a word, what would style the line is written with letters that only look like it.
TITLES = {
    "Chinese": ("全市经济工作会议讲话稿", "全市经济工作会议讲话稿"),
    "mixed": ("2026 年 Q3_plan 总结（第 2 稿）", "2026 年 Q3_plan 总结（第 2 稿）"),
    "Arabic": ("تقرير الميزانية 2026", "\u2068تقرير الميزانية 2026\u2069"),
    "Hebrew": ("דוח תקציב", "\u2068דוח תקציב\u2069"),
    "emoji and rare signs": ("年度总结 👩‍👩‍👧 𠮷 🇨🇳", "年度总结 👩‍👩‍👧 𠮷 🇨🇳"),
    "markup": ("R&D <draft> &amp; more", "R&amp;D &lt;draft&gt; &amp;amp; more"),
    "styles": ("*重点* _a_ ~b~ `c`", "∗重点∗ ˍaˍ ∼b∼ ˋcˋ"),
    "half a style": ("5 * 3_ and `", "5 ∗ 3ˍ and ˋ"),
    "a bell": ("ping <!channel> and <@UHE>", "ping &lt;!channel&gt; and &lt;@UHE&gt;"),
    "a link": ("see <https://evil.example|the plan>", "see &lt;https://evil.example|the plan&gt;"),
    "quotes": ("our “big” 'plan' {due} %s", "our “big” 'plan' {due} %s"),
}


@pytest.mark.parametrize(("typed", "shown"), TITLES.values(), ids=TITLES)
def test_a_title_survives_every_path(door, typed, shown):
    door.types("UWANG", "/draft")
    assert door.fills_in("UWANG", person="ULINA", title=typed, due="周五下午5点") == {}

    zh, en = f"D-1《{shown}》", f"D-1 {in_english(shown)}"
    card_zh, story_zh, *_ = door.reads("UWANG")  # of a big matter, direction is asked for
    card_en, story_en = door.reads("ULINA")
    assert card_zh.startswith(f"📝 *D-1*《{shown}》 · 待受领\n")
    assert card_en.startswith(f"📝 *D-1* · {in_english(shown)} · to be accepted\n")
    assert story_zh.startswith(f"📝 王建国 把 {zh}派给 Li Na 李娜")
    assert story_en.startswith(f"📝 王建国 assigned {en} to Li Na 李娜")
    assert en in door.says("ULINA", "what's on my plate?")
    assert zh in door.says("UWANG", "李娜在忙什么")
    assert en in door.opens_home("ULINA")
    assert zh in door.opens_home("UWANG")
    assert f"*Record of D-1* {in_english(shown)}" in door.types("ULINA", "/office record D-1")
    [nudge] = [news for news in door.waits_until(FRIDAY_MORNING) if news.startswith("ULINA")]
    assert en in nudge


def in_english(title):
    """Letters of Chinese do not slant."""
    return f"“{title}”" if re.search("[\u4e00-\u9fff]", title) else f"_{title}_"


PLAIN = {name: pair for name, pair in TITLES.items() if name not in ("a bell", "a link")}


@pytest.mark.parametrize(("typed", "shown"), PLAIN.values(), ids=PLAIN)
def test_a_title_in_a_message_and_in_a_command_is_read_as_it_was_typed(door, typed, shown):
    said = door.slack.says("UZHAO", "COFFICE", typed)
    door.uses_shortcut("UWANG", "drafts:from-message", "COFFICE", said.ts)
    assert prefilled(door, "UWANG") == typed

    door.types("UWANG", f"/draft assign @li.na {typed} by Friday 5pm")
    assert door.reads("ULINA")[0].startswith(f"📝 *D-1* · {in_english(shown)} · to be accepted\n")


def test_people_named_in_a_message_are_names_in_the_title(door):
    said = door.slack.says(
        "UZHAO", "COFFICE", "@wang 请写 @li.na 的讲话稿 https://a.example/?x=1&y=2"
    )
    door.uses_shortcut("UWANG", "drafts:from-message", "COFFICE", said.ts)

    assert prefilled(door, "UWANG") == "王建国 请写 Li Na 李娜 的讲话稿 https://a.example/?x=1&y=2"


def prefilled(door, who):
    [title] = [block for block in door.form(who)["blocks"] if block["block_id"] == "title"]
    return title["element"]["initial_value"]


def test_a_bell_in_a_title_rings_nowhere(door):
    door.types("UWANG", "/draft")
    door.fills_in("UWANG", person="ULINA", title="now <!channel> @channel", due="Friday")
    door.says("ULINA", "accept D-1")
    door.says("ULINA", "submit D-1 https://docs.example/1")
    door.says("UWANG", "退回 D-1：请 <!here> 看 @channel，下周一前")
    door.waits(days=9)

    sent = [
        str([message.text, message.blocks])
        for channel in door.slack.workspace.channels.values()
        for message in channel.messages.values()
        if message.bot_id
    ]
    assert any("&lt;!channel&gt; @channel" in text for text in sent)
    assert any("&lt;!here&gt;" in text for text in sent)
    assert [text for text in sent if re.search(r"<!(?!date\^)", text)] == []
