// How things stand: the bot is typing, the connection is gone, something came while the reader was elsewhere.

import { byId } from "./dom.js";
import { word } from "./i18n.js";
import { toast } from "./toasts.js";

const ACTIONS = { upload_photo: "sendingPhoto", upload_document: "sendingFile" };
const PATIENCE = 1200; // a page that is being left, or a server that blinks, need not be mentioned

export class Status {
  #name = "";
  #unseen = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => document.hidden || this.#count(0));
    // Leaving the page breaks the stream; that is no news.
    window.addEventListener("pagehide", () => clearTimeout(this.lateTimer));
  }

  /** The bot as it is called in the reader's language. */
  name(name) {
    this.#name = name;
    byId("bot-name").textContent = name;
    byId("empty-name").textContent = name;
    this.#count(this.#unseen);
  }

  /** The bot does something that takes a while. */
  acting(action, seconds) {
    clearTimeout(this.actingTimer);
    this.actingTimer = setTimeout(() => this.idle(), seconds * 1000);
    byId("bot-status").textContent = word(ACTIONS[action] ?? "typing");
    byId("bot-status").classList.add("active");
    byId("typing").hidden = false;
  }

  /** It does nothing (any more). */
  idle() {
    clearTimeout(this.actingTimer);
    byId("bot-status").textContent = word("botRole");
    byId("bot-status").classList.remove("active");
    byId("typing").hidden = true;
  }

  connected(isConnected) {
    clearTimeout(this.lateTimer);
    if (!isConnected) {
      this.lateTimer = setTimeout(() => this.#banner("offline"), PATIENCE);
    } else if (byId("banner").textContent) {
      this.#banner(null);
      toast(word("online"));
    }
  }

  /** A message of the bot came. */
  arrived() {
    this.idle();
    if (document.hidden) this.#count(this.#unseen + 1);
  }

  /** After a change of language. */
  redraw() {
    if (byId("banner").textContent) this.#banner("offline");
    if (byId("typing").hidden) this.idle();
  }

  #banner(name) {
    byId("banner").textContent = name ? word(name) : "";
  }

  #count(unseen) {
    this.#unseen = unseen;
    document.title = unseen ? `(${unseen}) ${this.#name}` : this.#name;
  }
}
