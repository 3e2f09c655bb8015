// The way out, and the few things that a page cannot do by itself. Everything here is also possible without it.
(() => {
  "use strict";

  const shiftWithin = 5000; // three presses, each at most this long after the one before
  let presses = 0;
  let alone = false; // nothing else has been pressed together with Shift
  let forget;

  const exit = () => document.querySelector(".exit");
  // Other windows of this site go blank as well.
  const windows = "BroadcastChannel" in self ? new BroadcastChannel("exit") : null;

  const blank = (title, words) => {
    document.documentElement.classList.add("gone");
    document.title = title;
    const cover = document.createElement("body");
    const told = document.createElement("p");
    told.className = "govuk-visually-hidden";
    told.setAttribute("role", "alert"); // heard, not seen
    told.textContent = words;
    cover.append(told);
    document.body.replaceWith(cover);
  };

  const leave = () => {
    const { to, title, leaving } = exit().dataset;
    const way = exit().href;
    blank(title, leaving);
    try {
      sessionStorage.clear();
      localStorage.clear();
    } catch {
      // A browser that keeps no storage has none to clear.
    }
    // In place of this page, so that going back does not come here. /exit ends the session and leads on to `to`.
    location.replace(navigator.onLine === false ? to : way);
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-exit]")) {
      event.preventDefault();
      windows?.postMessage("gone");
      leave();
    }
  });

  if (windows) windows.onmessage = leave;

  const say = (words) => {
    document.getElementById("exit-status").textContent = words;
  };

  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) presses = 0;
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    presses += 1;
    clearTimeout(forget);
    if (presses === 3) {
      windows?.postMessage("gone");
      leave();
      return;
    }
    say(presses === 1 ? exit().dataset.two : exit().dataset.one);
    forget = setTimeout(() => {
      presses = 0;
      say("");
    }, shiftWithin);
  });

  // A page brought back from the browser's memory is shown to whoever is there now: ask for it again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.documentElement.classList.add("gone", "blank");
      location.reload();
    }
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // After htmx has exchanged the middle of the page, the reader stands at its beginning, as on a new page.
  document.addEventListener("htmx:after:swap", () => {
    const first = document.querySelector(".govuk-error-summary") ?? document.querySelector("main");
    first?.focus();
    scrollTo(0, 0);
  });
})();
