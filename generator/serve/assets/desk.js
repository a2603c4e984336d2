// The reading desk: what is selected, by mouse or from the keyboard, and the facts of the sentence that was chosen.
(function () {
  "use strict";
  const wasRefused = document.querySelector(".preview-refused");
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("form-sent ") && !wasRefused) {
      sessionStorage.removeItem(key);
      sessionStorage.removeItem(key.replace("form-sent ", "form "));
    }
  }
  const scroll = "preview-scroll " + location.pathname, at = sessionStorage.getItem(scroll);
  if (at) {
    sessionStorage.removeItem(scroll);
    scrollTo({ top: Number(at.split(" ")[1]), behavior: "instant" });
  }
  if (location.search) history.replaceState(null, "", location.pathname + location.hash); // what was said once is not said again
  for (const undo of document.querySelectorAll(".desk-undo form")) {
    undo.addEventListener("submit", () => sessionStorage.setItem(scroll, scrollX + " " + scrollY));
  }
  for (const file of document.querySelectorAll(".desk-file")) {
    file.addEventListener("change", async () => {
      if (file.files[0]) file.form.elements.text.value = await file.files[0].text();
    });
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-preview-file]");
    if (!link) return;
    event.preventDefault();
    const body = JSON.stringify({ file: link.dataset.previewFile, line: Number(link.dataset.previewLine) });
    const headers = { "Content-Type": "application/json", "X-Preview-Token": document.querySelector("input[name=token]").value };
    const told = await (await fetch("/_preview/open", { method: "POST", body, headers })).json();
    if (told.link) location.href = told.link;
  });

  const text = document.getElementById("desk-text");
  if (!text) {
    document.documentElement.dataset.ready = "desk";
    return;
  }
  const bar = document.getElementById("desk-bar"), facts = document.getElementById("desk-facts");
  const every = [...text.querySelectorAll("span[id]")], index = new Map(every.map((one, n) => [one, n]));
  const isWord = (sign) => /[\p{L}\p{N}\p{M}]/u.test(sign || "");
  let chosen = null, parts = [];

  function sentenceOf(node) {
    const one = node && (node.nodeType === 1 ? node : node.parentElement);
    const found = one && one.closest("#desk-text span[id]");
    return found || null;
  }

  function choose(sentence) {
    if (chosen) { chosen.classList.remove("desk-chosen"); chosen.tabIndex = -1; }
    chosen = sentence;
    chosen.classList.add("desk-chosen");
    chosen.tabIndex = 0;
    const used = new Set(chosen.dataset.facts.split(" "));
    let shown = 0;
    for (const item of facts.children) {
      item.hidden = !used.has(item.dataset.ref);
      if (!item.hidden) shown += 1;
    }
    document.getElementById("desk-chosen").textContent =
      shown ? "Facts that use " + chosen.id : chosen.title ? chosen.id + " " + chosen.title : "No fact uses " + chosen.id;
  }

  // Words are taken whole: a selection that ends within one is widened to its edges.
  function cut(sentence, range) {
    const node = sentence.firstChild;
    if (!node) return "";
    let start = 0, end = node.data.length;
    if (range.comparePoint(node, 0) !== 0 && range.startContainer === node) start = range.startOffset;
    if (range.endContainer === node) end = range.endOffset;
    while (start > 0 && start < end && isWord(node.data[start - 1]) && isWord(node.data[start])) start -= 1;
    while (end > start && end < node.data.length && isWord(node.data[end - 1]) && isWord(node.data[end])) end += 1;
    return node.data.slice(start, end).trim();
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return [];
    const found = new Map();
    for (const sentence of every) {
      if (!range.intersectsNode(sentence)) { if (found.size) break; else continue; }
      const words = cut(sentence, range);
      if (!words) continue;
      const paragraph = sentence.parentElement;
      const known = found.get(paragraph);
      if (known) known.words += " " + words; else found.set(paragraph, { at: sentence.id, words });
    }
    return [...found.values()];
  }

  // The same words are quoted or not, whatever is done with them.
  let isQuoted = true;
  bar.addEventListener("change", (event) => {
    if (event.target.name !== "quote") return;
    isQuoted = event.target.checked;
    for (const one of bar.querySelectorAll("input[name=quote]")) one.checked = isQuoted;
  });

  function offer(found) {
    parts = found;
    const words = parts.map((one) => one.words).join(" … ");
    document.getElementById("desk-selected").textContent =
      parts.map((one) => one.at).join(", ") + ": " + (words ? "“" + words + "”" : document.getElementById(parts[0].at).textContent);
    for (const label of bar.querySelectorAll(".desk-quote")) {
      label.hidden = !words;
      label.querySelector("input").checked = Boolean(words) && isQuoted;
    }
    bar.hidden = false;
  }

  // Where fields of the fact rest on evidence of their own, it is chosen for which of them.
  const fact = bar.querySelector("input[name=fact]"), field = bar.querySelector("select[name=field]"), whole = field.options[0];
  async function within() {
    const asked = fact.value.trim();
    field.replaceChildren(whole);
    field.parentElement.hidden = true;
    const found = asked ? await (await fetch("/_preview/within?fact=" + encodeURIComponent(asked))).json() : [];
    if (asked !== fact.value.trim()) return;
    field.replaceChildren(whole, ...found.map(([key, words]) => new Option(words, key, false, key === field.dataset.said)));
    field.parentElement.hidden = !found.length;
  }
  fact.addEventListener("change", () => { field.dataset.said = ""; within(); });
  fact.addEventListener("input", (event) => { if (event.inputType === "insertReplacementText" || !event.inputType) within(); });
  if (fact.value) within();

  for (const form of bar.querySelectorAll("form")) {
    form.addEventListener("submit", () => {
      for (const old of form.querySelectorAll(".desk-part")) old.remove();
      for (const part of parts) {
        for (const [name, value] of [["at", part.at], ["words", part.words]]) {
          form.append(Object.assign(document.createElement("input"), { type: "hidden", className: "desk-part", name, value }));
        }
      }
    });
  }

  function look() {
    const active = document.activeElement;
    if (active && bar.contains(active)) return; // what is typed in the bar selects nothing in the text
    const found = selected();
    if (!found.length) return;
    choose(document.getElementById(found[0].at));
    offer(found);
  }
  document.addEventListener("selectionchange", look);

  text.addEventListener("click", (event) => {
    const sentence = sentenceOf(event.target);
    if (sentence && getSelection().isCollapsed) pick(sentence);
  });

  function pick(sentence) {
    choose(sentence);
    sentence.focus({ preventScroll: true });
    offer([{ at: sentence.id, words: "" }]);
    uncover();
  }

  // What was chosen never lies below the bar, nor does the list of facts.
  function uncover() {
    if (bar.hidden || !chosen) return;
    const place = chosen.getBoundingClientRect(), under = place.bottom + 12 - bar.getBoundingClientRect().top;
    if (under > 0) scrollBy({ top: Math.min(under, Math.max(place.top - 8, 0)), behavior: "instant" });
  }
  const aside = facts.parentElement;
  function fit() {
    const end = bar.hidden ? innerHeight : bar.getBoundingClientRect().top;
    aside.style.maxHeight = Math.max(end - aside.getBoundingClientRect().top - 12, 80) + "px";
  }
  addEventListener("scroll", fit, { passive: true });
  addEventListener("resize", fit);
  new ResizeObserver(fit).observe(bar);
  text.addEventListener("pointerup", () => setTimeout(uncover));

  function move(by) {
    const next = every[index.get(chosen) + by];
    if (!next) return;
    getSelection().removeAllRanges();
    pick(next);
    next.scrollIntoView({ block: "nearest" });
    uncover();
  }

  // By words: with Shift where the selection ends, without where it begins.
  function edge(forward, end) {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const fixed = end ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset];
    const moved = end ? [range.endContainer, range.endOffset] : [range.startContainer, range.startOffset];
    selection.setBaseAndExtent(...fixed, ...moved);
    selection.modify("extend", forward ? "forward" : "backward", "word");
  }

  text.addEventListener("keydown", (event) => {
    const here = sentenceOf(event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || !here) return;
    const does = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => getSelection().selectAllChildren(chosen),
      ArrowRight: () => edge(true, event.shiftKey),
      ArrowLeft: () => edge(false, event.shiftKey),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    if (!chosen) pick(here); // it was reached by Tab
    does();
  });
  let isStale = false;
  document.addEventListener("preview-changed", () => {
    if (isStale) return;
    isStale = true;
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.textContent = "The facts have changed since this page was opened; Escape shows them as they are now.";
    bar.prepend(told);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) {
      bar.hidden = true;
      if (isStale) location.reload();
      if (chosen) chosen.focus();
    }
  });

  if (every.length) every[0].tabIndex = 0;
  const refusal = document.querySelector(".preview-refused");
  const named = (refusal && refusal.dataset.at) || location.hash.slice(1), start = named && document.getElementById(named);
  if (start && index.has(start)) {
    choose(start);
    if (!at) start.scrollIntoView({ block: "center" });
    const again = JSON.parse(bar.dataset.selected || "[]");
    if (again.length) offer(again);
    uncover();
  }
  if (refusal) refusal.focus();
  // Somebody may have selected words, or clicked a sentence, before this script was there.
  look();
  const clicked = sentenceOf(getSelection().anchorNode);
  if (clicked && bar.hidden && getSelection().isCollapsed) pick(clicked);
  fit();
  document.documentElement.dataset.ready = "desk";
})();
