// A strip above the page: what to try, in words that whoever runs the rehearsal has given it.

import { goTo } from "./address.js";
import { fill, h, iconButton } from "./dom.js";

const CLOSED = "rehearsal.hints-closed"; // in this tab
const NARROW = "(max-width: 760px)";

export function showHints(element, office) {
  const { hints } = office.state;
  element.hidden = !hints || sessionStorage.getItem(CLOSED) !== null;
  if (element.hidden) return;
  const lang = office.me.locale?.startsWith("zh") ? "zh" : "en";
  const open = element.querySelector("details")?.open ?? !matchMedia(NARROW).matches;
  const lines = hints.lines.map((hint) => h("li", {}, line(office, hint, lang)));
  fill(
    element,
    h("details", { open }, h("summary", {}, hints.title[lang]), h("ol", {}, lines), h("p", {}, hints.others[lang])),
    iconButton("close", office.say("close"), { "data-hints-close": true, onclick: () => close(element) }),
  );
}

/** As words; or as a button that makes one that person, and puts into their box what to say. */
function line(office, { as, text, says }, lang) {
  if (!as) return text[lang];
  const onclick = () => begin(office, as, says?.[lang]);
  return h("button", { type: "button", class: "to-try", "data-hint": as, onclick }, text[lang]);
}

function begin(office, as, words) {
  goTo({ as, channel: "DM" });
  if (!words) return;
  let looks = 30;
  const timer = setInterval(() => {
    const box = office.as === as && document.querySelector("#room [data-composer=channel]");
    if (box) write(box, words);
    if (box || --looks === 0) clearInterval(timer);
  }, 150);
}

function write(box, words) {
  box.value = words;
  box.dispatchEvent(new Event("input"));
  box.focus();
}

function close(element) {
  sessionStorage.setItem(CLOSED, "");
  element.hidden = true;
}
