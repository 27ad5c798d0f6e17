// What every control of a block has in common: its hooks, its value, what a change of it does.

import { currentValue } from "./form.js";
import { wordsOf } from "./text.js";

export const valueOf = ({ element, block, place }) => currentValue(element, block, place.form, place.state);
export const optionalInput = ({ block }) => block.type === "input" && block.optional;

/** The stable hooks and the accessible ties every control carries. */
export function hooks({ element, block, place }) {
  const error = place.form?.errors[block.block_id];
  const name = wordsOf(element.accessibility_label ?? element.placeholder);
  return {
    "data-action": element.action_id,
    "data-type": element.type,
    ...(block.type === "input"
      ? {
          "data-block": block.block_id,
          id: block.controlId,
          "aria-labelledby": block.labelId,
          "aria-required": String(!block.optional),
          "aria-describedby": [block.hintId, error && block.errorId].filter(Boolean).join(" ") || null,
          "aria-invalid": error ? "true" : null,
        }
      : name && { "aria-label": name }),
  };
}

/** What a change does: it is remembered, and outside of a quiet input it is told to the app. */
export function chosen({ element, block, place }) {
  return (value) => {
    place.form?.set(block, element, value);
    if (block.type !== "input" || block.dispatch_action) return place.act(element, block, value);
    return null;
  };
}

/** Works on behalf of a control that waits meanwhile and cannot be used twice. */
export async function whileBusy(control, work) {
  if (control.getAttribute("aria-busy")) return;
  control.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
