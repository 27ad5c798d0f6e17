// The list of people with the language and the time zone each of them reads in.

import { closeDialog, dialogFrame, openDialog } from "./dialogs.js";
import { fill, h } from "./dom.js";
import { avatar, languages, nameOf, titleOf, zoneName, zoneOffset, zones } from "./people.js";

let shown = null;

export function openProfiles(office, tell) {
  const close = () => {
    closeDialog(shown.dialog);
    shown = null;
  };
  shown = {
    dialog: openDialog({ className: "people", label: office.say("people"), onCancel: close }),
    office,
    close,
    tell,
  };
  draw();
}

export function redrawProfiles() {
  if (shown) draw();
}

function draw() {
  const { dialog, office, close } = shown;
  const { say } = office;
  const focused = document.activeElement?.id;
  const scrolled = dialog.querySelector(".dialog-body")?.scrollTop ?? 0;
  fill(
    dialog,
    dialogFrame(
      { title: say("people"), subtitle: say("people.line"), onClose: close, closeLabel: say("close") },
      h(
        "div",
        { class: "dialog-body" },
        h(
          "ul",
          { class: "profiles" },
          office.people().map((member) => row(member, office)),
        ),
      ),
      [
        h(
          "button",
          { type: "button", class: "button primary", "data-close": true, onclick: close },
          say("done"),
        ),
      ],
    ),
  );
  dialog.querySelector(".dialog-body").scrollTop = scrolled;
  if (focused) dialog.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
}

function row(member, office) {
  const { say, me } = office;
  const now = office.now();
  const language = Object.entries(languages(member.locale));
  const zone = zones(member.tz).map((name) => [
    name,
    `${zoneName(name, me.locale)} (${zoneOffset(name, now)})`,
  ]);
  return h(
    "li",
    { "data-member": member.id, class: member.id === me.id ? "mine" : null },
    avatar(member, office),
    h(
      "span",
      { class: "profile-name" },
      h("strong", { dir: "auto" }, nameOf(member)),
      h("small", { dir: "auto" }, titleOf(member, office)),
    ),
    choice(`locale-${member.id}`, say("language"), language, member.locale, (locale) =>
      change(member, { locale }),
    ),
    choice(`tz-${member.id}`, say("zone"), zone, member.tz, (tz) => change(member, { tz })),
  );
}

function choice(id, label, options, current, onChange) {
  return h(
    "label",
    { class: "profile-choice", for: id },
    h("span", {}, label),
    h(
      "select",
      { id, class: "field", "data-profile": id, onchange: ({ target }) => onChange(target.value) },
      options.map(([value, text]) => h("option", { value, selected: value === current }, text)),
    ),
  );
}

async function change(member, what) {
  const { office, tell } = shown;
  const { error } = await office.actAs(member.id, "changes_profile", what);
  if (error) tell(error);
}
