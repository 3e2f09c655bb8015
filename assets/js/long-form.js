// Saves a long form as it is typed, and says so. When the connection drops, the words stay on the page, and they are sent
// when it is back. Without this script the buttons do the same, when they are pressed.
(() => {
  "use strict";

  const form = document.querySelector("form.long");
  if (!form) return;

  const status = form.querySelector(".kept");
  const pause = 1000; // ms after the last key
  const slowest = 30_000;
  let timer;
  let saving; // a promise, while something is on its way
  let unsaved = false;
  let stopped = false; // only the whole page can help now
  let pressed; // the button that waits for the connection
  let again = 2000;

  const say = (words, { wrong = false, link } = {}) => {
    status.classList.toggle("late", wrong);
    status.textContent = words;
    if (link) {
      const way = document.createElement("a");
      way.href = link;
      way.textContent = words;
      status.replaceChildren(way);
    }
  };

  // The words alone: a photograph is sent with the form, once.
  const words = () => {
    const data = new FormData(form);
    for (const box of form.querySelectorAll("[type=file]")) data.delete(box.name);
    return data;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, again);
    again = Math.min(2 * again, slowest);
  };

  const ask = async () => {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: words(), headers, keepalive: document.hidden });
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (answer.ok) {
      form.action = told.action;
      say(told.said, { wrong: Boolean(told.halted), link: told.halted });
      again = 2000;
      return true;
    }
    unsaved = true;
    say(told.said ?? form.dataset.unsaved, { wrong: true, link: told.where });
    if (answer.status >= 500 || answer.status === 429) later();
    else stopped = true;
    return false;
  };

  const save = async () => {
    clearTimeout(timer);
    if (saving) await saving;
    if (stopped || !unsaved) return finish();
    unsaved = false;
    say(form.dataset.saving);
    saving = ask().catch(() => {
      unsaved = true;
      say(form.dataset.offline, { wrong: true });
      later();
      return false;
    });
    await saving;
    saving = undefined;
    if (!unsaved || stopped) finish();
  };

  // A button was pressed while words were on their way, or while offline.
  const finish = () => {
    if (!pressed) return;
    const button = pressed;
    pressed = undefined;
    form.dataset.going = "yes";
    form.requestSubmit(button);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || stopped) return;
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  });

  form.addEventListener("submit", (event) => {
    if (stopped || "going" in form.dataset) {
      unsaved = false; // it goes now, as any form
      return;
    }
    event.preventDefault();
    if (pressed) return; // twice
    pressed = event.submitter;
    unsaved = true; // saving first shows that there is a connection
    save();
  });

  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unsaved) save();
  });
  addEventListener("beforeunload", (event) => {
    // Whoever leaves in a hurry is not asked.
    if (unsaved && !document.documentElement.classList.contains("gone")) event.preventDefault();
  });
})();
