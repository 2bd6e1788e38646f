// The field a message is written in: sending, answering to one, correcting one.

import { byId } from "./dom.js";
import { word } from "./i18n.js";
import { summary } from "./message.js";

const TALLEST = 140;

export class Composer {
  #form = byId("composer");
  #text = byId("text");
  #about = null; // {kind: "reply" | "edit", message}
  #hint = "";

  /** `send(text, replyTo)` and `edit(messageId, text)` are promises of whether it worked. */
  constructor({ send, edit }) {
    this.send = send;
    this.edit = edit;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener("input", () => this.#fit());
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    byId("context-cancel").addEventListener("click", () => this.forget({ clear: true }));
  }

  /** The next message answers this one. */
  replyTo(message) {
    this.#take("reply", message);
  }

  /** The text of this message is corrected. */
  correct(message) {
    this.#text.value = message.text;
    this.#take("edit", message);
    this.#fit();
    this.#text.setSelectionRange(message.text.length, message.text.length);
  }

  /** Neither answer nor correct; `clear` also empties a correction begun. */
  forget({ clear = false } = {}) {
    if (clear && this.#about?.kind === "edit") this.#write("");
    this.#about = null;
    this.#show();
  }

  /** The chat changed. */
  reset() {
    this.#about = null;
    this.#write("");
    this.#show();
  }

  /** What the field says while it is empty; the bot may have its own. */
  hint(text) {
    this.#hint = text ?? "";
    this.#text.placeholder = this.#hint || word("textHint");
    this.#fit();
  }

  /** After a change of language. */
  redraw() {
    this.#show();
    this.hint(this.#hint);
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  async #submit() {
    const text = this.#text.value.trim();
    if (!text) {
      this.focus();
      return;
    }
    const about = this.#about;
    this.reset();
    if (about?.kind === "edit") {
      if (text === about.message.text) return;
      if (await this.edit(about.message.message_id, text)) return;
    } else if (await this.send(text, about?.message.message_id)) {
      return;
    }
    this.#restore(text, about);
  }

  // What could not be sent comes back, unless the writer has begun anew.
  #restore(text, about) {
    if (this.#text.value || this.#about) return;
    this.#write(text);
    this.#about = about;
    this.#show();
  }

  #key(event) {
    // Vietnamese is written with an input method: Enter may only end a syllable.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === "Escape" && this.#about) {
      this.forget({ clear: true });
    }
  }

  #take(kind, message) {
    this.#about = { kind, message };
    this.#show();
    this.focus();
  }

  #show() {
    byId("context").hidden = !this.#about;
    const correcting = this.#about?.kind === "edit";
    byId("send").setAttribute("aria-label", word(correcting ? "save" : "send"));
    byId("send-icon").setAttribute("href", correcting ? "#icon-check" : "#icon-send");
    if (!this.#about) return;
    byId("context-title").textContent = word(correcting ? "editing" : "replying");
    byId("context-text").textContent = summary(this.#about.message);
  }

  #write(text) {
    this.#text.value = text;
    this.#fit();
  }

  #fit() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, TALLEST)}px`;
  }
}
