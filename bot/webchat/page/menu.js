// A list of things to do that opens at a button: arrow keys, Home, End, Esc; one may be chosen.

import { byId, icon, make } from "./dom.js";

const GAP = 6;

let open = null; // {anchor, close}

/**
 * Open a menu at `anchor`, or close it when it is the one that stands open. An item is {label, icon?, note?,
 * code?, checked?, action}; `wide` gives it the width of the column.
 */
export function toggleMenu(anchor, label, items, { wide = false, focus = true } = {}) {
  const again = open?.anchor === anchor;
  closeMenu();
  if (!again) show(anchor, label, items, { wide, focus });
}

/** Close the open menu; the focus goes back when it was inside. */
export function closeMenu() {
  open?.close();
}

/** The panel that stands open at this anchor, or null. */
export const menuAt = (anchor) => (open?.anchor === anchor ? open.panel : null);

/** Step into the open menu from outside, for instance from the text field. */
export function focusMenu(last = false) {
  const entries = entriesOf(open.panel);
  entries.at(last ? -1 : 0)?.focus();
}

function show(anchor, label, items, { wide, focus }) {
  const panel = make("div", { class: `menu ${wide ? "wide" : ""}`, role: "menu", "aria-label": label }, items.map(entry));
  const outside = (event) => {
    if (!panel.contains(event.target) && !anchor.contains(event.target)) closeMenu();
  };
  const close = () => {
    const inside = panel.contains(document.activeElement);
    open = null;
    panel.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    window.removeEventListener("resize", closeMenu);
    if (inside) anchor.focus({ preventScroll: true });
  };
  open = { anchor, panel, close };
  panel.addEventListener("keydown", (event) => steer(event, panel));
  document.addEventListener("pointerdown", outside);
  window.addEventListener("resize", closeMenu);
  anchor.setAttribute("aria-expanded", "true");
  byId("phone").append(panel);
  place(panel, anchor, wide);
  if (focus) entriesOf(panel)[0]?.focus({ preventScroll: true });
}

function entry(item) {
  const choice = item.checked !== undefined;
  const act = () => {
    closeMenu();
    item.action();
  };
  return make(
    "button",
    {
      type: "button",
      role: choice ? "menuitemradio" : "menuitem",
      "aria-checked": choice ? String(item.checked) : null,
      tabindex: "-1",
      onclick: act,
    },
    item.icon ? icon(item.icon) : null,
    make(
      "span",
      { class: "lines" },
      item.code ? make("code", {}, item.code) : null,
      make("span", {}, item.label),
    ),
    choice && item.checked ? icon("check") : null,
  );
}

function steer(event, panel) {
  const entries = entriesOf(panel);
  const at = entries.indexOf(document.activeElement);
  const to = {
    ArrowDown: (at + 1) % entries.length,
    ArrowUp: (at - 1 + entries.length) % entries.length,
    Home: 0,
    End: entries.length - 1,
  }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    entries[to].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    closeMenu();
  }
}

const entriesOf = (panel) => [...panel.querySelectorAll("[role^=menuitem]")];

/** Below the anchor when there is room, else above; never past the edge of the column. */
function place(panel, anchor, wide) {
  const column = byId("phone").getBoundingClientRect();
  const at = anchor.getBoundingClientRect();
  const below = column.bottom - at.bottom - GAP;
  const above = at.top - column.top - GAP;
  const upwards = panel.offsetHeight > below && above > below;
  panel.style.maxHeight = `${Math.max(upwards ? above : below, 120) - GAP}px`;
  if (upwards) panel.style.bottom = `${column.bottom - at.top + GAP}px`;
  else panel.style.top = `${at.bottom - column.top + GAP}px`;
  if (wide) return;
  const left = Math.min(Math.max(at.right - panel.offsetWidth, column.left + GAP), column.right - panel.offsetWidth - GAP);
  panel.style.left = `${left - column.left}px`;
}
