// Inline keyboards: the buttons under a message, and which of them wait for the bot.

import { icon, make, tell } from "./dom.js";
import { word } from "./i18n.js";
import { safeUrl } from "./links.js";
import { toast } from "./toasts.js";

const PATIENCE = 15000;
const REMEMBERED = 50;

/** The keyboard of a message, or null. */
export function inlineKeyboard(message, presses) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return make(
    "div",
    { class: "keyboard" },
    rows.map((row) => make("div", { class: "row" }, row.map((button) => inlineButton(message, button, presses)))),
  );
}

function inlineButton(message, button, presses) {
  const look = `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`.trim();
  const url = safeUrl(button.url ?? button.web_app?.url);
  if (url) {
    return make("a", { class: look, href: url, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("out"));
  }
  if (button.copy_text) {
    const copy = (event) => tell(event.currentTarget, "copy-text", button.copy_text.text);
    return make("button", { type: "button", class: look, onclick: copy }, button.text, icon("copy"));
  }
  if (button.callback_data === undefined) return make("button", { type: "button", class: look, disabled: true }, button.text);
  const press = (event) => tell(event.currentTarget, "press", { messageId: message.message_id, data: button.callback_data });
  const key = keyOf(message.message_id, button.callback_data);
  const node = make("button", { type: "button", class: look, "data-press": key, onclick: press }, button.text);
  if (presses.isWaiting(key)) markBusy(node, true);
  return node;
}

/** Taps that the bot has not answered yet. */
export class Presses {
  #waiting = new Map(); // key of the button -> {queryId, timer}
  #answered = new Set(); // the answer may overtake the reply to the tap itself

  isWaiting(key) {
    return this.#waiting.has(key);
  }

  /** Tap: `send` does it and gives the id of the query. */
  async press({ messageId, data }, send) {
    const key = keyOf(messageId, data);
    if (this.isWaiting(key)) return;
    const tap = { timer: setTimeout(() => this.#giveUp(key), PATIENCE) };
    this.#waiting.set(key, tap);
    show(key, true);
    try {
      tap.queryId = (await send(messageId, data)).callback_query_id;
      if (this.#answered.has(tap.queryId)) this.#end(key);
    } catch (fault) {
      this.#end(key);
      throw fault;
    }
  }

  /** The bot answered a query. */
  answered(queryId) {
    this.#answered.add(queryId);
    if (this.#answered.size > REMEMBERED) this.#answered.delete(this.#answered.values().next().value);
    for (const [key, tap] of this.#waiting) if (tap.queryId === queryId) this.#end(key);
  }

  /** Another chat: nothing waits any more. */
  clear() {
    for (const key of [...this.#waiting.keys()]) this.#end(key);
  }

  #giveUp(key) {
    this.#end(key);
    toast(word("noAnswer"));
  }

  #end(key) {
    clearTimeout(this.#waiting.get(key)?.timer);
    this.#waiting.delete(key);
    show(key, false);
  }
}

const keyOf = (messageId, data) => `${messageId}:${data}`;

function show(key, busy) {
  for (const node of document.querySelectorAll(`[data-press="${CSS.escape(key)}"]`)) markBusy(node, busy);
}

// Not `disabled`: that would throw the keyboard focus away.
function markBusy(node, busy) {
  node.classList.toggle("busy", busy);
  node.setAttribute("aria-disabled", String(busy));
  node.setAttribute("aria-busy", String(busy));
}
