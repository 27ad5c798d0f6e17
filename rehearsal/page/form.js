// What has been typed and chosen in a view, kept while the view is drawn anew, and checked as Slack's client checks it.

const SELECTED = [
  "value",
  "selected_option",
  "selected_options",
  "selected_user",
  "selected_users",
  "selected_conversation",
  "selected_conversations",
  "selected_channel",
  "selected_channels",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "rich_text_value",
];
const bare = (value) => (Array.isArray(value) ? value.map(bare) : (value?.value ?? value));

export class Form {
  errors = {};
  #values = new Map();

  get(block, element) {
    return this.#values.get(nameOf(block, element));
  }
  has(block, element) {
    return this.#values.has(nameOf(block, element));
  }
  set(block, element, value) {
    this.#values.set(nameOf(block, element), value);
    delete this.errors[block.block_id];
  }

  /** Every input's value by block id, in the view's order. */
  valuesOf(view) {
    const inputs = view.blocks.filter((block) => block.type === "input");
    return Object.fromEntries(
      inputs.map((block) => [block.block_id, currentValue(block.element, block, this, view.state)]),
    );
  }

  /** The errors Slack's own client finds before it sends anything: {block_id: text}. */
  check(view, say) {
    const values = this.valuesOf(view);
    const found = view.blocks
      .filter((block) => block.type === "input")
      .map((block) => [block.block_id, complaint(block, values[block.block_id], say)]);
    return Object.fromEntries(found.filter(([, text]) => text));
  }
}

const nameOf = (block, element) => `${block.block_id}/${element.action_id}`;

/** Typed here, else held by the view, else the element's initial value. */
export function currentValue(element, block, form, state) {
  if (form?.has(block, element)) return form.get(block, element);
  const held = state?.values?.[block.block_id]?.[element.action_id];
  if (held) return bare(SELECTED.map((name) => held[name]).find((value) => value != null)) ?? null;
  const initial = Object.keys(element).find((name) => name.startsWith("initial_"));
  return initial ? bare(element[initial]) : null;
}

function complaint(block, value, say) {
  const empty = value == null || value === "" || (Array.isArray(value) && !value.length);
  if (empty) return block.optional ? null : say("required");
  return CHECKS[block.element.type]?.(block.element, value, say) ?? null;
}

const CHECKS = {
  plain_text_input: ({ min_length, max_length }, text, say) =>
    (text.length < min_length && say("too-short", { n: min_length })) ||
    (text.length > max_length && say("too-long", { n: max_length })) ||
    null,
  number_input: ({ min_value, max_value }, text, say) =>
    (!/^-?\d+(\.\d+)?$/.test(text) && say("bad.number")) ||
    (min_value != null && Number(text) < Number(min_value) && say("bad.low", { n: min_value })) ||
    (max_value != null && Number(text) > Number(max_value) && say("bad.high", { n: max_value })) ||
    null,
  email_text_input: (_, text, say) => (/^\S+@\S+\.\S+$/.test(text) ? null : say("bad.email")),
  url_text_input: (_, text, say) => (/^https?:\/\/\S+$/.test(text) ? null : say("bad.url")),
};
