// A text and its entities (Telegram's MessageEntity) as nodes. Offsets count UTF-16 units, as JavaScript does.

import { make, tell } from "./dom.js";
import { word } from "./i18n.js";
import { asUrl, safeUrl } from "./links.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** The text as a fragment. */
export function formatted(text, entities = []) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, ordered);
  return fragment;
}

/** Short quotes need no "show more": to be called when the text stands in the page. */
export function unfoldShort(root) {
  for (const node of root.querySelectorAll(".folded")) {
    if (node.scrollHeight > node.clientHeight + 2) continue;
    node.classList.remove("folded");
    node.nextElementSibling?.remove();
  }
}

function fill(parent, text, from, to, entities) {
  let at = from;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    const inner = [];
    for (index += 1; index < entities.length && entities[index].offset < end; index += 1) inner.push(entities[index]);
    if (start >= end) continue;
    if (start > at) parent.append(text.slice(at, start));
    const { outer, node } = nodesFor(entity, text.slice(start, end));
    fill(node, text, start, end, inner);
    parent.append(outer);
    at = end;
    // A block ends its line by itself.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
  }
  if (at < to) parent.append(text.slice(at, to));
}

/** The node that takes the text, and the one that goes into the page: mostly the same. */
function nodesFor(entity, text) {
  switch (entity.type) {
    case "pre": {
      const node = make("code");
      return { outer: make("pre", { tabindex: "0" }, node), node };
    }
    case "expandable_blockquote":
      return expandable();
    default: {
      const node = nodeFor(entity, text);
      return { outer: node, node };
    }
  }
}

function nodeFor(entity, text) {
  if (entity.type in PLAIN_TAGS) return make(PLAIN_TAGS[entity.type]);
  switch (entity.type) {
    case "blockquote":
      return make("blockquote");
    case "spoiler":
      return spoiler();
    case "text_link":
      return link(entity.url);
    case "url":
      return link(asUrl(text));
    case "email":
      return link(`mailto:${text}`);
    case "phone_number":
      return link(`tel:${text.replace(/[^\d+]/g, "")}`);
    case "bot_command":
      return make("button", { type: "button", class: "command", onclick: (event) => tell(event.target, "say", text) });
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return make("span", { class: "named" });
    default:
      return make("span");
  }
}

function link(raw) {
  const href = safeUrl(raw);
  return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }) : make("span");
}

function spoiler() {
  const node = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": word("showHidden") });
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.removeEventListener("click", reveal);
    node.removeEventListener("keydown", reveal);
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    node.removeAttribute("role");
    node.tabIndex = -1; // it keeps the focus it had
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

function expandable() {
  const node = make("div", { class: "folded" });
  const button = make("button", { type: "button", class: "quiet small", "aria-expanded": "false" }, word("showMore"));
  button.addEventListener("click", () => {
    const folded = node.classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = word(folded ? "showMore" : "showLess");
  });
  return { outer: make("blockquote", {}, node, button), node };
}
