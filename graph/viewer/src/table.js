// All ties shown as a table: the same map for those who do not see it. Columns sort, rows open the panel.

import { byId, h, isolated, name } from "./dom.js";
import { sample } from "./looks.js";
import { simplify } from "./search.js";

const MOST = 2000;

export class Table {
  constructor(page) {
    Object.assign(this, { page, by: "n", down: true });
    const { data, numbers, state, t } = page;
    const label = (key) => data.actors[key].label;
    this.columns = {
      pair: {
        value: (tie) => simplify(label(tie.actor)) + simplify(label(tie.target)),
        draw: (tie) => this.pair(tie),
        words: true,
      },
      label: {
        value: (tie) => t.labels[tie.label],
        draw: (tie) => [sample(tie.label), " ", t.labels[tie.label]],
        words: true,
      },
      n: { value: (tie) => state.acts(tie), draw: (tie) => numbers.count(state.acts(tie)) },
      publishers: { value: (tie) => tie.publishers, draw: (tie) => numbers.count(tie.publishers) },
      closeness: { value: (tie) => tie.closeness, draw: (tie) => numbers.factor(tie.closeness) },
      valence: { value: (tie) => tie.valence, draw: (tie) => numbers.share(tie.valence) },
      hostility: { value: (tie) => tie.hostility, draw: (tie) => numbers.decimal(tie.hostility) },
      index: { value: (tie) => tie.index, draw: (tie) => numbers.decimal(tie.index) },
    };
    this.frame = byId("table");
    this.button = byId("as-table");
    this.button.addEventListener("click", () => this.open(this.frame.hidden));
    this.frame.setAttribute("aria-label", t.tableCaption);
    this.open(false);
    state.subscribe((changed) => !this.frame.hidden && this.draw(changed === "selection"));
  }

  open(open) {
    this.frame.hidden = !open;
    byId("stage").inert = open;
    this.button.textContent = open ? this.page.t.map : this.page.t.table;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.draw();
    else this.frame.replaceChildren();
  }

  pair(tie) {
    const { data } = this.page;
    const [one, other] = [tie.actor, tie.target].map((key) => data.actors[key].label);
    return h(
      "button",
      {
        type: "button",
        "data-tie": tie.id,
        "aria-label": `${isolated(one)} – ${isolated(other)}`,
        onclick: () => this.page.selectTie(tie.id),
      },
      name(one),
      " – ",
      name(other),
    );
  }

  sorted() {
    const { value, words } = this.columns[this.by];
    const sign = this.down ? -1 : 1;
    const rows = [...this.page.state.shown].map((id) => {
      const tie = this.page.data.ties[id];
      return { tie, key: value(tie) };
    });
    const known = (key) => words || Number.isFinite(key);
    return rows.sort((a, b) => {
      if (known(a.key) !== known(b.key)) return known(a.key) ? -1 : 1; // what is not known stands last either way
      if (!known(a.key)) return a.tie.id - b.tie.id;
      return (
        sign * (words ? a.key.localeCompare(b.key, this.page.data.language) : a.key - b.key) || a.tie.id - b.tie.id
      );
    });
  }

  sort(key) {
    this.down = this.by === key ? !this.down : !this.columns[key].words;
    this.by = key;
    this.draw();
    this.frame.querySelector(`[data-column="${key}"]`).focus();
  }

  draw(marksOnly = false) {
    const { t, numbers } = this.page;
    if (marksOnly) return this.mark();
    const rows = this.sorted();
    const heads = Object.entries(this.columns).map(([key, column]) =>
      h(
        "th",
        {
          scope: "col",
          class: column.words ? null : "number",
          "aria-sort": key !== this.by ? null : this.down ? "descending" : "ascending",
        },
        h(
          "button",
          { type: "button", "data-column": key, onclick: () => this.sort(key) },
          t.columns[key],
          h("span", { class: "arrow", "aria-hidden": "true" }, key !== this.by ? "" : this.down ? "▾" : "▴"),
        ),
      ),
    );
    const cells = (tie) =>
      Object.values(this.columns).map((column) => h("td", { class: column.words ? null : "number" }, column.draw(tie)));
    const focused = this.frame.contains(document.activeElement) ? document.activeElement.dataset.tie : undefined;
    this.frame.replaceChildren(
      rows.length > MOST ? h("p", { class: "hint" }, t.tableCut(numbers.count(MOST), numbers.count(rows.length))) : "",
      rows.length
        ? h(
            "table",
            {},
            h("caption", { class: "unseen" }, t.tableCaption),
            h("thead", {}, h("tr", {}, heads)),
            h(
              "tbody",
              {},
              rows.slice(0, MOST).map(({ tie }) => h("tr", { "data-row": tie.id }, cells(tie))),
            ),
          )
        : h("p", {}, t.tableEmpty),
    );
    if (focused !== undefined) this.frame.querySelector(`[data-tie="${focused}"]`)?.focus();
    this.mark();
  }

  mark() {
    const chosen = String(this.page.state.selection?.tie ?? "");
    for (const row of this.frame.querySelectorAll("tr[data-row]"))
      row.classList.toggle("chosen", row.dataset.row === chosen);
  }
}
