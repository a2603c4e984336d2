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

  function values() {
    return [...form.elements].filter((one) => one.name && one.name !== "token").map((one) => [one.name, one.value]);
  }

  function put(stored) {
    const waiting = new Map();
    for (const [name, value] of stored) waiting.set(name, [...(waiting.get(name) || []), value]);
    for (const [name, texts] of waiting) {
      const fields = [...form.elements].filter((one) => one.name === name);
      texts.forEach((text, index) => {
        if (!fields.length) return;
        if (!fields[index]) {
          fields[index] = fields[index - 1].cloneNode();
          fields[index - 1].after(fields[index]);
        }
        fields[index].value = text;
      });
    }
  }

  const shown = JSON.stringify(values()), stored = sessionStorage.getItem(key);
  if (stored && stored !== shown && !document.querySelector(".preview-refused")) {
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
    sessionStorage.setItem(key, shown);
    (form.querySelector("[aria-invalid]") || document.querySelector(".preview-refused")).scrollIntoView({ block: "center" });
  }
  sessionStorage.removeItem(sentKey);

  form.addEventListener("input", () => {
    typed = true;
    sessionStorage.setItem(key, JSON.stringify(values()));
  });
  form.addEventListener("submit", () => {
    sent = true;
    sessionStorage.setItem(key, JSON.stringify(values()));
    sessionStorage.setItem(sentKey, "");
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
  for (const chooser of form.querySelectorAll(".preview-insert")) {
    chooser.addEventListener("change", () => {
      const field = chooser.previousElementSibling;
      field.setRangeText(chooser.value, field.selectionStart, field.selectionEnd, "end");
      chooser.value = "";
      field.focus();
      form.dispatchEvent(new Event("input"));
    });
  }
})();
