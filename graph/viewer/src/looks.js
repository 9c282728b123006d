// Colours (Okabe and Ito, purple and greys lighter on dark) and line patterns of the labels.

import { svg } from "./dom.js";

export const SOLID = 0,
  DASHED = 1,
  DASHDOT = 2;

export const THEMES = {
  light: {
    ground: "#ffffff",
    text: "#1b1f24",
    faint: "#6b737c",
    ring: "#1b1f24",
    outline: "rgba(0,0,0,0.38)",
    aligned: "#009e73",
    hostile: "#d55e00",
    ambivalent: "#785ea0",
    neutral: "#787878",
    insufficient: "#c3c8ce",
  },
  dark: {
    ground: "#14181d",
    text: "#e8ebee",
    faint: "#8f98a2",
    ring: "#ffffff",
    outline: "rgba(0,0,0,0.6)",
    aligned: "#0fae81",
    hostile: "#e06a10",
    ambivalent: "#a68ed2",
    neutral: "#8e959d",
    insufficient: "#4b535d",
  },
};
export const PATTERNS = { aligned: SOLID, hostile: DASHED, ambivalent: DASHDOT, neutral: SOLID, insufficient: SOLID };
export const LEANS = { cooperation: "aligned", conflict: "hostile", both: "ambivalent" };
const DASHES = { hostile: "7 4", ambivalent: "8 3 2 3" };
const WIDTHS = { neutral: 2, insufficient: 1 };

/** A short piece of the line that a label is drawn as; its colour comes from the style sheet. */
export function sample(label) {
  const width = WIDTHS[label] ?? 3.5;
  return svg(
    "svg",
    { class: `sample ${label}`, viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 5, x2: 34, y2: 5, "stroke-width": width, "stroke-dasharray": DASHES[label] }),
  );
}

/** The colour of a tie with too few events: pale, and of the side to which these few lean. */
export function leaning(tie, theme) {
  const label = LEANS[tie.lean];
  return label ? mix(theme[label], theme.ground, 0.4) : theme.insufficient;
}

/** One colour mixed into another: 0 leaves the first, 1 gives the second. */
export function mix(one, other, share) {
  const [a, b] = [one, other].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  return `#${a
    .map((part, i) =>
      Math.round(part + (b[i] - part) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** The same colour, partly transparent. */
export function fade(hex, alpha) {
  return `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${alpha})`;
}
