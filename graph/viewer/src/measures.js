// The parts of a tie as a small table: value, 90% interval, and both on a line.

import { h, svg } from "./dom.js";

const [WIDTH, HEIGHT] = [120, 16];

export function drawMeasures(page, tie) {
  const { t, numbers, state } = page;
  const factor = (value) => numbers.factor(value);
  const plain = (value) => numbers.decimal(value);
  const share = (value) => numbers.share(value);
  const { hostility, index } = scales(page);
  const rows = [
    ["closeness", [-3, 3], 0, factor],
    ["alignment", [-3, 3], 0, plain],
    ["valence", [0, 1], 0.5, share],
    ["hostility", hostility, 0, plain],
    ["index", index, 0, plain],
  ].filter(([key]) => Number.isFinite(tie[key]));
  if (!rows.length) return null;
  return h(
    "section",
    { class: "measures" },
    h("h3", {}, t.measures),
    state.whole ? null : h("p", { class: "hint" }, t.wholeWindow),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t.measure),
          h("th", { scope: "col", class: "value" }, t.value),
          h("th", { scope: "col", class: "line" }, t.interval),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([key, scale, zero, format]) => {
          const [low, high] = [tie[`${key}_low`], tie[`${key}_high`]];
          const sure = Number.isFinite(low) && Number.isFinite(high);
          return h(
            "tr",
            { "data-measure": key },
            h("th", { scope: "row" }, t[key], h("small", {}, t[`${key}Hint`])),
            h("td", { class: "value" }, format(tie[key])),
            h(
              "td",
              { class: "line" },
              bar(tie[key], sure ? [low, high] : null, scale, zero),
              sure ? h("small", {}, `${format(low)} – ${format(high)}`) : null,
            ),
          );
        }),
      ),
    ),
  );
}

function bar(value, interval, [least, most], zero) {
  const at = (number) => 4 + ((Math.min(most, Math.max(least, number)) - least) / (most - least)) * (WIDTH - 8);
  const middle = HEIGHT / 2;
  return svg(
    "svg",
    { class: "bar", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    svg("line", { class: "ground", x1: 4, x2: WIDTH - 4, y1: middle, y2: middle }),
    svg("line", { class: "zero", x1: at(zero), x2: at(zero), y1: 2, y2: HEIGHT - 2 }),
    interval
      ? svg("rect", {
          class: "interval",
          x: at(interval[0]),
          y: middle - 3,
          width: Math.max(1, at(interval[1]) - at(interval[0])),
          height: 6,
          rx: 3,
        })
      : null,
    svg("circle", { cx: at(value), cy: middle, r: 4 }),
  );
}

/** Measures without a natural end are drawn against the greatest of this map. */
function scales(page) {
  if (page.scales) return page.scales;
  const reach = (key) =>
    page.data.ties.reduce((most, tie) => (Number.isFinite(tie[key]) ? Math.max(most, Math.abs(tie[key])) : most), 1);
  const least = page.data.ties.reduce(
    (found, tie) => (Number.isFinite(tie.hostility) ? Math.min(found, tie.hostility) : found),
    0,
  );
  page.scales = { hostility: [least, reach("hostility")], index: [-reach("index"), reach("index")] };
  return page.scales;
}
