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
    if (!bar.isConnected) return; // the page has become the one in another language, which asks for itself
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
})();
