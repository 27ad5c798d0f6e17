"""What a person types, and what reaches the app of it."""

import pytest


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("@here look", "<!here> look"),
        ("ask @li.na to", "ask <@ULINA> to"),
        ("ask <@ULINA> to", "ask <@ULINA> to"),
        ("请@李娜起草", "请<@ULINA>起草"),
        ("请@李起草", "请@李起草"),
        ("请@孙磊起草", "请<@USUN>起草"),
        ("tom@example.org", "tom@example.org"),
        ("@tomorrow", "@tomorrow"),
        ("@Li Na 李娜!", "<@ULINA>!"),
        ("in #office.", "in <#COFFICE|office>."),
        ("see https://a.org/x?y=1&z=2.", "see <https://a.org/x?y=1&amp;z=2>."),
        ("见https://a.org/x，谢谢", "见<https://a.org/x>，谢谢"),
    ],
)
def test_a_message_is_marked_up(slack, heard, typed, sent):
    slack.says("UZHAO", "COFFICE", typed)

    assert heard.last["event"]["text"] == sent


@pytest.mark.parametrize(
    ("command", "typed", "sent"),
    [
        ("/echo", "@li.na R&D in #office", "<@ULINA|li.na> R&amp;D in <#COFFICE|office>"),
        ("/echo", "@channel <!channel>", "@channel &lt;!channel&gt;"),
        ("/echo", "https://a.org", "<https://a.org>"),
        ("/raw", "@li.na R&D in #office", "@li.na R&amp;D in #office"),
    ],
)
def test_a_command_is_escaped_if_the_manifest_says_so(slack, heard, command, typed, sent):
    slack.commands("UZHAO", "COFFICE", f"{command} {typed}")

    assert heard.last["text"] == sent


def test_a_message_comes_with_rich_text(slack, heard):
    slack.says("UZHAO", "COFFICE", "R&D @li.na https://a.org")

    (block,) = heard.last["event"]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "R&D "},
        {"type": "user", "user_id": "ULINA"},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://a.org"},
    ]
