// The left column: whose eyes one looks through, the channels, the app.

import { fill, h, icon } from "./dom.js";
import { avatar, handleOf, nameOf, shortLanguageOf, titleOf, zoneName } from "./people.js";
import { picker } from "./picker.js";

export function showSidebar(element, office, place, { onAct, onLeave }) {
  const { say } = office;
  fill(
    element,
    h(
      "div",
      { class: "workspace" },
      h("img", { class: "workspace-mark", src: "/icon.svg", alt: "" }),
      h("div", {}, h("strong", {}, say("workspace")), h("small", {}, say("workspace.line"))),
      h(
        "button",
        {
          type: "button",
          class: "quiet square drawer-only",
          "aria-label": say("sidebar.close"),
          onclick: onLeave,
        },
        icon("close"),
      ),
    ),
    h("p", { class: "side-title", id: "act-as" }, say("act-as")),
    memberPicker(office, onAct),
    h(
      "nav",
      {
        class: "places",
        "aria-label": say("channels"),
        onclick: ({ target }) => target.closest("a") && onLeave(),
      },
      h("p", { class: "side-title" }, say("channels")),
      h(
        "ul",
        {},
        office.state.channels
          .filter(({ kind }) => kind !== "app")
          .map((channel) => channelRow(channel, office, place)),
      ),
      h("p", { class: "side-title" }, say("apps")),
      h("ul", {}, appRow(office, place)),
    ),
  );
}

function memberPicker(office, onAct) {
  const { say, me } = office;
  const options = office.people().map((member) => ({
    value: member.id,
    label: () => [nameOf(member), member.is_restricted && h("span", { class: "tag" }, say("guest"))],
    hint: [titleOf(member, office), `${shortLanguageOf(member)} · ${zoneName(member.tz ?? "UTC", me.locale)}`]
      .filter(Boolean)
      .join("  ·  "),
    words: `${nameOf(member)} ${handleOf(member)} ${titleOf(member, office)}`,
    picture: () => avatar(member, office),
  }));
  const field = picker({
    options,
    chosen: [me.id],
    say,
    placeholder: "",
    onChoose: ([id]) => onAct(id),
    attributes: {
      class: "field picker as-picker",
      "data-as": me.id,
      "aria-label": say("act-as.now", { name: nameOf(me) }),
    },
  });
  const value = field.face.querySelector(".picker-value");
  fill(
    value,
    avatar(me, office),
    h(
      "span",
      { class: "as-name" },
      h("strong", { dir: "auto" }, nameOf(me)),
      h("small", { dir: "auto" }, titleOf(me, office) || say(me.is_restricted ? "guest" : "act-as")),
    ),
  );
  return field.face;
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
