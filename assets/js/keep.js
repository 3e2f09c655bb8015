// An answer that stays on this phone because somebody pressed the button for it, and only until they take it off again.
// worker.js keeps it and shows it. Without a worker the page says that this browser cannot.
(() => {
  "use strict";

  const name = "answer"; // of the cache
  const workers = navigator.serviceWorker;
  const find = (what, inside = document) => inside.querySelector(`[data-${what}]`);
  const [keep, takeOff] = [find("keep"), find("take-off")];
  const script = document.currentScript;

  const copyOf = (html) => {
    const copy = new DOMParser().parseFromString(html, "text/html");
    // No form, whose token is a secret, and nothing that the page marks as not to be kept.
    for (const one of copy.querySelectorAll("form, [data-not-kept]")) one.remove();
    const held = find("held").cloneNode(true);
    held.hidden = false;
    copy.querySelector("main").append(held);
    copy.head.append(script.cloneNode());
    return `<!DOCTYPE html>\n${copy.documentElement.outerHTML}`;
  };

  keep?.addEventListener("click", async () => {
    const { active } = await workers.ready;
    const response = await fetch(keep.dataset.keep);
    // Somebody who has not finished, or was away too long, is led to a question.
    if (response.redirected || !response.ok) find("none").hidden = false;
    else active.postMessage({ answer: copyOf(await response.text()), address: location.pathname });
  });

  takeOff?.addEventListener("click", async () => {
    await caches.delete(name);
    location.replace(location.href);
  });

  // It is kept: in place of this page it is shown.
  workers?.addEventListener("message", (event) => {
    if (event.data === "kept") location.replace(location.href);
  });

  workers?.ready.then(async () => {
    const there = await caches.has(name);
    for (const one of document.querySelectorAll("[data-kept]")) one.hidden = !there;
    if (keep) [keep.hidden, find("cannot").hidden] = [false, true];
  });
})();
