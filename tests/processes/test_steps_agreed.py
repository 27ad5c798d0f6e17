"""What is said of one's own step in plain words does it, or is offered; of others', whose it is."""

from __future__ import annotations

import pytest

from tests.conftest import scene
from tests.door import OUTSIDER_ZH

YES = {"UZHAO": "就这样", "ULINA": "Yes, do it"}
WHOSE = "没有办：不是你的步骤。K-1 眼下轮到：报批备案（赵敏）。"
BACK = {"UZHAO": "撤回", "ULINA": "Undo"}


@scene
def waiting(door):
    """K-1 a meeting that 赵敏 is to approve, K-2 a reception that 李娜 has to settle."""
    door.says("UCHEN", "办会：安全生产会，下周五下午3点")
    door.presses("UCHEN", "打开表单")
    door.fills_in("UCHEN", minutes="ULINA")
    door.says("ULINA", "reception: visitors from Hefei, tomorrow 10am, 4 people")
    door.presses("ULINA", "Open the form")
    door.fills_in("ULINA", letter="https://example.com/l", handler="ULINA")
    door.presses("ULINA", "Done", about="K-2")
    door.presses("UZHAO", "办好了", about="K-2")
    for _ in ("plan", "list"):
        door.presses("ULINA", "Done", about="K-2")
        door.fills_in("ULINA", evidence="https://example.com/p")
    return door


@pytest.mark.parametrize(
    ("who", "said", "done"),
    [
        ("UZHAO", "K-1 我批了", "✓ 赵敏 办好 K-1“安全生产会”的“报批备案”。\n"),
        ("UZHAO", "K-1 批了，下不为例", "的“报批备案”。“下不为例”"),
        ("UZHAO", "K-1 行，办吧", "的“报批备案”。\n"),
        ("UZHAO", "approved K-1", "的“报批备案”。\n"),
        ("UZHAO", "K-1 fine by me, go ahead", "的“报批备案”。“go ahead”"),
        ("UZHAO", "K-1 我这步好了", "的“报批备案”。\n"),
        (
            "ULINA",
            "my step of K-2 is done: 1,200 yuan",
            "_visitors from Hefei_. “1,200 yuan”",
        ),
        ("ULINA", "K-2 我这步办完了，花了1200元", "“花了1200元”"),
    ],
)
def test_said_in_so_many_words_it_is_done_until_that_is_taken_back(waiting, who, said, done):
    number = said[said.index("K-") :][:3]
    assert done in waiting.says(who, said)
    assert f"[{'Done' if who == 'ULINA' else '办好了'}]" not in waiting.card(who, number)
    waiting.presses(who, BACK[who], about=done.strip())
    assert f"[{'Done' if who == 'ULINA' else '办好了'}]" in waiting.card(who, number)


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("UZHAO", "安全生产会我同意开", "是要：*办好一步* · K-1“安全生产会”"),
        (
            "UZHAO",
            "K-1 我批了，先报王局",
            "是要：*办好一步* · K-1“安全生产会”",
        ),
        ("UZHAO", "OK for K-1, but keep it short", "是要：*办好一步* · K-1"),
        (
            "ULINA",
            "K-2 报销1200元",
            "Do you mean: *Do a step* · K-2 _visitors from H",
        ),
        ("ULINA", "K-2 settled, 1200 yuan in all", "Do you mean: *Do a step* · K-2"),
    ],
)
def test_what_is_only_likely_is_offered_and_done_by_one_press(waiting, who, said, offered):
    before = waiting.card(who, offered[offered.index("K-") :][:3])
    assert waiting.says(who, said).startswith(offered)
    assert waiting.card(who, offered[offered.index("K-") :][:3]) == before
    waiting.presses(who, YES[who])
    assert "✓ 报批备案" in waiting.card("UZHAO", "K-1") or "✓ 5 done" in waiting.card(
        "ULINA", "K-2"
    )


def test_a_number_that_is_asked_for_and_not_said_is_asked_in_the_form(waiting):
    waiting.says("ULINA", "K-2 我这步好了")
    waiting.presses("ULINA", "Open the form")
    assert waiting.fills_in("ULINA", words="some") == {"words": "This step asks for a number."}
    assert waiting.fills_in("ULINA", words="1,200 yuan") == {}
    assert "✓ 5 done" in waiting.card("ULINA", "K-2")


def test_a_yes_where_nothing_is_to_be_approved_is_asked_about(waiting):
    said = waiting.says("ULINA", "approved K-2")
    assert said == (
        "Nothing was done yet: what waits for you on K-2 is not to approve it. Is this done?\n"
        "[Settle]"
    )
    waiting.presses("ULINA", "Settle")
    assert waiting.fills_in("ULINA", words="1,200 yuan") == {}
    assert "✓ 5 done" in waiting.card("ULINA", "K-2")


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("UCHEN", "K-1 我批了", WHOSE),
        (
            "UWANG",
            "K-1 我这步好了，没意见",
            "没有办：不是你的步骤。K-1 眼下轮到：报批备案（赵敏）。",
        ),
        (
            "ULIU",
            "K-1 fine by me",
            "Nothing was done: that is not your step. K-1 is now at: Approve and file (赵敏).",
        ),
        ("USUN", "K-1 我批了", "没有你能看到的 K-1。请核对编号，或者说 `我手上有什么`。"),
        ("UHE", "K-1 我批了", OUTSIDER_ZH),
    ],
)
def test_whose_it_is_is_told_to_who_may_see_it_and_nothing_is_done(waiting, who, said, answer):
    assert waiting.says(who, said) == answer
    assert "▸ *报批备案* 赵敏" in waiting.card("UZHAO", "K-1")


def test_said_twice_it_is_done_once_and_the_next_step_is_nobodys_yes(waiting):
    waiting.says("UZHAO", "K-1 我批了")
    assert waiting.says("UZHAO", "K-1 我批了").startswith(
        "没有办：不是你的步骤。K-1 眼下轮到：会议"
    )


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("UZHAO", "K-1 我还没批"),
        ("UZHAO", "K-1 如果预算够就可以"),
        ("UZHAO", "K-1 等王局回来我再批"),
        ("UZHAO", "can't approve K-1"),
        ("UZHAO", "K-1 批了吗"),
    ],
)
def test_what_is_not_yet_or_only_asked_is_no_yes(waiting, who, said):
    waiting.says(who, said)
    assert "[办好了]" in next(one for one in waiting.reads(who) if one.startswith("⏳ *K-1*"))
    assert "是要：*办好一步*" not in waiting.reads(who)[-1]
