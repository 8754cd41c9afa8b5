// Mark passages: by selecting words with mouse or finger, or with a cursor that the arrow keys move.

import { offsetOf, pointAt, spanOf } from "./offsets.js";
import { besideArticle, reveal, select, submit } from "./regions.js";

const bar = document.getElementById("mark-bar");
const text = () => document.getElementById("article-text");
const chosen = () => document.getElementById("article").dataset.passage;
const caret = Object.assign(document.createElement("div"), { className: "caret", hidden: true });
document.body.append(caret);
let at = 0; // where the cursor stands, in code points

const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  return spanOf(selection.getRangeAt(0), text());
};

const place = (element, rectangle) => {
  element.removeAttribute("style");
  if (getComputedStyle(element).position === "fixed") return; // on small screens it has its own place
  element.style.left = `${Math.max(8, Math.min(rectangle.left + scrollX, scrollX + innerWidth - element.offsetWidth - 8))}px`;
  element.style.top = `${rectangle.bottom + scrollY + 8}px`;
};

const showBar = () => {
  const span = selected();
  bar.hidden = !span;
  if (!span) return;
  bar.elements.start.value = span.start;
  bar.elements.end.value = span.end;
  bar.querySelector("[data-move]").hidden = !chosen();
  const rectangles = getSelection().getRangeAt(0).getClientRects();
  place(bar, rectangles[rectangles.length - 1] ?? text().getBoundingClientRect());
};

document.addEventListener("selectionchange", () => {
  if (bar.contains(document.activeElement)) return;
  drawCaret();
  showBar();
  if (!selected()) bar.querySelector(".trouble")?.remove();
});

const done = () => {
  const seat = document.activeElement;
  getSelection().removeAllRanges();
  if (bar.contains(seat) || seat === text()) settle();
  bar.hidden = true;
};

// The focus goes back to the cursor in the text, or to the panel where that is above and out of sight.
const settle = () => {
  if (!besideArticle()) return document.getElementById("panel").focus({ preventScroll: true });
  text().focus({ preventScroll: true });
  getSelection().collapse(...pointAt(text(), at));
};

const marked = () => {
  done();
  reveal();
};

bar.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await submit(bar, event.submitter)) marked();
}, true);

const moveHere = async () => {
  const form = document.getElementById("edges");
  const span = selected();
  if (!form || !span) return;
  const fields = { ...span, ...(bar.elements.exact.checked ? { exact: "yes" } : {}) };
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  }
  if (await submit(form)) marked();
  else for (const name of ["start", "end", "exact"]) form.elements[name]?.remove();
};
bar.querySelector("[data-move]").addEventListener("click", moveHere);

// A click on a mark opens its passage; a drag over it selects words as anywhere.
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("#article-text mark[data-passage]");
  if (!mark || !getSelection().isCollapsed) return;
  const link = document.getElementById(`p${mark.dataset.passage}`);
  if (link) select(link.href);
});

// The cursor. A selection of the browser itself is moved, so that words, letters and bidirectional text go its way.
const drawCaret = () => {
  const selection = getSelection();
  const inText = document.activeElement === text() && selection.rangeCount && text().contains(selection.focusNode);
  caret.hidden = !inText;
  if (!inText) return;
  at = offsetOf(selection.focusNode, selection.focusOffset) ?? at;
  const range = document.createRange();
  range.setStart(selection.focusNode, selection.focusOffset);
  const rectangle = range.getClientRects()[0] ?? selection.focusNode.parentElement.getBoundingClientRect();
  caret.style.left = `${rectangle.left + scrollX}px`;
  caret.style.top = `${rectangle.top + scrollY}px`;
  caret.style.height = `${rectangle.height || 20}px`;
};

// Only for the keyboard: a page that scrolls under a mouse or a finger loses what they point at.
const followCaret = () => {
  drawCaret();
  const { top, bottom } = caret.getBoundingClientRect();
  if (!caret.hidden && (bottom > innerHeight - 60 || top < 70)) scrollBy({ top: top - innerHeight / 2 });
};

document.addEventListener("focusin", (event) => {
  if (event.target.id !== "article-text" || !event.target.matches(":focus-visible")) return drawCaret();
  const selection = getSelection();
  if (selection.rangeCount && text().contains(selection.focusNode)) return;
  selection.collapse(...pointAt(text(), at));
  followCaret();
});

const MOVES = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "backward", ArrowDown: "forward" };

const moveCursor = (event) => {
  const selection = getSelection();
  const unit = event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : event.ctrlKey ? "character" : "word";
  const [node, index] = [selection.focusNode, selection.focusOffset];
  selection.modify(event.shiftKey ? "extend" : "move", MOVES[event.key], unit);
  if (!text().contains(selection.focusNode)) {
    if (event.shiftKey) selection.extend(node, index);
    else selection.collapse(node, index);
  }
  followCaret();
  showBar();
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey) return;
  const inText = document.activeElement === text();
  if (inText && event.key in MOVES) {
    event.preventDefault();
    return moveCursor(event);
  }
  if (event.key === "Escape" && !bar.hidden) return done();
  if (event.ctrlKey || event.target.closest?.("input, textarea, select")) return;
  const lettersOn = document.getElementById("keys-on").checked;
  if ((inText && event.key === "Enter") || (lettersOn && event.key === "m")) {
    if (!selected()) return;
    event.preventDefault();
    showBar();
    bar.requestSubmit();
  } else if (lettersOn && event.key === "b" && selected()) {
    event.preventDefault();
    moveHere();
  }
});
addEventListener("resize", drawCaret);
