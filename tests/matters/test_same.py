"""What is about the same, by its title: measured on titles of the field."""

from __future__ import annotations

from bot.matters.same import NEAR, likeness


def test_near():
    same = (
        ("老旧小区改造", "关于推进全市城镇老旧小区改造工作"),
        ("12345热线整改", "整改 12345 热线反映的问题"),
        ("old-estate renovation", "Renovate the old estates"),
        ("改造", "改造"),
    )
    others = (
        ("老旧小区改造", "老旧厂房拆除"),
        ("食堂整治", "整治"),
        ("road repair", "bridge repair"),
    )
    assert [likeness(*two) >= NEAR for two in same] == [True] * 4
    assert [likeness(*two) >= NEAR for two in others] == [False] * 3
