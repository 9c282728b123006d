// The panel of a tie: what it is called and why, when its acts fell, its measures, treaties and sentences.

import { drawEvidence } from "./evidence.js";
import { h, name } from "./dom.js";
import { sample } from "./looks.js";
import { drawMeasures } from "./measures.js";
import { drawTimeline } from "./timeline.js";
import { word } from "./texts.js";

export function drawTie(page, id) {
  const { data, state, t } = page;
  const tie = data.ties[id];
  const end = (key) =>
    h(
      "button",
      { type: "button", class: "name", "data-key": `actor-${key}`, onclick: () => page.selectActor(key) },
      name(data.actors[key].label),
    );
  return [
    h("h2", { tabindex: -1 }, end(tie.actor), " – ", end(tie.target)),
    h(
      "p",
      { class: "verdict" },
      sample(tie.label),
      h("strong", { class: tie.label }, t.labels[tie.label]),
      `: ${t.labelHints[tie.label]}`,
    ),
    h("p", { class: "counts" }, counts(page, tie)),
    state.isShown(tie) ? null : h("p", { class: "hint" }, t.outside),
    drawTimeline(page, tie),
    drawMeasures(page, tie),
    treaties(page, tie),
    kinds(page, tie),
    drawEvidence(page, tie),
  ];
}

function counts({ state, t, numbers }, tie) {
  if (!tie.n) return t.noEvents;
  if (!state.whole) return t.eventsOf(numbers.count(state.acts(tie)), numbers.count(tie.n));
  return t.inReports(
    t.events(numbers.count(tie.n)),
    t.reports(numbers.count(tie.reports)),
    t.publishers(numbers.count(tie.publishers)),
  );
}

function treaties({ t }, tie) {
  if (!tie.treaties.length) return null;
  return h(
    "section",
    { class: "treaties" },
    h("h3", {}, t.treaties),
    h("p", { class: "hint" }, t.treatiesHint),
    h(
      "ul",
      {},
      tie.treaties.map((treaty) => h("li", {}, name(treaty))),
    ),
  );
}

function kinds({ state, t, numbers }, tie) {
  const found = Object.entries(tie.types)
    .filter(([, acts]) => acts > 0)
    .sort((a, b) => b[1] - a[1]);
  if (!found.length) return null;
  return h(
    "section",
    {},
    h("h3", {}, t.kinds),
    h(
      "p",
      { class: "chips" },
      found.map(([kind, acts]) =>
        h(
          "span",
          { class: state.kinds.has(kind) ? null : "off" },
          name(word(t.types, kind)),
          " ",
          h("b", {}, numbers.count(acts)),
        ),
      ),
    ),
  );
}
