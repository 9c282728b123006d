// The side bar: check boxes for labels and kinds of acts, which are the legend as well, and the colours of actors.

import { LABELS } from "./data.js";
import { byId, h } from "./dom.js";
import { sample } from "./looks.js";
import { word } from "./texts.js";

export class Filters {
  constructor(page) {
    this.page = page;
    const { t, data } = page;
    byId("filters").append(
      this.section(t.ties, this.labels(), h("p", { class: "hint" }, t.thick)),
      this.section(t.actors, this.families()),
      data.kinds.length ? this.kinds() : "",
    );
    byId("few").textContent = page.state.fewHidden ? this.fewText() : "";
    page.state.subscribe((changed) => changed !== "selection" && this.tick());
    this.tick();
  }

  section(title, ...parts) {
    return h("section", {}, h("h2", {}, title), ...parts);
  }

  fewText() {
    const { t, data, numbers } = this.page;
    return t.fewHidden(numbers.count(data.ties.filter((tie) => tie.label === "insufficient").length));
  }

  labels() {
    const { t, data, state, numbers } = this.page;
    return LABELS.filter((label) => data.ties.some((tie) => tie.label === label)).map((label) => {
      const count = data.ties.filter((tie) => tie.label === label).length;
      const text = [sample(label), h("span", {}, t.labels[label]), h("small", {}, numbers.count(count))];
      return this.box("label", label, state.labels, text, t.labelHints[label]);
    });
  }

  kinds() {
    const { t, data, state, numbers } = this.page;
    const sides = ["cooperation", "conflict", "other"].map((side) => {
      const kinds = data.kinds.filter((kind) => kind.side === side);
      if (!kinds.length) return null;
      const boxes = kinds.map(({ kind, acts }) =>
        this.box(
          "kind",
          kind,
          state.kinds,
          [h("span", {}, h("bdi", {}, word(t.types, kind))), h("small", {}, numbers.count(acts))],
          kind,
        ),
      );
      return h("fieldset", {}, h("legend", { class: side }, t[side]), boxes);
    });
    const choose = (kinds) => () => {
      state.kinds = new Set(kinds);
      state.tell("filters");
    };
    const every = data.kinds.map(({ kind }) => kind);
    return this.section(
      t.acts,
      h(
        "p",
        { class: "pair" },
        h("button", { type: "button", id: "kinds-all", onclick: choose(every) }, t.all),
        h("button", { type: "button", id: "kinds-none", onclick: choose([]) }, t.none),
      ),
      sides,
      h("p", { class: "hint" }, t.typesWhole),
    );
  }

  box(name, value, chosen, text, title) {
    const { state } = this.page;
    const input = h("input", {
      type: "checkbox",
      name,
      value,
      onchange: () => {
        const set = name === "label" ? state.labels : state.kinds;
        if (input.checked) set.add(value);
        else set.delete(value);
        state.tell("filters");
      },
    });
    input.checked = chosen.has(value);
    return h("label", { class: "box", title }, input, text);
  }

  families() {
    const { t, data } = this.page;
    const colours = new Map(data.actors.map((actor) => [actor.family, actor.colour]));
    return [...colours].map(([family, colour]) => {
      const dot = h("span", { class: "dot" });
      dot.style.background = colour;
      return h("p", { class: "family" }, dot, h("bdi", {}, word(t.families, family)));
    });
  }

  tick() {
    const { state, data, t, numbers } = this.page;
    for (const input of document.querySelectorAll("#filters input")) {
      input.checked = (input.name === "label" ? state.labels : state.kinds).has(input.value);
    }
    byId("few").hidden = state.labels.has("insufficient");
    byId("status").textContent = t.shown(numbers.count(state.shown.size), numbers.count(data.ties.length));
  }
}
