// The one place where the browser's UTF-16 offsets and the app's code points meet.
// A text container holds paragraphs with data-start: where the paragraph begins, in code points of the whole text.

export const codePoints = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

// UTF-16 index in `text` of the code point number `count`.
const utf16 = (text, count) => {
  let index = 0;
  for (const character of text) {
    if (count-- <= 0) break;
    index += character.length;
  }
  return index;
};

const paragraphOf = (node) =>
  (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-start]");

// Code point offset of a DOM point inside the text, or null where it lies outside every paragraph.
export const offsetOf = (node, index) => {
  const paragraph = paragraphOf(node);
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, index);
  return Number(paragraph.dataset.start) + codePoints(before.toString());
};

// [start, end) of a DOM range in code points, cut to the paragraphs of `container`; null where nothing of it is inside.
export const spanOf = (range, container) => {
  if (!range.intersectsNode(container)) return null;
  const inside = range.cloneRange();
  const all = document.createRange();
  all.selectNodeContents(container);
  if (inside.compareBoundaryPoints(Range.START_TO_START, all) < 0) inside.setStart(all.startContainer, all.startOffset);
  if (inside.compareBoundaryPoints(Range.END_TO_END, all) > 0) inside.setEnd(all.endContainer, all.endOffset);
  const held = textNodes(container).filter((node) => inside.intersectsNode(node));
  const first = held.find((node) => node !== inside.startContainer || inside.startOffset < node.data.length);
  const last = held.findLast((node) => node !== inside.endContainer || inside.endOffset > 0);
  if (!first || !last) return null;
  const start = offsetOf(first, first === inside.startContainer ? inside.startOffset : 0);
  const end = offsetOf(last, last === inside.endContainer ? inside.endOffset : last.data.length);
  return start < end ? { start, end } : null;
};

const textNodes = (container) => {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (paragraphOf(walker.currentNode)) nodes.push(walker.currentNode);
  return nodes;
};

// DOM point [node, index] of a code point offset in `container`; where two text nodes meet, the end of the first, or with
// `before` the start of the second.
export const pointAt = (container, offset, before = false) => {
  const paragraphs = [...container.querySelectorAll("[data-start]")];
  const paragraph = paragraphs.findLast((each) => Number(each.dataset.start) <= offset) ?? paragraphs[0];
  let left = offset - Number(paragraph.dataset.start);
  const nodes = textNodes(paragraph);
  for (const node of nodes) {
    const length = codePoints(node.data);
    if (left < length || (left === length && !before)) return [node, utf16(node.data, left)];
    left -= length;
  }
  const last = nodes.at(-1);
  return last ? [last, last.data.length] : [paragraph, 0];
};
