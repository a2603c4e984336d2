import { KINDS, day, esc } from "../eleventy.config.js";
import { parts } from "../parts.js";

export const data = { layout: "base.11ty.js", permalink: "/index.html", title: "A canal and two towns" };

export function render({ dossier }) {
  const { block } = parts(dossier);
  const shown = KINDS.filter(({ kind }) => ["issue", "divergence", "plan", "source"].includes(kind));
  return `<div class="prose">${block(dossier.settings.summary)}</div>
<section>
<h2>What is new</h2>
<ol>
${dossier.timeline.slice(-8).map(([date, one]) => `<li><p class="meta">${day(date)}</p><p>${one.link}</p></li>\n`).join("")}</ol>
</section>
${shown.map(({ kind, title }) => `<section>\n<h2>${title}</h2>\n<ul>\n${dossier.sorted[kind].slice(0, kind === "divergence" ? 5 : undefined).map(({ link, f }) => `<li>${link}${f.question ? ` ${esc(f.question)}` : ""}</li>\n`).join("")}</ul>\n</section>\n`).join("")}
<p>${KINDS.map(({ kind, folder, title }) => `<a href="/${folder}/index.html">${title}</a> ${dossier.sorted[kind].length}`).join(" · ")}</p>`;
}
