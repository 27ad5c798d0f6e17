// Shows Slack's mrkdwn as elements, with Slack's own rules about word boundaries.

import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { momentNode } from "./moments.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const QUOTE = /^(?:&gt;|>) ?/;
const CODE = /`([^`\n]+)`/y;
const ANGLE = /<([^<>\n]+)>/y;
const EMOJI = /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/y;
const ADDRESS = /https?:\/\/[^\s<>|，。；、）】》]+[^\s<>|，。；、）】》.,;:!?)]/y;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export const unescaped = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** All of a mrkdwn text: blocks of code, quotes, and lines. */
export function mrkdwn(text, office) {
  return String(text ?? "")
    .split(/```\n?([\s\S]*?)\n?```\n?/)
    .map((piece, at) => {
      if (at % 2) return h("pre", {}, unescaped(piece));
      return piece && quotesAndLines(piece, office);
    });
}

function quotesAndLines(text, office) {
  const groups = [];
  let toTheEnd = false;
  for (const line of text.split("\n")) {
    toTheEnd ||= /^(?:&gt;|>){3}/.test(line);
    const quoted = toTheEnd || QUOTE.test(line);
    const bare = line.replace(toTheEnd ? /^(?:&gt;|>){3} ?/ : QUOTE, "");
    if (groups.at(-1)?.quoted === quoted) groups.at(-1).lines.push(bare);
    else groups.push({ quoted, lines: [bare] });
  }
  return groups.map(({ quoted, lines }) =>
    quoted ? h("blockquote", {}, withBreaks(lines, office)) : withBreaks(lines, office),
  );
}

function withBreaks(lines, office) {
  return lines.map((line, at) => [at > 0 && h("br"), inline(line, office)]);
}

/** One line: the pieces that are special become elements, what lies between stays text. */
export function inline(text, office) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = special(text, at, office);
    if (found) {
      nodes.push(unescaped(plain), found.node);
      plain = "";
      at += found.length;
    } else plain += text[at++];
  }
  return [...nodes, unescaped(plain)];
}

function special(text, at, office) {
  switch (text[at]) {
    case "`":
      return matched(CODE, text, at, (code) => h("code", {}, unescaped(code)));
    case "<":
      return matched(ANGLE, text, at, (inside) => angle(inside, office));
    case ":":
      return matched(EMOJI, text, at, emojiNode);
    case "h":
      return atWordStart(text, at) && matched(ADDRESS, text, at, (_, whole) => link(whole, unescaped(whole)));
    case "*":
    case "_":
    case "~":
      return styled(text, at, office);
    default:
      return null;
  }
}

function matched(pattern, text, at, make) {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match && { node: make(match[1], match[0]), length: match[0].length };
}

const atWordStart = (text, at) => at === 0 || !WORD.test(charBefore(text, at));
const charBefore = (text, at) =>
  String.fromCodePoint(
    text.codePointAt(at - 2) > 0xffff ? text.codePointAt(at - 2) : text.charCodeAt(at - 1),
  );

function styled(text, at, office) {
  const marker = text[at];
  const [before, after] = [text[at - 1], text[at + 1]];
  if (!atWordStart(text, at) || before === marker || !after || after === marker || /\s/.test(after))
    return null;
  const end = closing(text, at + 1, marker);
  if (end < 0) return null;
  return { node: h(STYLES[marker], {}, inline(text.slice(at + 1, end), office)), length: end + 1 - at };
}

/** Where the style ends: a marker after something and before no word, outside of code and angle brackets. */
function closing(text, from, marker) {
  for (let at = from; at < text.length; at++) {
    const jump = { "`": CODE, "<": ANGLE }[text[at]];
    if (jump) {
      jump.lastIndex = at;
      at += (jump.exec(text)?.[0].length ?? 1) - 1;
    } else if (
      text[at] === marker &&
      at > from &&
      !/\s/.test(text[at - 1]) &&
      !WORD.test(String.fromCodePoint(text.codePointAt(at + 1) || 32))
    ) {
      return at;
    }
  }
  return -1;
}

function angle(inside, office) {
  const [head, label] = split(inside, "|");
  if (head[0] === "@") return mention(head.slice(1), office, label);
  if (head[0] === "#") return channelMention(head.slice(1), office, label);
  if (head[0] === "!") return broadcastOrDate(head.slice(1), office, label);
  return link(unescaped(head), label ? unescaped(label) : unescaped(head).replace(/^mailto:/, ""));
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

export function mention(id, office, label = "") {
  const mine = id === office.me.id ? " mine" : "";
  return h(
    "span",
    { class: `mention${mine}`, "data-member": id },
    `@${office.nameOf(id) ?? (unescaped(label) || id)}`,
  );
}

export function channelMention(id, office, label = "") {
  const channel = office.channels.get(id);
  if (channel)
    return h("a", { class: "mention", href: office.addressOf({ channel: id }) }, `#${channel.name}`);
  return h(
    "span",
    { class: "mention" },
    label ? `#${unescaped(label)}` : [`#`, office.say("private-channel")],
  );
}

function broadcastOrDate(head, office, label) {
  if (head.startsWith("date^")) return date(head, office, label);
  const [kind] = head.split("^");
  return h("span", { class: "mention mine" }, label ? unescaped(label) : `@${kind}`);
}

function date(head, office, fallback) {
  const [, unix, tokens, address] = head.split("^");
  if (!/^\d+$/.test(unix) || !tokens) return unescaped(fallback);
  const moment = momentNode(Number(unix), unescaped(tokens), office.reader);
  return address ? link(unescaped(address), moment) : moment;
}

/** A link that can only lead to a web page, a mail address, or a place on this page. */
export function link(address, ...label) {
  const here = permalink(address);
  if (here) return h("a", { href: here }, ...label);
  if (!/^(https?:|mailto:)/i.test(address)) return h("span", {}, ...label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

export function permalink(address) {
  const match = /^https?:\/\/([^/]+)\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(address);
  if (match?.[1] !== location.host) return null;
  const thread = new URLSearchParams(match[5]).get("thread_ts");
  const place = new URLSearchParams({
    channel: match[2],
    at: `${match[3]}.${match[4]}`,
    ...(thread && { thread }),
  });
  return `#${place}`;
}
