// Starts the page: reads the data block, makes the parts and joins them.

import { readData } from "./data.js";
import { byId, isolated } from "./dom.js";
import { Filters } from "./filters.js";
import { GraphMap } from "./map.js";
import { Months } from "./months.js";
import { Numbers } from "./numbers.js";
import { Panel } from "./panel.js";
import { Search } from "./search.js";
import { State } from "./state.js";
import { Table } from "./table.js";
import { TEXTS } from "./texts.js";

class Page {
  constructor(data) {
    this.data = data;
    this.t = TEXTS[data.language];
    this.numbers = new Numbers(data.language);
    this.state = new State(data);
  }

  start() {
    this.head();
    this.filters = new Filters(this);
    this.months = new Months(this);
    this.panel = new Panel(this);
    this.search = new Search(this, (actor) => this.selectActor(actor));
    this.table = new Table(this);
    this.map = this.makeMap();
    this.themes();
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
  }

  head() {
    const { data, t, numbers } = this;
    document.documentElement.lang = data.language;
    document.title = data.title;
    byId("title").textContent = data.title;
    const span = data.first && data.last ? `, ${numbers.day(data.first)} – ${numbers.day(data.last)}` : "";
    byId("about").textContent =
      `${t.actorsTies(numbers.count(data.actors.length), numbers.count(data.ties.length))}${span}. ${data.note}`;
    const drawer = byId("drawer");
    drawer.textContent = t.filters;
    drawer.addEventListener("click", () => this.openDrawer(!document.body.classList.contains("drawer")));
    byId("filters").setAttribute("aria-label", t.filters);
    byId("months").setAttribute("aria-label", t.months);
  }

  openDrawer(open) {
    document.body.classList.toggle("drawer", open);
    byId("drawer").setAttribute("aria-expanded", String(open));
  }

  makeMap() {
    const { t } = this;
    const container = byId("map");
    container.setAttribute("aria-label", t.mapLabel);
    try {
      const map = new GraphMap(container, this.state, {
        onActor: (actor) => this.state.select({ actor }),
        onTie: (tie) => this.state.select({ tie }),
        onGround: () => this.state.select(null),
        describe: (hover) => this.describe(hover),
      });
      for (const [id, text, act] of [
        ["in", t.zoomIn, () => map.eye.zoom(0.65)],
        ["out", t.zoomOut, () => map.eye.zoom(1.55)],
        ["fit", t.fit, () => map.eye.fit()],
      ]) {
        byId(id).title = text;
        byId(id).setAttribute("aria-label", text);
        byId(id).addEventListener("click", act);
      }
      return map;
    } catch (error) {
      console.warn("The map cannot be drawn:", error.message);
      container.replaceChildren();
      byId("no-map").textContent = t.noWebgl;
      byId("no-map").hidden = false;
      byId("zoom").hidden = true;
      this.table.open(true);
      return null;
    }
  }

  describe({ actor, tie }) {
    const { data, state, t, numbers } = this;
    const label = (key) => isolated(data.actors[key].label);
    if (actor !== undefined)
      return `${label(actor)}: ${t.tiesOf(data.actors[actor].ties.filter((id) => state.shown.has(id)).length)}`;
    const found = data.ties[tie];
    return `${label(found.actor)} – ${label(found.target)}: ${t.labels[found.label]}, ${t.events(numbers.count(state.acts(found)))}`;
  }

  themes() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    let chosen = null;
    const apply = () => {
      const theme = chosen ?? (dark.matches ? "dark" : "light");
      document.documentElement.dataset.theme = theme;
      byId("theme").textContent = theme === "dark" ? `☀ ${this.t.light}` : `☾ ${this.t.dark}`;
      this.map?.setTheme(theme);
    };
    dark.addEventListener("change", apply);
    byId("theme").addEventListener("click", () => {
      chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
      apply();
    });
    apply();
  }

  selectActor(actor) {
    if (!this.data.actors[actor]) return;
    this.state.select({ actor });
    this.map?.eye.show({ actor });
  }

  selectTie(tie) {
    if (!this.data.ties[tie]) return;
    this.state.select({ tie });
    this.map?.eye.show({ tie });
  }

  /** Escape closes what lies on top: the drawer, then the panel, then the table. */
  leave() {
    if (document.body.classList.contains("drawer")) {
      this.openDrawer(false);
      byId("drawer").focus();
    } else if (this.state.selection) this.state.select(null);
    else if (!byId("table").hidden && this.map) {
      this.table.open(false);
      byId("as-table").focus();
    }
  }
}

const page = new Page(readData(byId("graph-data").textContent));
page.start();
window.aliansi = {
  shownTies: () => page.state.shown.size,
  selectTie: (tie) => page.selectTie(tie),
  selectActor: (actor) => page.selectActor(actor),
  names: () => page.map?.lettering.list(),
  whereIs: (thing) => page.map?.whereIs(thing),
};
