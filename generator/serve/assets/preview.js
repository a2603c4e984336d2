// Marks on a page what the preview knows of its facts. The page itself carries nothing of it.
(function () {
  "use strict";
  const page = document.currentScript.dataset.page, own = "/_preview";
  const byElement = new Map();
  let token = "", current = null;

  const kept = "preview-scroll " + location.pathname, at = sessionStorage.getItem(kept);
  if (at) {
    sessionStorage.removeItem(kept);
    const [x, y] = at.split(" ").map(Number);
    scrollTo({ left: x, top: y, behavior: "instant" });
  }
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("form-sent ")) {
      sessionStorage.removeItem(key);
      sessionStorage.removeItem(key.replace("form-sent ", "form "));
    }
  }

  function element(name, words, more) {
    const made = document.createElement(name);
    made.textContent = words;
    return Object.assign(made, more || {});
  }

  function send(where, values) {
    const form = element("form", "", { method: "post", action: own + "/" + where, hidden: true });
    for (const [name, value] of Object.entries({ token, ...values })) {
      form.append(element("input", "", { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.requestSubmit();
  }

  async function open(file, line) {
    const sent = { method: "POST", body: JSON.stringify({ file, line }),
      headers: { "Content-Type": "application/json", "X-Preview-Token": token } };
    const answer = await fetch(own + "/open", sent);
    const told = await answer.json();
    if (told.link) location.href = told.link;
    if (told.words) say(told.words);
  }

  const bar = element("div", "", { className: "preview-bar" });
  const said = element("span", "");
  said.setAttribute("role", "status");
  bar.append(element("a", "Preview", { href: own + "/" }), element("a", "Reading desk", { href: own + "/desk" }), said);
  document.body.append(bar);
  function say(words) { said.textContent = words; }

  function addressOf(link) {
    const url = new URL(link.href, location.href), base = document.body.dataset.previewBase;
    const whole = decodeURIComponent(url.pathname);
    if (url.origin !== location.origin || !whole.startsWith(base)) return null;
    const path = whole.slice(base.length);
    return (path === "" || path.endsWith("/") ? path + "index.html" : path) + decodeURIComponent(url.hash);
  }

  function badge(beside, words, name) {
    if (![...beside.querySelectorAll(":scope > .preview-mark")].some((one) => one.textContent === words)) {
      beside.append(element("span", words, { className: "preview-mark preview-" + name }));
    }
  }

  function places(address) {
    if (address === page) return [...document.querySelectorAll("main h1")].slice(0, 1);
    const [path, anchor] = address.split("#");
    const found = path === page && anchor ? document.getElementById(anchor) : null;
    return found ? [found] : [];
  }

  function headOf(place) {
    if (/^H[1-6]$/.test(place.tagName)) return place;
    return place.querySelector("h1, h2, h3, h4, td, th, dt, summary") || (place.childNodes.length ? place : place.parentElement);
  }

  function tools(place, fact) {
    const made = element("span", "", { className: "preview-tools" });
    made.append(element("a", "Edit", { href: own + "/edit?fact=" + encodeURIComponent(fact.ref), title: "Edit " + fact.ref }));
    if (fact.ref.startsWith("source:")) made.append(element("a", "Reading desk", { href: own + "/desk/" + fact.ref.slice(7) }));
    const check = element("button", fact.held ? "No longer being checked" : "Being checked", { type: "button" });
    check.addEventListener("click", () => send("check", { fact: fact.ref }));
    if (fact.checkable) made.append(check);
    headOf(place).append(made);
  }

  function marked(facts) {
    for (const [address, fact] of Object.entries(facts)) {
      for (const place of places(address)) {
        byElement.set(place, fact);
        tools(place, fact);
        if (fact.draft) badge(headOf(place), "Draft", "draft");
      }
    }
    for (const link of document.querySelectorAll("main a[href], nav a[href]")) {
      const fact = facts[addressOf(link)];
      if (!fact || link.closest(".preview-tools")) continue;
      byElement.set(link, fact);
      if (fact.draft) link.after(element("span", "Draft", { className: "preview-mark preview-draft" }));
    }
  }

  function differing(found) {
    for (const [address, what] of Object.entries(found)) {
      for (const place of places(address)) badge(headOf(place), "Differs from what is published: " + what, "differs");
      for (const link of document.querySelectorAll("main a[href]")) {
        if (!link.closest(".preview-tools") && addressOf(link) === address) {
          link.after(element("span", what, { className: "preview-mark preview-differs" }));
        }
      }
    }
    const count = Object.keys(found).length;
    if (count) bar.append(element("a", count + (count > 1 ? " differ" : " differs") + " from what is published", { href: own + "/" }));
  }

  function over(event) {
    for (let one = event.target; one && one !== document; one = one.parentElement) {
      const fact = byElement.get(one);
      if (!fact) continue;
      current = fact;
      say(`${fact.name}: ${fact.file}:${fact.line} (e opens it, f its form)`);
      return;
    }
  }

  function pressed(event) {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !current) return;
    if (event.key === "e") open(current.file, current.line);
    if (event.key === "f") location.href = own + "/edit?fact=" + encodeURIComponent(current.ref);
  }

  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-preview-file]");
    if (!link) return;
    event.preventDefault();
    open(link.dataset.previewFile, Number(link.dataset.previewLine));
  });

  fetch(own + "/marks?page=" + encodeURIComponent(page)).then((answer) => answer.json()).then((told) => {
    token = told.token;
    document.body.dataset.previewBase = told.base;
    marked(told.facts);
    if (told.drafts) bar.append(element("a", told.drafts + (told.drafts > 1 ? " drafts" : " draft"), { href: own + "/" }));
    if (told.undo) {
      const undo = element("button", "Undo the change to " + told.undo, { type: "button" });
      undo.addEventListener("click", () => send("undo", { change: told.change }));
      bar.append(undo);
    }
    for (const [address, fact] of told.asks ? Object.entries(told.facts) : []) {
      if (fact.ref !== told.undo) continue;
      for (const place of places(address)) headOf(place).append(element("span", told.asks, { className: "preview-asks" }));
    }
    document.body.dataset.previewMarked = "true";
    return fetch(own + "/differs").then((answer) => answer.json()).then(differing);
  });
})();
