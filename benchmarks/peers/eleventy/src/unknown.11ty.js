import { KINDS } from "../eleventy.config.js";
import { parts } from "../parts.js";

export const data = { layout: "base.11ty.js", permalink: "/unknown.html", title: "What is not known" };

export function render({ dossier }) {
  const p = parts(dossier);
  return `<header class="head"><h1>What is not known</h1></header>
${KINDS.map(({ kind, title }) => `<h3>${title}</h3>\n${dossier.sorted[kind].filter(({ f }) => f.unknown).map(({ link, f }) => `<section class="asked">\n<h4>${link}</h4>\n${p.questions(f.unknown)}</section>\n`).join("")}`).join("")}`;
}
