// The left column: whose eyes one looks through, the channels, the app.

import { fill, h, icon, iconButton } from "./dom.js";
import { avatar, handleOf, nameOf, shortLanguageOf, titleOf, zoneName } from "./people.js";
import { picker } from "./picker.js";

export function showSidebar(element, office, place, { onAct, onLeave }) {
  const { say, state } = office;
  const channels = state.channels.filter(({ kind }) => kind !== "app");
  const leaveOnChoice = ({ target }) => target.closest("a") && onLeave();
  fill(
    element,
    workspaceHead(say, onLeave),
    h("p", { class: "side-title" }, say("act-as")),
    memberPicker(office, onAct),
    h(
      "nav",
      { class: "places", "aria-label": say("channels"), onclick: leaveOnChoice },
      h("p", { class: "side-title" }, say("channels")),
      h(
        "ul",
        {},
        channels.map((channel) => channelRow(channel, office, place)),
      ),
      h("p", { class: "side-title" }, say("apps")),
      h("ul", {}, appRow(office, place)),
    ),
  );
}

function workspaceHead(say, onLeave) {
  return h(
    "div",
    { class: "workspace" },
    h("img", { class: "workspace-mark", src: "/icon.svg", alt: "" }),
    h("div", {}, h("strong", {}, say("workspace")), h("small", {}, say("workspace.line"))),
    iconButton("close", say("sidebar.close"), { class: "quiet square drawer-only", onclick: onLeave }),
  );
}

function memberPicker(office, onAct) {
  const { say, me } = office;
  const hooks = { "data-as": me.id, "aria-label": say("act-as.now", { name: nameOf(me) }) };
  const field = picker({
    options: office.people().map((member) => memberOption(member, office)),
    chosen: [me.id],
    say,
    attributes: { class: "field picker as-picker", ...hooks },
    drawChosen: () => [avatar(me, office), nameAndTitle(me, office)],
    onChoose: ([id]) => onAct(id),
  });
  return field.face;
}

function memberOption(member, office) {
  const title = titleOf(member, office);
  const reads = `${shortLanguageOf(member)} · ${zoneName(member.tz ?? "UTC", office.me.locale)}`;
  const guest = member.is_restricted && h("span", { class: "tag" }, office.say("guest"));
  return {
    value: member.id,
    label: () => [nameOf(member), guest],
    hint: title ? `${title} · ${reads}` : reads,
    words: `${nameOf(member)} ${handleOf(member)} ${title}`,
    picture: () => avatar(member, office),
  };
}

function nameAndTitle(member, office) {
  const title = titleOf(member, office) || office.say(member.is_restricted ? "guest" : "act-as");
  return h(
    "span",
    { class: "as-name" },
    h("strong", { dir: "auto" }, nameOf(member)),
    h("small", { dir: "auto" }, title),
  );
}

function channelRow(channel, office, place) {
  const sign =
    channel.kind === "private" ? icon("lock") : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  return placeRow(
    { channel: channel.id },
    sign,
    channel.name,
    channel.unread,
    channel.id === place.channel,
    office,
    channel.id,
  );
}

function appRow(office, place) {
  const { app } = office.state;
  const channel = office.appChannel();
  if (!channel) return null;
  const sign = avatar({ id: "app", real_name: app.name, is_bot: true }, office, "small");
  return placeRow(
    { channel: "DM" },
    sign,
    app.name,
    channel.unread,
    channel.id === place.channel,
    office,
    "DM",
  );
}

function placeRow(target, sign, name, unread, current, office, hook) {
  const fresh = unread > 0 && !current;
  return h(
    "li",
    {},
    h(
      "a",
      {
        class: fresh ? "place unread" : "place",
        href: office.addressOf(target),
        "aria-current": current ? "page" : null,
        "data-channel": hook,
      },
      sign,
      h("span", { class: "place-name", dir: "auto" }, name),
      fresh &&
        h(
          "span",
          { class: "badge", "aria-label": office.say("unread", { n: unread }), "data-unread": unread },
          unread,
        ),
    ),
  );
}
