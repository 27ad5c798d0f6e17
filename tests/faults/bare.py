"""A sender that remembers nothing: so many messages to each of some people, at the pace Slack
allows, over the same wire, from a process of its own. What it needs is what this machine needs.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from heapq import heapify, heappop, heappush

from slack_sdk import WebClient
from slack_sdk.http_retry import RateLimitErrorRetryHandler

from handlers.slack.desk import SENDERS
from storage.matters.paces import Budget

STEP = Budget().step


def seconds_of(url: str, token: str, people: list[str], each: int) -> float:
    """How long it took."""
    told = [sys.executable, "-m", "tests.faults.bare", url, token, str(each), *people]
    return float(subprocess.run(told, check=True, capture_output=True, text=True).stdout)


def send(client: WebClient, people: list[str], each: int) -> None:
    waiting = [(0.0, each, who) for who in people]
    heapify(waiting)
    done: list[Future[object]] = []
    with ThreadPoolExecutor(SENDERS) as senders:
        while waiting:
            at, left, who = heappop(waiting)
            time.sleep(max(0.0, at - time.monotonic()))
            done.append(senders.submit(client.chat_postMessage, channel=who, text="."))
            if left > 1:
                heappush(waiting, (time.monotonic() + STEP, left - 1, who))
    for one in done:
        one.result()


def main(url: str, token: str, each: str, *people: str) -> None:
    client = WebClient(token, base_url=url, retry_handlers=[RateLimitErrorRetryHandler(20)])
    began = time.monotonic()
    send(client, list(people), int(each))
    print(time.monotonic() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
