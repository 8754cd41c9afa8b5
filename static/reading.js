// A document that is read for the first time: asks again until the answer is there. Without a script the page does.

import { show } from "./regions.js";

const again = () => {
  const reading = document.querySelector("#panel [data-again]");
  if (reading) setTimeout(() => reading.isConnected && show(reading.dataset.again, ["panel"]), 50);
};

document.addEventListener("refreshed", again);
again();
