// On the page of one decision: who else has it open, and reasons that are often given.

import { refresh } from "./regions.js";

const MINUTE = 60_000;

// Asked again every minute while the page is looked at; the server takes that as a sign that it is still open.
const look = async () => {
  const here = document.getElementById("others")?.dataset.here;
  if (!here || document.visibilityState !== "visible") return;
  try {
    const response = await fetch(here, { headers: { "X-Regions": "others", Accept: "text/html" } });
    if (response.ok) refresh(new DOMParser().parseFromString(await response.text(), "text/html"), ["others"]);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the app cannot be reached: asked again in a minute
  }
};
setInterval(look, MINUTE);
document.addEventListener("visibilitychange", look);

// A chosen reason is written into the field, where it can be changed; without this the server puts it there.
document.addEventListener("change", (event) => {
  const list = event.target.closest?.("select[data-into]");
  if (!list?.value) return;
  const field = document.getElementById(list.dataset.into);
  const reason = list.selectedOptions[0].textContent.trim();
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n${reason}` : reason;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  list.value = "";
  field.focus();
});
