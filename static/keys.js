// Single-letter keys, listed in the dialog of each page, which also turns them off (WCAG 2.1.4).

import { select } from "./regions.js";

const OFF = "keys-off";
const dialog = document.getElementById("keys");
const box = document.getElementById("keys-on");
const opener = document.querySelector("[data-open=keys]");

opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
box.checked = localStorage.getItem(OFF) !== "yes";
box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "no" : "yes"));

const typing = (target) => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

const follow = (key) => {
  const link = document.querySelector(`a[data-key=${key}]`);
  if (!link) return false;
  if (link.dataset.select !== undefined) select(link.href);
  else link.click();
  return true;
};

// A suspicion at which the keyboard stands is meant before the first on the page.
const press = (selector) => {
  const button = document.activeElement?.closest(".suspicion")?.querySelector(selector) ?? document.querySelector(selector);
  button?.click();
  return Boolean(button);
};

const step = (value) => press(`#edges button[value="${value}"]`);

const openForm = (name, field) => {
  const form = document.querySelector(`[data-key-form=${name}]`);
  if (!form) return false;
  form.closest("details")?.setAttribute("open", "");
  form.querySelector(field).focus();
  form.scrollIntoView({ block: "nearest" });
  return true;
};

const choose = (digit) => {
  const radio = document.querySelector(`input[data-digit="${digit}"]`);
  if (!radio) return press(`button[data-digit="${digit}"]`);
  radio.checked = true;
  radio.focus();
  return true;
};

const focus = (id) => {
  const field = document.getElementById(id);
  field?.focus();
  return Boolean(field);
};

// What one did last stands beside the article; elsewhere there is at most the offer to take a deletion back.
const undoing = (key) => {
  const form = document.querySelector(`#undoing form[data-key=${key}]`) ?? document.querySelector(`form[data-key=${key}]`);
  form?.requestSubmit();
  return Boolean(form);
};

const KEYS = {
  n: () => follow("next"),
  p: () => follow("previous"),
  t: () => press("[data-key=translate], [data-key=take]"),
  f: () => follow("find"),
  o: () => openForm("original", "textarea"),
  c: () => openForm("note", "select"),
  w: () => focus("wording"),
  e: () => focus("reason"),
  m: () => focus("say"),
  s: () => press("[data-key=save]"),
  a: () => press("[data-key=accept]"),
  d: () => press("[data-key=defensible]"),
  x: () => press("[data-key=reject]"),
  u: () => undoing("undo"),
  U: () => undoing("redo"),
  h: () => follow("history"),
  l: () => press("[data-key=link]"),
  g: () => press("[data-key=group]"),
  k: () => press("[data-key=cut]"),
  z: () => press("[data-key=mark]"),
  v: () => press("[data-key=confirm]"),
  r: () => press("[data-key=release]"),
  "[": () => step("start -1"),
  "]": () => step("start 1"),
  "{": () => step("end -1"),
  "}": () => step("end 1"),
  "?": () => dialog.showModal() ?? true,
  1: () => choose(1),
  2: () => choose(2),
  3: () => choose(3),
  4: () => choose(4),
  5: () => choose(5),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form") ?? document.querySelector(".deciding form.card");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  const combined = (event.ctrlKey || event.metaKey) && { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  if (combined && !event.altKey && !dialog.open && !typing(event.target) && undoing(combined)) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || !box.checked || typing(event.target)) return;
  if (KEYS[event.key]?.()) event.preventDefault();
});
