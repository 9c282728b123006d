// The search box: a combobox whose list the arrow keys walk; Enter or a click chooses an actor.

import { byId, h, name } from "./dom.js";
import { word } from "./texts.js";

const MOST = 8;

export class Search {
  constructor(page, onChoose) {
    Object.assign(this, { page, onChoose, found: [], at: -1 });
    this.keys = page.data.actors.map((actor) => ({
      name: simplify(actor.label),
      id: simplify(String(actor.id ?? "")),
    }));
    this.input = byId("search");
    this.list = byId("found");
    this.input.placeholder = page.t.search;
    for (const part of [this.input, this.list]) part.setAttribute("aria-label", page.t.search);
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
  }

  look() {
    const sought = simplify(this.input.value);
    this.found = sought ? this.rank(sought).slice(0, MOST) : [];
    this.at = this.found.length ? 0 : -1;
    this.draw(Boolean(sought));
  }

  rank(sought) {
    const hits = [];
    this.keys.forEach((key, actor) => {
      const rank = key.name.startsWith(sought)
        ? 0
        : key.id === sought
          ? 1
          : key.name.includes(` ${sought}`)
            ? 2
            : key.name.includes(sought)
              ? 3
              : key.id.startsWith(sought)
                ? 4
                : 9;
      if (rank < 9) hits.push({ actor, rank, size: this.page.data.actors[actor].size });
    });
    return hits.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ actor }) => actor);
  }

  draw(asked) {
    const { t, data } = this.page;
    const options = this.found.map((key, place) => {
      const actor = data.actors[key];
      const option = h(
        "li",
        {
          id: `found-${place}`,
          role: "option",
          "aria-selected": String(place === this.at),
          onclick: () => this.choose(key),
        },
        h("span", { class: "dot" }),
        name(actor.label),
        h("small", {}, word(t.families, actor.family)),
      );
      option.querySelector(".dot").style.background = actor.colour;
      return option;
    });
    this.list.replaceChildren(...(options.length || !asked ? options : [h("li", { class: "nothing" }, t.noActor)]));
    this.list.hidden = !asked;
    this.input.setAttribute("aria-expanded", String(asked));
    this.mark();
    byId("said").textContent = asked ? (options.length ? t.results(options.length) : t.noActor) : "";
  }

  mark() {
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) return this.look();
      event.preventDefault();
      if (last >= 0)
        this.at = event.key === "ArrowDown" ? (this.at >= last ? 0 : this.at + 1) : this.at <= 0 ? last : this.at - 1;
      this.mark();
    } else if (event.key === "Enter" && this.at >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.found[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  choose(actor) {
    this.input.value = this.page.data.actors[actor].label;
    this.close();
    this.onChoose(actor);
  }

  close() {
    this.found = [];
    this.at = -1;
    this.draw(false);
  }
}

/** Letters alone: no accents, no capitals. */
export const simplify = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
