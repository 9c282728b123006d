// Bars of a tie's acts by month, or by year where there are many: cooperation up, conflict down.

import { h, svg } from "./dom.js";

const MOST_MONTHS = 60;
const [WIDTH, HEIGHT] = [360, 84];
const LEAST_HALF = 8;

export function drawTimeline(page, tie) {
  const { data, state, t, numbers } = page;
  if (!tie.timeline.length) return null;
  const yearly = state.to - state.from >= MOST_MONTHS;
  const spans = yearly
    ? years(page)
    : data.months
        .map((month, place) => ({ text: numbers.month(month), months: [place] }))
        .slice(state.from, state.to + 1);
  const sums = spans.map(({ months }) =>
    [0, 1].map((side) => months.reduce((sum, month) => sum + at(tie, month)[side], 0)),
  );
  const [mostUp, mostDown] = [0, 1].map((side) => sums.reduce((most, sum) => Math.max(most, sum[side]), 0));
  const unit = (HEIGHT - 2 * LEAST_HALF) / Math.max(1, mostUp + mostDown);
  const zero = LEAST_HALF + mostUp * unit;
  const step = WIDTH / spans.length;
  const gap = Math.min(3, step * 0.12);
  const width = Math.min(step - 2 * gap, 44);
  const bars = sums.map(([cooperation, conflict], place) => {
    const x = place * step + (step - width) / 2;
    const [up, down] = [cooperation, conflict].map((acts) => (acts ? Math.max(2, acts * unit) : 0));
    return svg(
      "g",
      {},
      svg("title", {}, `${spans[place].text}: ${t.timelineLabel(numbers.count(cooperation), numbers.count(conflict))}`),
      svg("rect", { class: "reach", x: place * step, y: 0, width: step, height: HEIGHT }),
      svg("rect", { class: "cooperation", x, y: zero - up, width, height: up }),
      svg("rect", { class: "conflict", x, y: zero, width, height: down }),
    );
  });
  const [c, k] = state.sides(tie);
  const said = `${spans[0].text} – ${spans.at(-1).text}: ${t.timelineLabel(numbers.count(c), numbers.count(k))}`;
  return h(
    "section",
    { class: "timeline" },
    h("h3", {}, yearly ? t.timelineYears : t.timeline),
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": said },
      bars,
      svg("line", { x1: 0, x2: WIDTH, y1: zero, y2: zero }),
    ),
    h(
      "p",
      { class: "axis" },
      h("span", {}, spans[0].text),
      h(
        "span",
        { class: "keys" },
        h("i", { class: "cooperation" }),
        `${t.cooperation} ${numbers.count(c)}`,
        h("i", { class: "conflict" }),
        `${t.conflict} ${numbers.count(k)}`,
      ),
      h("span", {}, spans.length > 1 ? spans.at(-1).text : ""),
    ),
  );
}

function at(tie, month) {
  let sums = [0, 0];
  for (const spell of tie.timeline)
    if (spell.month === month) sums = [sums[0] + spell.cooperation, sums[1] + spell.conflict];
  return sums;
}

function years({ data, state }) {
  const found = new Map();
  for (let place = state.from; place <= state.to; place++) {
    const year = Math.floor(data.months[place] / 12);
    if (!found.has(year)) found.set(year, []);
    found.get(year).push(place);
  }
  return [...found].map(([year, months]) => ({ text: String(year), months }));
}
