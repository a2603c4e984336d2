import { KINDS, esc } from "../../eleventy.config.js";

const WAYS = KINDS.map(({ folder, title }) => `<li><a href="/${folder}/index.html">${title}</a></li>\n`).join("");

export function render({ title, dossier, content }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(title)} – ${esc(dossier.settings.title)}</title>
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<header class="masthead">
<p class="paper"><a href="/index.html">${esc(dossier.settings.title)}</a></p>
<nav aria-label="Sections">
<ul>
${WAYS}<li><a href="/timeline.html">Timeline</a></li>
<li><a href="/unknown.html">What is not known</a></li>
</ul>
</nav>
</header>
<main id="_text">
${content}
</main>
<footer><p><a href="/index.html">Front page</a></p></footer>
</body>
</html>
`;
}
