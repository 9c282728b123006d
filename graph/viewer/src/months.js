// The time slider: two handles over bars of all acts by month, and a button that lets the months pass.

import { byId, svg } from "./dom.js";

const PACE = 900;
const HEIGHT = 30;

export class Months {
  constructor(page) {
    Object.assign(this, { page, timer: null });
    const { t, data } = page;
    byId("months").hidden = data.months.length < 2;
    if (data.months.length < 2) return;
    [this.from, this.to] = [byId("from"), byId("to")];
    for (const [input, text, value] of [
      [this.from, t.from, 0],
      [this.to, t.to, data.months.length - 1],
    ]) {
      input.max = data.months.length - 1;
      input.value = value;
      input.setAttribute("aria-label", text);
      this.fit(input);
      input.addEventListener("input", () => this.slide(input));
    }
    this.button = byId("play");
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
    this.reset = byId("whole");
    this.reset.textContent = t.whole;
    this.reset.addEventListener("click", () => {
      this.stop();
      page.state.chooseMonths(0, data.months.length - 1);
    });
    this.bars = this.draw();
    page.state.subscribe((changed) => changed === "months" && this.show());
    this.stop();
    this.show();
  }

  /** Lets a handle stand below the middle of its month's bar. */
  fit(element) {
    const half = 50 / this.page.data.months.length;
    element.style.left = `calc(${half}% - 8px)`;
    element.style.width = `calc(${100 - 2 * half}% + 16px)`;
  }

  draw() {
    const { data } = this.page;
    const sums = data.months.map(() => [0, 0]);
    for (const tie of data.ties)
      for (const spell of tie.timeline) {
        sums[spell.month][0] += spell.cooperation;
        sums[spell.month][1] += spell.conflict;
      }
    const most = Math.max(1, ...sums.map(([c, k]) => c + k));
    const chart = byId("months-bars");
    chart.setAttribute("viewBox", `0 0 ${data.months.length} ${HEIGHT}`);
    const gap = data.months.length > 60 ? 0 : data.months.length > 24 ? 0.12 : 0.22;
    const bars = sums.map(([c, k], month) => {
      const [up, down] = [c, k].map((acts) => (acts / most) * HEIGHT);
      return svg(
        "g",
        {},
        svg("rect", { class: "cooperation", x: month + gap, width: 1 - 2 * gap, y: HEIGHT - up, height: up }),
        svg("rect", { class: "conflict", x: month + gap, width: 1 - 2 * gap, y: HEIGHT - up - down, height: down }),
      );
    });
    chart.replaceChildren(...bars);
    return bars;
  }

  slide(moved) {
    this.stop();
    let [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (from > to) [from, to] = moved === this.from ? [to, to] : [from, from];
    this.page.state.chooseMonths(from, to);
    this.show();
  }

  show() {
    const { state, data, numbers } = this.page;
    this.from.value = state.from;
    this.to.value = state.to;
    for (const input of [this.from, this.to])
      input.setAttribute("aria-valuetext", numbers.month(data.months[input.value], true));
    this.from.style.zIndex = state.from > data.months.length / 2 ? 3 : 1; // the handle that still can move lies on top
    const part = 100 / data.months.length;
    byId("span").style.left = `${(state.from + 0.5) * part}%`;
    byId("span").style.right = `${100 - (state.to + 0.5) * part}%`;
    this.bars.forEach((bar, month) => bar.classList.toggle("out", month < state.from || month > state.to));
    const [first, last] = [state.from, state.to].map((month) => numbers.month(data.months[month]));
    byId("range").textContent = first === last ? first : `${first} – ${last}`;
    this.reset.hidden = state.whole;
  }

  play() {
    const { state, data, t } = this.page;
    if (state.whole || state.to >= data.months.length - 1) {
      const width = state.whole ? 0 : state.to - state.from;
      state.chooseMonths(0, Math.min(width, data.months.length - 1));
    }
    this.timer = setInterval(() => {
      if (state.to >= data.months.length - 1) return this.stop();
      state.chooseMonths(state.from + 1, state.to + 1);
    }, PACE);
    this.name(t.pause, true);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.name(this.page.t.play, false);
  }

  name(text, playing) {
    this.button.setAttribute("aria-label", text);
    this.button.title = text;
    this.button.classList.toggle("playing", playing);
  }
}
