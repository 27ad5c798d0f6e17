// The lines above a room and above a thread: where one is, who else is there, which tab.

import { h, icon, iconButton } from "./dom.js";
import { avatar } from "./people.js";
import { counted } from "./words.js";

export function roomHead(channel, place, office) {
  const name = place.isApp ? office.state.app.name : channel.name;
  return h(
    "header",
    { class: "room-head" },
    h("h1", { dir: "auto" }, sign(channel, office), name),
    place.isApp && office.state.app.home && tabs(place.tab, office),
    !place.isApp && h("p", { class: "topic", dir: "auto" }, channel.topic),
    !place.isApp && memberPile(channel, office),
  );
}

function sign({ kind }, office) {
  if (kind === "app") return avatar({ id: "app", real_name: office.state.app.name, is_bot: true }, office);
  return kind === "private" ? icon("lock") : h("span", { class: "hash" }, "#");
}

function tabs(current, office) {
  const link = (tab) => ({
    role: "tab",
    class: "tab",
    href: office.addressOf({ channel: "DM", tab }),
    "aria-selected": String(tab === current),
    "data-tab": tab,
  });
  const names = ["home", "messages"];
  return h(
    "div",
    { class: "tabs", role: "tablist" },
    names.map((tab) => h("a", link(tab), office.say(tab))),
  );
}

function memberPile({ members }, office) {
  const known = members.map((id) => office.members.get(id)).filter(Boolean);
  return h(
    "span",
    { class: "pile", title: known.map(({ id }) => office.nameOf(id)).join("、") },
    known.slice(0, 4).map((member) => avatar(member, office, "small")),
    h("span", {}, counted(office.say, "members", members.length)),
  );
}

export function threadHead(channel, place, office, onClose) {
  const where = place.isApp ? office.state.app.name : `#${channel.name}`;
  return h(
    "header",
    { class: "room-head" },
    h("h2", {}, office.say("thread"), h("small", { dir: "auto" }, where)),
    iconButton("close", office.say("thread.close"), { "data-close-thread": true, onclick: onClose }),
  );
}
