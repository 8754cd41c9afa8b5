// The rows of a passage: a word lights up its counterparts; words are picked for a note by click, drag or keyboard.

import "./lines.js";

const words = (row) => [...row.querySelectorAll(".w")];
const wordAt = (target) => target.closest?.("[data-rows] .words .w");

// Counterparts and notes of the word that is pointed at or walked over.
const light = (word) => {
  for (const lit of document.querySelectorAll(".w.linked, [data-note].lit")) lit.classList.remove("linked", "lit");
  document.dispatchEvent(new CustomEvent("lit", { detail: word }));
  if (!word) return;
  for (const key of (word.dataset.links ?? "").split(" ").filter(Boolean)) {
    document.getElementById(`w-${key}`)?.classList.add("linked");
  }
  if (word.dataset.links) word.classList.add("linked");
  for (const group of (word.dataset.groups ?? "").split(" ").filter(Boolean)) {
    for (const mate of document.querySelectorAll(`.w[data-groups~="${group}"]`)) mate.classList.add("linked");
  }
  for (const id of (word.dataset.notes ?? "").split(" ").filter(Boolean)) {
    (document.getElementById(`note-${id}`) ?? document.getElementById(`suspicion-${id}`))?.classList.add("lit");
  }
};
document.addEventListener("light", (event) => light(event.detail));
document.addEventListener("pointerover", (event) => {
  const word = wordAt(event.target);
  if (word || event.target.closest?.("[data-rows]")) light(word);
});

// Pointing at a note or suspicion lights up its words, and so does the keyboard when it stands in one.
const lightNote = (event) => {
  const note = event.target.closest?.("[data-note]");
  if (!note) return;
  light(null);
  for (const word of document.querySelectorAll(".w[data-notes]")) {
    if (word.dataset.notes.split(" ").includes(note.dataset.note)) word.classList.add("linked");
  }
};
document.addEventListener("pointerover", lightNote);
document.addEventListener("focusin", lightNote);

// Picking words. `picked` classes on the page are the truth; chips and hidden fields are drawn from them.
const form = () => document.querySelector(".edit[open] form.fields") ?? document.getElementById("note-form");

const runs = () => {
  const found = [];
  for (const row of document.querySelectorAll(".words")) {
    let run = null;
    for (const word of words(row)) {
      if (!word.classList.contains("picked")) run = null;
      else if (run) run.words.push(word);
      else found.push((run = { row, words: [word] }));
    }
  }
  return found;
};

const textOf = (run) => {
  const range = document.createRange();
  range.setStartBefore(run.words[0]);
  range.setEndAfter(run.words.at(-1));
  return range.toString();
};

const chip = (run) => {
  const { side, text } = run.row.dataset;
  const start = run.words[0].dataset.span.split(":")[0];
  const end = run.words.at(-1).dataset.span.split(":")[1];
  const element = Object.assign(document.createElement("span"), { className: `chip ${side}` });
  const words = Object.assign(document.createElement("q"), { textContent: textOf(run), lang: run.row.lang, dir: run.row.dir });
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "words", value: `${side}:${text}:${start}:${end}` });
  const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  remove.setAttribute("aria-label", `Do not speak of “${words.textContent}”`);
  remove.addEventListener("click", () => {
    for (const word of run.words) word.classList.remove("picked");
    draw();
    (form().querySelector("[data-chips] button") ?? run.row).focus();
  });
  element.append(words, field, remove);
  return element;
};

const draw = () => {
  const target = form();
  if (!target) return;
  for (const other of document.querySelectorAll("[data-chips]")) other.replaceChildren();
  const chips = target.querySelector("[data-chips]");
  const found = runs();
  if (found.length) chips.append(...found.map(chip));
  else {
    const hint = Object.assign(document.createElement("span"), { className: "hint" });
    hint.textContent = target.id === "note-form" ? "No words picked: the note will be about the whole passage." : "";
    chips.append(hint);
  }
};

const toggle = (word) => {
  word.classList.toggle("picked");
  draw();
};

document.addEventListener("click", (event) => {
  const word = wordAt(event.target);
  if (word && form() && getSelection().isCollapsed) toggle(word);
});

// Words dragged over with the mouse or held with a finger are picked together.
document.addEventListener("pointerup", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !form()) return;
  const range = selection.getRangeAt(0);
  const row = (range.commonAncestorContainer.nodeType === Node.ELEMENT_NODE
    ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement)?.closest(".words");
  if (!row) return;
  for (const word of words(row)) if (range.intersectsNode(word)) word.classList.add("picked");
  selection.removeAllRanges();
  draw();
});

// Walking over the words of a row with the arrow keys; Space picks, Shift picks on the way.
const walk = (row, by) => {
  const all = words(row);
  const rightToLeft = getComputedStyle(row).direction === "rtl";
  const now = all.findIndex((word) => word.classList.contains("at"));
  const next = Math.min(Math.max(now < 0 ? 0 : now + (rightToLeft ? -by : by), 0), all.length - 1);
  for (const word of document.querySelectorAll(".w.at")) word.classList.remove("at");
  all[next]?.classList.add("at");
  all[next]?.scrollIntoView({ block: "nearest" });
  row.setAttribute("aria-description", all[next]?.textContent ?? "");
  light(all[next]);
  return all[next];
};

document.addEventListener("keydown", (event) => {
  const row = document.activeElement;
  if (!row?.matches?.("[data-rows] .words") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    event.preventDefault();
    const before = row.querySelector(".w.at");
    const word = walk(row, event.key === "ArrowRight" ? 1 : -1);
    if (event.shiftKey && form()) {
      before?.classList.add("picked");
      word?.classList.add("picked");
      draw();
    }
  } else if ((event.key === " " || event.key === "Enter") && form()) {
    event.preventDefault();
    const word = row.querySelector(".w.at") ?? walk(row, 0);
    if (word) toggle(word);
  }
});
document.addEventListener("focusout", (event) => {
  if (!event.target.matches?.("[data-rows] .words")) return;
  for (const word of event.target.querySelectorAll(".w.at")) word.classList.remove("at");
  light(null);
});
document.addEventListener("toggle", draw, true);
document.addEventListener("refreshed", draw);
