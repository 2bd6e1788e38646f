// Light, dark, or as the device has it: the dark palette is a style sheet of its own.

import { byId } from "./dom.js";
import { word } from "./i18n.js";
import { keep, kept } from "./remember.js";

const MEDIA = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };
const SIGNS = { auto: "half", light: "sun", dark: "moon" };
const WORDS = { auto: "themeAuto", light: "themeLight", dark: "themeDark" };

let theme = "auto";

/** What the reader chose the last time. */
export function startTheme() {
  use(kept("theme"));
  matchMedia(MEDIA.auto).addEventListener("change", paintFrame);
}

/** The three, for a menu. */
export function themeItems() {
  return Object.keys(MEDIA).map((name) => ({
    label: `${word("theme")}: ${word(WORDS[name]).toLowerCase()}`,
    icon: SIGNS[name],
    checked: name === theme,
    action: () => {
      use(name);
      keep("theme", name);
    },
  }));
}

function use(name) {
  theme = name in MEDIA ? name : "auto";
  byId("dark").media = MEDIA[theme];
  paintFrame();
}

// The bar of a phone's browser takes the colour of the header.
function paintFrame() {
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
  document.querySelector("meta[name=theme-color]").content = colour;
}
