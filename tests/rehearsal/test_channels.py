"""Channels: who is in them, who may see them, and direct messages."""


def test_the_app_sees_public_channels_and_its_own(client):
    public = client.conversations_list()["channels"]
    private = client.conversations_list(types="private_channel")["channels"]
    direct = client.conversations_list(types="im")["channels"]

    assert [one["id"] for one in public] == ["COFFICE", "CGENERAL"]
    assert private == []
    assert "ULINA" in {one["user"] for one in direct}


def test_a_private_channel_without_the_app_does_not_exist_for_it(client, no):
    assert no(client.conversations_info, channel="GLEADERS") == "channel_not_found"
    assert no(client.chat_postMessage, channel="GLEADERS", text="hi") == "channel_not_found"


def test_members_come_in_pages(client):
    members = client.conversations_members(channel="CGENERAL")["members"]
    first = client.conversations_members(channel="CGENERAL", limit=4)

    assert "UTOM" in members
    assert first["members"] == members[:4]
    assert first["response_metadata"]["next_cursor"]


def test_opening_a_direct_message_gives_its_id(client, no):
    opened = client.conversations_open(users="ULINA")["channel"]

    assert opened == {"id": "DLINA"}
    assert client.conversations_open(users=["ULINA"])["channel"] == opened
    assert no(client.conversations_open, users="UOLD") == "user_disabled"
    assert no(client.conversations_open, users="UBOT") == "cannot_dm_bot"
    assert no(client.conversations_open, users="UNOBODY") == "user_not_found"


def test_posting_to_a_user_opens_the_direct_message(client, slack):
    sent = client.chat_postMessage(channel="ULINA", text="早")

    assert sent["channel"] == "DLINA"
    assert [m.text for m in slack.sees("ULINA", "DM")] == ["早"]
    assert slack.sees("UZHAO", "DLINA") == []


def test_the_app_writes_only_where_it_is(client, slack, no, manifest):
    slack.workspace.channels["CGENERAL"].members.remove("UBOT")

    assert no(client.chat_postMessage, channel="CGENERAL", text="hi") == "not_in_channel"
    assert no(client.conversations_history, channel="CGENERAL") == "not_in_channel"
    assert no(client.conversations_join, channel="CGENERAL") == "missing_scope"


def test_an_archived_channel_takes_nothing(client, slack, no):
    slack.workspace.channels["CGENERAL"].archived = True

    assert no(client.chat_postMessage, channel="CGENERAL", text="hi") == "is_archived"
    assert [c["id"] for c in client.conversations_list(exclude_archived=True)["channels"]] == [
        "COFFICE"
    ]


def test_the_channels_of_a_user(client):
    assert [c["id"] for c in client.users_conversations(user="UTOM")["channels"]] == ["CGENERAL"]


def test_scopes_go_by_the_kind_of_channel(manifest, client, slack, no):
    assert no(client.conversations_list, types="mpim") == "missing_scope"
    assert no(client.conversations_list, types="clubs") == "invalid_types"
