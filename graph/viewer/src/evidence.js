// The sentences behind a tie, with the words for who did what to whom marked, and a link to where each stood.

import { h, link, name, webAddress } from "./dom.js";
import { word } from "./texts.js";

const ROLES = ["actor", "action", "target"];

export function drawEvidence(page, tie) {
  const { state, t, numbers } = page;
  const reports = state.evidence(tie);
  const part = reports.length < tie.evidence.length;
  return h(
    "section",
    { class: "evidence" },
    h("h3", {}, t.evidence),
    reports.some((report) => report.spans)
      ? h(
          "p",
          { class: "hint keys" },
          ROLES.map((role, place) => [h("mark", { class: role }, t.spans[place]), " "]),
        )
      : null,
    part
      ? h("p", { class: "hint" }, t.evidenceSome(numbers.count(reports.length), numbers.count(tie.evidence.length)))
      : null,
    tie.evidence.length
      ? h(
          "ol",
          {},
          reports.map((report) => draw(page, report)),
        )
      : h("p", {}, t.noEvidence),
  );
}

function draw({ data, t, numbers }, report) {
  const kind =
    word(t.types, report.type) + (report.mode ? ` (${word(t.modes, report.mode).replace(/[-_]/g, " ")})` : "");
  const source = report.source || webAddress(report.url)?.hostname || t.noAddress;
  return h(
    "li",
    {},
    h("p", { class: "sentence", dir: "auto" }, mark(String(report.sentence ?? ""), report.spans)),
    h(
      "p",
      { class: "meta" },
      h("span", {}, report.day ? numbers.day(report.day) : t.undated),
      h("span", {}, name(data.actors[report.actor].label), " → ", name(data.actors[report.target].label)),
      h("span", { class: "kind" }, name(kind)),
      h("span", { class: `status ${report.status === "actual" ? "actual" : "not"}` }, word(t.statuses, report.status)),
      h(
        "span",
        {},
        link(report.url, source),
        report.publishers > 1 ? ` · ${t.publishers(numbers.count(report.publishers))}` : null,
      ),
    ),
  );
}

/** The sentence as text and marks. Spans count characters as Python does, so an emoji is one. */
function mark(sentence, spans) {
  const letters = Array.from(sentence);
  const parts = [];
  let done = 0;
  for (const { role, start, end } of inOrder(spans, letters.length)) {
    const from = Math.max(start, done);
    if (from >= end) continue;
    parts.push(letters.slice(done, from).join(""), h("mark", { class: role }, letters.slice(from, end).join("")));
    done = end;
  }
  return [...parts, letters.slice(done).join("")];
}

function inOrder(spans, length) {
  if (!Array.isArray(spans)) return [];
  return spans
    .map((span, place) => ({ role: ROLES[place], start: span?.[0], end: Math.min(span?.[1] ?? -1, length) }))
    .filter(({ role, start, end }) => role && Number.isInteger(start) && start >= 0 && end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
