// Draws Block Kit blocks; what can be pressed in them is drawn by elements.

import { chart } from "./charts.js";
import { dataTable } from "./datatable.js";
import { fill, freshId, h, icon } from "./dom.js";
import { elementNode } from "./elements.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { textOf, wordsOf } from "./text.js";

export function blockNodes(blocks, place) {
  return (blocks ?? []).map((block) => {
    const draw = DRAWERS[block.type] ?? unknown;
    return h(
      "div",
      { class: `block block-${block.type}`, "data-block-id": block.block_id },
      draw(block, place),
    );
  });
}

const DRAWERS = {
  section,
  actions,
  context,
  input,
  table,
  header: (block, { office }) => h("h2", { dir: "auto" }, textOf(block.text, office)),
  divider: () => h("hr"),
  image: (block, { office }) => picture(block, office),
  rich_text: (block, { office }) => richText(block, office),
  markdown: (block) => markdown(block.text),
  alert: (block, { office }) =>
    h(
      "div",
      { class: `alert ${block.level ?? block.severity ?? ""}`, role: "note", dir: "auto" },
      textOf(block.text, office),
    ),
  context_actions: (block, place) =>
    h(
      "div",
      { class: "actions" },
      block.elements.map((element) => elementNode(element, block, place)),
    ),
  data_table: (block, { office }) =>
    dataTable(block, wordsOf(block.caption), (cell) => cellNodes(cell, office), office.say),
  data_visualization: (block) => chart(block),
  file: (block, { office }) => h("p", { class: "file" }, icon("file"), office.say("file")),
  container: (block, place) => blockNodes(block.child_blocks ?? block.blocks, place),
};

const unknown = (block, { office }) =>
  h("p", { class: "unknown" }, office.say("unknown-block", { type: block.type }));

function section(block, place) {
  const { office } = place;
  return [
    h(
      "div",
      { class: "section-text" },
      block.text && h("div", { class: "text", dir: "auto" }, textOf(block.text, office)),
      block.fields &&
        h(
          "div",
          { class: "fields" },
          block.fields.map((field) => h("div", { class: "text", dir: "auto" }, textOf(field, office))),
        ),
    ),
    block.accessory && h("div", { class: `accessory of-${block.accessory.type}` }, accessory(block, place)),
  ];
}

function accessory(block, place) {
  const { accessory: it } = block;
  return it.type === "image" ? picture(it, place.office) : elementNode(it, block, place);
}

function actions(block, place) {
  return h(
    "div",
    { class: "actions", role: "group" },
    block.elements.map((element) => elementNode(element, block, place)),
  );
}

function context(block, { office }) {
  return block.elements.map((element) =>
    element.type === "image"
      ? h("img", { src: element.image_url, alt: element.alt_text, title: element.alt_text })
      : h("span", { dir: "auto" }, textOf(element, office)),
  );
}

function picture(image, office) {
  const words = image.alt_text || office.say("image");
  const instead = () => h("span", { class: "no-picture", role: "img", "aria-label": words }, words);
  const frame = h(
    "figure",
    {},
    image.title && h("figcaption", { dir: "auto" }, textOf(image.title, office)),
    h("img", {
      src: image.image_url ?? image.slack_file?.url,
      alt: words,
      loading: "lazy",
      onerror: () => fill(frame, instead()),
    }),
  );
  return frame;
}

/** A label above, the control, then the hint and what is wrong with it. */
function input(block, place) {
  const { office, form } = place;
  const stem = freshId("input");
  const wired = {
    ...block,
    controlId: stem,
    labelId: `${stem}-label`,
    errorId: `${stem}-error`,
    hintId: block.hint ? `${stem}-hint` : null,
  };
  const error = form?.errors[block.block_id];
  return h(
    "div",
    { class: error ? "input wrong" : "input", "data-field": block.block_id },
    h(
      "label",
      { for: stem, id: wired.labelId, dir: "auto" },
      textOf(block.label, office),
      block.optional && h("span", { class: "optional" }, ` ${office.say("optional")}`),
    ),
    elementNode(block.element, wired, place),
    error &&
      h("p", { class: "error", id: wired.errorId, role: "alert", "data-error": block.block_id }, error),
    block.hint && h("p", { class: "hint", id: wired.hintId, dir: "auto" }, textOf(block.hint, office)),
  );
}

function table(block, { office }) {
  const settings = block.column_settings ?? [];
  const [head = [], ...body] = block.rows ?? [];
  const look = (at) => [settings[at]?.align, settings[at]?.is_wrapped && "wrapped"].filter(Boolean).join(" ");
  const row = (tag, cells) =>
    h(
      "tr",
      {},
      cells.map((cell, at) => h(tag, { class: look(at), dir: "auto" }, cellNodes(cell, office))),
    );
  const caption = wordsOf(block.caption);
  const grid = h(
    "table",
    {},
    caption && h("caption", { dir: "auto" }, caption),
    h("thead", {}, row("th", head)),
    h(
      "tbody",
      {},
      body.map((cells) => row("td", cells)),
    ),
  );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption || null },
    grid,
  );
}

function cellNodes(cell, office) {
  if (cell.type === "rich_text") return richText(cell, office);
  return textOf({ type: "plain_text", text: String(cell.text ?? cell.value ?? "") }, office);
}
