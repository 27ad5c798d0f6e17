// Where one types: words are said, a line that begins with / is a command, what was refused stays typed.

import { completion } from "./completion.js";
import { fill, freshId, h, icon, iconButton } from "./dom.js";
import { openMenu, OPENS_MENU } from "./popup.js";

const drafts = new Map();

/**
 * A composer for a channel or one of its threads. `tell(text)` shows what went wrong elsewhere;
 * `isSaid(text)` resolves to whether the conversation itself already shows it.
 */
export function composer({ office, channel, thread, placeholder, tell, isSaid }) {
  const name = `${office.as}/${channel.id}/${thread ?? ""}`;
  const panel = h("div", { class: "completion", hidden: true });
  const trouble = h("p", { class: "alert error", role: "alert", "data-trouble": true, hidden: true });
  const hint = h("p", { class: "composer-hint", id: freshId("hint") }, office.say("compose.hint"));
  const input = textField(thread, placeholder, hint.id);
  const send = sendButton(office);
  const offers = completion(input, panel, office);
  const it = { office, channel, thread, input, send, trouble, name, isSaid, offers };
  input.value = drafts.get(name) ?? "";
  listen(it);
  const box = h("div", { class: "composer-box" }, shortcutButton(office, tell), ...attaching(it), input, send);
  const onsubmit = (event) => (event.preventDefault(), say(it));
  queueMicrotask(() => remember(it));
  return h("form", { class: "composer", onsubmit }, panel, trouble, box, hint);
}

function textField(thread, placeholder, hintId) {
  return h("textarea", {
    rows: 1,
    dir: "auto",
    placeholder,
    "aria-label": placeholder,
    "data-composer": thread ? "thread" : "channel",
    "aria-describedby": hintId,
    spellcheck: "false",
  });
}

function sendButton({ say }) {
  const label = { "aria-label": say("send"), title: say("compose.hint") };
  return h("button", { type: "submit", class: "send", "data-send": true, ...label }, icon("send"));
}

function listen(it) {
  it.input.addEventListener("input", () => remember(it));
  it.input.addEventListener("keydown", (event) => {
    if (it.offers.handles(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say(it);
  });
}

function remember({ input, name, send, trouble }) {
  drafts.set(name, input.value);
  send.disabled = !input.value.trim();
  trouble.hidden = true;
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 200)}px`;
}

/** A button that lets one choose a small text file; it goes out at once, with what is typed. */
function attaching(it) {
  const label = it.office.say("attach");
  const accept = ".csv,.ics,.txt,text/*";
  const chooser = h("input", { type: "file", accept, hidden: true, "data-attach": true, "aria-label": label });
  chooser.addEventListener("change", async () => {
    const files = await Promise.all([...chooser.files].map(contentOf));
    chooser.value = "";
    if (files.length) say(it, files);
  });
  return [iconButton("file", label, { onclick: () => chooser.click() }), chooser];
}

const contentOf = async (file) => ({ name: file.name, content: await file.text() });

async function say(it, files = []) {
  const { office, channel, thread, input, trouble } = it;
  const text = input.value.trim();
  it.offers.close();
  if (!(text || files.length) || it.busy) return;
  it.busy = true;
  input.value = "";
  remember(it);
  const answer = await office.act(text.startsWith("/") && !files.length ? "commands" : "says", {
    channel: channel.id,
    text,
    ...(files.length && { files }),
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
  const label = office.say("shortcuts");
  const onclick = () => openMenu(node, label, globalShortcuts(office, tell));
  const node = iconButton("bolt", label, { ...OPENS_MENU, "data-shortcuts": true, onclick });
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
