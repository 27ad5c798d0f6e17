// Puts the page together and keeps it in step with the address, the server and the clock.

import { FIRST, followPermalink, goTo, readAddress, remember, replaceWith } from "./address.js";
import { Conversation } from "./conversation.js";
import { fill, h } from "./dom.js";
import { roomHead, threadHead } from "./heads.js";
import { showHints } from "./hints.js";
import { Home } from "./home.js";
import { showModal } from "./modal.js";
import { retellMoments } from "./moments.js";
import { Office } from "./office.js";
import { closePopup } from "./popup.js";
import { openProfiles, redrawProfiles } from "./profiles.js";
import { showSidebar } from "./sidebar.js";
import { showTopbar, tick } from "./topbar.js";

const office = new Office();
const part = (name) => document.getElementById(name);
const [topbar, sidebar, room, thread, toast] = ["topbar", "sidebar", "room", "thread", "toast"].map(part);
const now = { room: null, thread: null, sideMark: "", topMark: "" };

/** The place in the address with its channel resolved: DM is the app's, none is the first one. */
function currentPlace() {
  const asked = readAddress();
  const channel =
    asked.channel === "DM" || !asked.channel ? (office.appChannel()?.id ?? null) : asked.channel;
  const isApp = channel === office.appChannel()?.id;
  const tab =
    isApp && office.state.app.home && !asked.thread
      ? (asked.tab ?? (asked.channel ? "messages" : "home"))
      : "messages";
  return { ...asked, channel, isApp, tab };
}

const addressName = (place) => (place.isApp ? "DM" : place.channel);
const openThread = (ts) => {
  const place = currentPlace();
  goTo({ as: office.as, channel: addressName(place), thread: ts });
};
const closeThread = () => {
  const place = currentPlace();
  goTo({ as: office.as, channel: addressName(place) });
};

function tell(text) {
  fill(toast, text).hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => {
    toast.hidden = true;
  }, 6000);
}

async function arrive() {
  closePopup();
  const { as } = readAddress();
  remember(as);
  if (as !== office.as || !office.state) await office.become(as);
  else show();
  await tellOpened(currentPlace());
}

/** Slack tells an app each time somebody comes to one of its tabs. */
async function tellOpened({ isApp, tab }) {
  const opened = isApp ? `${office.as}|${tab}` : null;
  if (opened === now.opened) return;
  now.opened = opened;
  if (opened) await office.act("opens_home", { tab });
}

function show() {
  const place = currentPlace();
  document.documentElement.lang = office.me.locale ?? "en";
  document.title = `${place.isApp ? office.state.app.name : `#${office.channels.get(place.channel)?.name ?? ""}`} · ${office.say("workspace")}`;
  part("skip").textContent = office.say("skip");
  showFrame(place);
  showRoom(place);
  showThread(place);
  showModal(office);
  redrawProfiles();
  retellMoments(document, office.reader);
  tick(topbar, office);
}

/** The bar and the column are drawn anew only when something in them changed, so that the focus stays. */
function showFrame(place) {
  const topMark = office.signature;
  const sideMark = topMark + JSON.stringify([office.state.channels, office.state.app.name, place.channel]);
  if (topMark !== now.topMark)
    showTopbar(topbar, office, {
      onMenu: () => drawer(true),
      onPeople: () => openProfiles(office, tell),
      tell,
    });
  if (topMark !== now.topMark) showHints(part("hints"), office);
  if (sideMark !== now.sideMark)
    showSidebar(sidebar, office, place, { onAct: actAs, onLeave: () => drawer(false) });
  Object.assign(now, { topMark, sideMark });
}

function actAs(id) {
  const { channel, isApp, tab } = currentPlace();
  drawer(false);
  goTo({ as: id, channel: isApp ? "DM" : channel, tab: isApp ? tab : null });
}

function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  if (open) sidebar.querySelector("[data-as]").focus();
}

function showRoom(place) {
  const channel = office.channels.get(place.channel);
  const mark = `${office.as}|${place.channel}|${place.tab}|${channel ? "" : "hidden"}|${place.at ?? ""}|${office.me.locale}|${office.me.tz}`;
  if (mark === now.roomMark) return void now.room?.redraw();
  now.roomMark = mark;
  if (!channel) return showNothing();
  now.room =
    place.tab === "home"
      ? new Home({ office, tell })
      : new Conversation({
          office,
          channel: channel.id,
          at: place.at,
          unread: channel.unread,
          openThread,
          tell,
        });
  fill(room, roomHead(channel, place, office), now.room.element);
  now.room.redraw();
  return refresh(now.room);
}

function showNothing() {
  now.room = null;
  fill(
    room,
    h(
      "div",
      { class: "empty" },
      h("strong", {}, office.say("not-member", { name: office.nameOf(office.as) })),
      h("span", {}, office.say("not-member.hint")),
    ),
  );
}

function showThread(place) {
  const channel = office.channels.get(place.channel);
  const wanted =
    place.thread && channel
      ? `${office.as}|${channel.id}|${place.thread}|${office.me.locale}|${office.me.tz}`
      : null;
  document.body.classList.toggle("thread-open", Boolean(wanted));
  thread.setAttribute("aria-label", office.say("thread"));
  if (wanted && wanted === now.threadMark) return void now.thread.redraw();
  now.threadMark = wanted;
  thread.hidden = !wanted;
  if (!wanted) {
    now.thread = null;
    return thread.replaceChildren();
  }
  now.thread = new Conversation({
    office,
    channel: channel.id,
    thread: place.thread,
    at: place.at,
    openThread,
    tell,
  });
  fill(thread, threadHead(channel, place, office, closeThread), now.thread.element);
  return refresh(now.thread);
}

const refresh = (pane) =>
  pane?.refresh?.().catch((failure) => tell(office.say("failed", { why: failure.message })));

office.addEventListener("state", show);
office.addEventListener("messages", ({ detail }) => {
  const shown = [now.room, now.thread].filter((pane) => pane?.place.channel === detail);
  if (shown.length) shown.forEach(refresh);
  else office.load().catch(() => {}); // somewhere else: its unread count
});
office.addEventListener("connected", () => {
  part("offline").hidden = true;
  if (office.state)
    office
      .load()
      .then(() => [now.room, now.thread].forEach(refresh))
      .catch(() => {});
});
office.addEventListener("lost", () => {
  fill(part("offline"), office.say?.("offline") ?? "…").hidden = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (document.body.classList.contains("drawer-open")) drawer(false);
  else if (readAddress().thread) closeThread();
});
part("skip").addEventListener("click", (event) => (event.preventDefault(), room.focus()));
part("shade").addEventListener("click", () => drawer(false));
setInterval(() => {
  if (!office.state || document.hidden) return;
  tick(topbar, office);
  retellMoments(document, office.reader);
}, 5000);

followPermalink();
if (!location.hash) replaceWith(readAddress());
/** A member nobody knows is left for the first one; a silent server is asked again. */
function stumble(failure) {
  if (failure.status === 400) return goTo({ as: FIRST });
  fill(part("offline"), office.say?.("unreachable") ?? failure.message).hidden = false;
  return setTimeout(
    () =>
      arrive().then(() => {
        part("offline").hidden = true;
      }, stumble),
    3000,
  );
}

window.addEventListener("hashchange", () => arrive().catch(stumble));
arrive().catch(stumble);
