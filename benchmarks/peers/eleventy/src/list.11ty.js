import { KINDS, esc } from "../eleventy.config.js";
import { parts } from "../parts.js";

export const data = {
  kinds: KINDS,
  pagination: { data: "kinds", size: 1, alias: "kind" },
  layout: "base.11ty.js",
  permalink: ({ kind }) => `/${kind.folder}/index.html`,
  eleventyExcludeFromCollections: true,
  eleventyComputed: { title: ({ kind }) => kind.title },
};

export function render({ kind, dossier }) {
  const { line } = parts(dossier);
  return `<header class="head"><h1>${kind.title}</h1></header>
<ul class="listed">
${dossier.sorted[kind.kind].map(({ link, when, f }) => `<li>
${when ? `<p class="meta">${when}</p>\n` : ""}<div><p class="name">${link}</p>
${f.question ? `<div class="line">${esc(f.question)}</div>\n` : f.summary ? `<div class="line">${line(f.summary)}</div>\n` : ""}</div>
</li>\n`).join("")}</ul>`;
}
