// Builds elements. Text from the data enters a page only as text nodes; nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** A name inside other text: its own writing direction, whatever marks it holds. */
export const name = (text) => h("bdi", {}, text);

/** The same for plain strings (labels for screen readers, canvas). */
export const isolated = (text) => `\u2068${text}\u2069`;

/** A link for an http(s) address, else the text alone: no other scheme is ever opened. */
export function link(address, text) {
  const url = webAddress(address);
  return url ? h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, name(text)) : name(text);
}

export function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

export const byId = (id) => document.getElementById(id);
