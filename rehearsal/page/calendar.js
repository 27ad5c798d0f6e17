// Fields for a day and for a time of day: type it, or take it from the calendar or the list.

import { fill, h, icon, iconButton } from "./dom.js";
import { isoDay, sayDay, sayTime, unixOf } from "./moments.js";
import { openPopup } from "./popup.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const shifted = (iso, days) =>
  new Date(Date.parse(`${iso}T00:00Z`) + days * 864e5).toISOString().slice(0, 10);

function monthShifted(iso, months) {
  const [year, month] = iso.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** An input that shows a day in the reader's words and holds it as 2026-12-04. */
export function dayField({ value, placeholder, office, attributes, onChoose }) {
  const { say } = office;
  const input = h("input", {
    type: "text",
    class: "field",
    role: "combobox",
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
    autocomplete: "off",
    placeholder: placeholder || say("day.choose"),
    ...attributes,
    "aria-label": attributes["aria-labelledby"] ? null : (attributes["aria-label"] ?? say("day.choose")),
  });
  const field = { input, value: value ?? null, office, onChoose };
  field.reset = (iso) => {
    field.value = iso ?? null;
    input.value = iso ? sayDay(iso, office.reader.locale) : "";
  };
  field.reset(value);
  input.addEventListener("click", () => openCalendar(field));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") (event.preventDefault(), openCalendar(field, { into: true }));
    if (event.key === "Enter") (event.preventDefault(), readTyped(field));
  });
  input.addEventListener("change", () => readTyped(field));
  return h("span", { class: "with-icon" }, icon("calendar"), input);
}

function readTyped(field) {
  const typed = /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*$/.exec(field.input.value);
  if (typed) return take(field, `${typed[1]}-${typed[2].padStart(2, "0")}-${typed[3].padStart(2, "0")}`);
  if (!field.input.value.trim() && field.value) return take(field, null);
  return field.reset(field.value);
}

function take(field, iso) {
  field.reset(iso && Number.isNaN(Date.parse(`${iso}T00:00Z`)) ? field.value : iso);
  field.close?.();
  field.onChoose(field.value);
}

function openCalendar(field, { into = false } = {}) {
  const today = isoDay(field.office.now(), field.office.reader.tz);
  const panel = h("div", { class: "calendar", role: "dialog", "aria-label": field.office.say("day.choose") });
  const close = openPopup(field.input, panel, {
    onClose: () => {
      field.close = null;
    },
  });
  if (!close) return;
  field.close = () => close({ refocus: true });
  drawMonth(panel, field, { month: field.value ?? today, today, lit: field.value ?? today, focus: into });
}

function drawMonth(panel, field, { month, today, lit, focus }) {
  const { locale } = field.office.reader;
  const first = `${month.slice(0, 7)}-01`;
  const turn = (months) => () =>
    drawMonth(panel, field, { month: monthShifted(first, months), today, lit: monthShifted(first, months) });
  const start = shifted(first, -((new Date(`${first}T00:00Z`).getUTCDay() + 6) % 7));
  const days = Array.from({ length: 42 }, (_, at) => shifted(start, at));
  const weekdays = days.slice(0, 7).map((iso) => h("span", {}, sayDay(iso, locale, { weekday: "narrow" })));
  const buttons = days.map((iso) => dayButton(iso, { field, first, today, lit }));
  fill(
    panel,
    monthHead(first, field.office, turn),
    h("div", { class: "week", "aria-hidden": "true" }, weekdays),
    h("div", { class: "days" }, buttons),
  );
  panel.onkeydown = (event) => onCalendarKey(event, panel, field, today);
  if (focus) panel.querySelector(`[data-day="${lit}"]`)?.focus();
}

function monthHead(first, { say, reader }, turn) {
  const name = sayDay(first, reader.locale, { year: "numeric", month: "long" });
  return h(
    "div",
    { class: "calendar-head" },
    iconButton("back", say("month.before"), { onclick: turn(-1) }),
    h("strong", { "aria-live": "polite" }, name),
    iconButton("forward", say("month.after"), { onclick: turn(1) }),
  );
}

function dayButton(iso, { field, first, today, lit }) {
  const marks = [
    iso.slice(0, 7) !== first.slice(0, 7) && "other",
    iso === today && "today",
    iso === field.value && "chosen",
    [0, 6].includes(new Date(`${iso}T00:00Z`).getUTCDay()) && "rest",
  ];
  return h(
    "button",
    {
      type: "button",
      class: `day-button ${marks.filter(Boolean).join(" ")}`,
      "data-day": iso,
      tabindex: iso === lit ? "0" : "-1",
      "aria-label": sayDay(iso, field.office.reader.locale),
      "aria-pressed": String(iso === field.value),
      onclick: () => take(field, iso),
    },
    String(Number(iso.slice(8))),
  );
}

function onCalendarKey(event, panel, field, today) {
  const from = event.target.dataset.day;
  if (!from || !(event.key in STEPS || event.key === "PageUp" || event.key === "PageDown")) return;
  event.preventDefault();
  const months = { PageUp: -1, PageDown: 1 }[event.key];
  const lit = months ? monthShifted(from, months) : shifted(from, STEPS[event.key]);
  drawMonth(panel, field, { month: lit, today, lit, focus: true });
}

/** An input that shows a time in the reader's way and holds it as 17:30. */
export function timeField({ value, placeholder, office, attributes, onChoose }) {
  const input = h("input", {
    type: "text",
    class: "field",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    autocomplete: "off",
    placeholder: placeholder || office.say("time.choose"),
    ...attributes,
    "aria-label": attributes["aria-labelledby"]
      ? null
      : (attributes["aria-label"] ?? office.say("time.choose")),
  });
  const spoken = (time) => sayTime(unixOf("2000-01-01", time, "UTC"), { ...office.reader, tz: "UTC" });
  const field = { input, value: value ?? null, spoken };
  field.reset = (time) => {
    field.value = time ?? null;
    input.value = time ? spoken(time) : "";
  };
  field.take = (time) => {
    field.reset(time);
    field.close?.();
    onChoose(field.value);
  };
  field.reset(value);
  input.addEventListener("click", () => openTimes(field));
  input.addEventListener("keydown", (event) => onTimeKey(event, field));
  input.addEventListener("change", () =>
    readTime(input.value) ? field.take(readTime(input.value)) : field.reset(field.value),
  );
  return h("span", { class: "with-icon" }, icon("clock"), input);
}

export function readTime(text) {
  const match = /^\s*(\d{1,2})(?:[:：点.]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(text);
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  const hour = half ? (Number(match[1]) % 12) + (half === "pm" ? 12 : 0) : Number(match[1]);
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : null;
}

function onTimeKey(event, field) {
  if (event.key === "ArrowDown") (event.preventDefault(), openTimes(field, { into: true }));
  if (event.key !== "Enter") return;
  event.preventDefault();
  const typed = readTime(field.input.value);
  if (typed) field.take(typed);
}

function openTimes(field, { into = false } = {}) {
  const times = Array.from(
    { length: 48 },
    (_, at) => `${String(at >> 1).padStart(2, "0")}:${at % 2 ? "30" : "00"}`,
  );
  const rows = times.map((time) =>
    h(
      "button",
      {
        type: "button",
        role: "option",
        class: "option",
        tabindex: "-1",
        "data-option": time,
        "aria-selected": String(time === field.value),
        onclick: () => field.take(time),
      },
      field.spoken(time),
    ),
  );
  const list = h("div", { class: "options times", role: "listbox" }, rows);
  const close = openPopup(field.input, list, {
    wide: true,
    onClose: () => {
      field.close = null;
    },
  });
  if (!close) return;
  field.close = () => close({ refocus: true });
  const near =
    rows[times.indexOf(field.value?.replace(/\d\d$/, (minute) => (minute < 30 ? "00" : "30")) ?? "09:00")];
  near.scrollIntoView({ block: "center" });
  if (into) near.focus();
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) (event.preventDefault(), rows[(rows.indexOf(document.activeElement) + step + 48) % 48].focus());
  });
}
