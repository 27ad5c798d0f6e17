// Shows the markdown block: ordinary Markdown, as much of it as a bot sends.

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { link } from "./mrkdwn.js";

const BLOCKS = [
  { opens: /^```/, take: fence },
  { opens: /^#{1,6} /, take: (lines) => heading(lines.shift()) },
  { opens: /^(?:-{3,}|\*{3,})\s*$/, take: (lines) => (lines.shift(), h("hr")) },
  {
    opens: /^> ?/,
    take: (lines) =>
      h(
        "blockquote",
        {},
        markdown(
          while_(lines, /^> ?/)
            .map((line) => line.replace(/^> ?/, ""))
            .join("\n"),
        ),
      ),
  },
  { opens: /^\s*[-*+] /, take: (lines) => list("ul", while_(lines, /^\s*[-*+] /), /^\s*[-*+] /) },
  { opens: /^\s*\d+[.)] /, take: (lines) => list("ol", while_(lines, /^\s*\d+[.)] /), /^\s*\d+[.)] /) },
  { opens: /^\|.*\|\s*$/, take: (lines) => table(while_(lines, /^\|.*\|\s*$/)) },
];

export function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length) {
    const block = BLOCKS.find(({ opens }) => opens.test(lines[0]));
    if (block) nodes.push(block.take(lines));
    else if (lines[0].trim()) nodes.push(paragraph(lines));
    else lines.shift();
  }
  return nodes;
}

function while_(lines, pattern) {
  const end = lines.findIndex((line) => !pattern.test(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

function fence(lines) {
  lines.shift();
  const code = while_(lines, /^(?!```)/);
  lines.shift();
  return h("pre", {}, code.join("\n"));
}

function heading(line) {
  const [marks] = line.match(/^#+/);
  return h(`h${Math.min(marks.length + 1, 6)}`, {}, inline(line.slice(marks.length).trim()));
}

const list = (tag, lines, mark) =>
  h(
    tag,
    {},
    lines.map((line) => h("li", {}, inline(line.replace(mark, "")))),
  );

function table(lines) {
  const rows = lines.map((line) =>
    line
      .trim()
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head, ...body] = rows.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const row = (tag, cells) =>
    h(
      "tr",
      {},
      cells.map((cell) => h(tag, {}, inline(cell))),
    );
  return h(
    "div",
    { class: "table-frame" },
    h(
      "table",
      {},
      h("thead", {}, row("th", head)),
      h(
        "tbody",
        {},
        body.map((cells) => row("td", cells)),
      ),
    ),
  );
}

function paragraph(lines) {
  const own = while_(lines, /^(?=.*\S)(?!```|#{1,6} |> |\s*[-*+] |\s*\d+[.)] |\|)/);
  if (!own.length) own.push(lines.shift());
  return h(
    "p",
    {},
    own.map((line, at) => [at > 0 && h("br"), inline(line)]),
  );
}

const INLINE = [
  [/`([^`]+)`/, (match) => h("code", {}, match[1])],
  [/\[([^\]]+)\]\(([^)\s]+)\)/, (match) => link(match[2], inline(match[1]))],
  [/\*\*(.+?)\*\*|__(.+?)__/, (match) => h("strong", {}, inline(match[1] ?? match[2]))],
  [/~~(.+?)~~/, (match) => h("s", {}, inline(match[1]))],
  [/(?<!\w)[*_](\S(?:.*?\S)?)[*_](?!\w)/, (match) => h("em", {}, inline(match[1]))],
  [/:([a-z0-9_+-]+):/, (match) => emojiNode(match[1])],
  [/https?:\/\/[^\s<>)]+/, (match) => link(match[0], match[0])],
];

/** The earliest special piece, with what stands before it and after it. */
function inline(text) {
  const found = INLINE.map(([pattern, make]) => ({ match: pattern.exec(text), make })).filter(
    ({ match }) => match,
  );
  if (!found.length) return [text];
  const { match, make } = found.reduce((a, b) => (b.match.index < a.match.index ? b : a));
  return [text.slice(0, match.index), make(match), ...inline(text.slice(match.index + match[0].length))];
}
