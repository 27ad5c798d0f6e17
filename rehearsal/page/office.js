// What the page knows of the rehearsal as one member sees it, and every word it says to the server.

import { addressOf } from "./address.js";
import { handleOf, nameOf } from "./people.js";
import { failureIn, speak } from "./words.js";

export class Office extends EventTarget {
  state = null;
  as = null;
  /** What a drawing depends on besides the thing drawn: the reader and the names. */
  signature = "";
  #stream = null;
  #loading = null;
  #readAt = 0;
  #pace = 1;

  get me() {
    return this.state.me;
  }
  get reader() {
    return { locale: this.me.locale ?? "en-US", tz: this.me.tz ?? "UTC", now: this.now() };
  }

  nameOf(id) {
    const member = this.members.get(id);
    return member && nameOf(member);
  }
  byHandle(handle) {
    return this.state.members.find((member) => handleOf(member) === handle);
  }
  colourOf(id) {
    return Math.max(
      this.state.members.findIndex((member) => member.id === id),
      0,
    );
  }
  people() {
    return this.state.members.filter(
      (member) => !member.deleted && !member.is_bot && member.id !== "USLACKBOT",
    );
  }
  appChannel() {
    return this.state.channels.find((channel) => channel.kind === "app");
  }
  addressOf(place) {
    return addressOf({ as: this.as, ...place });
  }

  /** Unix seconds by the rehearsal's clock, carried on between two looks at the server unless it stands still. */
  now() {
    return this.#readAt
      ? Date.parse(this.state.now) / 1000 + (this.#pace * (performance.now() - this.#readAt)) / 1000
      : 0;
  }

  async become(id) {
    this.as = id;
    this.#listen();
    await this.load();
  }

  /** Reads the state anew; callers during a read share the one that follows it. */
  async load() {
    if (this.#loading) return (this.#loading.next ??= this.#loading.then(() => this.load()));
    this.#loading = this.#read();
    try {
      await this.#loading;
    } finally {
      this.#loading = null;
    }
  }

  /** After something was done: a server gone silent must not undo that it was done. */
  #reload() {
    return this.load().catch(() => this.#tell("lost"));
  }

  async #read() {
    const as = this.as;
    const state = await ask(`/control/state?${new URLSearchParams({ as })}`);
    if (as !== this.as) return;
    this.#keepPace(state);
    this.state = state;
    this.members = new Map(state.members.map((member) => [member.id, member]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.say = speak(state.me.locale);
    this.signature = [as, state.me.locale, state.me.tz, ...state.members.map(nameOf)].join("|");
    this.#tell("state");
  }

  #keepPace(state) {
    const [read, said] = [performance.now(), Date.parse(state.now)];
    if ("frozen" in state) this.#pace = state.frozen ? 0 : 1;
    else if (this.#readAt && read - this.#readAt > 300)
      this.#pace = said === Date.parse(this.state.now) ? 0 : 1;
    this.#readAt = read;
  }

  async messages(channel, thread) {
    const query = new URLSearchParams({ as: this.as, channel, ...(thread && { thread_ts: thread }) });
    return (await ask(`/control/messages?${query}`)).messages;
  }

  /** Does as the member: `act("says", {channel, text})`. A refusal comes back as `error` or `errors`. */
  async act(act, details = {}) {
    const answer = await this.#post("/control/act", { as: this.as, act, ...details });
    await this.#reload();
    return answer;
  }

  async actAs(id, act, details) {
    const answer = await this.#post("/control/act", { as: id, act, ...details });
    await this.#reload();
    return answer;
  }

  async turnClock(how) {
    const answer = await this.#post("/control/clock", { as: this.as, ...how });
    this.#readAt = 0;
    await this.#reload();
    this.#tell("clock");
    return answer;
  }

  async #post(address, body) {
    try {
      const answer = await ask(address, body);
      return { ...answer, error: failureIn(this.say, answer.error) };
    } catch (failure) {
      return { ok: false, errors: null, error: failure.message || this.say("unreachable") };
    }
  }

  #listen() {
    this.#stream?.close();
    const stream = new EventSource(`/control/stream?${new URLSearchParams({ as: this.as })}`);
    this.#stream = stream;
    stream.onopen = () => this.#tell("connected");
    stream.onmessage = ({ data }) => this.#changed(JSON.parse(data).changed ?? []);
    stream.onerror = () => {
      this.#tell("lost");
      if (stream.readyState === EventSource.CLOSED)
        setTimeout(() => stream === this.#stream && this.#listen(), 1500);
    };
  }

  #changed(changes) {
    const channels = changes.filter((change) => change.startsWith("messages:"));
    if (channels.length < changes.length) this.#reload();
    for (const change of channels) this.#tell("messages", change.slice("messages:".length));
    if (changes.includes("clock")) this.#tell("clock");
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

async function ask(address, body) {
  const response = await fetch(
    address,
    body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw Object.assign(new Error(answer.error ?? `${response.status}`), { status: response.status });
  return answer;
}
