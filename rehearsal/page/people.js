// How a person looks and is called: name, initials, colour, language, place on the clock.

import { h } from "./dom.js";

const COLOURS = 12;
const HAN = /\p{Script=Han}/u;

export const nameOf = (member) => member.real_name || member.profile?.real_name || member.name;
export const handleOf = (member) => member.profile?.display_name || member.name;

/** A title said in two languages, "秘书 · Writer", is shown in the reader's. */
export function titleOf(member, office) {
  const said = (member.title ?? member.profile?.title ?? "").split(" · ");
  return office.me.locale?.startsWith("zh") ? said[0] : said.at(-1);
}

/** 王建国 → 建国 (国 where there is little room), Li Na 李娜 → LN, Tom Baker → TB. */
export function initials(name, letters = 2) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const latin = words.filter((word) => !HAN.test(word));
  if (latin.length)
    return latin
      .slice(0, 2)
      .map((word) => word[0].toUpperCase())
      .join("");
  return [...(words[0] ?? name)].slice(-letters).join("") || "?";
}

export function avatar(member, office, size = "") {
  const colour = office.colourOf(member.id) % COLOURS;
  const kind = member.id === "USLACKBOT" ? "slackbot" : member.is_bot ? "bot" : `colour-${colour}`;
  return h(
    "span",
    { class: `avatar ${kind} ${size}`, "aria-hidden": "true" },
    initials(nameOf(member), size ? 1 : 2),
  );
}

const LANGUAGES = {
  "zh-CN": "中文（简体）",
  "zh-TW": "中文（繁體）",
  "en-US": "English (US)",
  "en-GB": "English (UK)",
};

export const languages = (current) => ({
  ...LANGUAGES,
  ...(current in LANGUAGES ? {} : { [current]: current }),
});
export const languageOf = (member) => LANGUAGES[member.locale] ?? member.locale ?? "";
export const shortLanguageOf = (member) => (member.locale?.startsWith("zh") ? "中文" : "English");

const ZONES = {
  "Asia/Shanghai": ["上海", "Shanghai"],
  "Asia/Urumqi": ["乌鲁木齐", "Urumqi"],
  "Asia/Hong_Kong": ["香港", "Hong Kong"],
  "Asia/Tokyo": ["东京", "Tokyo"],
  "Asia/Singapore": ["新加坡", "Singapore"],
  "Asia/Kolkata": ["新德里", "New Delhi"],
  "Asia/Dubai": ["迪拜", "Dubai"],
  "Europe/Moscow": ["莫斯科", "Moscow"],
  "Europe/Berlin": ["柏林", "Berlin"],
  "Europe/London": ["伦敦", "London"],
  UTC: ["世界时", "UTC"],
  "America/Sao_Paulo": ["圣保罗", "São Paulo"],
  "America/New_York": ["纽约", "New York"],
  "America/Los_Angeles": ["洛杉矶", "Los Angeles"],
  "Australia/Sydney": ["悉尼", "Sydney"],
  "Pacific/Auckland": ["奥克兰", "Auckland"],
};

export const zones = (current) => [...new Set([...Object.keys(ZONES), current])];

export function zoneName(zone, locale) {
  return ZONES[zone]?.[locale?.startsWith("zh") ? 0 : 1] ?? zone.split("/").pop().replaceAll("_", " ");
}

export function zoneOffset(zone, unix) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(unix * 1000);
  return parts.find(({ type }) => type === "timeZoneName").value.replace("GMT", "UTC");
}
