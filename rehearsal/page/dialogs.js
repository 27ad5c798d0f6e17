// Dialogs above the page: the browser's own <dialog> keeps the focus inside.

import { fill, freshId, h, icon } from "./dom.js";

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

export function dialogFrame(
  { title, subtitle, onBack, onClose, closeLabel, backLabel, closeAttributes },
  body,
  foot,
) {
  const heading = freshId("title");
  return [
    h(
      "header",
      { class: "dialog-head" },
      onBack &&
        h(
          "button",
          {
            type: "button",
            class: "quiet square",
            "aria-label": backLabel,
            "data-back": true,
            onclick: onBack,
          },
          icon("back"),
        ),
      h(
        "div",
        { class: "dialog-title" },
        h("h2", { id: heading, dir: "auto" }, title),
        subtitle && h("p", {}, subtitle),
      ),
      h(
        "button",
        {
          type: "button",
          class: "quiet square",
          "aria-label": closeLabel,
          onclick: onClose,
          ...closeAttributes,
        },
        icon("close"),
      ),
    ),
    body,
    foot && h("footer", { class: "dialog-foot" }, foot),
  ];
}

/** Asks what a Slack confirmation object asks; resolves to true or false. */
export function confirmed(confirm, office, textOf) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const answer = (yes) => () => (closeDialog(dialog), resolve(yes));
    const dialog = openDialog({
      className: "confirm",
      label: confirm.title?.text,
      onCancel: () => answer(false)(),
    });
    const style = confirm.style === "danger" ? "danger" : "primary";
    fill(
      dialog,
      dialogFrame(
        { title: textOf(confirm.title), onClose: answer(false), closeLabel: office.say("cancel") },
        h("div", { class: "dialog-body", dir: "auto" }, textOf(confirm.text)),
        [
          h(
            "button",
            { type: "button", class: "button", "data-deny": true, onclick: answer(false) },
            confirm.deny ? textOf(confirm.deny) : office.say("cancel"),
          ),
          h(
            "button",
            { type: "button", class: `button ${style}`, "data-confirm": true, onclick: answer(true) },
            confirm.confirm ? textOf(confirm.confirm) : office.say("confirm"),
          ),
        ],
      ),
    );
    dialog.querySelector("[data-confirm]").focus();
  });
}
