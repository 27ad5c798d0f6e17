"""Files that people share, and what is in them."""

from __future__ import annotations

from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def shared(slack, heard):
    """The address of a file somebody shared, as the event tells it."""
    slack.says("ULINA", "DM", "", files=[{"name": "days.csv", "content": "10月10日,班"}])
    [file] = heard.last["event"]["files"]
    assert (file["size"], "content" in file) == (14, False)
    return urlsplit(file["url_private"])


def fetched(address, token):
    line = HTTPConnection(address.netloc)
    line.request("GET", address.path, headers={"Authorization": f"Bearer {token}"})
    answer = line.getresponse()
    found = answer.status, answer.read().decode()
    line.close()
    return found


def test_only_the_app_with_its_scope_reads_a_file(slack, shared):
    assert fetched(shared, slack.bot_token)[0] == 302
    slack.app = replace(slack.app, scopes=("files:read",))
    assert fetched(shared, slack.bot_token) == (200, "10月10日,班")
    assert fetched(shared, slack.app_token)[0] == 302
    assert fetched(shared, "")[0] == 302
