// Lines between linked words, drawn behind the text from where the words stand. They say nothing that the highlight and
// the list of links do not say as well, so they are hidden from screen readers.
//
// A link's key, as the server writes it, is “source row . rendering row . number . flag”; words of a row carry the keys
// of their links. Between the reporter's words and a machine's, lines follow the words that answer to each other.

const NS = "http://www.w3.org/2000/svg";
const SHORT = 32; // words of the longest row up to which all lines are shown unless somebody chose otherwise
const NARROW = matchMedia("(max-width: 40rem)"); // where the highlight has to do
const CHOICE = "lines";
const FLAGS = { a: "automatic", p: "by-hand", c: "check" };

const rowKey = (words) => words.id.split("-")[1];
const rowsOf = (band) => [...band.querySelectorAll(".words")].filter((row) => row.offsetParent);
const wordsOf = (row) => [...row.querySelectorAll(".w")];
const keysOf = (word) => (word.dataset.groups ?? "").split(" ").filter(Boolean);
const linksOf = (word) => (word.dataset.links ?? "").split(" ").filter(Boolean);

let lit = null; // the word that is pointed at or walked over

const chosen = (band) => {
  const choice = localStorage.getItem(CHOICE);
  if (choice) return choice === "all";
  const longest = Math.max(0, ...rowsOf(band).map((row) => row.querySelectorAll(".w").length));
  return longest <= SHORT && !NARROW.matches;
};

// What is to be joined: [upper words, lower words, class].
const bundles = (rows) => {
  const groups = new Map();
  for (const row of rows) {
    const key = rowKey(row);
    for (const word of wordsOf(row)) {
      for (const group of keysOf(word)) {
        if (!groups.has(group)) groups.set(group, { upper: [], lower: [] });
        groups.get(group)[group.startsWith(`${key}.`) ? "upper" : "lower"].push(word);
      }
    }
  }
  return [...groups].map(([key, sides]) => ({ ...sides, key, flag: FLAGS[key.at(-1)] }));
};

const pairs = (reporter, machine) => {
  const prefix = `${rowKey(machine)}-`;
  return wordsOf(reporter).flatMap((word) =>
    linksOf(word).filter((key) => key.startsWith(prefix)).map((key) => ({
      upper: [word], lower: [document.getElementById(`w-${key}`)].filter((each) => machine.contains(each)), flag: "automatic",
    })));
};

const wanted = (band) => {
  const rows = rowsOf(band);
  const reporter = rows.find((row) => row.dataset.side === "reporter");
  const machines = rows.filter((row) => row.dataset.side === "machine");
  if (!reporter) return [];
  const spoken = bundles(rows.filter((row) => row.dataset.side !== "machine")).filter(({ key }) => key.split(".")[1] === "r");
  return [...spoken, ...machines.flatMap((machine, number) =>
    pairs(reporter, machine).map((pair) => ({ ...pair, far: number > 0 })))].filter(whole);
};
const whole = ({ upper, lower }) => upper.length && lower.length;

// From the lit word: its own lines, those of its counterparts, and to machines what the reporter left out.
const ofLit = (band, drawn) => {
  const rows = rowsOf(band);
  if (!lit || !rows.some((row) => row.contains(lit))) return [];
  const met = new Set([lit, ...linksOf(lit).map((key) => document.getElementById(`w-${key}`))]);
  const near = drawn.filter(({ upper, lower }) => upper.some((word) => met.has(word)) && lower.some((word) => met.has(word)));
  const reached = new Set(near.flatMap(({ upper, lower }) => [...upper, ...lower]));
  const direct = bundles(rows).filter((each) => each.key.split(".")[1] !== "r" && whole(each)
    && [...each.upper, ...each.lower].includes(lit)
    && !(each.upper.some((word) => reached.has(word)) && each.lower.every((word) => reached.has(word))));
  return [...near, ...direct.map((each) => ({ ...each, flag: `${each.flag} direct` }))];
};

// Words that stand beside each other on one line are joined by a bracket, from whose middle one line leaves.
const runs = (words, origin) => {
  const found = [];
  let last = null;
  for (const word of words) {
    const rects = [...word.getClientRects()].sort((one, other) => other.width - one.width);
    if (!rects.length) continue;
    const box = { left: rects[0].left - origin.left, right: rects[0].right - origin.left, top: rects[0].top - origin.top, bottom: rects[0].bottom - origin.top };
    const run = found.at(-1);
    if (run && last && nextWord(last) === word && Math.abs(run.top - box.top) < 3) {
      run.left = Math.min(run.left, box.left);
      run.right = Math.max(run.right, box.right);
      run.many = true;
    } else found.push({ ...box, many: false });
    last = word;
  }
  return found;
};
const nextWord = (word) => {
  let next = word.nextElementSibling;
  while (next && !next.matches(".w")) next = next.nextElementSibling;
  return next;
};

const middle = (run) => (run.left + run.right) / 2;
const mean = (numbers) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

// The gap between two rows is where lines may run sideways; over the lines of a row they run straight.
const gapOf = (upper, lower, origin) => {
  const above = upper.closest(".words").getBoundingClientRect().bottom - origin.top;
  const below = lower.closest(".words").getBoundingClientRect().top - origin.top;
  return { above: above - 2, below: below + 2, centre: (above + below) / 2 };
};

const pathOf = ({ upper, lower }, origin) => {
  const gap = gapOf(upper[0], lower[0], origin);
  const [ours, theirs] = [runs(upper, origin), runs(lower, origin)];
  const parts = [];
  for (const run of ours.filter((each) => each.many)) parts.push(`M${run.left + 1} ${run.bottom}H${run.right - 1}`);
  for (const run of theirs.filter((each) => each.many)) parts.push(`M${run.left + 1} ${run.top}H${run.right - 1}`);
  const down = (run, x, y) => `M${middle(run)} ${run.bottom}V${Math.max(run.bottom, gap.above)}C${middle(run)} ${gap.centre} ${x} ${gap.above} ${x} ${y}`;
  const up = (run, x, y) => `M${x} ${y}C${x} ${gap.below} ${middle(run)} ${gap.centre} ${middle(run)} ${Math.min(run.top, gap.below)}V${run.top}`;
  if (ours.length === 1 && theirs.length === 1) {
    const [one, other] = [middle(ours[0]), middle(theirs[0])];
    parts.push(`M${one} ${ours[0].bottom}V${Math.max(ours[0].bottom, gap.above)}C${one} ${gap.centre} ${other} ${gap.centre} ${other} ${Math.min(theirs[0].top, gap.below)}V${theirs[0].top}`);
  } else if (ours.length && theirs.length) {
    const knot = mean([...ours, ...theirs].map(middle));
    parts.push(...ours.map((run) => down(run, knot, gap.centre)), ...theirs.map((run) => up(run, knot, gap.centre)));
  }
  return parts.join("");
};

const svgOf = (band) => {
  const known = band.querySelector(":scope > svg.lines");
  if (known) return known;
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("class", "lines");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  band.prepend(svg);
  return svg;
};

const path = (bundle, origin, also = "") => {
  const element = document.createElementNS(NS, "path");
  element.setAttribute("class", `${bundle.flag} ${also}`);
  element.setAttribute("d", pathOf(bundle, origin));
  return element;
};

const drawBand = (band) => {
  const svg = svgOf(band);
  band.classList.toggle("all", chosen(band)); // leaves more room between the rows, and so comes before measuring
  const origin = band.getBoundingClientRect();
  const all = wanted(band);
  const strong = ofLit(band, all);
  const shown = chosen(band) ? all.filter((bundle) => !bundle.far) : [];
  svg.classList.toggle("one", strong.length > 0);
  svg.replaceChildren(...shown.map((bundle) => path(bundle, origin)), ...strong.map((bundle) => path(bundle, origin, "strong")));
};

const bands = () => [...document.querySelectorAll("[data-rows]")];
const draw = () => {
  bands().forEach(drawBand);
  for (const button of document.querySelectorAll("[data-all-lines]")) button.setAttribute("aria-pressed", String(bands().some(chosen)));
};

// Several things that change the layout in one moment cost one drawing.
let waiting = 0;
export const redraw = () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(draw);
};

// While a link is dragged: from a word to where the pointer is.
export const rubber = (word, x, y) => {
  for (const old of document.querySelectorAll("svg.lines .rubber")) old.remove();
  const band = word?.closest("[data-rows]");
  if (!band) return;
  const origin = band.getBoundingClientRect();
  const box = word.getBoundingClientRect();
  const from = y > box.bottom ? box.bottom : box.top;
  const element = document.createElementNS(NS, "path");
  element.setAttribute("class", "rubber");
  element.setAttribute("d", `M${(box.left + box.right) / 2 - origin.left} ${from - origin.top}L${x - origin.left} ${y - origin.top}`);
  svgOf(band).append(element);
};

document.addEventListener("lit", (event) => {
  if (lit === event.detail) return;
  lit = event.detail;
  redraw();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-all-lines]");
  if (!button) return;
  localStorage.setItem(CHOICE, button.getAttribute("aria-pressed") === "true" ? "one" : "all");
  redraw();
});

const resized = new ResizeObserver(redraw);
const start = () => {
  lit = null;
  resized.disconnect();
  for (const band of bands()) resized.observe(band);
  redraw();
};
document.addEventListener("refreshed", start);
NARROW.addEventListener("change", redraw);
document.fonts.ready.then(redraw);
start();
