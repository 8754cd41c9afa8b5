// What is typed into a field that is not saved yet survives a reload, in this browser's own storage, until it is saved.

const KEY = "draft:";
const nameOf = (field) => KEY + field.dataset.draft;
const saved = new WeakMap();

const restore = () => {
  for (const field of document.querySelectorAll("[data-draft]")) {
    if (saved.has(field)) continue;
    saved.set(field, field.value);
    const draft = localStorage.getItem(nameOf(field));
    if (draft === null || draft === field.value) continue;
    field.value = draft;
    if (field.closest("[data-autosave]")) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
      continue;
    }
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.setAttribute("role", "status");
    hint.textContent = "This is what you had typed and not saved.";
    field.after(hint);
    field.closest("details")?.setAttribute("open", "");
  }
};

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-draft]")) return;
  if (field.value === saved.get(field)) localStorage.removeItem(nameOf(field));
  else localStorage.setItem(nameOf(field), field.value);
});

// Only what was sent is forgotten: somebody may have typed on while it was under way.
const forget = (event) => {
  for (const field of event.target.querySelectorAll?.("[data-draft]") ?? []) {
    const sent = String(event.detail.get(field.name)).replaceAll("\r\n", "\n");
    saved.set(field, sent);
    if (localStorage.getItem(nameOf(field)) === sent) localStorage.removeItem(nameOf(field));
  }
};
document.addEventListener("sent", forget);
document.addEventListener("refreshed", restore);
restore();
