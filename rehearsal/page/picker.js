// A field that opens a list to choose from: one or several, with a search when the list is long.

import { fill, freshId, h, icon } from "./dom.js";
import { openPopup, stepped } from "./popup.js";

const SHOWN_AT_ONCE = 200;
const SEARCH_FROM = 8;

/**
 * options: [{value, label() → text or nodes, words (what search looks at), hint, picture, group}]
 * chosen: array of values; drawChosen(option) → nodes, if the field shows more than the option. onChoose(values) is called when a choice is made; of several, when the list closes.
 */
export function picker({
  options,
  chosen = [],
  many = false,
  clearable = false,
  placeholder,
  say,
  attributes,
  drawChosen,
  onChoose,
}) {
  const face = h("button", {
    type: "button",
    class: "field picker",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-label": attributes["aria-labelledby"] ? null : say(many ? "choose.many" : "choose"),
    ...attributes,
  });
  const field = { face, options, many, clearable, say, chosen: [...chosen], drawChosen, onChoose };
  field.show = () =>
    fill(face, h("span", { class: "picker-value" }, valueNodes(field, placeholder)), icon("down"));
  field.reset = (values) => {
    field.chosen = [...values];
    field.show();
  };
  field.show();
  face.addEventListener("click", () => openList(field));
  face.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") (event.preventDefault(), openList(field));
  });
  return field;
}

function valueNodes({ options, chosen, many, drawChosen }, placeholder) {
  const found = chosen.map(
    (value) => options.find((option) => option.value === value) ?? { value, label: () => value },
  );
  if (!found.length) return h("span", { class: "placeholder", dir: "auto" }, placeholder);
  if (drawChosen) return found.map(drawChosen);
  return found.map(({ label, picture }) =>
    h("span", { class: many ? "chip" : "picked", dir: "auto" }, picture?.(), label()),
  );
}

function openList(field) {
  const list = h("div", {
    role: "listbox",
    id: freshId("list"),
    class: "options",
    "aria-label": field.say("choose"),
    "aria-multiselectable": field.many || null,
  });
  const search = h("input", {
    type: "text",
    class: "field search",
    role: "searchbox",
    placeholder: field.say("search"),
    "aria-label": field.say("search"),
    "aria-controls": list.id,
    "data-search": true,
    autocomplete: "off",
  });
  const before = [...field.chosen];
  const needed = field.options.length >= SEARCH_FROM;
  const open = { field, list, search, at: -1, keys: needed ? search : list };
  const content = h("div", { class: "picker-list" }, needed && search, list);
  if (!needed) list.tabIndex = 0;
  drawOptions(open);
  open.close = openPopup(field.face, content, {
    wide: true,
    onClose: () => field.many && String(before) !== String(field.chosen) && field.onChoose(field.chosen),
  });
  if (!open.close) return;
  search.addEventListener("input", () => drawOptions(open));
  open.keys.addEventListener("keydown", (event) => onKey(event, open));
  open.keys.focus();
}

function drawOptions(open) {
  const { field, list, search } = open;
  const sought = search.value.trim().toLowerCase();
  open.shown = field.options
    .filter(({ words }) => !sought || words.toLowerCase().includes(sought))
    .slice(0, SHOWN_AT_ONCE);
  if (field.clearable && field.chosen.length && !sought)
    open.shown.unshift({ value: null, label: () => field.say("choose.clear"), words: "", clear: true });
  let group = null;
  const rows = open.shown.map((option, at) => {
    const heading =
      option.group !== group && option.group
        ? h("div", { class: "group", role: "presentation", dir: "auto" }, option.group)
        : null;
    group = option.group;
    return [heading, optionRow(option, at, open)];
  });
  fill(list, rows.length ? rows : h("p", { class: "nothing" }, field.say("nothing-found")));
  const current = open.shown.findIndex(({ value }) => field.chosen.includes(value));
  light(open, Math.max(current, 0));
}

function optionRow(option, at, open) {
  const chosen = !option.clear && open.field.chosen.includes(option.value);
  return h(
    "div",
    {
      role: "option",
      id: `${open.list.id}-${at}`,
      class: option.clear ? "option clear" : "option",
      "aria-selected": String(chosen),
      "data-option": option.value ?? "",
      onpointermove: () => light(open, at, false),
      onclick: () => choose(open, at),
    },
    option.picture?.(),
    h(
      "span",
      { class: "option-text", dir: "auto" },
      option.label(),
      option.hint && h("small", { dir: "auto" }, option.hint),
    ),
    chosen && icon("check"),
  );
}

function light(open, at, scroll = true) {
  open.at = at;
  for (const row of open.list.querySelectorAll("[role=option]"))
    row.classList.toggle("lit", row.id === `${open.list.id}-${at}`);
  open.keys.setAttribute("aria-activedescendant", `${open.list.id}-${at}`);
  if (scroll) open.list.querySelector(".lit")?.scrollIntoView({ block: "nearest" });
}

function onKey(event, open) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  if (event.key in steps && open.shown.length) {
    event.preventDefault();
    light(open, stepped(open.at, steps[event.key] % open.shown.length, open.shown.length));
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (open.shown[open.at]) choose(open, open.at);
  } else if (event.key === "Tab") open.close({ refocus: true });
}

function choose(open, at) {
  const { field } = open;
  const { value, clear } = open.shown[at];
  if (clear) field.chosen = [];
  else if (!field.many) field.chosen = [value];
  else
    field.chosen = field.chosen.includes(value)
      ? field.chosen.filter((one) => one !== value)
      : [...field.chosen, value];
  field.show();
  if (field.many) return drawOptionsKeeping(open, at);
  open.close({ refocus: true });
  field.onChoose(field.chosen);
}

function drawOptionsKeeping(open, at) {
  drawOptions(open);
  light(open, Math.min(at, open.shown.length - 1));
}
