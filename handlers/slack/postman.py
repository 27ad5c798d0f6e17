"""The postman of one process: he takes what may go, and hands it to many senders.

Letters are taken and put into words one after the other; the calls to Slack are made side by side,
so that one that takes its time holds up its own reader only. Some senders are kept for answers.
A letter is taken a little before its channel is free, and leaves on its time to the millisecond.
What he waits for he counts by a clock that nobody sets.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from heapq import heappop, heappush

from handlers.slack.delivery import Taken, carry, take
from handlers.slack.desk import Bot
from handlers.slack.discretion import whence
from storage.matters.outbox import Rank

log = logging.getLogger(__name__)

BREATH = 0.05  # seconds from being woken to the first letter: whoever woke him answers first
BEAT = 1.0  # seconds after which he looks by himself
A_HANDFUL = 4  # letters taken at once: whoever asks something waits no longer than that
KEPT_FOR_ANSWERS = 4  # one in so many senders
EARLY = 0.1  # seconds before its channel is free a letter is taken and put into words


class Postman:
    def __init__(self, bot: Bot) -> None:
        early = max(EARLY, bot.budget.ahead_of_rest)
        self.bot = replace(bot, budget=replace(bot.budget, ahead_of_rest=early))
        self.over = threading.Event()
        self.senders = ThreadPoolExecutor(bot.senders, thread_name_prefix="sender")
        self.thread = threading.Thread(target=self._work, name="postman")
        self.on_their_way = 0
        self.one_is_back = False
        self.next: list[float] = []  # when a channel may have its next message
        self._lock = threading.Lock()

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        """Let the letters in hand go out, and no other."""
        self.over.set()
        self.bot.wake.set()
        self.thread.join()
        self.senders.shutdown()

    def _work(self) -> None:
        while not self.over.is_set():
            woken = self.bot.wake.wait(self._rest())
            if woken and not self.one_is_back:
                self.over.wait(BREATH)
            self.one_is_back = False
            self.bot.wake.clear()
            self._watched(self._hand_out_all)

    def _rest(self) -> float:
        """How long there is nothing to do, unless he is woken."""
        now = time.monotonic()
        with self._lock:
            while self.next and self.next[0] <= now:
                heappop(self.next)
            return min(BEAT, self.next[0] - now) if self.next else BEAT

    def _hand_out_all(self) -> None:
        while not self.over.is_set() and self._hand_some_out():
            pass

    def _hand_some_out(self) -> bool:
        """Some letters, each to a sender; False if none may go, or nobody is there to carry it."""
        free = self.bot.senders - self.on_their_way
        if free <= 0:
            return False
        for_all = free - self.bot.senders // KEPT_FOR_ANSWERS
        lowest = Rank.REST if for_all > 0 else Rank.CALL
        found, taken = take(self.bot, min(A_HANDFUL, max(1, for_all)), lowest)
        for one in taken:
            with self._lock:
                self.on_their_way += 1
            self.senders.submit(self._watched, partial(self._carry, one))
        return found

    def _carry(self, taken: Taken) -> None:
        early = taken.letter.leaves_at - self.bot.clock().timestamp()
        time.sleep(min(max(0.0, early), EARLY))
        with self._lock:
            heappush(self.next, time.monotonic() + self.bot.budget.step - EARLY)
        try:
            carry(self.bot, taken)
        finally:
            with self._lock:
                self.on_their_way -= 1
            self.one_is_back = True
            self.bot.wake.set()

    def _watched(self, doing: Callable[[], None]) -> None:
        try:
            doing()
        except Exception as error:
            log.error("the postman stumbled; woken again he goes on: %s", whence(error))
