"""Files of the app's own: an address, the bytes, then a message that holds the file."""

import pytest


@pytest.fixture
def manifest(manifest):
    manifest["oauth_config"]["scopes"]["bot"].append("files:write")
    return manifest


def test_a_file_goes_up_in_three_steps(client, slack):
    client.files_upload_v2(
        channel="DLINA", filename="table.xlsx", content=b"PK\x03\x04", initial_comment="Here it is"
    )

    shown = slack.sees("ULINA", "DLINA")[-1]
    assert (shown.text, shown.user, shown.subtype) == ("Here it is", "UBOT", "file_share")
    [file] = shown.files
    assert (file["name"], file["title"], file["size"]) == ("table.xlsx", "table.xlsx", 4)
    assert slack.uploads[file["id"]].content == b"PK\x03\x04"


def test_what_was_not_sent_cannot_be_completed(client, slack, no):
    asked = client.files_getUploadURLExternal(filename="a.txt", length=3)
    one = {"files": [{"id": asked["file_id"], "title": "a"}], "channel_id": "DLINA"}

    assert no(client.files_completeUploadExternal, **one) == "file_not_found"
    assert slack.upload(asked["upload_url"], b"too long") == (400, "expected 3 bytes")
    assert slack.upload(asked["upload_url"], b"abc")[0] == 200
    assert client.files_completeUploadExternal(**one)["ok"]
    assert no(client.files_completeUploadExternal, **one) == "file_not_found"
    assert slack.upload(asked["upload_url"], b"abc")[0] == 404
    assert len([m for m in slack.sees("ULINA", "DLINA") if m.files]) == 1


def test_it_needs_a_channel_the_app_is_in(client, slack, no):
    asked = client.files_getUploadURLExternal(filename="a.txt", length=1)
    slack.upload(asked["upload_url"], b"a")
    one = {"files": [{"id": asked["file_id"], "title": "a"}], "channel_id": "GLEADERS"}

    assert no(client.files_completeUploadExternal, **one) == "channel_not_found"


def test_an_upload_needs_a_name_and_a_length(client, no):
    for name, length in (("", 3), ("a.txt", 0)):
        asked = client.files_getUploadURLExternal
        assert no(asked, filename=name, length=length) == "invalid_arguments"
