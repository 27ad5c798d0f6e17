"""A morning's messages wait: what share of what Slack allows goes out, and who asks for help
meanwhile. It is the row of `make faults`, see `tests/faults/backlog.py`.
"""

from __future__ import annotations

from tests.faults.backlog import a_thousand_messages_to_fifty_people


def bench() -> None:
    print("\n1,000 messages to 50 people, 150 ms a call")
    print(a_thousand_messages_to_fifty_people().seen, flush=True)
