// Saves a long form as it is typed, and says so. When the connection drops, the words stay on the page and are saved when
// it is back; they are sent only by another press. Without this script the buttons do the same, when they are pressed.
//
// The red button comes before everything: whom to ring is shown at once, from what is already in the page, whatever else
// is on its way, and that it was pressed is told to the service as soon as there is a connection.
(() => {
  "use strict";

  const form = document.querySelector("form.long");
  if (!form) return;

  const status = form.querySelector(".kept");
  const said = form.dataset; // the sentences of this script
  const pause = 1000; // ms after the last key
  const slowest = 30_000;
  const patience = 30_000; // ms, after which a connection that says nothing is none
  let timer;
  let saving; // a promise, while something is on its way
  let unsaved = false;
  let stopped = false; // only the whole page can help now
  let pressed; // the button that waits for the words to be saved
  let notSent = false; // a button was pressed in vain
  let again = 2000;

  const say = (words, { wrong = false, link, elsewhere = false } = {}) => {
    status.classList.toggle("late", wrong);
    status.textContent = words;
    if (link) {
      const way = document.createElement("a");
      way.href = link;
      if (elsewhere) way.target = "_blank";
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

  const post = async (data) => {
    const control = new AbortController();
    const givenUp = setTimeout(() => control.abort(), patience);
    try {
      const headers = { Accept: "application/json" };
      const keepalive = document.hidden;
      const answer = await fetch(form.action, { method: "POST", body: data, headers, keepalive, signal: control.signal });
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (told.action) form.action = told.action;
      return { answer, told };
    } finally {
      clearTimeout(givenUp);
    }
  };

  // Somebody may have signed out, and in again, in another window: this page then has a token that is no longer good.
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("form.long")?.elements;
    if (!there) return answer.ok ? "signed out" : "away";
    if (there._whose.value !== form.elements._whose.value) return "somebody else";
    const isNew = there.csrf_token.value !== form.elements.csrf_token.value;
    form.elements.csrf_token.value = there.csrf_token.value;
    return isNew ? "renewed" : "away";
  };

  const ask = async () => {
    const { answer, told } = await post(words());
    if (answer.ok) {
      const missing = notSent ? ` ${said.pressAgain}` : "";
      say(told.said + missing, { wrong: Boolean(told.halted) || notSent, link: told.halted });
      again = 2000;
      return true;
    }
    if (told.where) {
      // Signed out, and the words are saved all the same.
      say(told.said, { wrong: true, link: told.where });
      return false;
    }
    unsaved = true;
    if (answer.status === 409 || answer.status === 413) {
      say(told.said ?? said.unsaved, { wrong: true });
      stopped = answer.status === 409;
      return false;
    }
    const found = answer.status >= 500 || answer.status === 429 ? "away" : await renew();
    if (found === "renewed") {
      unsaved = false;
      return ask();
    }
    if (found === "somebody else") {
      say(said.somebodyElse, { wrong: true });
      stopped = true;
      return false;
    }
    if (found === "signed out") say(said.signedOut, { wrong: true, link: said.signIn, elsewhere: true });
    else say(said.unsaved, { wrong: true });
    later();
    return false;
  };

  const save = async () => {
    clearTimeout(timer);
    if (saving) await saving;
    if (stopped || !unsaved) return finish(!unsaved);
    unsaved = false;
    say(said.saving);
    saving = ask().catch(() => {
      unsaved = true;
      say(pressed || notSent ? said.notSent : said.offline, { wrong: true });
      later();
      return false;
    });
    const isSaved = await saving;
    saving = undefined;
    return finish(isSaved);
  };

  // While a form is sent, nothing can be typed that would not be in it.
  const hold = (isHeld) => {
    for (const group of form.querySelectorAll(".govuk-form-group")) group.inert = isHeld;
  };

  // A button was pressed while words were on their way. It counts if they are saved now, and otherwise not at all.
  const finish = async (isSaved) => {
    if (!pressed) return;
    if (!isSaved && !stopped) {
      pressed = undefined;
      notSent = true;
      hold(false);
      return;
    }
    await smaller;
    const button = pressed;
    pressed = undefined;
    if (!button) return; // the red button came meanwhile
    said.going = "yes";
    form.requestSubmit(button);
  };

  // ---- Photographs ----
  // One that is larger than we take is drawn smaller here, upright. What this browser cannot make smaller stays as it
  // is, and the page says what to do.

  const photos = form.querySelector("[type=file]");
  let smaller; // a promise, while photographs are made smaller

  const lessOf = async (photo, most) => {
    const picture = await createImageBitmap(photo); // turned as the camera was held
    const page = document.createElement("canvas");
    for (const side of [4000, 3000, 2000]) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      page.width = Math.round(picture.width * scale);
      page.height = Math.round(picture.height * scale);
      const on = page.getContext("2d");
      on.fillStyle = "white";
      on.fillRect(0, 0, page.width, page.height);
      on.drawImage(picture, 0, 0, page.width, page.height);
      const less = await new Promise((done) => page.toBlob(done, "image/jpeg", 0.85));
      if (less?.type === "image/jpeg" && less.size < most) {
        return new File([less], photo.name.replace(/(\.[^.]*)?$/, ".jpg"), { type: less.type });
      }
    }
    return photo;
  };

  const makeSmaller = async () => {
    const most = Number(photos.dataset.most);
    const chosen = new DataTransfer();
    const tooBig = [];
    for (const file of photos.files) {
      const isLarge = file.size > most;
      const kept = isLarge && file.type.startsWith("image/") ? await lessOf(file, most).catch(() => file) : file;
      if (kept.size > most) tooBig.push(kept.name);
      chosen.items.add(kept);
    }
    photos.files = chosen.files;
    const line = form.querySelector(".too-big");
    line.textContent = tooBig.length ? `${tooBig.join(", ")}: ${line.dataset.said}` : "";
  };

  photos?.addEventListener("change", () => {
    smaller = makeSmaller().catch(() => {}); // the service says what is too large, in any browser
  });

  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || stopped) return;
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "stop") {
      event.preventDefault();
      stop();
      return;
    }
    if (stopped || "going" in said) {
      unsaved = false; // it goes now, as any form
      return;
    }
    event.preventDefault();
    if (pressed) return; // twice
    pressed = event.submitter;
    notSent = false;
    unsaved = true; // saving first shows that there is a connection
    hold(true);
    save();
  });

  // ---- The red button ----
  // stops.js tells it, beside whatever is being saved: no word has to arrive before it does.

  const box = document.querySelector(".stop-box");
  let untold; // the last press, until the service knows

  const stop = () => {
    box.showModal();
    if ("going" in said) self.stop(); // the form that is on its way
    if (pressed || "going" in said) notSent = true;
    pressed = undefined;
    delete said.going;
    hold(false);
    box.querySelector("[role=status]").textContent = box.dataset.telling;
    const { _whose, _version } = form.elements;
    untold = self.stops.press(form.action, _whose.value, _version.value);
    if (unsaved || notSent) {
      unsaved = true;
      save();
    }
  };

  document.addEventListener("stop", ({ detail }) => {
    if (!box || detail.id !== untold) return;
    box.querySelector("[role=status]").textContent = detail.told?.said ?? detail.words;
    if (!detail.told) return;
    untold = undefined;
    for (const way of box.querySelectorAll("[data-then]")) way.hidden = false;
  });

  box?.querySelector("button").addEventListener("click", () => box.close());

  addEventListener("online", () => {
    save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && unsaved) save();
  });
  addEventListener("beforeunload", (event) => {
    // Whoever leaves in a hurry is not asked.
    if ((unsaved || untold) && !document.documentElement.classList.contains("gone")) event.preventDefault();
  });
})();
