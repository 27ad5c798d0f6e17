"""How fast one person may ask: faster than anybody types, and no faster. A program in somebody's
name, or a stuck key, takes nobody else's turn. Each process counts for itself.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

BURST = 60  # requests in a row
EACH = 1.0  # seconds until one more is allowed
MOST = 10_000  # people remembered; those who have asked nothing for a while are forgotten


@dataclass
class Limit:
    """`burst` 0: none. `left`: what is left of each person's requests, and when that was so."""

    burst: int = 0
    each: float = EACH
    left: dict[str, tuple[float, float]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, who: str) -> bool:
        if not self.burst:
            return True
        now = time.monotonic()
        with self.lock:
            if len(self.left) > MOST:
                self.left.clear()
            left, since = self.left.get(who, (float(self.burst), now))
            left = min(float(self.burst), left + (now - since) / self.each)
            self.left[who] = (max(left - 1, 0.0), now)
            if left >= self.burst:  # they have been quiet
                self.told.discard(who)
            return left >= 1

    def is_news(self, who: str) -> bool:
        """That they ask too fast is said once; said each time it would be as much again."""
        with self.lock:
            is_news = who not in self.told
            self.told.add(who)
            return is_news
