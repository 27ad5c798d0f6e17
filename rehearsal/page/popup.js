// A small panel beside its anchor: closed by Escape, by a click elsewhere, by choosing. Menus are made of it.

import { freshId, h } from "./dom.js";

let open = null;

/** Opens `content` beside `anchor`; a second call with the same anchor closes it. Returns a function that closes. */
export function openPopup(anchor, content, { onClose = () => {}, wide = false, align = "start" } = {}) {
  const again = open?.anchor === anchor;
  open?.close();
  if (again) return null;
  const panel = h("div", { class: "popup", popover: "manual", id: freshId("popup") }, content);
  panel.addEventListener(
    "mousedown",
    (event) => event.target.closest("input, button") || event.preventDefault(),
  ); // the focus stays
  (anchor.closest("dialog") ?? document.body).append(panel);
  panel.showPopover();
  place(panel, anchor, { wide, align });
  anchor.setAttribute("aria-expanded", "true");
  anchor.setAttribute("aria-controls", panel.id);
  const leaving = new AbortController();
  const close = ({ refocus = false } = {}) => {
    if (leaving.signal.aborted) return;
    leaving.abort();
    open = null;
    panel.remove();
    anchor.setAttribute("aria-expanded", "false");
    anchor.removeAttribute("aria-controls");
    if (refocus) anchor.focus();
    onClose();
  };
  open = { anchor, close };
  closeWhenLeft(panel, anchor, close, leaving.signal);
  return close;
}

function closeWhenLeft(panel, anchor, close, signal) {
  const outside = ({ target }) => !panel.contains(target) && !anchor.contains(target);
  document.addEventListener("pointerdown", (event) => outside(event) && close(), { signal, capture: true });
  document.addEventListener("focusin", (event) => outside(event) && close(), { signal });
  const width = innerWidth; // a phone's keyboard changes the height only
  window.addEventListener("resize", () => innerWidth !== width && close(), { signal });
  document.addEventListener(
    "scroll",
    (event) => event.target !== panel && !panel.contains(event.target) && close(),
    { signal, capture: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close({ refocus: true });
    },
    { signal, capture: true },
  );
}

export const closePopup = () => open?.close();

function place(panel, anchor, { wide, align }) {
  const [box, margin] = [anchor.getBoundingClientRect(), 8];
  if (wide) panel.style.minWidth = `${box.width}px`;
  const below = innerHeight - box.bottom - margin;
  const above = box.top - margin;
  const up = panel.offsetHeight > below && above > below;
  panel.style.maxHeight = `${Math.min(up ? above : below, 560) - 4}px`;
  panel.style.top = `${up ? box.top - panel.offsetHeight - 4 : box.bottom + 4}px`;
  const left = align === "end" ? box.right - panel.offsetWidth : box.left;
  panel.style.left = `${Math.max(margin, Math.min(left, innerWidth - panel.offsetWidth - margin))}px`;
}

/** What a button that opens a menu says of itself. */
export const OPENS_MENU = { "aria-haspopup": "menu", "aria-expanded": "false" };

/** A menu of `{label, hint, icon, onChoose, attributes}`; arrow keys walk, Enter chooses. */
export function openMenu(anchor, label, items, options = {}) {
  let close = null;
  const rows = items.map((item) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        tabindex: "-1",
        ...item.attributes,
        onclick: () => (close({ refocus: true }), item.onChoose()),
      },
      item.icon,
      h(
        "span",
        { class: "menu-text" },
        h("span", { dir: "auto" }, item.label),
        item.hint && h("small", {}, item.hint),
      ),
    ),
  );
  const menu = h("div", { role: "menu", "aria-label": label, class: "menu" }, rows);
  menu.addEventListener("keydown", (event) => walk(event, rows));
  close = openPopup(anchor, menu, options);
  if (close) rows[0]?.focus();
}

function walk(event, rows) {
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!(event.key in steps)) return;
  event.preventDefault();
  rows[stepped(rows.indexOf(document.activeElement), steps[event.key], rows.length)]?.focus();
}

/** The next position on a ring; infinite steps lead to its ends. */
export function stepped(at, step, size) {
  if (!Number.isFinite(step)) return step < 0 ? 0 : size - 1;
  return (at + step + size) % size;
}
