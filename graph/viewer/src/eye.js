// The camera of the map: moves by keys and buttons, and to what is chosen.

const STEP = 0.12;
const MARGIN = 20;

export class Eye {
  constructor(map) {
    this.map = map;
    this.camera = map.renderer.getCamera();
    map.container.addEventListener("keydown", (event) => this.steer(event));
  }

  /** Moves the camera to an actor, or to a tie whose ends are out of sight. */
  show({ actor, tie }) {
    requestAnimationFrame(() => {
      const { renderer } = this.map;
      this.map.adapt();
      renderer.refresh();
      const places = this.map.ends({ actor, tie }).map((key) => renderer.getNodeDisplayData(key));
      if (tie !== undefined && places.every((place) => this.sees(renderer.framedGraphToViewport(place)))) return;
      const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
      const spread = tie !== undefined ? Math.hypot(places[0].x - places[1].x, places[0].y - places[1].y) * 1.5 : 0;
      const ratio = Math.max(Math.min(this.camera.ratio, 0.6), spread);
      this.move({ x: middle("x"), y: middle("y"), ratio });
    });
  }

  sees({ x, y }) {
    const { width, height } = this.map.renderer.getDimensions();
    return x > MARGIN && y > MARGIN && x < width - MARGIN && y < height - MARGIN;
  }

  move(to) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm) this.camera.setState({ ...this.camera.getState(), ...to });
    else this.camera.animate(to, { duration: 350 });
  }

  zoom(factor) {
    this.move({ ratio: this.camera.getBoundedRatio(this.camera.ratio * factor) });
  }

  fit() {
    this.move({ x: 0.5, y: 0.5, ratio: 1 });
  }

  steer(event) {
    const { x, y, ratio } = this.camera;
    const moves = {
      ArrowLeft: () => this.move({ x: x - STEP * ratio }),
      ArrowRight: () => this.move({ x: x + STEP * ratio }),
      ArrowUp: () => this.move({ y: y + STEP * ratio }),
      ArrowDown: () => this.move({ y: y - STEP * ratio }),
      "+": () => this.zoom(0.7),
      "=": () => this.zoom(0.7),
      "-": () => this.zoom(1.4),
      0: () => this.fit(),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }
}
