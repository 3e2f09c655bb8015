// Before a session ends for want of use, the page asks if somebody is still there. When it has ended, nothing of the
// page is left to be read. Without this the session ends all the same; the next page then asks to sign in.
(() => {
  "use strict";

  const bar = document.querySelector(".bar");
  const box = bar?.querySelector(".still-there");
  if (!box?.showModal) return;

  const warnBefore = 120; // seconds
  let waiting;

  const wait = (left) => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 1000 * Math.max(1, left > warnBefore ? left - warnBefore : left));
  };

  // Another window may have been used meanwhile: only the server knows how long there is.
  const look = async () => {
    let left = 0;
    try {
      const answer = await fetch(bar.dataset.ask, { headers: { Accept: "application/json" } });
      left = (await answer.json()).left;
    } catch {
      wait(15); // offline: ask again soon
      return;
    }
    if (left <= 0) {
      location.reload(); // leads to where one signs in
      return;
    }
    if (left > warnBefore) {
      if (box.open) box.close();
    } else if (!box.open) box.showModal();
    wait(Math.min(left, left > warnBefore ? left : 15));
  };

  box.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    box.close();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      wait((await answer.json()).left);
    } catch {
      wait(15);
    }
  });

  wait(Number(bar.dataset.left));

  // The red button of a form was pressed without a connection, and its page was closed before the service could be told.
  // long-form.js wrote down that it was pressed, when and by whom, but no word of the form.
  const tellStops = async () => {
    for (const [form, stop] of Object.entries(JSON.parse(localStorage.getItem("stops")) ?? {})) {
      const data = new FormData(box.querySelector("form"));
      const waited = Math.max(0, Math.round((Date.now() - stop.at) / 1000));
      const told = { _do: "stop", _whose: stop.whose, _version: stop.version, _waited: waited };
      for (const [name, value] of Object.entries(told)) data.set(name, value);
      const headers = { Accept: "application/json" };
      const answer = await fetch(stop.to, { method: "POST", body: data, headers, keepalive: true });
      if (!(await answer.json()).noted) continue; // somebody else is signed in
      const { [form]: _, ...others } = JSON.parse(localStorage.getItem("stops")) ?? {};
      localStorage.setItem("stops", JSON.stringify(others));
    }
  };
  const tryToTell = () => tellStops().catch(() => {}); // offline still
  // Signing out and the exit leave nothing in the browser: what is not told yet goes first.
  bar.querySelector("form").addEventListener("submit", async (event) => {
    if ("told" in event.target.dataset || !localStorage.getItem("stops")) return;
    event.preventDefault();
    await tryToTell();
    event.target.dataset.told = "yes";
    event.target.requestSubmit();
  });
  document.addEventListener("click", (event) => event.target.closest?.("[data-exit]") && tryToTell(), true);
  tryToTell();
  addEventListener("online", tryToTell);
})();
