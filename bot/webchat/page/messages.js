// The messages of the open chat: in order, edited in place, with a line between two days.

import { byId, make } from "./dom.js";
import { unfoldShort } from "./entities.js";
import { dayName } from "./i18n.js";
import { messageNode } from "./message.js";

const HIGHLIGHT = 1600;

export class MessageList {
  #messages = new Map(); // message_id -> message
  #root = byId("log");

  constructor(presses) {
    this.presses = presses;
  }

  get isEmpty() {
    return this.#messages.size === 0;
  }

  /** Oldest first. */
  all() {
    return [...this.#messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  find(messageId) {
    return this.#messages.get(messageId);
  }

  has(messageId) {
    return this.#messages.has(messageId);
  }

  /** Show these and nothing else. Not announced: it is what was there before. */
  reset(messages) {
    this.#messages = new Map(messages.map((message) => [message.message_id, message]));
    this.redraw();
  }

  /** Older ones, above. */
  prepend(messages) {
    for (const message of messages) this.#messages.set(message.message_id, message);
    this.redraw();
  }

  /** Draw all again, as after a change of language. */
  redraw() {
    this.#quietly(() => {
      this.#root.replaceChildren(...this.all().map((message) => messageNode(message, this.presses)));
      this.#drawDays();
      unfoldShort(this.#root);
    });
  }

  /** A new message, or the new state of one that is there; says whether it was new. */
  put(message) {
    const isNew = !this.has(message.message_id);
    this.#messages.set(message.message_id, message);
    const node = messageNode(message, this.presses);
    if (isNew) this.#insert(node, message.message_id);
    else this.#replace(node, message.message_id);
    this.#drawDays();
    unfoldShort(node);
    return isNew;
  }

  remove(messageId) {
    this.#messages.delete(messageId);
    const node = this.#node(messageId);
    if (node?.contains(document.activeElement)) this.#root.focus({ preventScroll: true });
    node?.remove();
    this.#drawDays();
  }

  #node(messageId) {
    return this.#root.querySelector(`[data-id="${Number(messageId)}"]`);
  }

  #insert(node, messageId) {
    const later = [...this.#root.querySelectorAll(".message")].findLast((other) => Number(other.dataset.id) < messageId);
    if (later) later.after(node);
    else this.#root.prepend(node);
    node.classList.add("arriving");
  }

  #replace(node, messageId) {
    const old = this.#node(messageId);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(node);
    node.classList.add("changed");
    setTimeout(() => node.classList.remove("changed"), HIGHLIGHT);
    if (focused) successor(node, focused).focus({ preventScroll: true });
  }

  // Touches only the lines that are wrong: what is put into a live region anew is read out anew.
  #drawDays() {
    let day = "";
    let line = null;
    for (const node of [...this.#root.children]) {
      if (node.matches(".day")) {
        line?.remove();
        line = node;
        continue;
      }
      const { date } = this.find(Number(node.dataset.id));
      const next = new Date(date * 1000).toDateString();
      if (next === day) line?.remove();
      else if (line?.dataset.day !== next) {
        line?.remove();
        node.before(make("p", { class: "day", "data-day": next }, make("span", {}, dayName(date))));
      }
      line = null;
      day = next;
    }
    line?.remove();
  }

  #quietly(draw) {
    this.#root.setAttribute("aria-live", "off");
    draw();
    requestAnimationFrame(() => this.#root.setAttribute("aria-live", "polite"));
  }
}

/** Where the focus goes when the button it was on is drawn anew: the same one, else the first, else the message. */
function successor(node, focused) {
  const same = focused.dataset.press && node.querySelector(`[data-press="${CSS.escape(focused.dataset.press)}"]`);
  return same || node.querySelector(".key") || node;
}
