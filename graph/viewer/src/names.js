// Finds room for the names of actors: the first in the list choose first. No name covers another; how much of the actors
// a name may cover is its allowance, so that the great ones are named even in a crowd.

const SEATS = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
];
const GAP = 3;
const CELL = 80;
const NAMES = 100; // to cover another name is as bad as to cover this many actors

/**
 * Items are {key, x, y, radius, width, height, must, allowance}; `discs` are all actors in sight as {key, x, y, radius,
 * weight}; boxes to `keepFree` hold buttons. Returns [item, x, y] with the middle of each name that found room, `most` of
 * them. Names that `must` stand always do.
 */
export function placeNames(items, discs, page, { most, keepFree }) {
  const taken = new Grid();
  for (const box of keepFree) taken.add({ ...box, key: null, weight: NAMES });
  for (const { key, x, y, radius, weight } of discs)
    taken.add({ ...boxAround(x, y, radius * 1.8, radius * 1.8), key, weight });
  const placed = [];
  for (const item of items) {
    if (placed.length >= most) break;
    let best = null;
    for (const [across, along] of SEATS) {
      const slant = across && along ? 0.7 : 1;
      const x = item.x + across * (item.radius * slant + GAP + item.width / 2);
      const y = item.y + along * (item.radius * slant + GAP + item.height / 2);
      const box = boxAround(x, y, item.width, item.height);
      const cost = taken.overlap(box, item.key) + 4 * beyond(box, page);
      if (!best || cost < best.cost) best = { box, x, y, cost };
      if (!cost) break;
    }
    if (best.cost > item.allowance * item.width * item.height && !item.must) continue;
    taken.add({ ...best.box, key: null, weight: NAMES });
    placed.push([item, best.x, best.y]);
  }
  return placed;
}

function boxAround(x, y, width, height) {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

const area = (left, top, right, bottom) => Math.max(0, right - left) * Math.max(0, bottom - top);

function shared(a, b) {
  return area(
    Math.max(a.left, b.left),
    Math.max(a.top, b.top),
    Math.min(a.right, b.right),
    Math.min(a.bottom, b.bottom),
  );
}

function beyond(box, page) {
  return (
    area(box.left, box.top, box.right, box.bottom) -
    shared(box, { left: 0, top: 0, right: page.width, bottom: page.height })
  );
}

/** Boxes by the cells of the page that they touch. */
class Grid {
  cells = new Map();

  add(box) {
    for (const cell of this.touched(box)) {
      const boxes = this.cells.get(cell);
      if (boxes) boxes.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  /** Weighed area that a box would cover of others; what touches several cells counts in each, which does no harm. */
  overlap(box, key) {
    let sum = 0;
    for (const cell of this.touched(box)) {
      for (const other of this.cells.get(cell) ?? []) if (other.key !== key) sum += shared(box, other) * other.weight;
    }
    return sum;
  }

  *touched(box) {
    for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row++) {
      for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column++)
        yield row * 10000 + column;
    }
  }
}
