// What stands in place of the text field: "you have blocked the bot", or "Start" for somebody who came by a link.

import { byId } from "./dom.js";
import { word } from "./i18n.js";
import { dropFromAddress } from "./links.js";

export class Gate {
  #blocked = false;
  #payload = null;

  /** `start(payload)` and `unblock()`. */
  constructor({ start, unblock }) {
    byId("gate-button").addEventListener("click", () => {
      const payload = this.#payload;
      if (payload !== null) start(payload);
      else unblock();
    });
  }

  get isBlocked() {
    return this.#blocked;
  }

  blocked(isBlocked) {
    this.#blocked = isBlocked;
    this.redraw();
  }

  /** The visitor came by a deep link with this payload; null when it is used up. */
  link(payload) {
    this.#payload = payload;
    if (payload === null) dropFromAddress("start"); // else a reload would use it again
    this.redraw();
  }

  redraw() {
    const name = this.#payload !== null ? "startLink" : this.#blocked ? "blocked" : null;
    byId("gate").hidden = name === null;
    byId("foot").classList.toggle("gated", name !== null);
    if (name === null) return;
    byId("gate-text").textContent = word(name);
    byId("gate-button").textContent = word(this.#payload !== null ? "start" : "unblock");
  }
}
