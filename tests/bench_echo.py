"""A bare Bolt app that gives back what it was told, in a process of its own: what we are held
against. `python -m tests.bench_echo inline` runs listeners in line, `default` as Bolt does.
"""

from __future__ import annotations

import signal
import sys
from os import environ
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from handlers import transport


def echo(inline: bool) -> App:
    app = App(
        client=WebClient(environ["SLACK_BOT_TOKEN"], base_url=environ["SLACK_API_URL"]),
        signing_secret=environ["SLACK_SIGNING_SECRET"],
        process_before_response=inline,
    )

    @app.command("/draft")
    def give_back(ack: Any, command: dict[str, Any]) -> None:
        ack(text=command["text"])

    return app


def main(how: str) -> None:
    """Answer until SIGTERM, on the same transport as the bot would."""
    over = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, over)
    app_token, port = environ.get("SLACK_APP_TOKEN", ""), int(environ["PORT"])
    close = transport.listen(echo(how == "inline"), app_token, port)
    signal.sigwait(over)
    close()


if __name__ == "__main__":
    main(sys.argv[1])
