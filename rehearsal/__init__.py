"""A Slack on one's own machine, to try a bot without one: it knows nothing of the bot."""

from rehearsal.clock import Clock
from rehearsal.server import Rehearsal
from rehearsal.slack import Slack

__all__ = ["Clock", "Rehearsal", "Slack"]
