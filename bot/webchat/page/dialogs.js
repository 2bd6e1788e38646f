// Windows over the chat: alerts of the bot, questions of the page, an enlarged picture. The browser's own <dialog>
// keeps the focus inside, closes on Esc and gives the focus back.

import { icon, make } from "./dom.js";
import { word } from "./i18n.js";

let lastTitle = 0;

/**
 * Ask something. `check` (optional) is called on "yes" and returns an error text to stay open, or what to resolve
 * with; giving up resolves with null.
 */
export function ask({ title, content = [], yes, no = word("cancel"), check = () => true }) {
  const problem = make("p", { class: "problem", role: "alert" });
  const heading = heading2(title);
  const accept = make("button", { type: "submit", class: "filled" }, yes);
  const buttons = make("div", { class: "buttons" }, no ? make("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, no) : null, accept);
  const form = make("form", { method: "dialog", novalidate: true }, title ? heading : null, ...content, problem, buttons);
  const dialog = make("dialog", title ? { "aria-labelledby": heading.id } : {}, form);
  let outcome = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const checked = check();
    if (checked instanceof Error) {
      problem.textContent = checked.message;
      return;
    }
    outcome = checked;
    dialog.close();
  });
  return shown(dialog).then(() => outcome);
}

/** A text with OK, and perhaps a link to go on with. */
export function alertText(text, link) {
  const body = make("p", { class: "alert", id: `alert-${(lastTitle += 1)}` }, text);
  const anchor = link && make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, word("openLink"));
  return ask({ title: "", content: [body, anchor], yes: word("ok"), no: "" });
}

/** A picture as large as the screen allows. */
export function showPicture(url, description) {
  const close = make("button", { type: "button", class: "round", "aria-label": word("close") }, icon("close"));
  const dialog = make("dialog", { class: "picture", "aria-label": description }, make("img", { src: url, alt: description }), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", () => dialog.close());
  return shown(dialog);
}

function heading2(title) {
  return make("h2", { id: `title-${(lastTitle += 1)}` }, title);
}

function shown(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
  });
}
