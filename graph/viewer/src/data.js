// Reads the data block and brings it into shape: only ties between known actors, months as indexes, ties by actor.

export const LABELS = ["aligned", "hostile", "ambivalent", "neutral", "insufficient"];
export const TYPES = {
  cooperation: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"],
  conflict: ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
};

export function readData(text) {
  const raw = JSON.parse(text);
  const actors = raw.actors.map((actor) => ({
    ...actor,
    label: String(actor.label ?? actor.id),
    family: String(actor.family ?? "other"),
    colour: /^#[0-9a-f]{6}$/i.test(actor.colour) ? actor.colour : "#aaaaaa",
    size: number(actor.size, 10),
    x: number(actor.x, 0),
    y: number(actor.y, 0),
    ties: [],
  }));
  const known = (key) => Number.isInteger(key) && key >= 0 && key < actors.length;
  const ties = raw.ties
    .filter(({ actor, target }) => known(actor) && known(target) && actor !== target)
    .map((tie) => ({
      ...tie,
      n: number(tie.n, 0),
      label: LABELS.includes(tie.label) ? tie.label : "insufficient",
      types: tie.types ?? {},
      treaties: tie.treaties ?? [],
      evidence: (tie.evidence ?? []).filter((report) => known(report.actor) && known(report.target)),
      timeline: (tie.timeline ?? [])
        .map(([month, c, k]) => ({ month: monthNumber(month), cooperation: c, conflict: k }))
        .filter((spell) => spell.month !== null),
    }));
  const [start, end] = findWindow(raw, ties);
  ties.forEach((tie, index) => {
    tie.id = index;
    for (const spell of tie.timeline) spell.month -= start;
    for (const report of tie.evidence) report.month = report.day ? offset(monthNumber(report.day), start) : null;
    tie.kinds = new Set(Object.keys(tie.types).filter((type) => tie.types[type] > 0));
    if (!tie.kinds.size) tie.kinds = new Set(tie.evidence.map((report) => String(report.type)));
    actors[tie.actor].ties.push(index);
    actors[tie.target].ties.push(index);
  });
  const months = Array.from({ length: end - start + 1 }, (_, place) => start + place);
  return {
    title: String(raw.title ?? ""),
    note: String(raw.note ?? ""),
    language: raw.language === "id" ? "id" : "en",
    first: raw.first,
    last: raw.last,
    actors,
    ties,
    months,
    kinds: listKinds(ties),
  };
}

const number = (value, otherwise) => (Number.isFinite(value) ? value : otherwise);
const offset = (month, start) => (month === null ? null : month - start);

/** Months since the year 0; null for what is no day or month. */
function monthNumber(day) {
  const found = /^(\d{4})-(\d{2})/.exec(day ?? "");
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : null;
}

/** First and last month of the window and of all acts; [0, -1] where there is no day at all. */
function findWindow(raw, ties) {
  const found = [monthNumber(raw.first), monthNumber(raw.last)].filter((month) => month !== null);
  for (const tie of ties) for (const spell of tie.timeline) found.push(spell.month);
  if (!found.length) return [0, -1];
  return [found.reduce((a, b) => Math.min(a, b)), found.reduce((a, b) => Math.max(a, b))];
}

/** The types that occur, in PLOVER's order, with their acts. */
function listKinds(ties) {
  const counts = new Map();
  for (const tie of ties)
    for (const kind of tie.kinds) counts.set(kind, (counts.get(kind) ?? 0) + (tie.types[kind] ?? 0));
  const known = [...TYPES.cooperation, ...TYPES.conflict];
  const order = [
    ...known.filter((kind) => counts.has(kind)),
    ...[...counts.keys()].filter((kind) => !known.includes(kind)).sort(),
  ];
  return order.map((kind) => ({
    kind,
    acts: counts.get(kind),
    side: TYPES.cooperation.includes(kind) ? "cooperation" : TYPES.conflict.includes(kind) ? "conflict" : "other",
  }));
}
