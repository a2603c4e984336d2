import { day } from "../eleventy.config.js";

export const data = { layout: "base.11ty.js", permalink: "/timeline.html", title: "Timeline" };

export function render({ dossier }) {
  const days = Map.groupBy ? Map.groupBy(dossier.timeline, ([date]) => date) : new Map();
  if (!days.size) for (const one of dossier.timeline) days.has(one[0]) ? days.get(one[0]).push(one) : days.set(one[0], [one]);
  return `<header class="head"><h1>Timeline</h1></header>
<ol class="timeline">
${[...days].map(([date, list]) => `<li>\n<h2>${day(date)}</h2>\n<ul>\n${list.map(([, one]) => `<li><span class="meta">${one.kind[0].toUpperCase() + one.kind.slice(1)}</span> ${one.link}${one.days.length > 1 ? ' <span class="badge disputed">Dated differently elsewhere</span>' : ""}</li>\n`).join("")}</ul>\n</li>\n`).join("")}</ol>`;
}
