"""Messages: posted, answered, changed, deleted, found again."""

from tests.rehearsal.cards import actions, button, section

MARK = {"event_type": "office_nudge", "event_payload": {"k": "letter-7"}}


def test_what_is_posted_is_seen(client, slack):
    sent = client.chat_postMessage(channel="COFFICE", text="大家早", blocks=[section()])

    (message,) = slack.sees("ULINA", "COFFICE")
    assert (message.ts, message.user, message.text) == (sent["ts"], "UBOT", "大家早")
    assert message.blocks[0]["block_id"]
    assert sent["message"]["bot_profile"]["app_id"] == "AAPP"


def test_a_message_needs_something_to_say(client, no):
    nothing = {"channel": "COFFICE", "text": " "}
    assert no(client.api_call, "chat.postMessage", json=nothing) == "no_text"
    both = {"channel": "COFFICE", "text": "a", "markdown_text": "b"}
    assert no(client.api_call, "chat.postMessage", json=both) == "markdown_text_conflict"


def test_a_very_long_text_is_cut(client, slack):
    client.chat_postMessage(channel="COFFICE", text="长" * 40_001)

    assert len(slack.sees("ULINA", "COFFICE")[0].text) == 40_000


def test_stamps_are_unique_and_rise(client):
    stamps = [client.chat_postMessage(channel="COFFICE", text="x")["ts"] for _ in range(5)]

    assert stamps == sorted(set(stamps))


def test_an_update_replaces_in_place(client, slack, no):
    ts = client.chat_postMessage(channel="COFFICE", text="one", blocks=[section("one")])["ts"]

    client.chat_update(channel="COFFICE", ts=ts, text="two", blocks=[section("two")])
    (message,) = slack.sees("ULINA", "COFFICE")
    assert message.text == "two"
    assert message.edited
    client.chat_update(channel="COFFICE", ts=ts, text="three")
    assert message.blocks[0]["text"]["text"] == "two"  # left out: kept
    client.chat_update(channel="COFFICE", ts=ts, text="three", blocks=[])
    assert message.blocks is None
    assert no(client.chat_update, channel="COFFICE", ts=ts, text="x" * 4001) == "msg_too_long"


def test_only_ones_own_messages_can_be_changed(client, slack, no):
    theirs = slack.says("ULINA", "COFFICE", "mine").ts
    asked = {"channel": "COFFICE", "ts": theirs}

    assert no(client.chat_update, **asked, text="no") == "cant_update_message"
    assert no(client.chat_delete, **asked) == "cant_delete_message"
    assert no(client.chat_update, channel="COFFICE", ts="1.0", text="no") == "message_not_found"


def test_a_deleted_message_is_gone(client, slack, no):
    ts = client.chat_postMessage(channel="COFFICE", text="oops")["ts"]

    client.chat_delete(channel="COFFICE", ts=ts)

    assert slack.sees("ULINA", "COFFICE") == []
    assert client.conversations_history(channel="COFFICE")["messages"] == []
    assert no(client.chat_update, channel="COFFICE", ts=ts, text="x") == "message_not_found"


def test_a_deleted_parent_leaves_a_tombstone(client, slack):
    ts = client.chat_postMessage(channel="COFFICE", text="parent")["ts"]
    client.chat_postMessage(channel="COFFICE", text="reply", thread_ts=ts)

    client.chat_delete(channel="COFFICE", ts=ts)

    (parent,) = client.conversations_history(channel="COFFICE")["messages"]
    assert parent["subtype"] == "tombstone"
    assert [m.text for m in slack.sees("ULINA", "COFFICE", ts)][1:] == ["reply"]


def test_a_thread_holds_its_replies(client, slack, no):
    ts = client.chat_postMessage(channel="COFFICE", text="parent")["ts"]
    reply = client.chat_postMessage(channel="COFFICE", text="one", thread_ts=ts)["ts"]
    client.chat_postMessage(
        channel="COFFICE", text="two", thread_ts=reply
    )  # a reply's ts is mended

    assert [m.text for m in slack.sees("ULINA", "COFFICE")] == ["parent"]
    assert [m.text for m in slack.sees("ULINA", "COFFICE", ts)] == ["parent", "one", "two"]
    (parent,) = client.conversations_history(channel="COFFICE")["messages"]
    assert (parent["reply_count"], parent["thread_ts"]) == (2, ts)
    lost = {"channel": "COFFICE", "text": "x", "thread_ts": "1.0"}
    assert no(client.chat_postMessage, **lost) == "thread_not_found"


def test_a_broadcast_reply_is_in_the_channel_too(client, slack, heard):
    ts = client.chat_postMessage(channel="COFFICE", text="parent")["ts"]

    client.chat_postMessage(channel="COFFICE", text="done", thread_ts=ts, reply_broadcast=True)

    assert [m.text for m in slack.sees("ULINA", "COFFICE")] == ["parent", "done"]
    slack.run_due()
    assert heard.events[-1]["subtype"] == "thread_broadcast"
    assert heard.events[-1]["root"]["text"] == "parent"


def test_metadata_is_kept_and_shown_when_asked_for(client):
    client.chat_postMessage(channel="COFFICE", text="nudge", metadata=MARK)

    def found(**asked):
        return client.conversations_history(channel="COFFICE", **asked)["messages"][0]

    assert found(include_all_metadata=True)["metadata"] == MARK
    assert "metadata" not in found()


def test_metadata_must_have_its_shape(client, no):
    def posted(metadata):
        return no(client.chat_postMessage, channel="COFFICE", text="x", metadata=metadata)

    assert posted({"event_type": "x"}) == "invalid_metadata_format"
    big = {"event_type": "x", "event_payload": {"k": "x" * 9_000}}
    assert posted(big) == "metadata_too_large"


def test_history_is_newest_first_and_in_pages(client, slack):
    for n in range(5):
        slack.says("ULINA", "COFFICE", f"{n}")

    pages = [
        [m["text"] for m in page["messages"]]
        for page in client.conversations_history(channel="COFFICE", limit=2)
    ]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_history_between_two_moments(client, slack):
    stamps = [slack.says("ULINA", "COFFICE", f"{n}").ts for n in range(4)]

    def texts(**asked):
        found = client.conversations_history(channel="COFFICE", **asked)["messages"]
        return [m["text"] for m in found]

    assert texts(oldest=stamps[1]) == ["3", "2"]
    assert texts(oldest=stamps[1], inclusive=True) == ["3", "2", "1"]
    assert texts(latest=stamps[1]) == ["0"]


def test_replies_begin_with_the_parent(client, slack):
    parent = slack.says("ULINA", "COFFICE", "parent").ts
    for n in range(3):
        slack.says("USUN", "COFFICE", f"{n}", thread_ts=parent)

    pages = [
        [m["text"] for m in page["messages"]]
        for page in client.conversations_replies(channel="COFFICE", ts=parent, limit=2)
    ]

    assert pages == [["parent", "0"], ["1", "2"]]


def test_history_may_lag(client, slack):
    slack.history_lag = 10
    client.chat_postMessage(channel="COFFICE", text="just now")

    assert client.conversations_history(channel="COFFICE")["messages"] == []
    slack.clock.turn(seconds=11)
    assert len(client.conversations_history(channel="COFFICE")["messages"]) == 1


def test_an_ephemeral_has_one_reader(client, slack, no):
    client.chat_postEphemeral(channel="COFFICE", user="ULINA", text="psst")

    assert [m.text for m in slack.sees("ULINA", "COFFICE")] == ["psst"]
    assert slack.sees("UZHAO", "COFFICE") == []
    assert client.conversations_history(channel="COFFICE")["messages"] == []
    absent = {"channel": "COFFICE", "user": "UTOM", "text": "x"}
    assert no(client.chat_postEphemeral, **absent) == "user_not_in_channel"


def test_an_ephemeral_cannot_be_updated(client, no):
    sent = client.chat_postEphemeral(channel="COFFICE", user="ULINA", text="psst")

    asked = {"channel": "COFFICE", "ts": sent["message_ts"], "text": "x"}
    assert no(client.chat_update, **asked) == "message_not_found"


def test_a_permalink_leads_to_the_page(client, slack, rehearsal):
    parent = slack.says("ULINA", "COFFICE", "here")
    reply = slack.says("USUN", "COFFICE", "there", thread_ts=parent.ts)

    def link(message):
        asked = {"channel": "COFFICE", "message_ts": message.ts}
        return client.chat_getPermalink(**asked)["permalink"]

    assert link(parent) == f"{rehearsal.url}/archives/COFFICE/p{parent.ts.replace('.', '')}"
    assert f"thread_ts={parent.ts}" in link(reply)


def test_one_message_a_second_and_channel_when_paced(client, slack, no):
    slack.paced = True
    client.chat_postMessage(channel="COFFICE", text="one")

    assert no(client.chat_postMessage, channel="COFFICE", text="two") == "ratelimited"
    client.chat_postMessage(channel="CGENERAL", text="elsewhere")
    slack.clock.turn(seconds=1)
    client.chat_postMessage(channel="COFFICE", text="two")


def test_reactions(client, slack, no):
    asked = {"channel": "COFFICE", "timestamp": slack.says("ULINA", "COFFICE", "done").ts}

    client.reactions_add(**asked, name="ok")

    assert slack.sees("ULINA", "COFFICE")[0].reactions == {"ok": ["UBOT"]}
    assert no(client.reactions_add, **asked, name="ok") == "already_reacted"
    client.reactions_remove(**asked, name="ok")
    assert no(client.reactions_remove, **asked, name="ok") == "no_reaction"


def test_blocks_sent_are_not_the_blocks_kept(slack):
    blocks = [actions(button())]
    slack.api("chat.postMessage", slack.bot_token, {"channel": "COFFICE", "blocks": blocks})

    blocks[0]["elements"][0]["action_id"] = "changed"

    assert slack.sees("ULINA", "COFFICE")[0].blocks[0]["elements"][0]["action_id"] == "go"


def test_attachments_are_counted_and_their_blocks_checked(client, no):
    def posted(attachments):
        asked = {"channel": "COFFICE", "text": "x", "attachments": attachments}
        return no(client.api_call, "chat.postMessage", json=asked)

    assert posted([{"fallback": "x"}] * 101) == "too_many_attachments"
    assert posted(["x"]) == "invalid_attachments"
    assert posted([{"blocks": [{"type": "nonsense"}]}]) == "invalid_blocks"


def test_an_answer_is_a_copy(slack):
    def posted():
        asked = {"channel": "COFFICE", "text": "x", "blocks": [section("kept")]}
        return slack.api("chat.postMessage", slack.bot_token, asked).body["message"]

    posted()["blocks"][0]["text"]["text"] = "changed"

    assert slack.sees("ULINA", "COFFICE")[0].blocks[0]["text"]["text"] == "kept"
