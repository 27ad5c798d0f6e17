"""A clock that can be turned: the only one the rehearsal reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Runs like the wall's, shifted; or stands still when it is given a moment to stand at."""

    def __init__(self, at: datetime | None = None) -> None:
        self._at = _aware(at)
        self._shift = timedelta()
        self._watchers: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        return self.now()

    @property
    def frozen(self) -> bool:
        return self._at is not None

    def now(self) -> datetime:
        return self._at or datetime.now(UTC) + self._shift

    def turn(self, **by: float) -> datetime:
        return self.turn_to(self.now() + timedelta(**by))

    def turn_to(self, moment: datetime) -> datetime:
        aware = _aware(moment)
        assert aware is not None
        if self._at is not None:
            self._at = aware
        else:
            self._shift = aware - datetime.now(UTC)
        for watcher in self._watchers:
            watcher()
        return self.now()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Have `watcher` called each time somebody turns the clock."""
        self._watchers.append(watcher)


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise ValueError("the clock takes aware datetimes only")
    return moment and moment.astimezone(UTC)
