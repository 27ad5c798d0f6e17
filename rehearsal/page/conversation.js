// A running list of messages with a composer under it: a channel, or one thread of it.

import { composer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { showMessages } from "./messages.js";
import { unescaped } from "./mrkdwn.js";

const NEAR = 80;

export class Conversation {
  #asked = 0;
  #last = null;

  /** `place` = {office, channel (id), thread, at, openThread, tell}. */
  constructor(place) {
    const { office, thread } = place;
    this.place = place;
    this.mark = `${office.as}|${place.channel}|${thread ?? ""}|${place.at ?? ""}|${office.me.locale}`;
    this.list = h("ol", { class: "messages" });
    this.empty = h("div", { class: "empty", hidden: true });
    this.scroller = h(
      "div",
      {
        class: "scroller",
        tabindex: "0",
        role: "log",
        "aria-live": "polite",
        "aria-label": office.say(thread ? "thread" : "message.list"),
      },
      this.empty,
      this.list,
    );
    this.below = h(
      "button",
      { type: "button", class: "below", hidden: true, onclick: () => this.toEnd() },
      office.say("new-below"),
      icon("down"),
    );
    this.scroller.addEventListener("scroll", () => this.#atEnd() && (this.below.hidden = true));
    const channel = office.channels.get(place.channel);
    this.element = h(
      "div",
      { class: "conversation" },
      this.scroller,
      this.below,
      composer({
        office,
        channel,
        thread,
        placeholder: this.#placeholder(channel),
        tell: place.tell,
        isSaid: (text) => this.#says(text),
      }),
    );
  }

  #placeholder(channel) {
    const { office, thread } = this.place;
    if (thread) return office.say("compose.thread");
    return channel.kind === "app"
      ? office.say("compose.app", { name: office.state.app.name })
      : office.say("compose.channel", { name: channel.name });
  }

  async refresh() {
    const { office, channel, thread } = this.place;
    const asked = ++this.#asked;
    const messages = await office.messages(channel, thread);
    if (asked !== this.#asked) return;
    this.#draw(messages);
  }

  async #says(text) {
    await this.refresh();
    return unescaped(this.messages.at(-1)?.text ?? "") === text;
  }

  redraw() {
    if (this.messages) this.#draw(this.messages);
  }

  #draw(messages) {
    const [first, wasAtEnd] = [!this.messages, this.#atEnd()];
    this.messages = messages;
    showMessages(this.list, messages, this.place);
    this.#sayEmpty(messages);
    const last = messages.at(-1);
    const grown = last && last.ts !== this.#last;
    this.#last = last?.ts ?? null;
    if (first) this.#begin();
    else if (wasAtEnd || (grown && last.user === this.place.office.as)) this.toEnd();
    else if (grown) this.below.hidden = false;
  }

  #begin() {
    const pointed = this.place.at && this.list.querySelector(`[data-ts="${CSS.escape(this.place.at)}"]`);
    if (pointed) pointed.scrollIntoView({ block: "center" });
    else this.toEnd();
  }

  #sayEmpty(messages) {
    const { office, channel } = this.place;
    const { kind, name } = office.channels.get(channel) ?? {};
    this.empty.hidden = messages.length > 0;
    if (this.empty.hidden) return;
    const line =
      kind === "app"
        ? office.say("empty.app", { name: office.state.app.name })
        : office.say("empty.channel", { name });
    fill(this.empty, h("strong", {}, line), h("span", {}, office.say("empty.hint")));
  }

  #atEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.below.hidden = true;
  }
}
