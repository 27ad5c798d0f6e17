// Draws a data_table block: page by page, sorted by the column whose head is pressed.

import { fill, h, iconButton } from "./dom.js";

const USUAL_PAGE = 5; // Slack's own, where the block says nothing

/** `cellNodes` draws one cell; `caption` names the table for who cannot see it. */
export function dataTable(block, caption, cellNodes, say) {
  const [head = [], ...body] = block.rows ?? [];
  const size = block.page_size ?? USUAL_PAGE;
  const frame = h("div", { class: "table-frame data", tabindex: "0", role: "region", "aria-label": caption });
  let [first, by, down] = [0, -1, false];

  const sorts = (at) => () => {
    [first, down, by] = [0, by === at && !down, at];
    draw();
  };
  const turns = (step) => () => {
    first += step * size;
    draw();
  };

  function draw() {
    const rows = by < 0 ? body : [...body].sort((one, other) => compare(one[by], other[by]) * (down ? -1 : 1));
    const shown = rows.slice(first, first + size);
    const order = (at) => (at === by ? (down ? "descending" : "ascending") : null);
    const heads = head.map((cell, at) =>
      h(
        "th",
        { scope: "col", "aria-sort": order(at) },
        h("button", { type: "button", class: "quiet", onclick: sorts(at) }, cellNodes(cell)),
      ),
    );
    const named = block.row_header_column_index;
    const lines = shown.map((cells) =>
      h(
        "tr",
        {},
        cells.map((cell, at) => h(at === named ? "th" : "td", { class: kind(cell), dir: "auto" }, cellNodes(cell))),
      ),
    );
    const grid = h(
      "table",
      {},
      h("caption", { dir: "auto" }, caption),
      h("thead", {}, h("tr", {}, heads)),
      h("tbody", {}, lines),
    );
    fill(frame, grid, body.length > size && pages(first, shown.length, body.length, turns, say));
  }

  draw();
  return frame;
}

const kind = (cell) => (cell.type === "raw_number" ? "right" : "wrapped");
const value = (cell) => cell.value ?? cell.text ?? "";

function compare(one, other) {
  const [a, b] = [value(one), value(other)];
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function pages(first, shown, all, turns, say) {
  return h(
    "div",
    { class: "table-pages" },
    iconButton("back", say("page.before"), { onclick: turns(-1), disabled: first === 0 }),
    h("span", { "aria-live": "polite" }, `${first + 1}–${first + shown} / ${all}`),
    iconButton("forward", say("page.after"), { onclick: turns(1), disabled: first + shown >= all }),
  );
}
