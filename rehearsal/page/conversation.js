// A running list of messages with a composer under it: a channel, or one thread of it.

import { composer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { showMessages } from "./messages.js";
import { unescaped } from "./mrkdwn.js";

const NEAR = 80;

export class Conversation {
  #asked = 0;
  #last = null;

  /** `place` = {office, channel (id), thread, at, unread (on arrival), openThread, tell}. */
  constructor(place) {
    const { office, thread, tell } = place;
    const label = office.say(thread ? "thread" : "message.list");
    const spoken = { tabindex: "0", role: "log", "aria-live": "polite", "aria-label": label };
    const channel = office.channels.get(place.channel);
    this.place = place;
    this.list = h("ol", { class: "messages" });
    this.empty = h("div", { class: "empty", hidden: true });
    this.scroller = h("div", { class: "scroller", ...spoken }, this.empty, this.list);
    this.below = this.#belowButton();
    const isSaid = (text) => this.#says(text);
    const placeholder = this.#placeholder(channel);
    const writing = composer({ office, channel, thread, placeholder, tell, isSaid });
    this.element = h("div", { class: "conversation" }, this.scroller, this.below, writing);
  }

  #belowButton() {
    const onclick = () => this.toEnd();
    const words = [this.place.office.say("new-below"), icon("down")];
    const button = h("button", { type: "button", class: "below", hidden: true, onclick }, words);
    this.scroller.addEventListener("scroll", () => this.#atEnd() && (button.hidden = true));
    return button;
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
    if (first) this.place.firstNew = this.#firstNew(messages);
    showMessages(this.list, messages, this.place);
    this.#sayEmpty(messages);
    const last = messages.at(-1);
    const grown = last && last.ts !== this.#last;
    this.#last = last?.ts ?? null;
    if (first) this.#begin();
    else if (wasAtEnd || (grown && last.user === this.place.office.as)) this.toEnd();
    else if (grown) this.below.hidden = false;
  }

  /** The oldest of what had not been read on arrival. */
  #firstNew(messages) {
    const { office, unread } = this.place;
    return unread > 0 ? messages.filter(({ user }) => user !== office.as).at(-unread)?.ts : null;
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
