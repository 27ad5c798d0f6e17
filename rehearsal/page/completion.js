// What the composer offers while one types: commands after /, people after @, channels after #, emoji after :.

import { fill, freshId, h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { avatar, handleOf, nameOf, titleOf } from "./people.js";
import { stepped } from "./popup.js";

const AT_MOST = 8;
const TRIGGERS = [
  { pattern: /^\/(\S*)$/, title: "complete.commands", offers: commands },
  { pattern: /(?:^|[^\w.@])@([^\s@]*)$/, title: "complete.people", offers: people },
  { pattern: /(?:^|\s)#([^\s#]*)$/, title: "complete.channels", offers: channels },
  { pattern: /(?:^|\s):([a-z0-9_+]{2,})$/, title: "complete.emoji", offers: emoji },
];

function commands(sought, office) {
  return (office.state.app.commands ?? [])
    .filter(({ command }) => command.slice(1).startsWith(sought))
    .map((one) => ({
      insert: `${one.command} `,
      face: [
        h(
          "span",
          { class: "complete-main" },
          h("strong", {}, one.command),
          " ",
          h("span", { class: "usage", dir: "auto" }, one.usage_hint ?? ""),
        ),
        h("small", { dir: "auto" }, one.description ?? ""),
      ],
      value: one.command,
    }));
}

function people(sought, office) {
  const words = (member) => `${handleOf(member)} ${nameOf(member)}`.toLowerCase();
  return [...office.people(), ...office.state.members.filter(({ is_bot }) => is_bot)]
    .filter((member) => words(member).includes(sought))
    .map((member) => ({
      insert: `@${handleOf(member)} `,
      value: member.id,
      face: [
        avatar(member, office, "small"),
        h(
          "span",
          { class: "complete-main" },
          h("strong", { dir: "auto" }, nameOf(member)),
          " ",
          h("span", { class: "usage" }, `@${handleOf(member)}`),
        ),
        h("small", { dir: "auto" }, titleOf(member, office)),
      ],
    }));
}

function channels(sought, office) {
  return office.state.channels
    .filter(({ kind, name }) => kind !== "app" && name.includes(sought))
    .map((channel) => ({
      insert: `#${channel.name} `,
      value: channel.id,
      face: [h("strong", {}, `#${channel.name}`), h("small", { dir: "auto" }, channel.topic ?? "")],
    }));
}

function emoji(sought) {
  return [...EMOJI]
    .filter(([name]) => name.startsWith(sought))
    .map(([name, picture]) => ({
      insert: `:${name}: `,
      value: name,
      face: [h("span", { class: "emoji" }, picture), h("span", {}, `:${name}:`)],
    }));
}

/** Watches a textarea and shows offers in `panel`. `handles(event)` takes the keys that belong to the list. */
export function completion(input, panel, office) {
  const list = h("div", {
    role: "listbox",
    id: freshId("complete"),
    class: "options",
    "aria-label": office.say("choose"),
  });
  const it = { input, panel, list, office, offers: [], at: 0, from: 0 };
  input.setAttribute("aria-autocomplete", "list");
  input.addEventListener("input", () => offer(it));
  input.addEventListener("click", () => offer(it));
  input.addEventListener("blur", () =>
    setTimeout(() => !panel.contains(document.activeElement) && close(it), 100),
  );
  return { handles: (event) => handles(event, it), close: () => close(it) };
}

function offer(it) {
  const before = it.input.value.slice(0, it.input.selectionStart);
  const trigger = TRIGGERS.find(({ pattern }) => pattern.test(before));
  const sought = trigger?.pattern.exec(before)[1] ?? "";
  it.offers = trigger ? trigger.offers(sought.toLowerCase(), it.office).slice(0, AT_MOST) : [];
  it.from = before.length - sought.length - 1;
  if (!it.offers.length) return usage(it);
  it.at = 0;
  fill(
    it.list,
    it.offers.map((one, at) =>
      h(
        "div",
        {
          role: "option",
          id: `${it.list.id}-${at}`,
          class: "option",
          "data-option": one.value,
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => take(it, at),
          onpointermove: () => light(it, at),
        },
        one.face,
      ),
    ),
  );
  fill(it.panel, h("p", { class: "group" }, it.office.say(trigger.title)), it.list);
  it.panel.hidden = false;
  return light(it, 0);
}

/** Once a command stands there, its usage stays in sight while the rest is typed. */
function usage(it) {
  const typed = /^(\/\S+)\s/.exec(it.input.value)?.[1];
  const command = it.office.state.app.commands?.find((one) => one.command === typed);
  close(it);
  if (!command) return;
  it.panel.hidden = false;
  fill(
    it.panel,
    h(
      "p",
      { class: "usage-line", "data-usage": typed },
      h("strong", {}, command.command),
      " ",
      h("span", { dir: "auto" }, command.usage_hint ?? ""),
      h("small", { dir: "auto" }, command.description ?? ""),
    ),
  );
}

function light(it, at) {
  it.at = at;
  for (const [index, row] of [...it.list.children].entries()) {
    row.classList.toggle("lit", index === at);
    row.setAttribute("aria-selected", String(index === at));
  }
  it.input.setAttribute("aria-controls", it.list.id);
  it.input.setAttribute("aria-activedescendant", `${it.list.id}-${at}`);
  it.list.children[at]?.scrollIntoView({ block: "nearest" });
}

function take(it, at) {
  const { input, from } = it;
  const { insert } = it.offers[at];
  input.setRangeText(insert, from, input.selectionStart, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  input.focus();
}

function close(it) {
  it.offers = [];
  it.panel.hidden = true;
  it.panel.replaceChildren();
  it.input.removeAttribute("aria-activedescendant");
}

function handles(event, it) {
  if (!it.offers.length || event.isComposing) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) light(it, stepped(it.at, step, it.offers.length));
  else if ((event.key === "Enter" && !whole(it)) || event.key === "Tab") take(it, it.at);
  else if (event.key === "Escape") close(it);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** What is already typed in full is sent by Enter, not completed once more. */
const whole = ({ input, offers, at, from }) =>
  input.value.slice(from, input.selectionStart) === offers[at].insert.trim();
