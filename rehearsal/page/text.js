// A text object as nodes or as bare words.

import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

export function textOf(text, office) {
  if (!text) return [];
  if (typeof text === "string") return withEmoji(text);
  return text.type === "mrkdwn" ? mrkdwn(text.text, office) : plain(text);
}

const plain = ({ text, emoji }) => (emoji === false ? [text] : withEmoji(text ?? ""));

export const wordsOf = (text) => (typeof text === "string" ? text : (text?.text ?? ""));
