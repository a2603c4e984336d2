import MarkdownIt from "markdown-it";
import { day, esc } from "./eleventy.config.js";

const TYPES = { person: "Person", state: "State", organisation: "Body", group: "Group", office: "Office", unnamed: "People not named" };
const FORMATS = { talks: "Talks", ministerial: "Meeting of ministers", briefing: "Briefing", call: "Call", visit: "Visit", summit: "Summit", press: "Press appearance" };
const MODES = { attended: "Took part", expected: "Announced or expected", invited: "Invited", "expected-absent": "Announced as not coming", absent: "Not there" };
const CHANNELS = { interview: "Interview", "press remarks": "Remarks to the press", briefing: "Briefing", private: "In private" };
const MARKS = { quoted: "Printed as the speaker’s words", retold: "Retold" };
const STATES = { included: "In it", changed: "Changed", undisclosed: "Not made known" };
const APART = { opposite: "Far apart", different: "Clearly different", slight: "Only the wording differs" };
const PARTING = { meaning: "Meaning", attribution: "Attribution", wording: "Wording", time: "Time", place: "Place", number: "Number", omission: "Left out by one", framing: "How it is put" };
const QUIET = new Set(["actor", "issue", "divergence", "source"]);

const md = new MarkdownIt("commonmark");
const address = (text) => text.replace(/\]\(([a-z]+):([a-z0-9-]+)\)/g, "](/$1s/$2.html)");
const block = (text) => md.render(address(text));
const line = (text) => md.renderInline(address(text));
const row = (name, value) => (value ? `<div><dt>${name}</dt><dd>${value}</dd></div>\n` : "");
const section = (title, inner) => `<section>\n<h2>${title}</h2>\n${inner}</section>\n`;
const entry = (one, inner) => `<li class="entry" id="${one.id}"><p>${inner}</p>\n`;

let made, last;

export function parts(dossier) {
  if (last === dossier) return made;
  last = dossier;
  const link = (ref) => dossier.facts.get(ref).link;
  const series = (refs) => refs.map((one, i) => link(one) + (i === refs.length - 2 ? " and " : i < refs.length - 1 ? ", " : "")).join("");
  const of = (kind, ids) => series((ids ?? []).map((id) => `${kind}:${id}`));
  const via = (one, i) => {
    const sure = !one.endsWith("?");
    return (i ? (sure ? ", which has it from " : ", which probably has it (our conclusion) from ")
      : (sure ? ", taken from " : ", probably taken (our conclusion) from ")) + link(one.replace("?", ""));
  };
  const origin = (one) => {
    const source = dossier.facts.get(`source:${one.source}`), [p, s] = one.at.split("s");
    return `${source.link}, <a href="${source.address}#${p}">paragraph ${p.slice(1)}${s ? `, sentence ${s}` : ""}</a>${(one.via ?? []).map(via).join("")}`;
  };
  const evidence = (list) => (list ? `<ul class="sources">\n${list.map((one) => `<li>${origin(one)}${one.quote ? `: <q class="words">${esc(one.quote)}</q>` : ""}${one.reads ? `; in our words: ${esc(one.reads)}` : ""}</li>\n`).join("")}</ul>\n` : "");
  const date = (value, name = "Date") => row(name, typeof value === "string" ? `<p class="value">${day(value)}</p>`
    : value.contested ? `<div class="contested">\n<p><b class="label">The sources differ</b></p>\n<ul class="entries">\n${value.contested.map((one) => `<li class="entry" id="${one.id}"><p class="value">${day(one.value)}</p>\n${evidence(one.evidence)}</li>\n`).join("")}</ul>\n</div>`
    : `<p class="value">${day(value.value)}</p>\n${evidence(value.evidence)}`);
  const accounts = (list) => (list ? section("What is told of it, and by whom", `<ul class="entries">\n${list.map((one) => `${entry(one, `<span class="holder">${series(one.by)}:</span> ${esc(one.says)}`)}${evidence(one.evidence)}</li>\n`).join("")}</ul>\n`) : "");
  const basis = (one, holder) => (one === "own" ? "In their own name" : one.spoken_for ? `${series(one.spoken_for)}, speaking for ${holder}` : `According to ${series(one.ascribed)}`);
  const views = (holder, list, anchor) => `<ul class="entries">\n${list.map((one) => `<li class="entry"${anchor ? ` id="${anchor}--${one.id}"` : ""}>
<p class="basis">${basis(one.basis, esc(holder))}</p>
<p><span class="holder">${esc(holder)}</span> ${esc(one.says)}</p>
${one.detail ? `<div class="detail">${block(one.detail)}</div>\n` : ""}${evidence(one.evidence)}<p class="aside">Drawn from what was said: ${one.drawn_from.map((said) => link(`statement:${said}`)).join("; ")}</p>
</li>\n`).join("")}</ul>\n`;
  const questions = (list) => `<ul class="questions">\n${list.map((one) => `<li id="${one.id}">\n<p class="question">${esc(one.question)}</p>\n<details class="fold"><summary>Sources</summary>\n${evidence(one.evidence)}</details>\n</li>\n`).join("")}</ul>\n`;
  const items = (list) => `<ul>\n${list.map((one) => `<li>${one.link}${one.when ? ` <span class="meta">${one.when}</span>` : ""}</li>\n`).join("")}</ul>\n`;
  const first = (list, few) => (list.length <= few + 2 ? items(list) : `${items(list.slice(0, few))}<details class="fold"><summary>${list.length - few} more</summary>\n${items(list.slice(few))}</details>\n`);
  const note = (text) => (text ? `<div class="note"><b class="label">Editor’s note</b> ${block(text)}</div>\n` : "");
  made = { link, series, of, origin, evidence, date, accounts, views, questions, first, note, block, line };
  return made;
}

function strip(one, dossier) {
  const told = one.f.sentences.map((count, i) => {
    const whole = dossier.used[`${one.id} p${i + 1}`] ?? [];
    return Array.from({ length: count }, (_, k) => [...new Set([...whole, ...(dossier.used[`${one.id} p${i + 1}s${k + 1}`] ?? [])])]);
  });
  const sentence = (refs) => {
    const loud = refs.filter((each) => !QUIET.has(each.kind)), quiet = loud.length ? refs.filter((each) => QUIET.has(each.kind)) : [];
    if (!refs.length) return '<span class="unused">Not used</span>';
    const links = (list) => list.map((each) => each.link).join("; ");
    return links(loud.length ? loud : refs) + (quiet.length ? ` <details class="why"><summary>and ${quiet.length} more</summary> ${links(quiet)}</details>` : "");
  };
  return section("Paragraph by paragraph", `<p class="aside">What became of each sentence of the article: the facts that rest on it, or why it carries nothing to state. The text itself is not kept here.</p>
<ol class="overview" aria-label="Paragraphs">
${told.map((list, i) => { const used = list.some((refs) => refs.length); return `<li><a class="${used ? "used" : "unused"}" href="#p${i + 1}"><span class="unseen">Paragraph </span>${i + 1}${used ? "" : '<span class="unseen">, not used</span>'}</a></li>\n`; }).join("")}</ol>
<p class="legend"><span class="used">used</span> <span class="empty">carries nothing to state</span> <span class="unused">not used</span></p>
<ol class="strip">
${told.map((list, i) => `<li id="p${i + 1}">\n<p class="number">¶ ${i + 1}</p>\n<ol>\n${list.map((refs, k) => `<li><div>${list.length > 1 ? `<span class="label">Sentence ${k + 1}</span> ` : ""}${sentence(refs)}</div></li>\n`).join("")}</ol>\n</li>\n`).join("")}</ol>\n`);
}

export const BODY = {
  actor: ({ ref, id, name, f }, p, d) => ({
    kicker: ` · ${TYPES[f.type]}`,
    lead: `<p class="lead">${line(f.summary)}</p>`,
    body: (f.count ? `<dl class="record">\n${row("How many", `<p class="value">${f.count.min}${f.count.min === f.count.max ? "" : ` to ${f.count.max}`}</p>`)}</dl>\n` : "")
      + (f.roles || f.memberships ? section("Offices and memberships", `<ul class="entries">\n${(f.roles ?? []).map((one) => `${entry(one, `<q class="words">${esc(one.title)}</q> · ${p.of("actor", [one.of])}`)}${p.evidence(one.evidence)}</li>\n`).join("")}${(f.memberships ?? []).map((one) => `${entry(one, `Belongs to ${p.of("actor", [one.in])}`)}${p.evidence(one.evidence)}</li>\n`).join("")}</ul>\n`) : "")
      + (d.placed[ref] ? section("Views", d.placed[ref].map(({ one, other }) => `<section class="view">\n<h3><a href="${one.address}">${esc(d.facts.get(`issue:${other}`).name)}</a></h3>\n${p.views(name, one.f.stances, "")}</section>\n`).join("")) : "")
      + (f.names ? section("What the sources call this actor", `<ul class="entries">\n${f.names.map((one) => `${entry(one, `<q class="words">${esc(one.name)}</q>`)}${p.evidence(one.evidence)}</li>\n`).join("")}</ul>\n`) : ""),
  }),
  issue: ({ ref, f }, p, d) => ({
    lead: `<p class="lead">${esc(f.question)}</p>`,
    body: `<div class="prose">${block(f.summary)}</div>\n`
      + (d.placed[ref] ? section("Who holds what", `<p class="aside">Each view stands under whose word it is: the holder’s own, that of somebody who speaks for the holder, or that of others.</p>\n${d.placed[ref].map(({ one, other }) => { const actor = d.facts.get(`actor:${other}`); return `<section class="view" id="${other}">\n<h3>${actor.link}</h3>\n${p.views(actor.name, one.f.stances, other)}</section>\n`; }).join("")}`) : "")
      + (f.provisions ? section("The points of the plan that belong here", `<ul class="entries">\n${f.provisions.map((one) => `${entry(one, `<b>${esc(one.title)}</b>`)}</li>\n`).join("")}</ul>\n`) : ""),
  }),
  meeting: ({ when, f }, p) => ({
    lead: `<p class="lead">${line(f.summary)}</p>\n<p class="meta when">${when} · ${esc(f.place)}</p>`,
    body: `<dl class="record">\n${p.date(f.date)}${row("Place", esc(f.place))}${row("Kind of meeting", FORMATS[f.format])}${row("Issues", p.of("issue", f.issues))}${row("Plans", p.of("plan", f.plans))}</dl>\n`
      + section("Who was there, and who was not", Object.keys(MODES).map((mode) => { const list = f.participants.filter((one) => one.mode === mode); return list.length ? `<h3>${MODES[mode]}</h3>\n<ul class="entries">\n${list.map((one) => `${entry(one, `<b>${p.of("actor", [one.actor])}</b>, ${esc(one.capacity)}`)}${p.evidence(one.evidence)}</li>\n`).join("")}</ul>\n` : ""; }).join(""))
      + p.accounts(f.accounts),
  }),
  event: ({ when, f }, p) => ({
    lead: `<p class="lead">${line(f.summary)}</p>\n<p class="meta when">${when}</p>`,
    body: `<dl class="record">\n${p.date(f.date)}${row("Who", p.of("actor", f.actors))}${row("Meetings", p.series(f.meetings))}${row("Plans", p.of("plan", f.plans))}${row("Issues", p.of("issue", f.issues))}</dl>\n${p.accounts(f.accounts)}`,
  }),
  statement: ({ when, f }, p) => ({
    lead: `<p class="lead">${p.of("actor", [f.speaker])}${f.to ? ` · to ${p.of("actor", f.to)}` : ""}</p>\n<p class="meta when">${when}</p>`,
    body: section("The wording of each source", `${f.renderings.length > 1 ? '<p class="aside">What was said stands here as each source carries it, with that source’s quotation marks. None of these is the wording as spoken, unless a source says so.</p>\n' : ""}<ul class="wordings">
${f.renderings.map((one) => `<li id="${one.id}">\n<p class="carrier">${p.of("source", [one.source])}</p>\n${one.quote ? `<blockquote class="words"><p>${esc(one.quote)}</p></blockquote>\n` : ""}${one.reads ? `<p><b class="label">In our words</b> ${esc(one.reads)}</p>\n` : ""}<ul class="sources">\n<li>${MARKS[one.marks]}. ${p.origin(one)}</li>\n</ul>\n</li>\n`).join("")}</ul>\n`)
      + section("When, where, to whom", `<dl class="record">\n${p.date(f.date)}${row("How it was said", CHANNELS[f.channel])}${row("Said at", f.meeting && p.link(f.meeting))}${row("To whom", p.of("actor", f.to))}${row("About", p.series(f.about ?? []))}${row("Issues", p.of("issue", f.issues))}</dl>\n`),
  }),
  plan: ({ f }, p, d) => ({
    body: `<dl class="record">\n${row("Authors", `<p class="value">${p.of("actor", f.authors.value)}</p>\n${p.evidence(f.authors.evidence)}`)}${p.date(f.known, "Became known")}${row("Text", "Known only from what is reported of it")}${(f.follows ?? []).map((one) => row("Comes after", `<p class="value">It revises: ${p.of("plan", [one.plan])}</p>\n${p.evidence(one.evidence)}`)).join("")}</dl>\n`
      + section("What is reported of its points", `<p class="aside">A point that is not named here is not reported of this version; that does not say that it is not in it.</p>\n<ul class="entries points">\n${f.provisions.map((one) => { const [ref, point] = one.provision.split("#"), issue = d.facts.get(ref); return `${entry(one, `<b><a href="${issue.address}#${point}">${esc(issue.f.provisions.find((each) => each.id === point).title)}</a></b> <span class="badge ${one.state}">${STATES[one.state]}</span>`)}<p>${esc(one.says)}</p>\n${p.evidence(one.evidence)}</li>\n`; }).join("")}</ul>\n`),
  }),
  source: (one, p, d) => ({
    lead: `<p class="lead">${one.f.read === "full" ? '<span class="badge full">Read in full</span>' : '<span class="badge unread">Cited, not read</span> Known here only because others cite it: what it reports, we have only as they retell it.'}</p>`,
    body: `<dl class="record">\n${row("Its own title", esc(one.f.title))}${row("Outlet", p.of("actor", [one.f.outlet]))}${p.date(one.f.published, "Published")}${row("Read in", "English")}${one.f.url ? row("Address", `<a href="${esc(one.f.url)}" rel="noreferrer">${esc(one.f.url)}</a>`) + row("Read on", day(one.f.retrieved)) : ""}${(one.f.derived_from ?? []).map((id) => row("Draws on", `<p class="value">${p.of("source", [id])}</p>`)).join("")}</dl>\n${one.f.sentences ? strip(one, d) : ""}`,
  }),
  divergence: ({ f }, p) => ({
    lead: `<p class="lead"><span class="badge">${APART[f.apart]}</span> <span class="badge">${PARTING[f.kind]}</span> <span class="badge open">Not settled</span></p>`,
    body: `<ul class="wordings">\n${f.readings.map((one) => `<li id="${one.id}"><p class="reading">${esc(one.says)}</p>\n${p.evidence(one.evidence)}</li>\n`).join("")}</ul>\n${section("What this is about", `<ul>\n${f.about.map((ref) => `<li>${p.link(ref)}</li>\n`).join("")}</ul>\n`)}`,
  }),
};
