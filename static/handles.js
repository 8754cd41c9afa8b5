// Handles at the edges of the passage in work: drag one, or focus it and use the arrow keys, and the edge moves.
// In right-to-left text the start is on the right, where a reader expects it. Edges snap to words; Alt while dragging,
// or Ctrl with an arrow key, puts them at any letter.

import { offsetOf, pointAt } from "./offsets.js";
import { submit } from "./regions.js";

const LABELS = {
  start: "Start of the passage: the arrow keys move it by a word, with Ctrl by a letter",
  end: "End of the passage: the arrow keys move it by a word, with Ctrl by a letter",
};

const text = () => document.getElementById("article-text");
const place = () => document.querySelector(".ref[aria-current]")?.dataset.span?.split(":").map(Number);

const handle = (edge) => {
  const element = Object.assign(document.createElement("button"), { type: "button", className: `handle ${edge}`, hidden: true });
  element.setAttribute("aria-label", LABELS[edge]);
  document.getElementById("main").append(element);
  return element;
};
const handles = { start: handle("start"), end: handle("end") };

// The rectangle of a letter: a point between two lines would belong to either.
const rectangleOf = (at) => {
  const range = document.createRange();
  range.setStart(...pointAt(text(), at, true));
  range.setEnd(...pointAt(text(), at + 1));
  const rectangle = [...range.getClientRects()].find((each) => each.width > 0);
  return [rectangle, getComputedStyle(range.startContainer.parentElement).direction === "rtl"];
};

// The first or last letter, and whether the words run to the left there: what the next letter shows, since words of
// one direction may stand in a paragraph of the other.
const letterAt = (edge, [start, end]) => {
  const [at, inner] = edge === "start" ? [start, start + 1] : [end - 1, end - 2];
  const [letter, paragraphRightToLeft] = rectangleOf(at);
  const beside = letter && inner >= start && inner < end ? rectangleOf(inner)[0] : null;
  const sameLine = beside && beside.top < letter.bottom && letter.top < beside.bottom && beside.left !== letter.left;
  return [letter, sameLine ? (beside.left < letter.left) === (edge === "start") : paragraphRightToLeft];
};

const draw = () => {
  const span = place();
  for (const [edge, element] of Object.entries(handles)) {
    const [letter, rightToLeft] = span ? letterAt(edge, span) : [];
    element.hidden = !letter;
    element.dataset.runs = rightToLeft ? "left" : "right";
    if (!letter) continue;
    const x = (edge === "start") !== rightToLeft ? letter.left : letter.right;
    const y = edge === "start" ? letter.top - 16 : letter.bottom - 8;
    element.style.left = `${x + scrollX - 12}px`;
    element.style.top = `${y + scrollY}px`;
  }
};

const blank = (at) => {
  const range = document.createRange();
  range.setStart(...pointAt(text(), at, true));
  range.setEnd(...pointAt(text(), at + 1));
  return !range.toString().trim();
};

// Where an edge stands after a step of a letter. A passage neither begins nor ends with a space: those are stepped over.
const stepped = (edge, at, by) => {
  let next = at + by;
  for (let spaces = 0; spaces < 9 && next > 0 && blank(edge === "start" ? next : next - 1); spaces += 1) next += by;
  return next;
};

const offsetAt = (x, y) => {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const [node, index] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
  return node && text().contains(node) ? offsetOf(node, index) : null;
};

const save = async ([start, end], exact) => {
  const form = document.getElementById("edges");
  const fields = Object.entries({ start, end, ...(exact ? { exact: "yes" } : {}) }).map(([name, value]) =>
    Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.append(...fields);
  if (await submit(form)) return;
  for (const field of fields) field.remove();
  form.closest("details").open = true;
};

for (const [edge, element] of Object.entries(handles)) {
  let dragged = null;
  element.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    element.focus();
    element.setPointerCapture(event.pointerId);
    element.classList.add("dragged"); // the text below it is looked for
    dragged = place();
  });
  element.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const offset = offsetAt(event.clientX, event.clientY);
    if (offset === null) return;
    if (edge === "start" && offset < dragged[1]) dragged = [offset, dragged[1]];
    if (edge === "end" && offset > dragged[0]) dragged = [dragged[0], offset];
    getSelection().setBaseAndExtent(...pointAt(text(), dragged[0], true), ...pointAt(text(), dragged[1]));
  });
  element.addEventListener("pointerup", async (event) => {
    element.classList.remove("dragged");
    const [span, before] = [dragged, place()];
    dragged = null;
    getSelection().removeAllRanges();
    if (span && String(span) !== String(before)) await save(span, event.altKey);
    draw();
  });
  element.addEventListener("keydown", (event) => {
    const span = place();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] * (element.dataset.runs === "left" ? -1 : 1);
    if (!by || !span) return;
    event.preventDefault();
    if (event.ctrlKey) return save(edge === "start" ? [stepped(edge, span[0], by), span[1]] : [span[0], stepped(edge, span[1], by)], true);
    document.querySelector(`#edges button[value="${edge} ${by}"]`)?.click();
  });
}

document.addEventListener("refreshed", draw);
addEventListener("resize", draw);
document.fonts.ready.then(draw);
