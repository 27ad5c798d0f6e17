// Messages in a channel or a thread: one row each, days divided, rows redrawn only when they change.

import { blockNodes } from "./blocks.js";
import { h, icon, reconcile } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { isoDay, momentNode } from "./moments.js";
import { messageTools } from "./messagetools.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar, nameOf } from "./people.js";
import { counted } from "./words.js";

const TOGETHER = 5 * 60;

/**
 * Shows messages in a list element. `place` = {office, channel, thread, openThread(ts), tell(text)}.
 */
export function showMessages(list, messages, place) {
  const { office } = place;
  const rows = messages
    .filter((message) => !message.deleted || message.reply_count)
    .map((message, at, all) => ({
      message,
      day: dayBreak(message, all[at - 1], office),
      joined: joined(message, all[at - 1], office) && !(place.thread && at === 1),
      repliesBelow: place.thread && at === 0 ? all.length - 1 : 0,
    }));
  reconcile(list, rows, {
    key: ({ message }) => message.ts + (message.ephemeral ? "e" : ""),
    signature: (row) =>
      JSON.stringify(row) + office.signature + (row.day && isoDay(office.now(), office.reader.tz)),
    draw: (row) => messageRow(row, place),
  });
}

const sentAt = (message) => Number(message.ts);

function dayBreak(message, before, office) {
  const { tz } = office.reader;
  const day = isoDay(sentAt(message), tz);
  return before && isoDay(sentAt(before), tz) === day ? null : day;
}

/** A message stands without its own name when the same author spoke just before. */
function joined(message, before, office) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    sentAt(message) - sentAt(before) < TOGETHER &&
    !dayBreak(message, before, office) &&
    ![message, before].some(({ broadcast, ephemeral, deleted }) => broadcast || ephemeral || deleted)
  );
}

function messageRow({ message, day, joined: bare, repliesBelow }, place) {
  const { office } = place;
  const author = authorOf(message, office);
  const side = bare ? stamp(message, office, "hover-stamp") : avatar(author, office);
  const row = h(
    "article",
    rowAttributes(message, author, bare, place),
    message.ephemeral && h("p", { class: "note" }, icon("eye"), office.say("only-you")),
    message.broadcast && broadcastNote(message, place),
    h("div", { class: "message-side" }, side),
    h("div", { class: "message-main" }, !bare && byline(message, author, office), mainPart(message, place)),
    !message.ephemeral && messageTools(message, place),
  );
  const below =
    repliesBelow > 0 && h("p", { class: "replies-below" }, counted(office.say, "replies", repliesBelow));
  const news = place.firstNew === message.ts && h("p", { class: "new-line" }, office.say("new"));
  return h("li", {}, day && dayLine(message, office), news, row, below);
}

function rowAttributes(message, author, bare, place) {
  const pointed = place.at === message.ts;
  const classes = ["message", bare && "joined", message.ephemeral && "ephemeral", pointed && "pointed-at"];
  return {
    class: classes.filter(Boolean).join(" "),
    "data-ts": message.ts,
    "data-ephemeral": message.ephemeral ? "true" : null,
    tabindex: "-1",
    "aria-label": nameOf(author),
  };
}

function mainPart(message, place) {
  return [
    h("div", { class: "message-body" }, bodyOf(message, place)),
    message.files?.map((file) => fileNode(file, place.office)),
    message.edited && !message.deleted && h("small", { class: "edited" }, place.office.say("edited")),
    reactions(message, place),
    replies(message, place),
  ];
}

/** A picture is shown; another file can be kept, if there is something in it. */
function fileNode(file, office) {
  const { id, title, name, size, mimetype, alt_txt } = file;
  const said = h("span", { dir: "auto" }, title ?? name);
  const href = `/control/file/${id}?as=${office.me.id}`;
  if (size && mimetype.startsWith("image/")) {
    const image = h("img", { src: href, alt: alt_txt ?? title ?? name, loading: "lazy" });
    return h("figure", { class: "picture" }, h("figcaption", {}, said), h("a", { href, target: "_blank" }, image));
  }
  return size
    ? h("p", {}, h("a", { class: "file", href, download: name }, icon("file"), said))
    : h("p", { class: "file" }, icon("file"), said);
}

function dayLine(message, { reader }) {
  const day = momentNode(sentAt(message), "{day_divider_pretty}", reader);
  return h("div", { class: "day-line", role: "separator" }, day);
}

function authorOf(message, office) {
  const known = office.members.get(message.user);
  const name = message.user === "USLACKBOT" ? "Slackbot" : (message.username ?? office.state.app.name);
  return { ...(known ?? { id: message.user, real_name: name }), is_bot: message.bot ?? known?.is_bot };
}

function byline(message, author, office) {
  return h(
    "div",
    { class: "byline" },
    h("strong", { dir: "auto" }, nameOf(author)),
    author.is_bot && h("span", { class: "tag" }, office.say("app")),
    author.is_restricted && h("span", { class: "tag" }, office.say("guest")),
    stamp(message, office, "stamp"),
  );
}

function stamp(message, office, className) {
  return h("span", { class: className }, momentNode(sentAt(message), "{time}", office.reader));
}

/** A person's words are read as typed (mrkdwn); the rich text that comes with them is for the app. */
function bodyOf(message, place) {
  if (message.deleted) return h("em", { class: "edited" }, place.office.say("deleted"));
  if (message.bot && message.blocks?.length) return blockNodes(message.blocks, surfaceOf(message, place));
  return h("div", { class: "text", dir: "auto" }, mrkdwn(message.text, place.office));
}

function surfaceOf(message, place) {
  const { office, channel, tell } = place;
  return {
    office,
    form: null,
    act: async (element, block, value) => {
      const answer = await office.act(element.type === "button" ? "presses" : "chooses", {
        surface: "message",
        channel,
        ts: message.ts,
        block_id: block.block_id,
        action_id: element.action_id,
        value,
      });
      if (answer.error) tell(answer.error);
    },
  };
}

function broadcastNote(message, { office, thread, openThread }) {
  if (thread) return h("p", { class: "note" }, icon("reply"), office.say("also-sent"));
  return h(
    "p",
    { class: "note" },
    icon("reply"),
    h(
      "button",
      {
        type: "button",
        class: "text-button",
        "data-thread": message.thread_ts,
        onclick: () => openThread(message.thread_ts),
      },
      office.say("replied"),
    ),
  );
}

function reactions({ reactions: given }, { office }) {
  if (!given?.length) return null;
  return h(
    "p",
    { class: "reactions" },
    given.map(({ name, users, count }) =>
      h(
        "span",
        { class: "reaction", title: users?.map((id) => office.nameOf(id)).join("、") },
        emojiNode(name),
        ` ${count ?? users.length}`,
      ),
    ),
  );
}

function replies(message, { office, thread, openThread }) {
  if (thread || !message.reply_count) return null;
  return h(
    "button",
    { type: "button", class: "replies", "data-thread": message.ts, onclick: () => openThread(message.ts) },
    icon("reply"),
    counted(office.say, "replies", message.reply_count),
  );
}
