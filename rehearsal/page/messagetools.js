// What can be done with a message: answer it, hand it to the app, link to it, correct it, take it back.

import { confirmed } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { unescaped } from "./mrkdwn.js";
import { handleOf } from "./people.js";
import { openMenu, OPENS_MENU } from "./popup.js";

/** Reply, and the menu with the app's shortcuts, the link, and what may be done with one's own words. */
export function messageTools(message, place) {
  const { office, thread, openThread } = place;
  const label = office.say("more");
  const onclick = () => openMenu(more, label, shortcutsFor(message, place), { align: "end" });
  const more = iconButton("more", label, { ...OPENS_MENU, "data-more": message.ts, onclick });
  const reply = iconButton("reply", office.say("thread.reply"), {
    "data-reply": message.ts,
    onclick: () => openThread(message.thread_ts ?? message.ts),
  });
  return h("div", { class: "tools" }, !thread && reply, more);
}

function shortcutsFor(message, place) {
  return [
    ...replyItem(message, place),
    ...appShortcuts(message, place),
    ...ownWords(message, place),
    linkItem(message, place),
  ];
}

function appShortcuts(message, { office, channel, tell }) {
  const { shortcuts = [], name } = office.state.app;
  const use = async (callback_id) => {
    const answer = await office.act("shortcut", { callback_id, channel, ts: message.ts });
    if (answer.error) tell(answer.error);
  };
  return shortcuts
    .filter(({ type }) => type === "message")
    .map((shortcut) => ({
      label: shortcut.name,
      hint: name,
      icon: icon("bolt"),
      attributes: { "data-shortcut": shortcut.callback_id },
      onChoose: () => use(shortcut.callback_id),
    }));
}

function linkItem({ ts, thread_ts }, { office, channel, tell }) {
  const inThread = thread_ts && thread_ts !== ts ? `?thread_ts=${thread_ts}&cid=${channel}` : "";
  const address = `${location.origin}/archives/${channel}/p${ts.replace(".", "")}${inThread}`;
  const told = (text) => () => tell(text);
  return {
    label: office.say("link.copy"),
    icon: icon("link"),
    attributes: { "data-copy-link": true },
    onChoose: () =>
      navigator.clipboard.writeText(address).then(told(office.say("link.copied")), told(address)),
  };
}

function replyItem(message, { office, thread, openThread }) {
  const onChoose = () => openThread(message.thread_ts ?? message.ts);
  return thread ? [] : [{ label: office.say("thread.reply"), icon: icon("reply"), onChoose }];
}

/** What one has written oneself can be corrected and taken back. */
function ownWords(message, { office, channel, tell }) {
  if (message.user !== office.as || message.deleted) return [];
  const act = async (what, details) => {
    const answer = await office.act(what, { channel, ts: message.ts, ...details });
    if (answer.error) tell(answer.error);
  };
  return [
    {
      label: office.say("edit"),
      icon: icon("pencil"),
      attributes: { "data-edit": true },
      onChoose: () => edit(message, office, (text) => act("edits", { text })),
    },
    {
      label: office.say("delete"),
      icon: icon("bin"),
      attributes: { "data-delete": true },
      onChoose: async () =>
        (await confirmed(deletion(office), office, (text) => text.text)) && act("deletes"),
    },
  ];
}

function deletion({ say }) {
  const words = { title: "delete", text: "delete.sure", confirm: "delete", deny: "cancel" };
  return {
    style: "danger",
    ...Object.fromEntries(Object.entries(words).map(([part, key]) => [part, { text: say(key) }])),
  };
}

function edit(message, office, onDone) {
  const body = document.querySelector(`[data-ts="${CSS.escape(message.ts)}"] .message-body`);
  const before = [...body.childNodes];
  const restore = () => body.replaceChildren(...before);
  const input = h("textarea", {
    class: "field",
    dir: "auto",
    "aria-label": office.say("edit"),
    "data-editing": message.ts,
  });
  input.value = typedText(message.text, office);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.shiftKey || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    restore();
    if (event.key === "Enter" && input.value.trim()) onDone(input.value.trim());
  });
  body.replaceChildren(input);
  input.focus();
}

/** The text as it was typed: names for ids, bare links, plain signs. */
function typedText(text, office) {
  return unescaped(
    text
      .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${handleOf(office.members.get(id) ?? { name: id })}`)
      .replace(/<#\w+\|([^>]*)>/g, "#$1")
      .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1")
      .replace(/<!(\w+)>/g, "@$1"),
  );
}
