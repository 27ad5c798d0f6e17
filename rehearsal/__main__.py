"""A Slack of your own with one app installed, on a port of this machine; see docs/rehearsal.md."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from rehearsal.installed import App
from rehearsal.server import Rehearsal

PORT = 8400


def main() -> None:
    asked = _asked()
    over = threading.Event()
    for called in (signal.SIGTERM, signal.SIGINT):
        signal.signal(called, lambda *_: over.set())
    rehearsal = Rehearsal(asked.manifest, port=asked.port, request_url=asked.request_url)
    try:
        rehearsal.start()
    except OSError as taken:
        sys.exit(f"Port {asked.port} cannot be had ({taken.strerror}). Choose one with --port.")
    print(_told(rehearsal, asked.request_url), flush=True)
    over.wait()
    rehearsal.stop()


def _told(rehearsal: Rehearsal, request_url: str | None) -> str:
    """Where the page is, and the environment of an app that is to play in it."""
    given = {
        "SLACK_API_URL": rehearsal.api_url,
        "SLACK_BOT_TOKEN": rehearsal.bot_token,
        "SLACK_SIGNING_SECRET": rehearsal.signing_secret,
    }
    how = f"HTTP (requests go to {request_url})" if request_url else "Socket Mode"
    if not request_url:
        given["SLACK_APP_TOKEN"] = rehearsal.app_token
    lines = [f"export {name}={value}" for name, value in given.items()]
    ends = "(Ctrl-C ends it)"
    return "\n".join([f"Open {rehearsal.url}/  {ends}", f"For the app, {how}:", *lines])


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rehearsal", description=__doc__)
    parser.add_argument("manifest", type=_manifest, help="the app's manifest, as JSON")
    parser.add_argument("--port", type=int, default=PORT, help=f"of the page; else {PORT}")
    parser.add_argument(
        "--request-url", type=_url, help="post signed requests there, instead of Socket Mode"
    )
    return parser.parse_args()


def _manifest(name: str) -> Any:
    """What stands in the file. What is wrong with it is said by argparse."""
    try:
        manifest = json.loads(Path(name).read_text("utf-8"))
        App.of(manifest)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{name}: {error.strerror}") from None
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{name} is not JSON: {error}") from None
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"{name} is no manifest: it lacks {error}") from None
    except (AttributeError, TypeError):
        raise argparse.ArgumentTypeError(f"{name} is no manifest: see docs/rehearsal.md") from None
    return manifest


def _url(address: str) -> str:
    if not address.startswith("http://"):
        raise argparse.ArgumentTypeError(f"{address} does not begin with http://")
    return address


if __name__ == "__main__":
    main()
