"""What this process counts of itself, in the text that Prometheus reads. No label is anybody's
word: each comes from a short list in the code.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)  # seconds; Slack waits three
REQUESTS = "callboard_requests_total"
ACKNOWLEDGED = "callboard_acknowledged_seconds"
TICKS = "callboard_tick_seconds"
HELP = {
    REQUESTS: "Visits by the surface people came in by, and what became of them.",
    ACKNOWLEDGED: "From the arrival of what Slack sends to our answer.",
    TICKS: "What a beat of the clockwork took.",
}
Labels = tuple[tuple[str, str], ...]


@dataclass
class Metrics:
    """Counters, and times in buckets; kept by any number of threads."""

    counts: Counter[tuple[str, Labels]] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)  # name: bucket counts, then sum
    ticked_at: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str, **labels: str) -> None:
        with self.lock:
            self.counts[name, tuple(sorted(labels.items()))] += 1

    def took(self, name: str, seconds: float) -> None:
        with self.lock:
            kept = self.times.setdefault(name, [0.0] * (len(BUCKETS) + 2))
            fits = next((n for n, most in enumerate(BUCKETS) if seconds <= most), len(BUCKETS))
            kept[fits] += 1
            kept[-1] += seconds

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.took(name, time.monotonic() - began)

    def ticked(self) -> None:
        self.ticked_at = time.monotonic()

    @property
    def silent(self) -> float | None:
        """Seconds since the clockwork last beat; None where it has not, or there is none."""
        return None if self.ticked_at is None else time.monotonic() - self.ticked_at

    def lines(self) -> Iterator[str]:
        with self.lock:
            counts, times = (
                dict(self.counts),
                {name: list(kept) for name, kept in self.times.items()},
            )
        for name in sorted({name for name, _ in counts}):
            yield from heading(name, "counter", HELP[name])
            for (one, labels), value in sorted(counts.items()):
                if one == name:
                    yield line(name, value, dict(labels))
        for name, kept in sorted(times.items()):
            yield from heading(name, "histogram", HELP[name])
            yield from _buckets(name, kept)


def _buckets(name: str, kept: list[float]) -> Iterator[str]:
    so_far = 0.0
    for most, count in zip((*map(str, BUCKETS), "+Inf"), kept, strict=False):
        so_far += count
        yield line(f"{name}_bucket", so_far, {"le": most})
    yield line(f"{name}_sum", kept[-1])
    yield line(f"{name}_count", so_far)


def heading(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def line(name: str, value: float, labels: Mapping[str, str] | None = None) -> str:
    told = ",".join(f'{key}="{one}"' for key, one in (labels or {}).items())
    return f"{name}{{{told}}} {value:g}" if told else f"{name} {value:g}"
