// The app's Home as the member sees it, redrawn only when it changes.

import { blockNodes } from "./blocks.js";
import { fill, h } from "./dom.js";
import { Form } from "./form.js";

export class Home {
  #mark = null;

  constructor(place) {
    this.place = place;
    this.form = new Form();
    this.body = h("div", { class: "home", "data-home": true });
    this.element = h("div", { class: "scroller home-scroller", tabindex: "0" }, this.body);
  }

  redraw() {
    const { office, tell } = this.place;
    const view = office.state.home;
    const mark = JSON.stringify(view?.blocks ?? null) + office.signature;
    if (mark === this.#mark) return;
    this.#mark = mark;
    if (!view)
      return void fill(
        this.body,
        h(
          "div",
          { class: "empty" },
          h("strong", {}, office.say("home.empty")),
          h("span", {}, office.say("home.empty.hint")),
        ),
      );
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    fill(
      this.body,
      blockNodes(view.blocks, {
        office,
        form: this.form,
        state: view.state,
        act: async (element, block, value) => {
          const answer = await office.act(element.type === "button" ? "presses" : "chooses", {
            surface: "home",
            view_id: view.id,
            block_id: block.block_id,
            action_id: element.action_id,
            value,
            values: this.form.valuesOf(view),
          });
          if (answer.error) tell(answer.error);
        },
      }),
    );
    if (focused) this.body.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  }
}
