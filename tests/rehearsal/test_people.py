"""Members as the Web API shows them, and the event when one of them changes."""

import pytest


def test_the_seeded_office(client):
    members = {one["id"]: one for one in client.users_list()["members"]}

    assert {k for k, m in members.items() if not m["deleted"] and not m["is_bot"]} == {
        *("UWANG", "UZHAO", "ULIU", "UCHEN", "UZHANG", "ULINA", "USUN", "UZHOU", "UHE", "UTOM"),
        "USLACKBOT",
    }
    assert members["ULIU"]["is_admin"]
    assert members["ULIU"]["is_owner"]
    assert members["UTOM"]["is_restricted"]
    assert members["UTOM"]["tz"] == "America/New_York"
    assert members["UTOM"]["tz_offset"] == -4 * 3600  # daylight saving began on 8 March
    assert members["UOLD"]["deleted"]
    assert members["UBOT"]["profile"]["bot_id"] == "BBOT"
    assert members["UCHEN"]["profile"]["title"] == "文秘科科长 · Section head"


def test_locale_comes_only_when_asked_for(client):
    assert "locale" not in client.users_info(user="ULINA")["user"]
    assert client.users_info(user="ULINA", include_locale=True)["user"]["locale"] == "en-US"
    listed = client.users_list(include_locale=True)["members"]
    assert listed[0]["locale"] == "zh-CN"


def test_users_come_in_pages(client, no):
    pages = [page["members"] for page in client.users_list(limit=5)]

    assert [len(page) for page in pages] == [5, 5, 3]
    assert len({one["id"] for page in pages for one in page}) == 13
    assert no(client.users_list, limit=5, cursor="nonsense") == "invalid_cursor"


def test_an_unknown_user_is_not_found(client, no):
    assert no(client.users_info, user="UNOBODY") == "user_not_found"


def test_a_changed_profile_is_told(slack, heard, client):
    slack.changes_profile("UCHEN", locale="en-GB", tz="Europe/London", deleted=True)

    (event,) = heard.seen("user_change")
    assert event["user"]["locale"] == "en-GB"
    assert event["user"]["tz"] == "Europe/London"
    assert event["user"]["deleted"]
    assert client.users_info(user="UCHEN")["user"]["deleted"]


def test_the_app_and_its_bot(client, no):
    assert client.bots_info(bot="BBOT")["bot"]["user_id"] == "UBOT"
    assert no(client.bots_info, bot="BOTHER") == "bot_not_found"


def test_a_deactivated_member_can_do_nothing(slack, heard):
    slack.changes_profile("UCHEN", deleted=True)

    for act in (slack.says, slack.commands):
        with pytest.raises(PermissionError, match="deactivated"):
            act("UCHEN", "COFFICE", "/echo")
    with pytest.raises(PermissionError, match="deactivated"):
        slack.opens_home("UCHEN")


def test_who_is_in_a_user_group_is_set_at_once(slack, client, no):
    put = client.usergroups_users_update
    assert put(usergroup="SDUTY", users=["UWANG", "ULINA"])["usergroup"]["user_count"] == 2
    assert put(usergroup="SDUTY", users="USUN")["usergroup"]["users"] == ["USUN"]
    for users in ("UOLD", "UTOM", "UBOT", "UNOBODY,USUN"):
        assert no(put, usergroup="SDUTY", users=users) == "invalid_users"
    assert no(put, usergroup="SDUTY", users="") == "no_users_provided"
    assert no(put, usergroup="SNONE", users="USUN") == "no_such_subteam"
    assert slack.workspace.groups["SDUTY"].users == ["USUN"]
