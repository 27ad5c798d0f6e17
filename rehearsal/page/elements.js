// The things in a block that can be pressed, chosen or filled in.

import { dayField, timeField } from "./calendar.js";
import { confirmed } from "./dialogs.js";
import { freshId, h, icon } from "./dom.js";
import { currentValue } from "./form.js";
import { isoDay, unixOf, wall } from "./moments.js";
import { avatar, handleOf, nameOf, titleOf } from "./people.js";
import { openMenu } from "./popup.js";
import { picker } from "./picker.js";
import { textOf, wordsOf } from "./text.js";

/**
 * Draws an element. `place` = {office, form (null on messages), state, act(element, block, value) → Promise}.
 */
export function elementNode(element, block, place) {
  const draw = DRAWERS[element.type];
  return draw ? draw({ element, block, place, office: place.office, say: place.office.say }) : null;
}

const DRAWERS = {
  button, overflow,
  icon_button: button,
  feedback_buttons: feedback,
  static_select: (it) => chooser(it, staticOptions(it)),
  multi_static_select: (it) => chooser(it, staticOptions(it)),
  external_select: (it) => chooser(it, []),
  multi_external_select: (it) => chooser(it, []),
  users_select: (it) => chooser(it, personOptions(it)),
  multi_users_select: (it) => chooser(it, personOptions(it)),
  conversations_select: (it) => chooser(it, channelOptions(it)),
  multi_conversations_select: (it) => chooser(it, channelOptions(it)),
  channels_select: (it) => chooser(it, channelOptions(it, ["channel"])),
  multi_channels_select: (it) => chooser(it, channelOptions(it, ["channel"])),
  datepicker: (it) => dayField({ value: valueOf(it), placeholder: wordsOf(it.element.placeholder), office: it.office, attributes: hooks(it), onChoose: chosen(it) }),
  timepicker: (it) => timeField({ value: valueOf(it), placeholder: wordsOf(it.element.placeholder), office: it.office, attributes: hooks(it), onChoose: chosen(it) }),
  datetimepicker: dayAndTime,
  radio_buttons: (it) => ticks(it, "radio"),
  checkboxes: (it) => ticks(it, "checkbox"),
  plain_text_input: textInput,
  rich_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
};

const valueOf = ({ element, block, place }) => currentValue(element, block, place.form, place.state);
const optionalInput = ({ block }) => block.type === "input" && block.optional;

/** The stable hooks and the accessible ties every control carries. */
function hooks({ element, block, place }) {
  const error = place.form?.errors[block.block_id];
  const name = wordsOf(element.accessibility_label ?? element.placeholder);
  return {
    "data-action": element.action_id, "data-type": element.type,
    ...(block.type === "input" ? {
      "data-block": block.block_id, id: block.controlId, "aria-labelledby": block.labelId, "aria-required": String(!block.optional),
      "aria-describedby": [block.hintId, error && block.errorId].filter(Boolean).join(" ") || null, "aria-invalid": error ? "true" : null,
    } : name && { "aria-label": name }),
  };
}

/** What a change does: it is remembered, and outside of a quiet input it is told to the app. */
function chosen({ element, block, place }) {
  return (value) => {
    place.form?.set(block, element, value);
    if (block.type !== "input" || block.dispatch_action) return place.act(element, block, value);
    return null;
  };
}

async function whileBusy(control, work) {
  if (control.getAttribute("aria-busy")) return;
  control.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}

function button(it) {
  const { element, block, place, office } = it;
  const press = async () => {
    if (!await confirmed(element.confirm, office, (text) => textOf(text, office))) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    await whileBusy(node, () => place.act(element, block, element.value ?? null));
  };
  const node = h("button", {
    type: "button", class: `button ${element.style ?? ""}`, dir: "auto", onclick: press, ...hooks(it),
  }, textOf(element.text ?? { type: "plain_text", text: element.icon ?? "" }, office));
  return node;
}

function feedback(it) {
  const { element, block, place, office } = it;
  return [element.positive_button, element.negative_button].map((one) => h("button", {
    type: "button", class: "button", "data-action": element.action_id, "data-option": one.value, onclick: () => place.act(element, block, one.value),
  }, textOf(one.text, office)));
}

function overflow(it) {
  const { element, block, place, office, say } = it;
  const items = (element.options ?? []).map((option) => ({
    label: textOf(option.text, office), hint: option.description && wordsOf(option.description), attributes: { "data-option": option.value },
    onChoose: async () => {
      if (!await confirmed(element.confirm, office, (text) => textOf(text, office))) return;
      if (option.url) window.open(option.url, "_blank", "noopener");
      await whileBusy(node, () => place.act(element, block, option.value));
    },
  }));
  const node = h("button", {
    type: "button", class: "button square", "aria-haspopup": "menu", "aria-expanded": "false", ...hooks(it), "aria-label": say("more"),
    onclick: () => openMenu(node, say("more"), items, { align: "end" }),
  }, icon("more"));
  return node;
}

function chooser(it, options) {
  const { element, office, say } = it;
  const many = element.type.startsWith("multi_");
  let before = [valueOf(it) ?? []].flat();
  const field = picker({
    options, chosen: before, many, clearable: optionalInput(it) && !many, say, attributes: hooks(it),
    placeholder: wordsOf(element.placeholder) || say(many ? "choose.many" : "choose"),
    onChoose: async (values) => {
      if (!await confirmed(element.confirm, office, (text) => textOf(text, office))) return field.reset(before);
      before = values;
      return whileBusy(field.face, () => chosen(it)(many ? values : values[0] ?? null));
    },
  });
  return field.face;
}

function staticOptions({ element, office }) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => ({
    value: option.value, label: () => textOf(option.text, office), words: wordsOf(option.text),
    hint: wordsOf(option.description), group: wordsOf(group.label),
  })));
}

function personOptions({ office }) {
  return office.people().map((member) => ({
    value: member.id, label: () => nameOf(member), hint: titleOf(member, office), words: `${nameOf(member)} ${handleOf(member)}`,
    picture: () => avatar(member, office, "small"),
  }));
}

function channelOptions({ element, office }, kinds = null) {
  const wanted = kinds ?? element.filter?.include?.map((kind) => ({ public: "channel", im: "app" })[kind] ?? kind);
  return office.state.channels.filter(({ kind }) => !wanted || wanted.includes(kind)).map((channel) => ({
    value: channel.id, label: () => (channel.kind === "app" ? office.state.app.name : `# ${channel.name}`), words: channel.name ?? "",
  }));
}

function dayAndTime(it) {
  const { office } = it;
  const { tz } = office.reader;
  const start = valueOf(it);
  const two = (n) => String(n).padStart(2, "0");
  const held = start ? { day: isoDay(start, tz), time: `${two(wall(start, tz).hour)}:${two(wall(start, tz).minute)}` } : {};
  const told = () => held.day && held.time && chosen(it)(unixOf(held.day, held.time, tz));
  const { id, ...others } = hooks(it);
  return h("div", { class: "pair" },
    dayField({ value: held.day, office, attributes: { ...others, id, "data-part": "day" }, onChoose: (day) => { held.day = day; told(); } }),
    timeField({ value: held.time, office, attributes: { ...others, "data-part": "time" }, onChoose: (time) => { held.time = time; told(); } }));
}

function ticks(it, type) {
  const { element, office } = it;
  const name = freshId("ticks");
  const { "data-action": action, ...others } = hooks(it);
  const held = [valueOf(it) ?? []].flat();
  const read = () => {
    const values = [...group.querySelectorAll("input:checked")].map((input) => input.value);
    return chosen(it)(type === "radio" ? values[0] ?? null : values);
  };
  const group = h("div", { class: "ticks", role: type === "radio" ? "radiogroup" : "group", ...others, "data-action": action },
    (element.options ?? []).map((option) => h("label", { class: "tick" },
      h("input", { type, name, value: option.value, checked: held.includes(option.value), "data-option": option.value, onchange: read }),
      h("span", { dir: "auto" }, textOf(option.text, office), option.description && h("small", {}, textOf(option.description, office))))));
  return group;
}

const INPUT_TYPES = { email_text_input: "email", url_text_input: "url" };

function textInput(it) {
  const { element, block, place } = it;
  const long = element.multiline || element.type === "rich_text_input";
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const input = h(long ? "textarea" : "input", {
    class: "field", dir: "auto", placeholder: wordsOf(element.placeholder), maxlength: element.max_length, autocomplete: "off", spellcheck: "false",
    ...(long ? { rows: 4 } : { type: INPUT_TYPES[element.type] ?? "text", inputmode: element.type === "number_input" ? "decimal" : null }),
    autofocus: element.focus_on_load, ...hooks(it),
  });
  input.value = richWords(valueOf(it));
  const tell = () => block.dispatch_action && place.act(element, block, input.value);
  input.addEventListener("input", () => {
    place.form?.set(block, element, input.value);
    if (when.includes("on_character_entered")) tell();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || long) return;
    if (block.dispatch_action && when.includes("on_enter_pressed")) event.preventDefault(), tell();
  });
  return input;
}

function richWords(value) {
  if (typeof value !== "object" || value == null) return value ?? "";
  return (value.elements ?? []).map(richWords).join("") || value.text || "";
}
