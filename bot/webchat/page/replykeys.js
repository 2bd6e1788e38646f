// The keyboard a bot puts under the text field, and the answers it insists on (ForceReply).

import { byId, icon, make } from "./dom.js";

export class ReplyKeys {
  #panel = byId("reply-keys");
  #toggle = byId("keys");
  #markup = null;

  /** `tap(button)` when one is pressed. */
  constructor(tap) {
    this.tap = tap;
    this.#toggle.addEventListener("click", () => this.#open(this.#panel.hidden));
  }

  /** The keyboard that stands in the chat now; null for none. */
  set(markup, { open = true } = {}) {
    this.#markup = markup?.keyboard ? markup : null;
    this.#panel.replaceChildren(...(this.#markup?.keyboard ?? []).map((row) => this.#row(row)));
    this.#toggle.hidden = !this.#markup;
    this.#open(Boolean(this.#markup) && open);
  }

  #row(row) {
    return make("div", { class: "row" }, row.map((button) => this.#button(button)));
  }

  #button(button) {
    const sign = button.request_contact ? icon("person") : button.request_location ? icon("pin") : null;
    const look = `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`.trim();
    const act = () => {
      if (this.#markup?.one_time_keyboard) this.#open(false);
      this.tap(button);
    };
    return make("button", { type: "button", class: look, onclick: act }, sign, button.text);
  }

  #open(open) {
    if (!open && this.#panel.contains(document.activeElement)) byId("text").focus({ preventScroll: true });
    this.#panel.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
  }
}
