// What the reader has chosen, and which ties that leaves. Views subscribe and are told what changed.

import { LABELS } from "./data.js";

export const MANY_TIES = 300;

export class State {
  constructor(data) {
    this.data = data;
    this.fewHidden = data.ties.length > MANY_TIES;
    this.labels = new Set(this.fewHidden ? LABELS.filter((label) => label !== "insufficient") : LABELS);
    this.kinds = new Set(data.kinds.map(({ kind }) => kind));
    this.from = 0;
    this.to = Math.max(data.months.length - 1, 0);
    this.selection = null; // {actor} or {tie}: an index
    this.listeners = [];
    this.recount();
  }

  subscribe(listener) {
    this.listeners.push(listener);
  }

  /** `changed` is "filters", "months" or "selection". */
  tell(changed) {
    if (changed !== "selection") this.recount();
    for (const listener of this.listeners) listener(changed);
  }

  get whole() {
    return this.from === 0 && this.to >= this.data.months.length - 1;
  }

  inRange(month) {
    return this.whole || (month !== null && month >= this.from && month <= this.to);
  }

  /** Acts of a tie in the chosen months; over the whole window also those without a day. */
  acts(tie) {
    return this.whole ? tie.n : this.sides(tie).reduce((sum, side) => sum + side, 0);
  }

  /** Dated acts in the chosen months: [cooperation, conflict]. */
  sides(tie) {
    let [cooperation, conflict] = [0, 0];
    for (const spell of tie.timeline) {
      if (!this.inRange(spell.month)) continue;
      cooperation += spell.cooperation;
      conflict += spell.conflict;
    }
    return [cooperation, conflict];
  }

  /** The reports that stand in the chosen months and kinds. */
  evidence(tie) {
    return tie.evidence.filter(
      (report) => this.inRange(report.month) && (this.everyKind || this.kinds.has(String(report.type))),
    );
  }

  get everyKind() {
    return this.kinds.size === this.data.kinds.length;
  }

  isShown(tie) {
    return this.shown.has(tie.id);
  }

  recount() {
    this.shown = new Set();
    for (const tie of this.data.ties) {
      const kind = this.everyKind || [...tie.kinds].some((type) => this.kinds.has(type));
      if (kind && this.labels.has(tie.label) && (this.whole || this.acts(tie) > 0)) this.shown.add(tie.id);
    }
  }

  select(selection) {
    this.selection = selection;
    this.tell("selection");
  }

  chooseMonths(from, to) {
    if (from === this.from && to === this.to) return;
    [this.from, this.to] = [from, to];
    this.tell("months");
  }
}
