// Short notices that go by themselves.

import { byId, make } from "./dom.js";

const SHORTEST = 4000;
const PER_LETTER = 60;

/** Show a text as long as it takes to read; a click sends it away sooner. */
export function toast(text) {
  const notice = make("p", { class: "toast" }, text);
  const gone = () => notice.remove();
  notice.addEventListener("click", gone);
  setTimeout(gone, SHORTEST + PER_LETTER * text.length);
  byId("toasts").append(notice);
}
