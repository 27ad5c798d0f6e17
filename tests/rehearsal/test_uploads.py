"""Files of the app: a place for them, their content, and where they are seen."""

import urllib.request
from urllib.error import HTTPError

import pytest

PNG = b"\x89PNG\r\n\x1a\n and more"


def begun(client, **more):
    return client.files_getUploadURLExternal(filename="chart.png", length=len(PNG), **more)


def fetched(rehearsal, user, known):
    with urllib.request.urlopen(f"{rehearsal.url}/control/file/{known}?as={user}") as found:
        return found.headers["Content-Type"], found.read()


def test_a_file_is_seen_where_it_is_shared(client, rehearsal, heard):
    thread = client.chat_postMessage(channel="UWANG", text="Look")
    client.files_upload_v2(
        channel=thread["channel"],
        thread_ts=thread["ts"],
        filename="chart.png",
        content=PNG,
        title="A chart",
        alt_txt="Two bars",
        initial_comment="Here it is",
    )

    _, message = rehearsal.slack.sees("UWANG", "DM", thread["ts"])
    [file] = message.files
    assert (message.text, message.subtype, message.user) == ("Here it is", "file_share", "UBOT")
    assert {k: file[k] for k in ("name", "title", "alt_txt", "mimetype", "size")} == {
        "name": "chart.png",
        "title": "A chart",
        "alt_txt": "Two bars",
        "mimetype": "image/png",
        "size": len(PNG),
    }
    assert fetched(rehearsal, "UWANG", file["id"]) == ("image/png", PNG)
    with pytest.raises(HTTPError) as refused:
        fetched(rehearsal, "UZHAO", file["id"])
    refused.value.close()
    assert refused.value.status == 404


def test_without_a_channel_nobody_sees_it(client, rehearsal):
    client.files_upload_v2(filename="chart.png", content=PNG)
    assert rehearsal.slack.sees("UWANG", "DM") == []


def test_a_person_is_no_channel(client, no):
    known = begun(client)["file_id"]
    done = client.files_completeUploadExternal
    assert no(done, files=[{"id": known}], channel_id="UWANG") == "invalid_arguments"


def test_what_an_upload_is_refused_for(client, no):
    ask, done = client.files_getUploadURLExternal, client.files_completeUploadExternal
    assert no(ask, filename="chart.png", length=0) == "missing_argument"
    assert no(ask, filename="c.png", length=9, alt_txt="x" * 1001) == "alt_txt_too_large"
    known = begun(client)["file_id"]
    assert no(done, files=[{"id": known}], channel_id="COFFICE") == "file_not_found"
    assert no(done, files=[], channel_id="COFFICE") == "invalid_arguments"


def test_nobody_writes_to_a_place_that_was_not_asked_for(rehearsal):
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{rehearsal.url}/upload/F0", data=PNG)
    refused.value.close()
    assert refused.value.status == 404
