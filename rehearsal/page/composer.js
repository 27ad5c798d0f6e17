// Where one types: words are said, a line that begins with / is a command, what was refused stays typed.

import { completion } from "./completion.js";
import { fill, freshId, h, icon } from "./dom.js";
import { openMenu } from "./popup.js";

const drafts = new Map();

/**
 * A composer for a channel or one of its threads. `tell(text)` shows what went wrong elsewhere;
 * `isSaid(text)` resolves to whether the conversation itself already shows it.
 */
export function composer({ office, channel, thread, placeholder, tell, isSaid }) {
  const name = `${office.as}/${channel.id}/${thread ?? ""}`;
  const panel = h("div", { class: "completion", hidden: true });
  const trouble = h("p", { class: "alert error", role: "alert", "data-trouble": true, hidden: true });
  const input = h("textarea", {
    rows: 1,
    dir: "auto",
    placeholder,
    "aria-label": placeholder,
    "data-composer": thread ? "thread" : "channel",
    "aria-describedby": freshId("hint"),
    spellcheck: "false",
  });
  const send = h(
    "button",
    {
      type: "submit",
      class: "send",
      "data-send": true,
      "aria-label": office.say("send"),
      title: office.say("compose.hint"),
    },
    icon("send"),
  );
  const it = { office, channel, thread, input, send, trouble, name, isSaid };
  const offers = completion(input, panel, office);
  input.value = drafts.get(name) ?? "";
  input.addEventListener("input", () => remember(it));
  input.addEventListener("keydown", (event) => {
    if (offers.handles(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    offers.close();
    say(it);
  });
  const form = h(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), offers.close(), say(it)) },
    panel,
    trouble,
    h("div", { class: "composer-box" }, shortcutButton(office, tell), input, send),
    h(
      "p",
      { class: "composer-hint", id: input.getAttribute("aria-describedby") },
      office.say("compose.hint"),
    ),
  );
  queueMicrotask(() => remember(it));
  return form;
}

function remember({ input, name, send, trouble }) {
  drafts.set(name, input.value);
  send.disabled = !input.value.trim();
  trouble.hidden = true;
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 200)}px`;
}

async function say(it) {
  const { office, channel, thread, input, trouble } = it;
  const text = input.value.trim();
  if (!text || it.busy) return;
  it.busy = true;
  input.value = "";
  remember(it);
  const answer = await office.act(text.startsWith("/") ? "commands" : "says", {
    channel: channel.id,
    text,
    ...(thread && { thread_ts: thread }),
  });
  it.busy = false;
  if (!answer.error) return;
  input.value ||= text;
  remember(it);
  trouble.hidden = await it.isSaid(answer.error);
  fill(trouble, answer.error);
}

function shortcutButton(office, tell) {
  const node = h(
    "button",
    {
      type: "button",
      class: "quiet square",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": office.say("shortcuts"),
      title: office.say("shortcuts"),
      "data-shortcuts": true,
      onclick: () => openMenu(node, office.say("shortcuts"), globalShortcuts(office, tell)),
    },
    icon("bolt"),
  );
  return node;
}

function globalShortcuts(office, tell) {
  const own = (office.state.app.shortcuts ?? []).filter(({ type }) => type === "global");
  if (!own.length) return [{ label: office.say("shortcuts.none"), onChoose: () => {} }];
  return own.map((shortcut) => ({
    label: shortcut.name,
    hint: office.state.app.name,
    icon: icon("bolt"),
    attributes: { "data-shortcut": shortcut.callback_id },
    onChoose: async () => {
      const answer = await office.act("shortcut", { callback_id: shortcut.callback_id });
      if (answer.error) tell(answer.error);
    },
  }));
}
