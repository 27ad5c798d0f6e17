"""Forms and pages, put before whoever asked for them."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.slack.blocks import Block
from handlers.slack.desk import Bot
from handlers.slack.replies import offered
from handlers.slack.visit import Visit, answer


def show(
    bot: Bot, user: str, trigger_id: str, form: Block, onto: dict[str, Any] | None = None
) -> None:
    """Show a form or a page. One that Slack will not open any more is kept behind a button:
    nothing typed is lost.
    """
    try:
        _put(bot, trigger_id, form, onto or {})
    except (SlackApiError, OSError):
        visit = Visit(user, "form", place={"channel": user})
        answer(bot, visit, lambda request, _: offered(request, form))


def _put(bot: Bot, trigger_id: str, view: Block, onto: dict[str, Any]) -> None:
    """Over the one that is open, if the press came from there; in the place of a page that is
    the third: Slack stacks no more.
    """
    is_third = onto.get("previous_view_id") not in (None, onto.get("root_view_id"))
    if onto.get("type") != "modal":
        bot.post.views_open(trigger_id=trigger_id, view=view)
    elif is_third and onto["callback_id"] == view["callback_id"] == "page":
        bot.post.views_update(view_id=onto["id"], view=view)
    else:
        bot.post.views_push(trigger_id=trigger_id, view=view)
