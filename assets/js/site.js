// The way out, and the few things that a page cannot do by itself. Everything here is also possible without it.
(() => {
  "use strict";

  const shiftWithin = 5000; // three presses, each at most this long after the one before
  let presses = 0;
  let alone = false; // nothing else has been pressed together with Shift
  let forget;

  const exit = () => document.querySelector(".exit");

  // worker.js opens pages again offline. Its address stands here: none on pages of somebody who is signed in,
  // and an empty one where the operator has turned it off.
  const { worker } = document.currentScript.dataset;
  const workers = navigator.serviceWorker;
  let hasLeft = false;

  const wipe = async () => {
    try {
      const registrations = await workers.getRegistrations();
      // A page of a first visit has no controller yet; the worker that keeps it is told all the same.
      for (const one of registrations)
        for (const each of [one.installing, one.waiting, one.active]) each?.postMessage("wipe");
      const names = await caches.keys();
      await Promise.all(names.map((name) => caches.delete(name)));
      await Promise.all(registrations.map((one) => one.unregister()));
    } catch {
      // A browser that keeps nothing has nothing to remove.
    }
  };

  if (worker === "") wipe();
  if (worker && workers) {
    // A page that was here before the worker is kept as soon as there is one.
    if (!workers.controller) workers.ready.then(({ active }) => hasLeft || active.postMessage("opened"));
    addEventListener("load", () => {
      if (!hasLeft) workers.register(worker, { updateViaCache: "none" }).catch(() => {});
    });
  }
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
    hasLeft = true;
    document.dispatchEvent(new Event("leaving"));
    blank(title, leaving);
    try {
      sessionStorage.clear();
      // stops.js: that somebody may be in danger is kept until the service knows it, and no word of it.
      const stops = localStorage.getItem("stops");
      localStorage.clear();
      if (stops) localStorage.setItem("stops", stops);
    } catch {
      // A browser that keeps no storage has none to clear.
    }
    // For the next page of this site, if /exit is not reached now: it then ends the session, and takes this away.
    const secure = location.protocol.endsWith("s:") ? "; Secure" : "";
    document.cookie = `left=1; path=/; max-age=86400; SameSite=Lax${secure}`;
    const wiped = wipe();
    // In place of this page, so that going back does not come here. /exit ends the session and leads on to `to`.
    if (navigator.onLine !== false) location.replace(way);
    // Offline the next page is there at once: what was kept goes first, but nobody waits long for it.
    else Promise.race([wiped, new Promise((done) => setTimeout(done, 500))]).then(() => location.replace(to));
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

  // Read aloud, where the device has a voice of the page's language. Voices may come later than the page does.
  const voices = self.speechSynthesis;
  const language = document.documentElement.lang;
  // A voice that is not on the device sends the words to whoever made it: never those of a person's own page.
  const voice = (button) => {
    const own = voices.getVoices().filter((one) => one.lang.replace("_", "-").split("-")[0] === language.split("-")[0]);
    return own.find((one) => one.localService) ?? ("own" in button.dataset ? undefined : own[0]);
  };
  const spoken = "h1, h2, h3, p, li, dt, dd, label, .folded summary, .govuk-hint";
  let speaking;

  const quiet = () => {
    voices?.cancel();
    if (speaking) speaking.lastElementChild.textContent = speaking.dataset.start;
    speaking = undefined;
  };

  // What a hard word means stands beside it, out of sight: it would break the sentence.
  const wordsOf = (part) => {
    const copy = part.cloneNode(true);
    for (const aside of copy.querySelectorAll("[popover]")) aside.remove();
    return copy.textContent.trim();
  };

  const speak = (button) => {
    const inside = "h1, h2, h3, p, li, label";
    const parts = [...document.querySelectorAll("main")].flatMap((main) => [...main.querySelectorAll(spoken)]).filter(
      (part) => !part.contains(button) && !part.closest("details:not([open], .part) > :not(summary), nav") && !part.querySelector(inside),
    );
    const chosen = voice(button);
    for (const part of parts) {
      // What stands in English is not read with the sounds of another language.
      const said = new SpeechSynthesisUtterance(wordsOf(part));
      said.lang = part.closest("[lang]").lang;
      if (said.lang === language) said.voice = chosen;
      if (part === parts.at(-1)) said.onend = quiet;
      voices.speak(said);
    }
    speaking = button;
    button.dataset.start = button.lastElementChild.textContent;
    button.lastElementChild.textContent = button.dataset.stop;
  };

  const offerToListen = () => {
    const button = document.querySelector("[data-listen]");
    if (button && voices) button.hidden = !voice(button);
  };

  offerToListen();
  voices?.addEventListener?.("voiceschanged", offerToListen);
  addEventListener("pagehide", quiet);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-listen]");
    if (!button) return;
    const start = speaking !== button;
    quiet();
    if (start) speak(button);
  });

  // A hard word opens its meaning over the page, and a tap elsewhere closes it. Where this does not work, the meaning is
  // the target of the link, and going back closes it.
  document.addEventListener("click", (event) => {
    const meaning = document.getElementById(event.target.closest?.("dfn a")?.hash.slice(1));
    if (!meaning?.showPopover) return;
    event.preventDefault();
    meaning.showPopover();
  });

  // A link that leads to a closed section, or into one, opens it. Also the link that was followed before.
  const openSection = (hash) => {
    const target = document.getElementById(hash.slice(1));
    let section = target?.closest("details:not([open])");
    if (!section) return;
    for (; section; section = section.parentElement.closest("details")) section.open = true;
    target.scrollIntoView();
  };
  openSection(location.hash);
  addEventListener("hashchange", () => openSection(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a[href*='#']");
    if (link?.pathname === location.pathname && !link.closest("dfn")) openSection(link.hash);
  });

  // Going to another language keeps what is typed and not sent yet. Nothing of it is stored: this page stays, its words in
  // memory, and becomes the one in the other language. Back then leads to where the reader was before both.
  const typedHere = () =>
    [...document.querySelectorAll("main :is(input, textarea, select)")]
      .filter((field) => field.name && !["hidden", "submit", "password", "file"].includes(field.type))
      .map(({ name, type, value, checked }) => ({ name, value, checked, isChoice: ["radio", "checkbox"].includes(type) }));

  const putBack = (typed) => {
    for (const { name, value, checked, isChoice } of typed) {
      for (const field of document.querySelectorAll(`main [name="${CSS.escape(name)}"]`)) {
        if (!isChoice) field.value = value || field.value;
        else if (field.value === value) field.checked = checked;
      }
    }
  };

  // What was found for the words, and whom to ring, stands under them in the other language, too.
  const searchAgain = () =>
    document.querySelector("main [type=search]")?.dispatchEvent(new Event("input", { bubbles: true }));

  const become = async (address, isWanted) => {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const html = await answer.text();
    if (!isWanted()) return;
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const typed = typedHere(); // also what was typed while the other page was on its way
    windows?.close();
    history.replaceState(null, "", address);
    document.open(); // takes away what listens here: the scripts of the other page begin anew
    document.addEventListener("DOMContentLoaded", () => putBack(typed));
    addEventListener("load", () => setTimeout(searchAgain)); // once htmx listens
    document.write(html);
    document.close();
    scrollTo(0, 0);
  };

  let chosen; // the language that was pressed last

  document.querySelector(".languages")?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The middle of the page may have been exchanged since: the link leads to where the reader is now.
    link.pathname = location.pathname.replace(/^\/[^/]+/, `/${link.lang}`);
    if (!typedHere().some(({ value, checked, isChoice }) => (isChoice ? checked : value))) return;
    event.preventDefault();
    chosen = event;
    // Whoever has pressed the exit meanwhile is on their way out: the other page would call them back.
    const isWanted = () => chosen === event && !hasLeft;
    become(link.href, isWanted).catch((error) => {
      if (!isWanted()) return;
      // Without a connection the words stay where they are; the other page would have none of them.
      if (error instanceof TypeError && document.querySelector("[data-unsent]")) showUnsent(true);
      else location.assign(link.href);
    });
  });

  // Going back to a search must not show what was looked for: a browser keeps what a page was posted with.
  if (location.pathname.endsWith("/search")) addEventListener("load", () => history.replaceState(null, "", location.pathname));

  // Offline a form is not sent into nothing: it stays as it is, and says whom to ring.
  const showUnsent = (shown) => {
    for (const box of document.querySelectorAll("[data-unsent]")) box.hidden = !shown;
    document.querySelector("[data-unsent]:not([hidden])")?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine !== false || !document.querySelector("[data-unsent]")) return;
      event.preventDefault();
      event.stopPropagation();
      showUnsent(true);
    },
    true,
  );
  // A list that asks by itself how things are sends nothing that anybody typed, and moves nobody.
  const asksByItself = (event) => event.detail?.ctx?.sourceElement?.hasAttribute("data-refreshes");
  document.addEventListener("htmx:error", (event) => {
    if (!asksByItself(event)) showUnsent(true);
  });
  document.addEventListener("htmx:after:request", () => showUnsent(false));
  addEventListener("online", () => showUnsent(false));

  // After htmx has exchanged the middle of the page, the reader stands at its beginning, as on a new page.
  // Where only a part was exchanged, as under a search, they stay where they are.
  document.addEventListener("htmx:after:swap", (event) => {
    if (document.activeElement?.type === "search" || asksByItself(event)) return;
    quiet();
    offerToListen();
    const first = document.querySelector(".govuk-error-summary") ?? document.querySelector("main");
    first?.focus();
    scrollTo(0, 0);
  });
})();
