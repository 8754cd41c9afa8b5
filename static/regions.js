// Forms and links that refresh parts of the page instead of all of it. The server renders the same page either way;
// here the answer's elements take the place of those with the same id.

const KEPT_OPEN = "details[id]";

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

const clearProblem = (form) => form.querySelector(":scope > .trouble")?.remove();

// Replaces the named elements of this page by those of `page`; keeps what is open, focused and scrolled to.
export const refresh = (page, ids) => {
  const focused = document.activeElement?.id;
  const open = new Set([...document.querySelectorAll(KEPT_OPEN)].filter((each) => each.open).map((each) => each.id));
  const shut = new Set([...document.querySelectorAll(KEPT_OPEN)].filter((each) => !each.open).map((each) => each.id));
  for (const id of ids) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh) continue;
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
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("refreshed", { detail: { ids } }));
};

const request = async (url, ids, options = {}) => {
  const response = await fetch(url, { ...options, headers: { "X-Regions": ids.join(" "), Accept: "text/html" } });
  return { response, page: parse(await response.text()) };
};

// Shows a passage (or the list) without loading the whole page again.
export const visit = async (url, ids) => {
  const { response, page } = await request(url, ids);
  if (!response.ok) return location.assign(url);
  refresh(page, ids);
  history.pushState({}, "", url);
};

const formUrl = (form) => form.getAttribute("action") || location.href;

// Sends a form and refreshes its regions, or goes to the page that answers a form with data-leave; true when it was saved.
// Errors appear in the form, which keeps what was typed.
export const send = async (form, submitter) => {
  const ids = (form.dataset.regions ?? "").split(" ").filter(Boolean);
  const body = new FormData(form, submitter);
  const buttons = [...form.querySelectorAll("button")].filter((button) => !button.disabled);
  const busy = submitter ?? buttons[0];
  const label = busy?.innerHTML;
  const status = form.querySelector(".saved");
  if (!form.hasAttribute("data-autosave")) for (const button of buttons) button.disabled = true;
  if (form.dataset.busy && busy) busy.textContent = form.dataset.busy;
  if (status) status.textContent = "Saving …";
  try {
    const { response, page } = await request(formUrl(form), ids, { method: "POST", body });
    if (!response.ok) {
      showProblem(form, problemOf(page, response.status));
      if (status) status.textContent = "Not saved.";
      return false;
    }
    clearProblem(form);
    if (status) status.textContent = "Saved.";
    form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
    if (form.hasAttribute("data-leave")) {
      location.assign(response.url);
      return true;
    }
    history.replaceState({}, "", response.url);
    form.closest("details[data-close]")?.removeAttribute("open");
    refresh(page, ids);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = document.createElement("p");
    message.textContent = "The app cannot be reached, so nothing was saved. What you typed is still here: start the app again and save once more.";
    showProblem(form, message);
    if (status) status.textContent = "Not saved.";
    return false;
  } finally {
    for (const button of buttons) button.disabled = false;
    if (form.dataset.busy && busy && busy.isConnected) busy.innerHTML = label;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-regions], [data-leave]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-select]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  select(link.href);
});

export const select = async (url) => {
  await visit(url, ["article", "panel"]);
  const chosen = document.querySelector(".ref[aria-current]");
  const text = document.getElementById("article-text");
  if (chosen && text && getComputedStyle(document.getElementById("panel")).position === "sticky") {
    chosen.scrollIntoView({ block: "nearest" });
  } else if (chosen) {
    document.getElementById("panel").scrollIntoView({ block: "start" });
  }
};

addEventListener("popstate", async () => {
  const ids = ["article", "panel"].filter((id) => document.getElementById(id));
  if (!ids.length) return location.reload();
  const { response, page } = await request(location.href, ids);
  if (response.ok) refresh(page, ids);
  else location.reload();
});

// Autosave: a form that says so is sent when a field is left changed, and a moment after typing stops.
let timer;
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-autosave]");
  if (!form) return;
  clearTimeout(timer);
  const text = event.target.matches("input:not([type=checkbox]), textarea");
  timer = setTimeout(() => form.isConnected && send(form), text ? 900 : 0);
});
document.addEventListener("change", (event) => {
  const source = event.target.closest?.("select[name=language]");
  const words = source?.form?.elements.text;
  if (words && source.selectedOptions[0]) {
    words.lang = source.value;
    words.dir = source.selectedOptions[0].dataset.dir ?? "auto";
  }
});
