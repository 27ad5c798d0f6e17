"""`python -m rehearsal`: by itself, with the app of docs/rehearsal.md in a process of its own."""

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench.stage import free_port
from tests.rehearsal.test_control import Page
from tests.rehearsal.test_transports import wait_for

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs" / "rehearsal.md").read_text("utf-8")


def example(language):
    return re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def file(tmp_path):
    written = tmp_path / "manifest.json"
    written.write_text(example("json"), "utf-8")
    return written


@contextmanager
def running(*command, **environ):
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        with process.stdout:
            yield process
    finally:
        process.terminate()
        process.wait(30)


def told(process):
    """The page's address and the environment, as they are printed: the address first."""
    [_, address, *_] = process.stdout.readline().split(" ")
    how = process.stdout.readline()
    many = 4 if "Socket Mode" in how else 3
    lines = [process.stdout.readline().split() for _ in range(many)]
    assert [export for export, _ in lines] == ["export"] * many
    return address, dict(line.split("=", 1) for _, line in lines)


@pytest.mark.parametrize("transport", ["Socket Mode", "HTTP"])
def test_the_app_of_the_guide_plays_in_it(file, transport):
    port = str(free_port())
    url = ["--request-url", f"http://127.0.0.1:{port}/slack/events"]
    asked = [str(file), "--port", "0", *(url if transport == "HTTP" else [])]
    with running("-m", "rehearsal", *asked) as slack:
        address, environ = told(slack)
        assert ("SLACK_APP_TOKEN" in environ) == (transport == "Socket Mode")
        page = Page(address.rstrip("/"), "ULINA")

        def read():
            return [one["text"] for one in page.get("messages", channel="COFFICE")["messages"]]

        with running("-c", example("python"), PORT=port, **environ):
            hello = {"channel": "COFFICE", "text": "/hello"}
            assert wait_for(lambda: page.act("commands", **hello)["ok"], seconds=30)
            assert read()[-1] == "Hello <@ULINA>"
            page.act("says", channel="COFFICE", text="@hello are you there")
            assert wait_for(lambda: "You called, <@ULINA>?" in read(), seconds=30)


def answer(*asked):
    said = subprocess.run(
        [sys.executable, "-m", "rehearsal", *asked], cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode != 0
    return said.stderr.splitlines()[-1].partition("error: ")[2] or said.stderr.strip()


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("{", "is not JSON: Expecting property name"),
        ("display_information:\n  name: Hello\n", "is not JSON: Expecting value"),
        ("[]", "is no manifest: see docs/rehearsal.md"),
        ("{}", "is no manifest: it lacks 'display_information'"),
        (json.dumps({"features": {"slash_commands": [{}]}}), "is no manifest: it lacks"),
    ],
)
def test_a_manifest_that_is_none_is_said_to_be_none(file, written, wrong):
    file.write_text(written, "utf-8")
    assert f"{file} {wrong}" in answer(str(file))


def test_what_is_missing_or_taken_is_named(tmp_path, file, rehearsal):
    gone = str(tmp_path / "none.json")
    assert answer(gone) == f"argument manifest: {gone}: No such file or directory"
    assert answer() == "the following arguments are required: manifest"
    assert "Choose one with --port." in answer(str(file), "--port", str(rehearsal.port))
    assert "does not begin with http://" in answer(str(file), "--request-url", "my.host")
