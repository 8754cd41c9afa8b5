// Settling suspicions one after the other: what happened is told, and the keyboard goes on to the next.

let settled = null; // what was just sent: {what, verdict, place}

const SAID = { accept: "accepted, and a note now", reject: "rejected", defensible: "a defensible choice" };
const suspicions = () => [...document.querySelectorAll(".suspicion")];

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.settles) return;
  const own = form.closest(".suspicion");
  settled = {
    what: form.dataset.settles,
    verdict: event.submitter?.value || "reject",
    place: own.contains(document.activeElement) ? suspicions().indexOf(own) : -1,
    number: suspicions().length,
  };
}, true);

document.addEventListener("sent", (event) => {
  if (!event.target.dataset.settles) settled = null;
});

document.addEventListener("refreshed", () => {
  if (!settled) return;
  const { what, verdict, place, number } = settled;
  const left = suspicions();
  settled = null;
  if (left.length >= number) return; // nothing was saved
  const told = document.getElementById("told");
  if (told) told.textContent = `${what}: ${SAID[verdict]}. ${left.length ? `${left.length} to settle.` : "Nothing more to settle here."}`;
  if (place < 0) return;
  const visible = left.filter((each) => each.offsetParent);
  const next = visible[Math.min(place, visible.length - 1)];
  (next?.querySelector("button") ?? document.getElementById("suspicions-title"))?.focus();
});
