// Writes the names of actors on a canvas above the map, the greatest actors first.

import { placeNames } from "./names.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const LONGEST = 26;
const ROOM = 7500; // pixels of the page for each name, while nothing is chosen
const GREAT = 15; // actors whose names may cover others
const BUTTONS = { width: 50, height: 130 }; // in the lower left corner

export class Lettering {
  constructor(map) {
    Object.assign(this, { map, widths: new Map(), placed: [] });
    const { actors } = map.state.data;
    const order = actors.map((_, key) => key).sort((a, b) => actors[b].size - actors[a].size || a - b);
    this.rank = new Map(order.map((key, rank) => [key, rank]));
    this.context = map.renderer.getCanvases().labels.getContext("2d");
    map.renderer.on("afterRender", () => this.draw());
  }

  draw() {
    const { map, context } = this;
    const page = map.renderer.getDimensions();
    const discs = this.listDiscs(page);
    this.outline(discs);
    const wanted = discs.filter(({ lit, must }) => lit || must).map((disc) => this.letter(disc));
    wanted.sort((a, b) => b.must - a.must || this.rank.get(a.key) - this.rank.get(b.key));
    this.placed = placeNames(wanted, discs, page, {
      most: map.near ? Infinity : (page.width * page.height) / ROOM,
      keepFree: [{ left: 0, top: page.height - BUTTONS.height, right: BUTTONS.width, bottom: page.height }],
    });
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4 });
    for (const [{ text, font }, x, y] of this.placed) {
      context.font = font;
      context.strokeStyle = map.theme.ground;
      context.strokeText(text, x, y);
      context.fillStyle = map.theme.text;
      context.fillText(text, x, y);
    }
  }

  /** The actors in sight; `weight` is how bad it would be to cover one. */
  listDiscs(page) {
    const { map, rank } = this;
    const discs = [];
    map.state.data.actors.forEach((_, key) => {
      const data = map.renderer.getNodeDisplayData(key);
      if (!data) return;
      const { x, y } = map.renderer.framedGraphToViewport(data);
      const radius = map.renderer.scaleSize(data.size);
      if (x < -radius || y < -radius || x > page.width + radius || y > page.height + radius) return;
      const lit = map.near ? map.near.actors.has(key) : (map.busy?.has(key) ?? true);
      const must = map.isChosen(key) || map.holds(map.hover, key);
      discs.push({ key, x, y, radius, lit, must, weight: !lit ? 0.1 : rank.get(key) < GREAT ? 3 : 1 });
    });
    return discs;
  }

  letter({ key, x, y, radius, must }) {
    const { label, size } = this.map.state.data.actors[key];
    const pixels = Math.min(16, 11 + size * 0.11);
    const font = `${must ? "600 " : ""}${pixels.toFixed(1)}px ${FONT}`;
    const text = shorten(label);
    const allowance = this.rank.get(key) < GREAT ? 0.5 : 0.12;
    return { key, x, y, radius, text, font, must, width: this.measure(text, font), height: pixels * 1.12, allowance };
  }

  measure(text, font) {
    const key = `${font}|${text}`;
    if (!this.widths.has(key)) {
      this.context.font = font;
      this.widths.set(key, this.context.measureText(text).width + 2);
    }
    return this.widths.get(key);
  }

  /** A thin edge around every actor, so that yellow stands off white, and a ring around the chosen ones. */
  outline(discs) {
    const { map, context } = this;
    for (const { key, x, y, radius } of discs) {
      const chosen = map.isChosen(key);
      if (map.near && !map.near.actors.has(key) && !chosen) continue;
      context.beginPath();
      context.arc(x, y, chosen ? radius + 3 : radius, 0, 2 * Math.PI);
      context.lineWidth = chosen ? 2.5 : 1;
      context.strokeStyle = chosen ? map.theme.ring : map.theme.outline;
      context.stroke();
    }
  }

  /** The names that stand on the map, with their boxes. */
  list() {
    return this.placed.map(([{ text, width, height }, x, y]) => ({
      text,
      left: x - width / 2,
      top: y - height / 2,
      right: x + width / 2,
      bottom: y + height / 2,
    }));
  }
}

function shorten(text) {
  const letters = Array.from(text.replace(/\s+/g, " ").trim());
  if (letters.length <= LONGEST) return letters.join("");
  return `${letters
    .slice(0, LONGEST - 1)
    .join("")
    .trimEnd()}…`;
}
