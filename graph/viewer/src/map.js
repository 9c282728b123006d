// The map: sigma draws actors and ties, a canvas above them the names. Hovering and choosing dim everything else.

import { MultiUndirectedGraph } from "graphology";
import Sigma from "sigma";
import { Eye } from "./eye.js";
import { TieProgram } from "./edges.js";
import { Lettering } from "./lettering.js";
import { LEANS, PATTERNS, THEMES, fade, leaning, mix } from "./looks.js";

const DEPTH = { insufficient: 0, neutral: 1, ambivalent: 2, aligned: 3, hostile: 4 };
const FULL = 0.03; // share of the page that actors may cover; where they would cover more they are drawn smaller
const WIDEST = 1.6; // how much the map may be stretched to the form of the page; its axes mean nothing

export class GraphMap {
  constructor(container, state, { onActor, onTie, onGround, describe }) {
    Object.assign(this, { container, state, describe, hover: null, theme: THEMES.light });
    this.scale = this.findScale();
    this.renderer = new Sigma(this.makeGraph(), container, {
      allowInvalidContainer: true,
      renderLabels: false,
      enableEdgeEvents: true,
      zIndex: true,
      stagePadding: 46,
      minCameraRatio: 0.04,
      maxCameraRatio: 2.5,
      enableCameraRotation: false,
      defaultEdgeType: "tie",
      edgeProgramClasses: { tie: TieProgram },
      defaultDrawNodeHover: () => {},
      nodeReducer: (key, place) => this.drawActor(Number(key), place),
      edgeReducer: (key) => this.drawTie(Number(key)),
    });
    this.eye = new Eye(this);
    this.lettering = new Lettering(this);
    this.listen(onActor, onTie, onGround);
    new ResizeObserver(() => this.adapt()).observe(container);
    state.subscribe(() => this.redraw());
  }

  makeGraph() {
    const graph = new MultiUndirectedGraph();
    this.stretch = this.findStretch();
    this.state.data.actors.forEach(({ x, y }, key) => graph.addNode(key, { x: x * this.stretch, y }));
    for (const tie of this.state.data.ties) graph.addEdgeWithKey(tie.id, tie.actor, tie.target);
    return graph;
  }

  /** By how much x is stretched, so that the map fills the page. */
  findStretch() {
    const { actors } = this.state.data;
    const reach = (axis) =>
      actors.reduce((most, actor) => Math.max(most, actor[axis]), -Infinity) -
      actors.reduce((least, actor) => Math.min(least, actor[axis]), Infinity);
    const form = reach("x") / reach("y");
    const page = this.container.offsetWidth / this.container.offsetHeight;
    return form > 0 && Number.isFinite(form) && page > 0 ? Math.max(1 / WIDEST, Math.min(WIDEST, page / form)) : 1;
  }

  /** Fits places and sizes to the page after it has changed. */
  adapt() {
    this.hover = null; // the mouse is now over something else
    const stretch = this.findStretch();
    if (stretch !== this.stretch) {
      this.stretch = stretch;
      this.renderer
        .getGraph()
        .updateEachNodeAttributes((key, place) => ({ ...place, x: this.state.data.actors[key].x * stretch }), {
          attributes: ["x"],
        });
    }
    this.redraw();
  }

  listen(onActor, onTie, onGround) {
    const { renderer, container } = this;
    const leave = () => {
      this.hover = null;
      container.classList.remove("over");
      this.redraw();
    };
    renderer.on("enterNode", ({ node, event }) => this.enter({ actor: Number(node) }, event));
    renderer.on("enterEdge", ({ edge, event }) => this.enter({ tie: Number(edge) }, event));
    renderer.on("leaveNode", leave);
    renderer.on("leaveEdge", leave);
    renderer.on("clickNode", ({ node }) => onActor(Number(node)));
    renderer.on("clickEdge", ({ edge }) => onTie(Number(edge)));
    renderer.on("clickStage", onGround);
    renderer.on("doubleClickNode", ({ preventSigmaDefault }) => preventSigmaDefault());
    this.tip = container.parentElement.querySelector(".tip");
  }

  enter(hover, event) {
    this.hover = hover;
    this.container.classList.add("over");
    this.tip.textContent = this.describe(hover);
    this.tip.hidden = false;
    const { width } = this.renderer.getDimensions();
    this.tip.style.left = `${Math.max(4, Math.min(event.x + 14, width - this.tip.offsetWidth - 4))}px`;
    this.tip.style.top = `${Math.max(4, event.y - this.tip.offsetHeight - 10)}px`;
    this.redraw();
  }

  redraw() {
    if (!this.hover) this.tip.hidden = true;
    this.near = this.findNear();
    this.scale = this.findScale();
    this.renderer.scheduleRefresh();
  }

  /** How much smaller actors and ties are drawn on a small or crowded page. */
  findScale() {
    const covered = this.state.data.actors.reduce((sum, { size }) => sum + (Math.PI / 4) * size ** 2, 0);
    const page = this.container.offsetWidth * this.container.offsetHeight;
    return Math.max(0.45, Math.min(1, Math.sqrt((FULL * page) / Math.max(covered, 1))));
  }

  setTheme(theme) {
    this.theme = THEMES[theme];
    this.redraw();
  }

  /**
   * What stands out: the hovered or else the chosen actor with its neighbours, or a chosen tie with its ends; null for
   * nothing. A hovered tie only grows bolder: in a crowd there is always one below the mouse.
   */
  findNear() {
    const focus = this.hover?.actor !== undefined ? this.hover : this.state.selection;
    const { ties, actors } = this.state.data;
    this.busy = new Set();
    for (const id of this.state.shown) this.busy.add(ties[id].actor).add(ties[id].target);
    if (!focus) return null;
    if (focus.tie !== undefined) return { tie: focus.tie, actors: new Set(this.ends(focus)) };
    const near = new Set([focus.actor]);
    for (const id of actors[focus.actor].ties)
      if (this.state.shown.has(id)) near.add(ties[id].actor).add(ties[id].target);
    return { actor: focus.actor, actors: near };
  }

  isChosen(key) {
    return this.holds(this.state.selection, key);
  }

  /** Whether an actor is what is hovered or chosen, or one end of it. */
  holds(thing, key) {
    return Boolean(thing) && this.ends(thing).includes(key);
  }

  /** An actor itself, or the two ends of a tie. */
  ends({ actor, tie }) {
    if (actor !== undefined) return [actor];
    const found = this.state.data.ties[tie];
    return [found.actor, found.target];
  }

  drawActor(key, place) {
    const { size, colour } = this.state.data.actors[key];
    const busy = this.busy?.has(key) ?? true;
    const lit = !this.near || this.near.actors.has(key);
    const share = lit ? (busy || this.isChosen(key) ? 0 : 0.65) : 0.8;
    return {
      ...place,
      size: (size / 2) * this.scale * (busy || (lit && this.near) ? 1 : 0.6),
      color: mix(colour, this.theme.ground, share),
      label: "",
      zIndex: lit ? 1 : 0,
    };
  }

  drawTie(id) {
    const { state, near } = this;
    const tie = state.data.ties[id];
    const chosen = near?.tie === id || this.hover?.tie === id;
    if (!state.shown.has(id) && !chosen) return { hidden: true };
    const lit =
      !near || chosen || (near.actor !== undefined && (tie.actor === near.actor || tie.target === near.actor));
    const crowd = state.shown.size > 400;
    const few = tie.label === "insufficient";
    const width = few
      ? (0.5 + 0.7 * Math.log1p(state.acts(tie)) * this.scale) * (crowd ? 0.6 : 1)
      : (0.7 + 0.75 * Math.log1p(state.acts(tie))) * (0.4 + 0.6 * this.scale) * (tie.label === "neutral" ? 0.65 : 1);
    const alpha = lit ? (few ? (crowd ? 0.45 : 0.8) : crowd || tie.label === "neutral" ? 0.65 : 0.85) : 0.07;
    const depth = DEPTH[tie.label] + (lit && near ? 10 : 0) + (chosen ? 10 : 0);
    return {
      size: chosen ? width + 2.5 : width,
      color: fade(few ? leaning(tie, this.theme) : this.theme[tie.label], chosen || (near && lit) ? 1 : alpha),
      pattern: PATTERNS[few ? (LEANS[tie.lean] ?? tie.label) : tie.label],
      zIndex: depth,
    };
  }

  /** Where an actor or the middle of a tie stands on the page; the tests click there. */
  whereIs({ actor, tie }) {
    const frame = this.container.getBoundingClientRect();
    const places = this.ends({ actor, tie }).map((key) =>
      this.renderer.framedGraphToViewport(this.renderer.getNodeDisplayData(key)),
    );
    const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    return { x: frame.left + middle("x"), y: frame.top + middle("y") };
  }
}
