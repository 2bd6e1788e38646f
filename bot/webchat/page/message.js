// One message as a node.

import { icon, make, tell } from "./dom.js";
import { formatted } from "./entities.js";
import { clockTime, word } from "./i18n.js";
import { inlineKeyboard } from "./keyboards.js";
import { media } from "./media.js";

const QUOTE_LENGTH = 90;

/** The article of a message; `presses` knows which of its buttons wait. */
export function messageNode(message, presses) {
  const own = !message.from?.is_bot;
  const extras = media(message);
  const keyboard = inlineKeyboard(message, presses);
  const node = make(
    "article",
    { class: `message ${own ? "own" : "bot"}`, "data-id": message.message_id, tabindex: "-1" },
    make(
      "div",
      { class: "bubble" },
      make("span", { class: "unseen" }, `${own ? word("me") : message.from.first_name}: `),
      quote(message.reply_to_message),
      ...extras,
      ...textNodes(message, extras.length > 0),
      meta(message, own),
    ),
    keyboard,
  );
  node.classList.toggle("with-keyboard", Boolean(keyboard));
  node.classList.toggle("with-photo", Boolean(message.photo));
  node.classList.toggle("protected", Boolean(message.has_protected_content));
  if (own && message.text) offerMenu(node, message);
  return node;
}

/** A message in a few words, for quotes. */
export function summary(message) {
  const text = message.text ?? message.caption ?? message.document?.file_name ?? "";
  const kind =
    message.photo ? word("photo")
    : message.location ? word("location")
    : message.contact ? word("contact")
    : message.voice ? word("voice")
    : message.sticker ? message.sticker.emoji
    : "";
  const whole = (text || kind).replace(/\s+/g, " ");
  return whole.length > QUOTE_LENGTH ? `${[...whole].slice(0, QUOTE_LENGTH).join("")}…` : whole;
}

function textNodes(message, hasMedia) {
  if (message.text !== undefined) return [make("div", { class: "text" }, formatted(message.text, message.entities))];
  if (message.caption) return [make("div", { class: "text" }, formatted(message.caption, message.caption_entities))];
  return hasMedia ? [] : [make("div", { class: "text faint" }, word("notShown"))];
}

function quote(quoted) {
  if (!quoted) return null;
  const author = quoted.from?.is_bot ? quoted.from.first_name : word("me");
  return make("div", { class: "quoted" }, make("strong", {}, author), make("span", {}, summary(quoted)));
}

function meta(message, own) {
  return make(
    "div",
    { class: "meta" },
    message.edit_date ? make("span", {}, word("edited")) : null,
    make("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date)),
    own && message.text
      ? make(
          "button",
          { type: "button", class: "dots", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": word("messageMenu") },
          icon("more"),
        )
      : null,
  );
}

/** By the dots, by a long press (Android sends contextmenu for it) or by the right mouse button. */
function offerMenu(node, message) {
  const dots = node.querySelector(".dots");
  const open = (event) => {
    event.preventDefault();
    tell(dots, "message-menu", message);
  };
  dots.addEventListener("click", open);
  node.querySelector(".bubble").addEventListener("contextmenu", open);
}
