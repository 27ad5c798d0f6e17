// The things in a block that can be pressed, chosen or filled in.

import { dayField, timeField } from "./calendar.js";
import { CHOOSERS } from "./choosers.js";
import { chosen, hooks, valueOf, whileBusy } from "./controls.js";
import { confirmed } from "./dialogs.js";
import { freshId, h, icon } from "./dom.js";
import { isoDay, unixOf, wall } from "./moments.js";
import { openMenu, OPENS_MENU } from "./popup.js";
import { textOf, wordsOf } from "./text.js";

/**
 * Draws an element. `place` = {office, form (null on messages), state, act(element, block, value) → Promise}.
 */
export function elementNode(element, block, place) {
  const draw = DRAWERS[element.type];
  return draw ? draw({ element, block, place, office: place.office, say: place.office.say }) : null;
}

const DRAWERS = {
  button,
  overflow,
  icon_button: button,
  feedback_buttons: feedback,
  ...CHOOSERS,
  datepicker: (it) =>
    dayField({
      value: valueOf(it),
      placeholder: wordsOf(it.element.placeholder),
      office: it.office,
      attributes: hooks(it),
      onChoose: chosen(it),
    }),
  timepicker: (it) =>
    timeField({
      value: valueOf(it),
      placeholder: wordsOf(it.element.placeholder),
      office: it.office,
      attributes: hooks(it),
      onChoose: chosen(it),
    }),
  datetimepicker: dayAndTime,
  radio_buttons: (it) => ticks(it, "radio"),
  checkboxes: (it) => ticks(it, "checkbox"),
  plain_text_input: textInput,
  rich_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
};

function button(it) {
  const { element, block, place, office } = it;
  const press = async () => {
    if (!(await confirmed(element.confirm, office, (text) => textOf(text, office)))) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    await whileBusy(node, () => place.act(element, block, element.value ?? null));
  };
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${element.style ?? ""}`,
      dir: "auto",
      onclick: press,
      ...hooks(it),
    },
    textOf(element.text ?? { type: "plain_text", text: element.icon ?? "" }, office),
  );
  return node;
}

function feedback(it) {
  const { element, block, place, office } = it;
  return [element.positive_button, element.negative_button].map((one) =>
    h(
      "button",
      {
        type: "button",
        class: "button",
        "data-action": element.action_id,
        "data-option": one.value,
        onclick: () => place.act(element, block, one.value),
      },
      textOf(one.text, office),
    ),
  );
}

function overflow(it) {
  const { element, block, place, office, say } = it;
  const items = (element.options ?? []).map((option) => ({
    label: textOf(option.text, office),
    hint: option.description && wordsOf(option.description),
    attributes: { "data-option": option.value },
    onChoose: async () => {
      if (!(await confirmed(element.confirm, office, (text) => textOf(text, office)))) return;
      if (option.url) window.open(option.url, "_blank", "noopener");
      await whileBusy(node, () => place.act(element, block, option.value));
    },
  }));
  const node = h(
    "button",
    {
      type: "button",
      class: "button square",
      ...OPENS_MENU,
      ...hooks(it),
      "aria-label": say("more"),
      onclick: () => openMenu(node, say("more"), items, { align: "end" }),
    },
    icon("more"),
  );
  return node;
}

function dayAndTime(it) {
  const { office } = it;
  const { tz } = office.reader;
  const start = valueOf(it);
  const two = (n) => String(n).padStart(2, "0");
  const held = start
    ? { day: isoDay(start, tz), time: `${two(wall(start, tz).hour)}:${two(wall(start, tz).minute)}` }
    : {};
  const told = () => held.day && held.time && chosen(it)(unixOf(held.day, held.time, tz));
  const { id, ...others } = hooks(it);
  return h(
    "div",
    { class: "pair" },
    dayField({
      value: held.day,
      office,
      attributes: { ...others, id, "data-part": "day" },
      onChoose: (day) => {
        held.day = day;
        told();
      },
    }),
    timeField({
      value: held.time,
      office,
      attributes: { ...others, "data-part": "time" },
      onChoose: (time) => {
        held.time = time;
        told();
      },
    }),
  );
}

function ticks(it, type) {
  const { element, office } = it;
  const name = freshId("ticks");
  const { "data-action": action, ...others } = hooks(it);
  const held = [valueOf(it) ?? []].flat();
  const read = () => {
    const values = [...group.querySelectorAll("input:checked")].map((input) => input.value);
    return chosen(it)(type === "radio" ? (values[0] ?? null) : values);
  };
  const group = h(
    "div",
    { class: "ticks", role: type === "radio" ? "radiogroup" : "group", ...others, "data-action": action },
    (element.options ?? []).map((option) =>
      h(
        "label",
        { class: "tick" },
        h("input", {
          type,
          name,
          value: option.value,
          checked: held.includes(option.value),
          "data-option": option.value,
          onchange: read,
        }),
        h(
          "span",
          { dir: "auto" },
          textOf(option.text, office),
          option.description && h("small", {}, textOf(option.description, office)),
        ),
      ),
    ),
  );
  return group;
}

const LINE_INPUTS = {
  email_text_input: { type: "email" },
  url_text_input: { type: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};

function textInput(it) {
  const { element, block, place } = it;
  const long = element.multiline || element.type === "rich_text_input";
  const input = h(long ? "textarea" : "input", {
    ...(long ? { rows: 4 } : (LINE_INPUTS[element.type] ?? { type: "text" })),
    class: "field",
    dir: "auto",
    placeholder: wordsOf(element.placeholder),
    maxlength: element.max_length,
    autocomplete: "off",
    spellcheck: "false",
    autofocus: element.focus_on_load,
    ...hooks(it),
  });
  input.value = richWords(valueOf(it));
  input.addEventListener("input", () => place.form?.set(block, element, input.value));
  if (block.dispatch_action) tellWhileTyping(input, it, long);
  return input;
}

/** An input that dispatches tells the app on Enter, or at each character, as it is configured. */
function tellWhileTyping(input, { element, block, place }, long) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => place.act(element, block, input.value);
  if (when.includes("on_character_entered")) input.addEventListener("input", tell);
  if (!when.includes("on_enter_pressed") || long) return;
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) (event.preventDefault(), tell());
  });
}

function richWords(value) {
  if (typeof value !== "object" || value == null) return value ?? "";
  return (value.elements ?? []).map(richWords).join("") || value.text || "";
}
