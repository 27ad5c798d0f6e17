// Shows rich_text blocks: sections, lists, quotes, preformatted text and what stands in them.

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { momentNode } from "./moments.js";
import { channelMention, link, mention } from "./mrkdwn.js";

const PARTS = {
  rich_text_section: (part, office) => h("div", { class: "rich-section", dir: "auto" }, pieces(part, office)),
  rich_text_quote: (part, office) => h("blockquote", { dir: "auto" }, pieces(part, office)),
  rich_text_preformatted: (part, office) => h("pre", {}, pieces(part, office)),
  rich_text_list: list,
};

export function richText(block, office) {
  return h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((part) => PARTS[part.type]?.(part, office)),
  );
}

function list(part, office) {
  const ordered = part.style === "ordered";
  return h(
    ordered ? "ol" : "ul",
    {
      class: `rich-list indent-${Math.min(part.indent ?? 0, 5)}`,
      start: ordered && part.offset ? part.offset + 1 : null,
    },
    part.elements.map((item) => h("li", { dir: "auto" }, pieces(item, office))),
  );
}

const pieces = (part, office) =>
  part.elements.map((piece) => dressed(PIECES[piece.type]?.(piece, office) ?? "", piece.style));

const PIECES = {
  text: ({ text }) => lines(text),
  link: ({ url, text }) => link(url, text ?? url),
  user: ({ user_id }, office) => mention(user_id, office),
  channel: ({ channel_id }, office) => channelMention(channel_id, office),
  usergroup: ({ usergroup_id }) => h("span", { class: "mention" }, `@${usergroup_id}`),
  broadcast: ({ range }) => h("span", { class: "mention mine" }, `@${range}`),
  emoji: ({ name, unicode }) =>
    unicode ? String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16))) : emojiNode(name),
  color: ({ value }) => h("code", {}, value),
  date: ({ timestamp, format, url }, office) => {
    const moment = momentNode(timestamp, format, office.reader);
    return url ? link(url, moment) : moment;
  },
};

const lines = (text) => text.split("\n").map((line, at) => [at > 0 && h("br"), line]);

const DRESS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function dressed(node, style = {}) {
  return Object.entries(DRESS).reduce(
    (inside, [name, tag]) => (style[name] ? h(tag, {}, inside) : inside),
    node,
  );
}
