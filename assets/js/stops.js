// Tells the service that the red button of a form was pressed: at once, when the phone is back online, or from a page
// that its Host opens later. Until then this browser keeps when it was pressed and at which form, and no word of it.
// docs/decisions/0031-untold-stops.md.
//
// long-form.js says `stops.press(…)`, and hears what became of it by the event "stop".
(() => {
  "use strict";

  const bar = document.querySelector(".stop-bar");
  if (!bar) return;

  const said = bar.dataset; // the sentences of this script
  const line = bar.querySelector("[role=status]");
  const kept = "stops"; // and so the cookie
  const patience = 30_000; // ms, after which a connection that says nothing is none
  const slowest = 30_000;
  const beforeSignOut = 5_000; // so long signing out waits for a slow connection
  let here = {}; // where a browser keeps no storage: what was pressed on this page
  // What was pressed on this page and not answered here: another window may have told it. To ask again is harmless.
  const unanswered = {};
  const onTheWay = new Set();
  let again = 2000;
  let timer;

  const all = () => {
    try {
      return JSON.parse(localStorage.getItem(kept)) ?? {};
    } catch {
      return here;
    }
  };

  // The cookie asks the site not to let the browser clear its storage: kentcare/web/site_data.py.
  const keep = (stops) => {
    here = stops;
    const isEmpty = !Object.keys(stops).length;
    try {
      if (isEmpty) localStorage.removeItem(kept);
      else localStorage.setItem(kept, JSON.stringify(stops));
    } catch {
      // It is told from this page alone.
    }
    const secure = location.protocol.endsWith("s:") ? "; Secure" : "";
    document.cookie = `${kept}=1; path=/; max-age=${isEmpty ? 0 : 31_536_000}; SameSite=Lax${secure}`;
  };

  const own = () => Object.entries({ ...unanswered, ...all() }).filter(([, stop]) => stop.whose === said.whose);

  const drop = (id) => {
    delete unanswered[id];
    const { [id]: _, ...others } = all();
    keep(others);
  };

  const get = async (address, rest) => {
    const control = new AbortController();
    const givenUp = setTimeout(() => control.abort(), patience);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(address, { headers, signal: control.signal, ...rest });
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { status: answer.status, told: isJson ? await answer.json() : {} };
    } finally {
      clearTimeout(givenUp);
    }
  };

  const why = async (status) => {
    const { left, whose } = (await get(said.ask)).told;
    if (left === undefined) return "away";
    if (!left) return "signedOut";
    if (whose !== said.whose) return "somebodyElse";
    return status < 500 && status !== 429 ? "gone" : "away";
  };

  const tellOne = async ([id, stop]) => {
    const body = new FormData();
    const waited = Math.max(0, Math.round((Date.now() - stop.at) / 1000));
    const fields = { _do: "stop", _press: id, _whose: stop.whose, _version: stop.version, _waited: waited };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    try {
      const { status, told } = await get(stop.to, { method: "POST", body, keepalive: true });
      if (!told.noted) return { found: await why(status) };
      drop(id);
      return { found: "told", told };
    } catch {
      return { found: "offline" }; // or too slow to wait for
    }
  };

  const show = (id, { found, told }) => {
    const words = document.createElement("p");
    words.textContent = told ? told.said : said[found];
    const box = document.createElement("div");
    box.className = "told";
    if (found !== "told") box.dataset.untold = "";
    box.append(words);
    if (found !== "told") box.append(bar.querySelector("template").content.cloneNode(true));
    const done = box.querySelector("[data-done]");
    if (found !== "gone") done?.remove();
    else {
      done.addEventListener("click", () => {
        drop(id);
        box.remove();
      });
    }
    if (found === "told") line.append(box);
    else line.prepend(box);
  };

  const tell = async () => {
    clearTimeout(timer);
    const stops = own().filter(([id]) => !onTheWay.has(id));
    for (const [id] of stops) onTheWay.add(id);
    const answers = await Promise.all(stops.map(tellOne));
    for (const [id] of stops) onTheWay.delete(id);
    // What was told before stays to be read; what was not is said once, however often it is tried.
    for (const old of line.querySelectorAll("[data-untold]")) old.remove();
    const shown = new Set();
    for (const [index, answer] of answers.entries()) {
      const words = answer.told?.said ?? said[answer.found];
      if (!shown.has(words)) show(stops[index][0], answer);
      shown.add(words);
      document.dispatchEvent(new CustomEvent("stop", { detail: { id: stops[index][0], words: said[answer.found], ...answer } }));
    }
    if (answers.some(({ found }) => !["told", "gone"].includes(found))) {
      timer = setTimeout(tell, again);
      again = Math.min(2 * again, slowest);
    }
  };

  // Returns the id of the press.
  const press = (to, whose, version) => {
    const id = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
    unanswered[id] = { to, whose, version, at: Date.now() };
    keep({ ...all(), [id]: unanswered[id] });
    tell();
    return id;
  };

  self.stops = { press, tell };

  // The exit waits for nothing: what is not told yet goes on its way, and stays in the browser unless it is.
  document.addEventListener("leaving", () => own().map(tellOne));
  // Signing out waits a little, and then leaves in the browser what is not told.
  const signOut = document.querySelector(".bar form[action$='/sign-out']");
  signOut?.addEventListener("submit", async (event) => {
    if ("told" in signOut.dataset || !own().length) return;
    event.preventDefault();
    await Promise.race([Promise.all(own().map(tellOne)), new Promise((done) => setTimeout(done, beforeSignOut))]);
    signOut.dataset.told = "yes";
    signOut.requestSubmit();
  });
  addEventListener("online", tell);
  tell();
})();
