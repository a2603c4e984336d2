import { KINDS, esc } from "../eleventy.config.js";
import { BODY, parts } from "../parts.js";

export const data = {
  pagination: { data: "dossier.pages", size: 1, alias: "one" },
  layout: "base.11ty.js",
  permalink: ({ one }) => one.address,
  eleventyExcludeFromCollections: true,
  eleventyComputed: { title: ({ one }) => one.name },
};

export function render({ one, dossier }) {
  const p = parts(dossier), { ref, kind, folder, f } = one, parted = dossier.disputed[ref], back = dossier.back[ref] ?? {};
  const placed = new Set((dossier.placed[ref] ?? []).map((each) => each.one));
  const labels = Object.keys(back).sort((a, b) => ((a === "Mentioned") - (b === "Mentioned")) || (a < b ? -1 : 1))
    .map((label) => [label, back[label].filter((each) => !placed.has(each))]).filter(([, list]) => list.length);
  const { kicker = "", lead = "", body } = BODY[kind](one, p, dossier);
  return `<article>
<header class="head">
<p class="kicker"><a href="/${folder}/index.html">${KINDS.find((each) => each.kind === kind).title}</a>${kicker}</p>
<h1>${esc(one.name)}</h1>
${lead}
</header>
${parted ? `<aside class="parting"><p><b class="label">The sources part on this</b></p>\n${p.first(parted, 4)}</aside>` : ""}
${body}
${!f.evidence ? p.note(f.note) : ""}
${f.unknown ? `<section>\n<h2>What is not known</h2>\n${p.questions(f.unknown)}</section>` : ""}
${f.evidence ? `<section>\n<h2>What this page rests on</h2>\n${p.evidence(f.evidence)}${p.note(f.note)}</section>` : ""}
${labels.length ? `<section class="backlinks">\n<h2>Where this comes up</h2>\n${labels.map(([label, list]) => `<div>\n<h3>${label}</h3>\n${p.first(list, 8)}</div>\n`).join("")}</section>` : ""}
</article>`;
}
