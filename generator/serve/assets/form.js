// Keeps what is typed in a form: over a reload, a refusal, a server that went away.
(function () {
  "use strict";
  const form = document.querySelector("form#fact");

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-preview-file]");
    if (!link) return;
    event.preventDefault();
    const body = JSON.stringify({ file: link.dataset.previewFile, line: Number(link.dataset.previewLine) });
    const token = document.querySelector("input[name=token]").value;
    const headers = { "Content-Type": "application/json", "X-Preview-Token": token };
    const told = await (await fetch("/_preview/open", { method: "POST", body, headers })).json();
    if (told.link) location.href = told.link;
    if (told.words) notice(told.words);
  });
  if (!form) return;

  const key = "form " + form.dataset.ref, sentKey = "form-sent " + form.dataset.ref;
  let typed = false, sent = false;

  function notice(words) {
    let told = document.querySelector(".preview-notice");
    if (!told) {
      told = document.createElement("p");
      told.className = "preview-notice";
      told.setAttribute("role", "status");
      form.before(told);
    }
    told.textContent = words;
    return told;
  }

  function fields() { return [...form.elements].filter((one) => one.name && one.name !== "token"); }
  function values() { return fields().map((one) => [one.name, said(one)]); }
  function keep() {
    typed = true;
    sessionStorage.setItem(key, JSON.stringify(values()));
  }

  // A new row is a copy of an empty one; its fields are called by the way to it.
  function addRow(list, tag) {
    const add = list.querySelector(":scope > .preview-add"), made = document.getElementById(add.dataset.template).content.cloneNode(true);
    const key = list.dataset.rows + "." + tag;
    for (const one of made.querySelectorAll("*")) {
      for (const { name, value } of [...one.attributes]) {
        if (value.includes("__row__")) one.setAttribute(name, value.replaceAll("__row__", key));
      }
    }
    const row = made.firstElementChild;
    row.open = true;
    add.before(made);
    offerRows(row);
    return row;
  }

  function freeTag(list) {
    let number = 0;
    while (form.querySelector(`[data-row="${list.dataset.rows}.new${number}"]`)) number += 1;
    return "new" + number;
  }

  function offerRows(within) {
    for (const add of within.querySelectorAll(".preview-add")) add.hidden = false;
  }

  function rowsFor(name) {
    const steps = name.slice(name.indexOf(":") + 1).split(/[.:]/);
    for (let n = 1; n < steps.length; n += 1) {
      const list = form.querySelector(`[data-rows="${steps.slice(0, n).join(".")}"]`);
      if (list && /^new\d+$/.test(steps[n]) && !form.querySelector(`[data-row="${steps.slice(0, n + 1).join(".")}"]`)) addRow(list, steps[n]);
    }
  }

  function put(stored) {
    const waiting = new Map();
    for (const [name, value] of stored) waiting.set(name, [...(waiting.get(name) || []), value]);
    for (const [name, texts] of waiting) {
      rowsFor(name);
      const known = [...form.elements].filter((one) => one.name === name);
      texts.forEach((text, index) => {
        if (!known.length) return;
        if (!known[index]) known[index] = another(known[index - 1]);
        if (known[index].type === "checkbox") known[index].checked = Boolean(text);
        else known[index].value = text;
        for (let fold = known[index].closest("details"); fold && text && text !== asServed(known[index]); fold = fold.parentElement.closest("details")) fold.open = true;
      });
    }
  }

  // A list has a field for each entry, and always an empty one behind them.
  function another(field) {
    const next = field.cloneNode(), called = field.nextElementSibling;
    next.removeAttribute("id");
    next.setAttribute("aria-label", form.querySelector(`label[for="field-${field.name.slice(6)}"]`)?.textContent + " (another)");
    next.removeAttribute("value");
    next.value = "";
    const last = called && called.className === "preview-called" ? called : field;
    last.after(next);
    if (last !== field) next.after(Object.assign(called.cloneNode(), { textContent: "" }));
    return next;
  }

  function nameOf(field) {
    if (!field.list) return "";
    const option = [...field.list.options].find((one) => one.value === field.value.trim());
    return option ? option.label : "";
  }

  function said(one) { return one.type === "checkbox" && !one.checked ? "" : one.value; }
  function asServed(one) {
    if (one.type === "checkbox") return one.defaultChecked ? one.value : "";
    return one.options ? ([...one.options].find((option) => option.defaultSelected) || one.options[0]).value : one.defaultValue;
  }

  // Somebody may have begun to type before this script was there: so what was served is asked for, not what stands there.
  const shown = JSON.stringify(fields().map((one) => [one.name, asServed(one)])), stored = sessionStorage.getItem(key);
  if (JSON.stringify(values()) !== shown) keep();
  if (!typed && stored && stored !== shown && !document.querySelector(".preview-refused")) {
    put(JSON.parse(stored));
    typed = true;
    const told = notice("What you had typed here and not saved is back. ");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = "Drop it";
    drop.addEventListener("click", () => { sessionStorage.removeItem(key); typed = false; location.reload(); });
    told.append(drop);
  }
  if (document.querySelector(".preview-refused")) {
    typed = true;
    sessionStorage.setItem(key, JSON.stringify(values()));
    document.querySelector(".preview-refused").focus();
  }
  sessionStorage.removeItem(sentKey);

  form.addEventListener("input", (event) => {
    const field = event.target, called = field.nextElementSibling;
    if (called && called.className === "preview-called") called.textContent = nameOf(field);
    if (field.closest && field.closest("[data-sort=list]") && field.value) {
      const all = [...form.elements].filter((one) => one.name === field.name);
      if (all[all.length - 1].value) another(all[all.length - 1]);
    }
    keep();
  });
  form.addEventListener("submit", () => {
    sent = true;
    sessionStorage.setItem(key, JSON.stringify(values()));
    sessionStorage.setItem(sentKey, "");
  });
  // Whoever leaves so is asked once, and finds nothing of it again; what is left otherwise is kept.
  form.querySelector(".preview-leave").addEventListener("click", (event) => {
    if (typed && !confirm("Leave, and drop what you typed here?")) {
      event.preventDefault();
      return;
    }
    sessionStorage.removeItem(key);
    sent = true;
  });
  addEventListener("beforeunload", (event) => { if (typed && !sent) event.preventDefault(); });
  addEventListener("pageshow", () => { sent = false; });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener("preview-changed", () => {
    notice("The facts have changed since this form was opened. What you type stays here; if this file has changed too, you are told when you save.");
  });
  form.addEventListener("click", (event) => {
    const add = event.target.closest(".preview-add");
    if (!add) return;
    const row = addRow(add.parentElement, freeTag(add.parentElement));
    row.querySelector("input:not([type=checkbox]), select, textarea:not([hidden])").focus();
    keep();
  });
  // A link to a field opens what is folded around it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".preview-refused a[href^='#field-']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.scrollIntoView({ block: "center" });
    (field.matches("details") ? field.firstElementChild : field).focus({ preventScroll: true });
  });
  for (const chooser of form.querySelectorAll(".preview-insert")) {
    chooser.addEventListener("change", () => {
      const field = chooser.previousElementSibling;
      field.setRangeText(chooser.value, field.selectionStart, field.selectionEnd, "end");
      chooser.value = "";
      field.focus();
      form.dispatchEvent(new Event("input"));
    });
  }
  offerRows(form);
  document.documentElement.dataset.ready = "form";
})();
