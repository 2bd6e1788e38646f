// Building nodes. Text from outside only ever becomes a text node, so nothing in it can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`onclick` and the like become listeners) and children. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A picture of the sprite in index.html; decoration only, the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** An element of index.html. */
export const byId = (id) => document.getElementById(id);

/** Tell whoever listens further up that something was asked for. */
export function tell(node, name, detail) {
  node.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
