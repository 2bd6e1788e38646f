// Keeping the newest message in sight, unless the reader has scrolled up.

import { byId } from "./dom.js";
import { word } from "./i18n.js";

const NEAR = 90;

export class Scroller {
  #area = byId("scroll");
  #button = byId("newer");
  #unread = 0;
  #following = true;

  constructor() {
    this.#area.addEventListener("scroll", () => this.#moved(), { passive: true });
    this.#button.addEventListener("click", () => {
      this.toEnd();
      byId("text").focus({ preventScroll: true });
    });
    // The keyboard of a phone, a taller composer, a picture: the end must stay at the end.
    const keep = new ResizeObserver(() => this.#following && this.#jump());
    keep.observe(this.#area);
    for (const child of this.#area.children) keep.observe(child);
  }

  /** Go to the newest message and stay there. */
  toEnd() {
    this.#following = true;
    this.#jump();
    this.#read();
  }

  /** Something came below: follow it, or say so. */
  arrived({ own }) {
    if (own || this.#following) {
      this.toEnd();
      return;
    }
    this.#unread += 1;
    byId("newer-text").textContent = word("newer", this.#unread);
    this.#button.hidden = false;
  }

  /** Put something above without moving what the reader sees. */
  holding(change) {
    const below = this.#area.scrollHeight - this.#area.scrollTop;
    change();
    this.#area.scrollTop = this.#area.scrollHeight - below;
  }

  #moved() {
    const { scrollHeight, scrollTop, clientHeight } = this.#area;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.#following) this.#read();
  }

  #jump() {
    this.#area.scrollTop = this.#area.scrollHeight;
  }

  #read() {
    this.#unread = 0;
    this.#button.hidden = true;
  }
}
