// The bar above everything: the rehearsal's clock as the member's wall shows it, and how to turn it.

import { fill, h, icon, iconButton } from "./dom.js";
import { isoDay, sayDay, sayTime } from "./moments.js";
import { shortLanguageOf, zoneName, zoneOffset } from "./people.js";

const TURNS = [
  { hook: "+1h", key: "clock.hour", short: "clock.hour.short", how: { turn: { hours: 1 } } },
  { hook: "+1d", key: "clock.day", short: "clock.day.short", how: { turn: { days: 1 } } },
  { hook: "morning", key: "clock.morning", picture: "sunrise", how: { to: "next working morning" } },
];

export function showTopbar(element, office, { onMenu, onPeople, tell }) {
  fill(element, menuButton(office, onMenu), clock(office, tell), peopleButton(office, onPeople));
  tick(element, office);
}

function menuButton({ say }, onclick) {
  const attributes = { class: "quiet square drawer-only", "data-menu": true, onclick };
  const button = iconButton("menu", say("sidebar.open"), attributes);
  button.append(h("span", { class: "dot", hidden: true }));
  return button;
}

function clock(office, tell) {
  const hands = [h("span", { class: "clock-time" }), h("span", { class: "clock-day" })];
  const turns = TURNS.map((turn) => turnButton(turn, office, tell));
  return h(
    "div",
    { class: "clock", role: "group", "aria-label": office.say("clock") },
    h("div", { class: "clock-face", "data-now": true }, hands),
    h("div", { class: "clock-turns" }, turns),
  );
}

function peopleButton(office, onclick) {
  const { say, me } = office;
  const zone = me.tz ?? "UTC";
  const label = { title: say("people"), "aria-label": say("people"), "aria-haspopup": "dialog" };
  return h(
    "button",
    { type: "button", class: "quiet people-button", "data-people": true, ...label, onclick },
    icon("globe"),
    h("span", {}, `${shortLanguageOf(me)} · ${zoneName(zone, me.locale)}`),
    h("small", {}, zoneOffset(zone, office.now())),
  );
}

function turnButton({ hook, key, short, picture, how }, office, tell) {
  const words = office.say(key);
  const button = h(
    "button",
    {
      type: "button",
      class: "turn",
      "data-clock": hook,
      "aria-label": office.say("clock.turn", { what: words }),
      title: office.say("clock.turn", { what: words }),
      onclick: async () => {
        if (button.getAttribute("aria-busy")) return;
        button.setAttribute("aria-busy", "true");
        const { error } = await office.turnClock(how);
        button.removeAttribute("aria-busy");
        if (error) tell(error);
      },
    },
    picture && icon(picture),
    h("span", { class: "long" }, words),
    short && h("span", { class: "short" }, office.say(short)),
  );
  return button;
}

/** Moves the hands; called every few seconds and after each turn. */
export function tick(element, office) {
  const { reader } = office;
  const day = sayDay(isoDay(reader.now, reader.tz), reader.locale, {
    weekday: "short",
    month: "short",
    day: "numeric",
  });
  const write = (selector, text) => {
    const node = element.querySelector(selector);
    if (node && node.textContent !== text) node.textContent = text;
  };
  write(".clock-time", sayTime(reader.now, reader));
  write(".clock-day", day);
  element.querySelector(".dot").hidden = !office.state.channels.some(({ unread }) => unread > 0);
}
