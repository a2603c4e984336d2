import fs from "node:fs";
import path from "node:path";
import yaml from "js-yaml";

export const KINDS = [
  ["issue", "Issues"], ["actor", "Actors"], ["plan", "Plans"], ["meeting", "Meetings"], ["event", "Events"],
  ["statement", "Statements"], ["source", "Sources"], ["divergence", "Where sources part"],
].map(([kind, title]) => ({ kind, title, folder: `${kind}s` }));
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DATE = { plan: "known", meeting: "date", event: "date", statement: "date", source: "published" };
const PROSE = /\]\(([a-z]+:[a-z0-9-]+)\)/g;

export const esc = (s) => String(s).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
export const day = (d) => `<time datetime="${d}">${+d.slice(8)} ${MONTHS[+d.slice(5, 7) - 1]} ${d.slice(0, 4)}</time>`;

function* files(folder) {
  for (const one of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, one.name);
    if (one.isDirectory()) yield* files(file);
    else if (one.name.endsWith(".yaml")) yield file;
  }
}

function* places(value) {
  if (Array.isArray(value)) for (const one of value) yield* places(one);
  else if (value && typeof value === "object") {
    if (value.at) yield value;
    for (const one of Object.values(value)) if (typeof one === "object") yield* places(one);
  }
}

function* named({ kind, f }) {
  const refs = function* (field, to, label) { for (const one of f[field] ?? []) yield [one.includes(":") ? one : `${to}:${one}`, label]; };
  for (const one of places(f)) {
    yield [`source:${one.source}`, "What is taken from this source"];
    for (const via of one.via ?? []) yield [via.replace("?", ""), "What came through them"];
  }
  if (kind !== "divergence") {
    yield* refs("issues", "issue", "Where it came up");
    yield* refs("plans", "plan", "Where it is spoken of");
    yield* refs("to", "actor", "Was told");
    yield* refs("about", "", "Spoken about");
    yield* refs("actors", "actor", "Events");
    yield* refs("meetings", "meeting", "Events around it");
    yield* refs("derived_from", "source", "Articles that draw on this");
  }
  if (f.speaker) yield [`actor:${f.speaker}`, "Statements"];
  if (f.outlet) yield [`actor:${f.outlet}`, "Published"];
  if (f.meeting) yield [f.meeting, "Said there"];
  for (const one of f.participants ?? []) yield [`actor:${one.actor}`, "Meetings"];
  for (const one of f.roles ?? []) yield [`actor:${one.of}`, "Those who serve it"];
  for (const one of f.memberships ?? []) yield [`actor:${one.in}`, "Members"];
  for (const one of f.accounts ?? []) for (const by of one.by) yield [by, "Tells of"];
  for (const one of f.follows ?? []) yield [`plan:${one.plan}`, "What came of it"];
  if (kind === "plan") {
    for (const one of f.authors.value) yield [`actor:${one}`, "Plans it is said to have made"];
    for (const one of f.provisions) yield [one.provision.split("#")[0], "What plans say of this"];
  }
  for (const one of f.stances ?? []) {
    for (const who of one.basis.spoken_for ?? []) yield [who, "Speaks for others"];
    for (const who of one.basis.ascribed ?? []) yield [who, "What they say of others"];
    for (const said of one.drawn_from) yield [`statement:${said}`, "Views drawn from this"];
  }
  for (const text of [f.summary, f.note, ...(f.stances ?? []).map((one) => one.detail)])
    for (const [, ref] of (text ?? "").matchAll(PROSE)) yield [ref, "Mentioned"];
}

function load() {
  const facts = new Map(), byKind = {}, back = {}, used = {}, placed = {}, disputed = {}, timeline = [];
  const read = (file) => yaml.load(fs.readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA });
  for (const { kind, folder } of [...KINDS, { kind: "position", folder: "positions" }]) {
    const top = kind === "source" ? "dossier/seeds" : `dossier/content/${folder}`;
    byKind[kind] = [];
    for (const file of [...files(top)].sort()) {
      const id = path.relative(top, file).slice(0, -5), one = { ref: `${kind}:${id}`, kind, id, folder, f: read(file) };
      facts.set(one.ref, one);
      byKind[kind].push(one);
    }
  }
  for (const one of facts.values()) {
    const { kind, id, f } = one, [issue, actor] = id.split("/");
    one.address = kind === "position" ? `/issues/${issue}.html#${actor}` : `/${one.folder}/${id}.html`;
    one.name = kind === "position" ? `${facts.get(`actor:${actor}`).f.name}: ${facts.get(`issue:${issue}`).f.title}`
      : kind === "statement" ? `${facts.get(`actor:${f.speaker}`).f.name}: ${f.gist}` : f.name ?? f.headline ?? f.title;
    one.link = `<a href="${one.address}">${esc(one.name)}</a>`;
    const date = f[DATE[kind]];
    one.days = !date ? [] : typeof date === "string" ? [date] : date.contested ? date.contested.map((each) => each.value) : [date.value];
    one.when = one.days.map(day).join(" or ");
    one.order = `${one.days[0] ?? "9999"} ${one.ref}`;
    for (const each of one.days) timeline.push([each, one]);
    if (kind === "position") for (const [to, other] of [[`issue:${issue}`, actor], [`actor:${actor}`, issue]]) (placed[to] ??= []).push({ one, other });
    if (kind === "divergence") for (const about of f.about) (disputed[about] ??= []).push(one);
  }
  for (const one of facts.values()) {
    const own = one.kind === "position" ? [`issue:${one.id.split("/")[0]}`, `actor:${one.id.split("/")[1]}`] : [one.ref];
    for (const [to, label] of named(one)) if (!own.includes(to)) ((back[to] ??= {})[label] ??= new Set()).add(one);
    for (const { source, at } of places(one.f)) (used[`${source} ${at}`] ??= new Set()).add(one);
  }
  const byOrder = (a, b) => (a.order < b.order ? -1 : 1);
  for (const labels of Object.values(back)) for (const label in labels) labels[label] = [...labels[label]].sort(byOrder);
  timeline.sort((a, b) => (`${a[0]} ${a[1].ref}` < `${b[0]} ${b[1].ref}` ? -1 : 1));
  const pages = KINDS.flatMap(({ kind }) => byKind[kind]);
  const sorted = Object.fromEntries(KINDS.map(({ kind }) => [kind, [...byKind[kind]].sort(byOrder)]));
  return { facts, pages, sorted, back, used, placed, disputed, timeline, settings: read("dossier/content/dossier.yaml") };
}

export default function (config) {
  config.addGlobalData("dossier", load); // read again with each build
  config.addWatchTarget("./dossier/");
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.ignores.add("dossier/**");
  config.setFreezeReservedData?.(false);
}

export const config = { dir: { input: "src", output: "out" } };
