"""How often the whole workspace may call a method: more is refused until there is room again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock


@dataclass
class Window:
    most: int
    length: timedelta
    taken: deque[datetime] = field(default_factory=deque)


class Limits:
    def __init__(self) -> None:
        self._windows: dict[str, Window] = {}
        self._lock = Lock()

    def set(self, method: str, most: int, seconds: float) -> None:
        with self._lock:
            self._windows[method] = Window(most, timedelta(seconds=seconds))

    def over(self, method: str, now: datetime) -> float:
        """The seconds until there is room for this call; 0 if there is, and then it is taken."""
        with self._lock:
            window = self._windows.get(method)
            if window is None:
                return 0
            while window.taken and window.taken[0] <= now - window.length:
                window.taken.popleft()
            if len(window.taken) < window.most:
                window.taken.append(now)
                return 0
            return (window.taken[0] + window.length - now).total_seconds()
