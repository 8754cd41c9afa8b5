// Forms and links that refresh parts of the page instead of all of it. The server renders the same page either way;
// here the answer's elements take the place of those with the same id.

const KEPT_OPEN = "details[id]";
const ALWAYS = ["undoing"]; // after every save there is something else to undo

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

const problemOf = (page, status) =>
  page.getElementById("problem")?.cloneNode(true) ??
  Object.assign(document.createElement("p"), { textContent: `The app answered with an error (${status}). Nothing was saved.` });

const showProblem = (form, problem) => {
  clearProblem(form);
  const place = document.createElement("div");
  place.className = "trouble";
  place.setAttribute("role", "alert");
  place.append(...problem.childNodes.length ? problem.childNodes : [problem]);
  form.prepend(place);
  place.scrollIntoView({ block: "nearest" });
};

// Both versions were shown, and the person wants their own: the form is sent again with the revision that is there now.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".trouble [data-take-revision]");
  const form = button?.parentElement.closest("form");
  if (!form) return;
  event.preventDefault();
  form.elements.revision.value = button.dataset.takeRevision;
  submit(form);
});

const unreachable = (consequence) =>
  Object.assign(document.createElement("p"), { textContent: `The app cannot be reached, so ${consequence}` });

const clearProblem = (form) => form.querySelector(":scope > .trouble")?.remove();

// Where the focus is: the nearest element with an id, and the place among the controls in it.
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const seatOf = (element) => {
  const holder = element?.closest?.("[id]");
  if (!holder || element === document.body) return null;
  const place = holder.id === "panel" ? -1 : [...holder.querySelectorAll(CONTROLS)].indexOf(element);
  return { id: holder.id, place };
};

// Gives the focus back after a refresh. What it was on may be gone: then the offer to undo is next, or the new panel.
const takeSeat = (seat) => {
  if (!seat || document.activeElement?.matches(":not(body)")) return;
  const holder = document.getElementById(seat.id);
  const seats = [
    seat.place < 0 ? holder : holder?.querySelectorAll(CONTROLS)[seat.place],
    holder?.closest("details")?.querySelector("summary"),
    ...["#flash button", "#panel", "#main"].map((selector) => document.querySelector(selector)),
  ];
  for (const each of seats) {
    each?.focus({ preventScroll: true });
    if (each && document.activeElement === each) return;
  }
};

const passageOf = (root) => root.getElementById("article")?.dataset.passage;

// Replaces the named elements of this page by those of `page`; keeps what is open, focused and scrolled to.
export const refresh = (page, ids, seat = seatOf(document.activeElement)) => {
  const moved = page.getElementById("article") && passageOf(page) !== passageOf(document);
  const known = moved ? [] : [...document.querySelectorAll(KEPT_OPEN)];
  const open = new Set(known.filter((each) => each.open).map((each) => each.id));
  const shut = new Set(known.filter((each) => !each.open).map((each) => each.id));
  const pairs = [...ids, ...ALWAYS].map((id) => [document.getElementById(id), page.getElementById(id)]).filter(([old, fresh]) => old && fresh);
  for (const [old, fresh] of pairs) {
    if (pairs.some(([, other]) => other !== fresh && other.contains(fresh))) continue; // comes with what it is part of
    const scrolled = old.scrollTop;
    const samePassage = old.dataset.passage === fresh.dataset.passage;
    old.replaceWith(document.adoptNode(fresh));
    if (samePassage) fresh.scrollTop = scrolled;
    for (const each of fresh.querySelectorAll(KEPT_OPEN)) {
      if (open.has(each.id)) each.open = true;
      if (shut.has(each.id)) each.open = false;
    }
  }
  document.body.classList.toggle("with-desk", Boolean(document.querySelector("#panel .desk-head")));
  takeSeat(seat);
  document.dispatchEvent(new CustomEvent("refreshed", { detail: { ids } }));
};

const request = async (url, ids, options = {}) => {
  const response = await fetch(url, { ...options, headers: { "X-Regions": ids.join(" "), Accept: "text/html" } });
  return { response, page: parse(await response.text()) };
};

// Shows a passage (or the list) without loading the whole page again.
export const visit = async (url, ids) => {
  await saveNow();
  if (!(await show(url, ids))) return;
  history.pushState({}, "", url);
  here = place();
};

const place = () => location.pathname + location.search;
let here = place();

export const show = async (url, ids) => {
  const mine = ++visits;
  try {
    const { response, page } = await request(url, ids);
    if (mine !== visits) return false;
    if (response.ok) refresh(page, ids);
    else location.assign(url);
    return response.ok;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    showProblem(document.getElementById("panel"), unreachable("this page stays as it is: start the app again."));
    return false;
  }
};
let visits = 0; // only the last one asked for is shown, in whatever order the answers come

// A new passage is a new place, to which the back button leads; saving again at the same place is not.
const keepAddress = (url) => {
  const passage = new URL(url).searchParams.get("passage");
  const moved = passage && passage !== new URL(location).searchParams.get("passage");
  if (moved) history.pushState({}, "", url);
  else history.replaceState({}, "", url);
  here = place();
};

const formUrl = (form) => form.getAttribute("action") || location.href;

// Sends a form and refreshes its regions, or goes to the page that answers a form with data-leave; true when it was saved.
// Errors appear in the form, which keeps what was typed.
const send = async (form, submitter) => {
  const ids = (form.dataset.regions ?? "").split(" ").filter(Boolean);
  const body = new FormData(form, submitter);
  const buttons = [...form.querySelectorAll("button")].filter((button) => !button.disabled);
  const busy = submitter ?? buttons[0];
  const label = busy?.innerHTML;
  const status = form.querySelector(".saved");
  const seat = seatOf(document.activeElement); // a disabled button loses the focus
  if (!form.hasAttribute("data-autosave")) for (const button of buttons) button.disabled = true;
  if (form.dataset.busy && busy) busy.textContent = form.dataset.busy;
  if (status) status.textContent = "Saving …";
  try {
    const { response, page } = await request(submitter?.getAttribute("formaction") || formUrl(form), ids, { method: "POST", body });
    if (!response.ok) {
      showProblem(form, problemOf(page, response.status));
      if (status) status.textContent = "Not saved.";
      return false;
    }
    clearProblem(form);
    if (status) status.textContent = "Saved.";
    form.dispatchEvent(new CustomEvent("sent", { bubbles: true, detail: body }));
    if (form.hasAttribute("data-leave")) {
      location.assign(response.url);
      return true;
    }
    if (!form.isConnected) return true; // another passage is shown by now
    keepAddress(response.url);
    form.closest("details[data-close]")?.removeAttribute("open");
    refresh(page, ids, seat);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    showProblem(form, unreachable("nothing was saved. What you typed is still here: start the app again and save once more."));
    if (status) status.textContent = "Not saved.";
    return false;
  } finally {
    for (const button of buttons) button.disabled = false;
    if (form.dataset.busy && busy && busy.isConnected) busy.innerHTML = label;
    if (form.isConnected) takeSeat(seat);
  }
};

// Sends a form that a person submits; what waits to be saved by itself goes first.
export const submit = async (form, submitter) => {
  if (waiting === form) waiting = null;
  await saveNow();
  return send(form, submitter);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-regions], [data-leave]")) return;
  event.preventDefault();
  submit(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-select]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  select(link.href);
});

export const select = async (url) => {
  await visit(url, ["article", "panel"]);
  reveal();
};

// Beside the panel the article scrolls to the passage; where they stand above each other the page does to the panel.
export const reveal = () => {
  const chosen = document.querySelector(".ref[aria-current]");
  if (chosen && besideArticle()) chosen.scrollIntoView({ block: "nearest" });
  else if (chosen) document.getElementById("panel").scrollIntoView({ block: "start" });
};
export const besideArticle = () => getComputedStyle(document.getElementById("panel")).position === "sticky";

addEventListener("popstate", () => {
  if (place() === here) return; // a link to a part of this page, such as “Skip to the content”
  here = place();
  const ids = ["article", "panel"].filter((id) => document.getElementById(id));
  if (ids.length) show(location.href, ids);
  else location.reload();
});

// Autosave: a form that says so is sent a moment after typing stops, and before anything else is sent or shown.
// One at a time, because each save needs the revision that the one before it made.
let timer;
let waiting = null;
let saving = Promise.resolve();
const saveNow = () => {
  const form = waiting;
  const save = () => form?.isConnected && send(form);
  clearTimeout(timer);
  waiting = null;
  saving = saving.then(save, save);
  return saving;
};
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-autosave]");
  if (!form) return;
  clearTimeout(timer);
  waiting = form;
  timer = setTimeout(saveNow, event.target.matches("input:not([type=checkbox]), textarea") ? 900 : 0);
});
document.addEventListener("change", (event) => {
  const source = event.target.closest?.("select[name=language]");
  const words = source?.form?.elements.text;
  if (words && source.selectedOptions[0]) {
    words.lang = source.value;
    words.dir = source.selectedOptions[0].dataset.dir ?? "auto";
  }
});
