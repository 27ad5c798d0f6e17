"""What an answer is made into where it cannot be shown as it is: a form behind a button, words as
blocks, a refusal with what was typed; and where the button stands that opened a form.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.language.catalog import Markup, Say
from bot.who.request import Request
from handlers.slack.blocks import SECTION, Block, button, buttons, context, section, sections
from handlers.slack.desk import Asked, Refusal, Words
from storage.matters.slips import Slip

FORM = ("office.form-offered", "office.open-form")
PAGE = ("office.page-offered", "office.open-page")
PRESSED = "pressed"  # under this name a form keeps where the button stands that opened it
NOWHERE = ("", "")


def offered(request: Request, form: Block) -> Words:
    """A form, or a page, cannot open by itself where there is no press: keep it on a slip behind
    a button.
    """
    slip = Slip(
        person_id=request.me.id, at=request.now, what=form["callback_id"], asked={"form": form}
    )
    request.session.add(slip)
    request.session.flush()
    said, label = FORM if "submit" in form else PAGE
    text = request.say(said)
    open_it = button("office:open", request.say(label), slip.id, "primary")
    return Words(text, [section(text), buttons(open_it)])


def in_blocks(said: Words | Refusal) -> dict[str, Any]:
    """As Slack is told it; words alone are a block too."""
    return {"text": said.text, "blocks": said.blocks or [section(said.text)]}


def opened_from(spot: tuple[str, str], form: Block) -> Block:
    """A form that knows where the button stands that opened it."""
    if spot == NOWHERE:
        return form
    return keeping(form, **{PRESSED: " ".join(spot)})


def spot_of(asked: Asked) -> tuple[str, str]:
    """Where the button stands that opened a form, by what the form has kept."""
    channel, _, ts = asked.get(PRESSED, "").partition(" ")
    return channel, ts


def keeping(form: Block, above: Sequence[Block] = (), /, **more: str) -> Block:
    """A form that keeps so much more while it is open, with blocks above all that it asks."""
    told = json.dumps(kept(form) | more, ensure_ascii=False)
    return form | {"private_metadata": told, "blocks": [*above, *form["blocks"]]}


def kept(form: Block) -> Asked:
    """What a form kept for itself while it was open."""
    found: Asked = json.loads(form.get("private_metadata") or "{}")
    return found


def given_back(surface: str, typed_in: tuple[str, ...], say: Say) -> list[Block]:
    """A command is gone from the box once it is sent: a refusal gives back what was typed."""
    if surface != "command":
        return []
    typed = Markup("".join(typed_in).replace("<!", "&lt;!"))
    text = say("office.you-typed", text=typed)
    if not typed:
        return []
    return [context(text)] if len(text) <= SECTION else sections(text)
