// The language of the page: which one it is, its words, its dates and numbers.

import { kept, keep } from "./remember.js";
import { WORDS } from "./words.js";

const LOCALES = { vi: "vi-VN", en: "en-GB" };
const DAY = 24 * 60 * 60 * 1000;

let language = "vi";

/** The language the reader once chose here, or null. */
export function chosenLanguage() {
  const chosen = kept("language");
  return chosen in WORDS ? chosen : null;
}

export const currentLanguage = () => language;

/** Switch the page over; `chosen` when the reader did it, so that it is remembered. */
export function speak(next, { chosen = false } = {}) {
  language = next in WORDS ? next : "vi";
  if (chosen) keep("language", language);
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-word-label]")) {
    node.setAttribute("aria-label", word(node.dataset.wordLabel));
  }
  for (const node of document.querySelectorAll("[data-word-placeholder]")) {
    node.setAttribute("placeholder", word(node.dataset.wordPlaceholder));
  }
}

/** One of the page's own words or sentences. */
export function word(name, ...blanks) {
  const found = WORDS[language][name];
  return typeof found === "function" ? found(...blanks) : found;
}

export const isWord = (name) => name in WORDS.vi;

/** 14:05 */
export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(LOCALES[language], { hour: "2-digit", minute: "2-digit" });
}

/** "Today", or the date; for the line between two days. */
export function dayName(seconds) {
  const day = new Date(seconds * 1000).setHours(0, 0, 0, 0);
  const today = new Date().setHours(0, 0, 0, 0);
  if (day === today) return word("today");
  if (Math.round((today - day) / DAY) === 1) return word("yesterday");
  const sameYear = new Date(day).getFullYear() === new Date(today).getFullYear();
  const shape = { weekday: "long", day: "numeric", month: "long", year: sameYear ? undefined : "numeric" };
  return new Date(day).toLocaleDateString(LOCALES[language], shape);
}

/** 1,2 MB */
export function fileSize(bytes) {
  const units = ["B", "KB", "MB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toLocaleString(LOCALES[language], { maximumFractionDigits: digits })} ${units[unit]}`;
}

/** 21,5928 */
export function degrees(value) {
  return value.toLocaleString(LOCALES[language], { minimumFractionDigits: 4, maximumFractionDigits: 5 });
}
