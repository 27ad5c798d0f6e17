"""`python -m rehearsal`: a Slack with one app installed, on a port of this machine."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from rehearsal.server import Rehearsal


def main() -> None:
    asked = _asked()
    manifest = json.loads(asked.manifest.read_text())
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with Rehearsal(manifest, port=asked.port, request_url=asked.request_url) as rehearsal:
        print(f"page            {rehearsal.url}/")
        print(f"SLACK_API_URL={rehearsal.api_url}")
        print(f"SLACK_BOT_TOKEN={rehearsal.bot_token}")
        print(f"SLACK_APP_TOKEN={rehearsal.app_token}")
        print(f"SLACK_SIGNING_SECRET={rehearsal.signing_secret}", flush=True)
        ended.wait()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rehearsal", description=__doc__)
    parser.add_argument("--manifest", type=Path, default=Path("manifest.json"))
    parser.add_argument("--port", type=int, default=8400)
    parser.add_argument("--request-url", help="post signed requests there, instead of Socket Mode")
    return parser.parse_args()


if __name__ == "__main__":
    main()
