// Dialogs above the page: the browser's own <dialog> keeps the focus inside.

import { fill, h, iconButton } from "./dom.js";

/** Opens a dialog; `onCancel` is called on Escape and on a press on the backdrop. Returns the element, to be filled. */
export function openDialog({ className = "", label, onCancel }) {
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": label });
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), onCancel()));
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onCancel();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function closeDialog(dialog) {
  dialog.close();
  dialog.remove();
}

export function dialogFrame(head, body, foot) {
  return [dialogHead(head), body, h("footer", { class: "dialog-foot" }, foot)];
}

function dialogHead({ title, subtitle, onBack, onClose, closeLabel, backLabel, closeAttributes }) {
  return h(
    "header",
    { class: "dialog-head" },
    onBack && iconButton("back", backLabel, { "data-back": true, onclick: onBack }),
    h("div", { class: "dialog-title" }, h("h2", { dir: "auto" }, title), subtitle && h("p", {}, subtitle)),
    iconButton("close", closeLabel, { onclick: onClose, ...closeAttributes }),
  );
}

/** Asks what a Slack confirmation object asks; resolves to true or false. */
export function confirmed(confirm, office, textOf) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (yes) => () => (closeDialog(dialog), resolve(yes));
    const dialog = openDialog({ className: "confirm", label: confirm.title?.text, onCancel: answer(false) });
    const head = { title: textOf(confirm.title), onClose: answer(false), closeLabel: office.say("cancel") };
    const text = h("div", { class: "dialog-body", dir: "auto" }, textOf(confirm.text));
    fill(dialog, dialogFrame(head, text, answerButtons(confirm, office, textOf, answer)));
    dialog.querySelector("[data-confirm]").focus();
  });
}

function answerButtons({ confirm, deny, style }, office, textOf, answer) {
  const button = (mark, look, words, yes) =>
    h("button", { type: "button", class: `button ${look}`, [mark]: true, onclick: answer(yes) }, words);
  return [
    button("data-deny", "", deny ? textOf(deny) : office.say("cancel"), false),
    button("data-confirm", style ?? "primary", confirm ? textOf(confirm) : office.say("confirm"), true),
  ];
}
