"""`python -m tests.audit`: what is known of the libraries we pin. It asks a service, through
pip-audit; where none answers that is said, and is no failure: only a known weakness is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
WAIT = 180  # seconds


def main() -> int:
    worst = 0
    for lock in LOCKS:
        said, weak = asked(ROOT / lock)
        print(f"audit of {lock}: {said}")
        worst = max(worst, int(weak))
    return worst


def asked(lock: Path) -> tuple[str, bool]:
    """What came of it in a line, and whether a weakness is known."""
    words = ["-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json", "-r", str(lock)]
    try:
        done = subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, timeout=WAIT, check=False
        )
        found = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return "not made: no service answered in time", False
    except (ValueError, KeyError):
        why = done.stderr.strip().splitlines()[-1:] or ["pip-audit said nothing"]
        return f"not made: {why[0][:120]}", False
    return told(found)


def told(found: list[dict[str, object]]) -> tuple[str, bool]:
    known = [one for one in found if "vulns" in one]
    weak = [f"{one['name']} {one['version']}" for one in known if one["vulns"]]
    if weak:
        return f"known weaknesses in {', '.join(weak)}", True
    if not known:
        return f"not made: the service knows none of {len(found)}", False
    return f"nothing known of {len(known)} of {len(found)}", False


if __name__ == "__main__":
    sys.exit(main())
