// Editing links: words that are picked, or the one at the keyboard's cursor, are linked, taken apart or marked by the
// buttons below the rows, by their keys, or by drawing a line from word to word.

import { redraw, rubber } from "./lines.js";

const MACHINE = "machine";
const form = () => document.getElementById("link-form");
const picked = () => [...document.querySelectorAll("[data-rows] .w.picked")];
const atCursor = () => document.activeElement?.matches?.("[data-rows] .words") ? document.activeElement.querySelector(".w.at") : null;
const rowOf = (word) => word.closest(".words");

// What happened is told to those who do not see it happen.
const told = Object.assign(document.createElement("p"), { className: "unseen", id: "told" });
told.setAttribute("role", "status");
document.body.append(told);

const quoted = (words) => `“${words.map((word) => word.textContent).join(" ")}”`;
const SAID = {
  link: (ours, theirs) => `Linked ${ours} with ${theirs}.`,
  group: (ours, theirs) => `${[ours, theirs].filter(Boolean).join(" and ")}: one group now.`,
  cut: (ours, theirs) => `${[ours, theirs].filter(Boolean).join(" and ")}: taken apart.`,
  mark: (ours, theirs) => `${[ours, theirs].filter(Boolean).join(" and ")}: no counterpart.`,
  confirm: (ours, theirs) => `${[ours, theirs].filter(Boolean).join(" – ")}: confirmed.`,
  release: (ours, theirs) => `${[ours, theirs].filter(Boolean).join(" – ")}: linked automatically again.`,
};

const field = (word) => Object.assign(document.createElement("input"), {
  type: "hidden", name: "words", value: `${rowOf(word).dataset.side}:${rowOf(word).dataset.text}:${word.dataset.span}`,
});

let sentence = ""; // what is told when the edit has been saved
let cursor = ""; // the word at which the keyboard stood

// Before regions.js sends the form: which words are meant.
document.addEventListener("submit", (event) => {
  if (event.target.id?.startsWith("check-")) {
    sentence = `${event.target.dataset.told}: ${event.submitter?.value === "confirm" ? "confirmed" : "taken away"}.`;
    return;
  }
  if (event.target !== form()) return;
  const words = picked().length ? picked() : [atCursor()].filter(Boolean);
  const edit = event.submitter?.value ?? "link";
  const first = document.querySelector(`[data-first="${edit}"]`);
  if (!words.length && first) { // nothing picked: the first link that waits to be checked is meant
    event.preventDefault();
    event.stopImmediatePropagation();
    first.click();
    return;
  }
  const [ours, theirs] = [true, false].map((source) => words.filter((word) => (rowOf(word).dataset.side === "source") === source));
  sentence = SAID[edit]?.(ours.length ? quoted(ours) : "", theirs.length ? quoted(theirs) : "") ?? "";
  cursor = atCursor()?.id ?? "";
  // The edit is written down as well: after a conflict the form may be sent again by another button.
  const again = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: edit });
  form().querySelector("[data-link-words]").replaceChildren(again, ...words.map(field));
}, true);

document.addEventListener("sent", (event) => {
  if (event.target === form() || event.target.id?.startsWith("check-")) told.textContent = sentence;
});

// The keyboard goes on where it was.
document.addEventListener("refreshed", () => {
  const word = cursor && document.getElementById(cursor);
  if (word && rowOf(word) === document.activeElement) {
    word.classList.add("at");
    document.dispatchEvent(new CustomEvent("light", { detail: word }));
  }
  cursor = "";
});

// Which machine rendering is shown; the choice stays with the model's name.
const showMachine = () => {
  const chooser = document.querySelector("[data-machines]");
  if (!chooser) return;
  const known = localStorage.getItem(MACHINE);
  const radios = [...chooser.querySelectorAll("input")];
  const radio = radios.find((each) => each.value === known) ?? radios[0];
  chooser.hidden = false;
  radio.checked = true;
  for (const each of document.querySelectorAll("[data-machine]")) {
    each.hidden = radio.value !== "" && each.dataset.machine !== radio.value;
  }
  redraw();
};
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[name=machine-shown]")) return;
  localStorage.setItem(MACHINE, event.target.value);
  showMachine();
});
document.addEventListener("refreshed", showMachine);
showMachine();

// A line drawn with the mouse from a word to one of another row links the two, with what is picked beside them.
let drawn = null;
const wordAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-rows] .words .w");
document.addEventListener("pointerdown", (event) => {
  const word = event.target.closest?.("[data-rows] .words .w");
  drawn = word && form() && event.button === 0 && event.pointerType === "mouse" ? { word, away: false } : null;
});
document.addEventListener("pointermove", (event) => {
  if (!drawn) return;
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".voice");
  if (!drawn.away && (!row || row === drawn.word.closest(".voice"))) return;
  drawn.away = true;
  getSelection().removeAllRanges();
  document.body.classList.add("linking");
  rubber(drawn.word, event.clientX, event.clientY);
});
document.addEventListener("pointerup", (event) => {
  const [start, end] = [drawn?.away && drawn.word, wordAt(event)];
  document.body.classList.remove("linking");
  rubber(null);
  drawn = null;
  if (!start || !end || rowOf(start) === rowOf(end)) return;
  for (const word of [start, end]) {
    const row = rowOf(word);
    if (!word.classList.contains("picked")) for (const other of row.querySelectorAll(".w.picked")) other.classList.remove("picked");
    word.classList.add("picked");
  }
  form().requestSubmit(form().querySelector("[value=link]"));
});
