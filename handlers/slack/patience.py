"""What went wrong with a call to Slack, and how long to wait before it is tried again.

A letter that is itself wrong is set aside at once. Where Slack is away, or takes no letter of ours
at all, each is tried for a day, in steps that grow to five minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from http.client import HTTPException

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from storage.matters.outbox import Letter

FIRST_STEP, LONGEST_STEP = timedelta(seconds=10), timedelta(minutes=5)
DOUBLINGS = 5  # from the first step to the longest
NEWS, A_DAY = timedelta(minutes=10), timedelta(days=1)
MAX_ATTEMPTS = 8  # where nobody knows whose fault it is
# Errors after which the message may stand there all the same (platform.md 4.1).
AMBIGUOUS = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "unknown"}
)
# What Slack says when it takes nothing from us, whatever it is: of the token, or of the workspace.
NOTHING_TAKEN = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_expired", "token_revoked"),
        *("access_denied", "accesslimited", "ekm_access_denied"),
        *("not_allowed_token_type", "org_login_required", "two_factor_setup_required"),
        *("team_access_not_granted", "team_added_to_org", "migration_in_progress"),
        *("enterprise_is_restricted", "message_limit_exceeded"),
    }
)


def patience(error: Exception, letter: Letter, now: datetime) -> timedelta | None:
    """How long to wait before the next attempt; None when no attempt will help."""
    if (wait := paced(error)) is not None:
        return wait
    if not is_passing(error):
        return None
    if letter.attempts >= MAX_ATTEMPTS and not (_is_away(error) and _is_of_today(letter, now)):
        return None
    return min(FIRST_STEP * (1 << min(letter.attempts - 1, DOUBLINGS)), LONGEST_STEP)


def is_passing(error: Exception) -> bool:
    """Is Slack away, or takes nothing from us for now?"""
    return may_stand(error) or is_nothing_taken(error)


def is_nothing_taken(error: Exception) -> bool:
    """A scope that is missing keeps back what needs it; without this one nothing can be said."""
    if said(error) == "missing_scope":
        assert isinstance(error, SlackApiError)
        return "chat:write" in str(error.response.get("needed", "")).split(",")
    return said(error) in NOTHING_TAKEN


def _is_away(error: Exception) -> bool:
    """Is it Slack, or the way there, and neither the letter nor a mistake of ours?"""
    return isinstance(error, (SlackApiError, OSError, HTTPException))


def _is_of_today(letter: Letter, now: datetime) -> bool:
    return now - (letter.first_attempt_at or now) < A_DAY


def has_waited(letter: Letter, now: datetime) -> bool:
    """Did it go wrong again and again, for so long that somebody should hear of it?"""
    return bool(letter.error) and now - (letter.first_attempt_at or now) >= NEWS


def said(error: Exception) -> str:
    """Slack's word for what went wrong; "unknown" if it was none of Slack's."""
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data.get("error", "unknown")) if isinstance(data, dict) else "unknown"


def may_stand(error: Exception) -> bool:
    """May the message have been stored, whatever we were told?"""
    if is_paced(error):
        return False
    if not isinstance(error, SlackApiError) or not isinstance(error.response, SlackResponse):
        return True  # the connection broke, or some page came that is no answer of Slack's
    return error.response.status_code >= 500 or said(error) in AMBIGUOUS


def paced(error: Exception) -> timedelta | None:
    """How long Slack tells us to wait, if it does."""
    if not isinstance(error, SlackApiError) or not is_paced(error):
        return None
    return timedelta(seconds=int(error.response.headers.get("Retry-After", "30")))


def is_paced(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and (
        getattr(error.response, "status_code", 0) == 429 or said(error) == "ratelimited"
    )
