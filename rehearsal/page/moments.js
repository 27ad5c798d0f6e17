// Says moments in a reader's language and time zone, Slack's date tokens among them.

const DAY = 86_400;
const formats = new Map();

function format(locale, options) {
  const name = locale + JSON.stringify(options);
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat(locale, options));
  return formats.get(name);
}

const tidy = (text) => text.replace(/\u202f/g, " ");

/** The wall clock of a zone at a moment: {year, month, day, hour, minute, second} as numbers. */
export function wall(unix, zone) {
  const parts = format("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(unix * 1000);
  return Object.fromEntries(
    parts.filter((part) => part.type !== "literal").map((part) => [part.type, Number(part.value)]),
  );
}

export function isoDay(unix, zone) {
  const { year, month, day } = wall(unix, zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const dayNumber = (iso) => Date.parse(`${iso}T00:00Z`) / 1000 / DAY;
const daysFromToday = (unix, reader) =>
  dayNumber(isoDay(unix, reader.tz)) - dayNumber(isoDay(reader.now, reader.tz));

/** The moment at which a zone's clock shows this day and time. */
export function unixOf(iso, time, zone) {
  const asIfUtc = Date.parse(`${iso}T${time}Z`) / 1000;
  const offset = (unix) => {
    const { year, month, day, hour, minute, second } = wall(unix, zone);
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - unix;
  };
  return asIfUtc - offset(asIfUtc - offset(asIfUtc));
}

export function sayTime(unix, { locale, tz }, timeStyle = "short") {
  return tidy(format(locale, { timeZone: tz, timeStyle }).format(unix * 1000));
}

/** An ISO day said without any zone: "12月4日 周五", "Fri 4 Dec". */
export function sayDay(
  iso,
  locale,
  options = { weekday: "short", month: "short", day: "numeric", year: "numeric" },
) {
  return format(locale, { timeZone: "UTC", ...options })
    .format(Date.parse(`${iso}T00:00Z`))
    .replace(/日(?=周|星期)/, "日 ");
}

function nearDay(unix, reader) {
  const days = daysFromToday(unix, reader);
  return Math.abs(days) > 1
    ? null
    : new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(days, "day");
}

const ENDINGS = { 1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st" };
const ordinal = (day) => day + (ENDINGS[day] ?? "th");

/** A date as Slack words it: the year goes within half a year of today, American days are ordinals. */
function sayDate(unix, { locale, tz, now }, options, withYear = Math.abs(unix - now) > 182 * DAY) {
  const spoken = { timeZone: tz, day: "numeric", ...options, ...(withYear && { year: "numeric" }) };
  const american = locale === "en-US" && options.month === "long";
  return format(locale, spoken)
    .formatToParts(unix * 1000)
    .map(({ type, value }) => (american && type === "day" ? ordinal(Number(value)) : value))
    .join("");
}

const LONG = { month: "long", weekday: "long" };
const pretty = (otherwise) => (unix, reader) => nearDay(unix, reader) ?? otherwise(unix, reader);
const plain = (options) => (unix, reader) => sayDate(unix, reader, options);

const TOKENS = {
  date_num: (unix, { tz }) => isoDay(unix, tz),
  date_slash: (unix, { locale, tz }) =>
    format(locale, { timeZone: tz, year: "numeric", month: "2-digit", day: "2-digit" }).format(unix * 1000),
  date: plain({ month: "long" }),
  date_short: plain({ month: "short" }),
  date_long: plain(LONG),
  date_long_full: (unix, reader) => sayDate(unix, reader, { month: "long" }, true),
  date_pretty: pretty(plain({ month: "long" })),
  date_short_pretty: pretty(plain({ month: "short" })),
  date_long_pretty: pretty(plain(LONG)),
  day_divider_pretty: pretty((unix, reader) =>
    sayDate(unix, reader, LONG, wall(unix, reader.tz).year !== wall(reader.now, reader.tz).year),
  ),
  time: (unix, reader) => sayTime(unix, reader),
  time_secs: (unix, reader) => sayTime(unix, reader, "medium"),
  ago: sayDistance,
};

function sayDistance(unix, { locale, now }) {
  const distance = unix - now;
  const size = Math.abs(distance);
  const [unit, length] = [
    ["year", 365 * DAY],
    ["month", 30 * DAY],
    ["day", DAY],
    ["hour", 3600],
    ["minute", 60],
  ].find(([, seconds]) => size >= seconds) ?? ["second", 60];
  return new Intl.RelativeTimeFormat(locale, { numeric: size < 60 ? "auto" : "always" }).format(
    Math.trunc(distance / length),
    unit,
  );
}

/** "{date_short_pretty} {time}" filled in for a reader {locale, tz, now}. A near day that opens the text is capitalised. */
export function sayTokens(tokens, unix, reader) {
  return tokens.replace(/\{(\w+)\}/g, (whole, name, at) => {
    const said = TOKENS[name]?.(unix, reader) ?? whole;
    return at === 0 && name.endsWith("pretty") ? said.charAt(0).toUpperCase() + said.slice(1) : said;
  });
}

/** A <time> element that can be said anew when the clock turns or the reader changes. */
export function momentNode(unix, tokens, reader) {
  const node = document.createElement("time");
  node.dateTime = new Date(unix * 1000).toISOString();
  node.dataset.unix = unix;
  node.dataset.tokens = tokens;
  retell(node, reader);
  return node;
}

function retell(node, reader) {
  const unix = Number(node.dataset.unix);
  const text = sayTokens(node.dataset.tokens, unix, reader);
  if (node.textContent !== text) node.textContent = text;
  node.title = sayTokens("{date_long_full} {time}", unix, reader);
}

export function retellMoments(root, reader) {
  for (const node of root.querySelectorAll("time[data-unix]")) retell(node, reader);
}
