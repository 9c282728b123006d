// The panel of an actor: its ties, the strongest first, and who else is in its bloc.

import { h, name } from "./dom.js";
import { sample } from "./looks.js";
import { word } from "./texts.js";

const MOST_MEMBERS = 30;

export function drawActor(page, key) {
  const { data, state, t, numbers } = page;
  const actor = data.actors[key];
  const ties = actor.ties.map((id) => data.ties[id]).filter((tie) => state.whole || state.acts(tie) > 0);
  ties.sort((a, b) => state.acts(b) - state.acts(a) || a.id - b.id);
  const shown = ties.filter((tie) => state.isShown(tie));
  const hidden = ties.filter((tie) => !state.isShown(tie));
  const dot = h("span", { class: "dot" });
  dot.style.background = actor.colour;
  return [
    h("h2", { tabindex: -1 }, name(actor.label)),
    h(
      "p",
      { class: "sub" },
      dot,
      word(t.families, actor.family),
      Number.isInteger(actor.bloc) ? ` · ${t.bloc(actor.bloc + 1)}` : null,
      ` · ${t.tiesOf(shown.length)}`,
    ),
    shown.length ? list(page, key, shown) : h("p", {}, t.noTies),
    hidden.length
      ? h("details", {}, h("summary", {}, t.hiddenTies(numbers.count(hidden.length))), list(page, key, hidden))
      : null,
    members(page, key),
  ];
}

function list(page, key, ties) {
  const { data, state, t, numbers } = page;
  const most = Math.max(1, ...ties.map((tie) => state.acts(tie)));
  return h(
    "ul",
    { class: "ties" },
    ties.map((tie) => {
      const other = data.actors[tie.actor === key ? tie.target : tie.actor];
      const [cooperation, conflict] = state.sides(tie);
      const bar = h(
        "span",
        { class: "mix", "aria-hidden": "true" },
        h("i", { class: "cooperation" }),
        h("i", { class: "conflict" }),
      );
      [cooperation, conflict].forEach((acts, side) => {
        bar.children[side].style.width = `${(acts / most) * 100}%`;
      });
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", "data-key": `tie-${tie.id}`, onclick: () => page.selectTie(tie.id) },
          sample(tie.label),
          h("span", { class: "who" }, name(other.label)),
          h("span", { class: "what" }, t.labels[tie.label]),
          h("span", { class: "n" }, numbers.count(state.acts(tie))),
          bar,
        ),
      );
    }),
  );
}

function members(page, key) {
  const { data, t } = page;
  const { bloc } = data.actors[key];
  if (!Number.isInteger(bloc)) return null;
  const others = data.actors
    .map((actor, other) => [actor, other])
    .filter(([actor, other]) => actor.bloc === bloc && other !== key);
  if (!others.length) return null;
  others.sort(([a], [b]) => b.size - a.size);
  const buttons = others
    .slice(0, MOST_MEMBERS)
    .map(([actor, other]) =>
      h(
        "button",
        { type: "button", "data-key": `actor-${other}`, onclick: () => page.selectActor(other) },
        name(actor.label),
      ),
    );
  return h(
    "section",
    {},
    h("h3", {}, t.inBloc),
    h("p", { class: "chips" }, buttons, others.length > MOST_MEMBERS ? " …" : null),
  );
}
