// The page's address says where one is: #as=ULINA&channel=DM&thread=…&tab=home&at=….

const PARTS = ["as", "channel", "thread", "tab", "at"];
const REMEMBERED = "rehearsal.as"; // in this tab first, so that two tabs can be two people
export const FIRST = "UWANG";

export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const place = Object.fromEntries(PARTS.map((part) => [part, given.get(part) || null]));
  place.as ??= sessionStorage.getItem(REMEMBERED) ?? localStorage.getItem(REMEMBERED) ?? FIRST;
  return place;
}

export function addressOf(place) {
  const given = PARTS.filter((part) => place[part]).map((part) => [part, place[part]]);
  return `#${new URLSearchParams(given)}`;
}

export function remember(as) {
  sessionStorage.setItem(REMEMBERED, as);
  localStorage.setItem(REMEMBERED, as);
}

export function goTo(place) {
  if (location.hash !== addressOf(place)) location.hash = addressOf(place);
}

export function replaceWith(place) {
  history.replaceState(null, "", `/${addressOf(place)}`);
}

/** A Slack permalink, /archives/CID/p1234567890123456, leads to the same message here. */
export function followPermalink() {
  const match = /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(location.pathname);
  if (!match) return;
  const thread = new URLSearchParams(location.search).get("thread_ts");
  const { as } = readAddress();
  replaceWith({ as, channel: match[1], at: `${match[2]}.${match[3]}`, thread });
}
