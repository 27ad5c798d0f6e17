// The member's top modal: drawn when it changes, with what was typed kept, sent, refused or closed.

import { blockNodes } from "./blocks.js";
import { closeDialog, dialogFrame, openDialog } from "./dialogs.js";
import { fill, h } from "./dom.js";
import { Form } from "./form.js";
import { textOf, wordsOf } from "./text.js";

const forms = new Map();
let shown = null;

/** Makes the screen agree with the member's modal (or none). */
export function showModal(office) {
  const view = office.state.modal;
  if (!view) return hide();
  const mark = `${view.id}|${view.hash}|${office.signature}`;
  if (shown?.mark === mark) return null;
  const label = wordsOf(view.title) || office.say("view.title");
  const dialog = shown?.dialog ?? openDialog({ className: "modal", label, onCancel: () => shown?.close() });
  dialog.setAttribute("aria-label", label);
  const anew = shown?.view.id !== view.id;
  shown = { dialog, view, mark, office, form: formOf(view), close: () => closeTop() };
  draw();
  if (anew) focusFirst();
  return null;
}

function hide() {
  if (shown) closeDialog(shown.dialog);
  shown = null;
  forms.clear();
}

function formOf(view) {
  if (!forms.has(view.id)) forms.set(view.id, new Form());
  return forms.get(view.id);
}

function draw() {
  const { dialog, view, office, form } = shown;
  const kept = keepFocus(dialog);
  const stacked = Boolean(view.previous_view_id) && view.previous_view_id !== view.id;
  dialog.classList.toggle("stacked", stacked);
  dialog.dataset.view = view.callback_id ?? "";
  const head = {
    title: textOf(view.title, office),
    onBack: stacked && closeTop,
    backLabel: office.say("back"),
    onClose: closeAll,
    closeLabel: office.say("close"),
    closeAttributes: { "data-close-all": true },
  };
  fill(dialog, dialogFrame(head, body(view, form), [closeButton(view, office), submitButton(view, office)]));
  kept(dialog);
}

function body(view, form) {
  const trouble = { class: "alert error", role: "alert", "data-trouble": true };
  const onsubmit = (event) => (event.preventDefault(), submit());
  return h(
    "form",
    { class: "dialog-body", id: "modal-form", novalidate: true, onsubmit },
    form.trouble && h("p", trouble, form.trouble),
    blockNodes(view.blocks, place()),
    h("input", { type: "submit", hidden: true }), // Enter in a field sends the form
  );
}

function closeButton(view, office) {
  const words = view.close ? textOf(view.close, office) : office.say(view.submit ? "cancel" : "close");
  return h("button", { type: "button", class: "button", "data-close": true, onclick: closeTop }, words);
}

function submitButton(view, office) {
  const attributes = { type: "submit", form: "modal-form", class: "button primary", "data-submit": true };
  return (
    view.submit && h("button", { ...attributes, disabled: view.submit_disabled }, textOf(view.submit, office))
  );
}

function place() {
  const { view, office, form } = shown;
  return {
    office,
    form,
    state: view.state,
    act: async (element, block, value) => {
      const answer = await office.act(element.type === "button" ? "presses" : "chooses", {
        surface: "view",
        view_id: view.id,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
        values: form.valuesOf(view),
      });
      tellTrouble(form, answer);
    },
  };
}

async function submit() {
  const { view, office, form, dialog } = shown;
  const button = dialog.querySelector("[data-submit]");
  if (!button || button.getAttribute("aria-busy")) return;
  form.errors = form.check(view, office.say);
  if (Object.keys(form.errors).length) return drawErrors();
  button.setAttribute("aria-busy", "true");
  const answer = await office.act("submits", { values: form.valuesOf(view) });
  form.errors = answer.errors ?? {};
  tellTrouble(form, answer);
  if (shown?.view.id === view.id) drawErrors();
}

function tellTrouble(form, answer) {
  form.trouble = answer?.error ?? null;
  if (shown?.form === form && form.trouble) draw();
}

function drawErrors() {
  draw();
  const first = shown.dialog.querySelector("[aria-invalid=true]");
  first?.focus();
  first?.scrollIntoView({ block: "center" });
}

const closeTop = () => shown.office.act("closes");

/** The cross leaves the whole stack, as in Slack. */
const closeAll = () => shown.office.act("closes", { everything: true });

function focusFirst() {
  const wanted =
    shown.dialog.querySelector("[autofocus]") ??
    shown.dialog.querySelector("form .field, form [type=radio], form [type=checkbox]") ??
    shown.dialog.querySelector("[data-submit], [data-close]");
  wanted?.focus({ preventScroll: true });
  shown.dialog.querySelector("form").scrollTop = 0;
}

/** Remembers the focused control and its caret; gives back a function that restores them in a new drawing. */
export function keepFocus(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const { action, block } = focused?.dataset ?? {};
  const [start, end, scroll] = [
    focused?.selectionStart,
    focused?.selectionEnd,
    root.querySelector("form")?.scrollTop,
  ];
  return (fresh) => {
    if (scroll) fresh.querySelector("form").scrollTop = scroll;
    if (!focused) return;
    const again =
      action &&
      [...fresh.querySelectorAll(`[data-action="${CSS.escape(action)}"]`)].find(
        (one) => one.dataset.block === block,
      );
    (again ?? fresh.querySelector("[data-submit], [data-close]"))?.focus({ preventScroll: true });
    if (again && start != null && again.setSelectionRange) again.setSelectionRange(start, end);
  };
}
