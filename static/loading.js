// While a form is out that has a machine translate: says on its button what takes so long, such as loading the model.

const PAUSE = 700; // milliseconds between two looks

const look = async (form, button) => {
  const engine = new FormData(form).get("engine") ?? "";
  const url = `${form.dataset.wait}${form.dataset.wait.includes("?") ? "&" : "?"}engine=${encodeURIComponent(engine)}`;
  try {
    const response = await fetch(url, { headers: { "X-Regions": "loading", Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const step = page.getElementById("loading-step")?.textContent.trim();
    if (!isOut(button)) return;
    button.textContent = step || form.dataset.busy;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the app is away, which the form says by itself
  }
  again(form, button);
};

const isOut = (button) => button.isConnected && button.disabled;

const again = (form, button) => setTimeout(() => isOut(button) && look(form, button), PAUSE);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-wait]")) return;
  const button = event.submitter ?? form.querySelector("button");
  if (button) again(form, button);
});
