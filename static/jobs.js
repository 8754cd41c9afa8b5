// A job that is at work: asks for its part of the page again until it is done. Without a script the page does.

import { refresh } from "./regions.js";

const PAUSE = 1000; // milliseconds between two looks, and three times as long while the app cannot be reached
let timer;

const look = async (region) => {
  try {
    const response = await fetch(region.dataset.follow, { headers: { "X-Regions": region.id, Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!region.isConnected) return;
    if (!response.ok) throw new TypeError("no answer");
    refresh(page, [region.id]);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    again(3 * PAUSE);
  }
};

const again = (pause) => {
  clearTimeout(timer);
  const region = document.querySelector("[data-follow]");
  if (region) timer = setTimeout(() => region.isConnected && look(region), pause);
};

document.addEventListener("refreshed", () => again(PAUSE));
again(PAUSE);
