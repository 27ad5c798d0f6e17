// Makes elements out of names, attributes and children; user text only ever becomes a text node.

/** `h("button", {class: "x", "aria-label": "y", onclick: f}, child, …)`; null attributes and children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  element.append(...flat(children));
  return element;
}

function set(element, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

export function flat(children) {
  return children.flat(Infinity).filter((child) => child != null && child !== false);
}

export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M4 4.8 20.5 12 4 19.2l2.2-6.2H13v-2H6.2z",
  bolt: "M13 2 5 13.5h5.2L9.5 22 19 9.8h-5.8z",
  reply:
    "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5z",
  more: "M5 10.5h3v3H5zm5.5 0h3v3h-3zm5.5 0h3v3h-3z",
  menu: "M4 6.5h16M4 12h16M4 17.5h16",
  close: "m6 6 12 12M18 6 6 18",
  back: "m14.5 5.5-6.5 6.5 6.5 6.5",
  forward: "m9.5 5.5 6.5 6.5-6.5 6.5",
  down: "m6 9 6 6 6-6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
  lock: "M6.5 10.5h11v9h-11zM8.8 10.5V8a3.2 3.2 0 0 1 6.4 0v2.5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  sunrise:
    "M3 18.5h18M6.5 18.5a5.5 5.5 0 0 1 11 0M12 4v5M9.5 6.3 12 4l2.5 2.3M4.6 12.2l1.5 1.2M19.4 12.2l-1.5 1.2",
  check: "m5 12.5 4.5 4.5L19 7.5",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8",
  globe:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  pencil: "m5 19 1-4L16 5l3 3L9 18zM14 7l3 3",
  bin: "M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  file: "M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4",
};
const SOLID = new Set(["send", "bolt", "more"]);

export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  picture.append(path);
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", SOLID.has(name) ? "icon solid" : "icon");
  picture.setAttribute("aria-hidden", "true");
  return picture;
}

/** A quiet square button with a picture on it and a name for who cannot see it. */
export const iconButton = (name, label, attributes) =>
  h(
    "button",
    { type: "button", class: "quiet square", "aria-label": label, title: label, ...attributes },
    icon(name),
  );

/** Brings a list's children in line with `items`, redrawing only those whose signature changed. */
export function reconcile(list, items, { key, signature, draw }) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const [name, mark] = [String(key(item)), signature(item)];
    const kept = old.get(name);
    if (kept?.signature === mark) return kept;
    const fresh = draw(item);
    fresh.dataset.key = name;
    fresh.signature = mark;
    return fresh;
  });
  const kept = new Set(wanted);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  wanted.forEach(
    (child, at) => list.children[at] === child || list.insertBefore(child, list.children[at] ?? null),
  );
}

let count = 0;
export const freshId = (stem) => `${stem}-${++count}`;
