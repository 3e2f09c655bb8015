// Asks the device for a passkey, to sign in with or to add. Without this there is the password and its second proof.
(() => {
  "use strict";

  if (!self.PublicKeyCredential || !navigator.credentials) return;

  // What cannot be said in JSON is written as base64url.
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const opened = (question) => {
    question.challenge = bytes(question.challenge);
    if (question.user) question.user.id = bytes(question.user.id);
    for (const one of question.excludeCredentials ?? []) one.id = bytes(one.id);
    return { publicKey: question };
  };

  const closed = ({ id, rawId, type, response }) => {
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const said = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
    return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(said) });
  };

  const ask = async (form) => {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.dataset.ask, { method: "POST", body: new FormData(form), headers });
    if (answer.status === 422) return (await answer.json()).wrong;
    if (!answer.ok) return form.dataset.sorry;
    form.elements.credential.value = closed(
      await navigator.credentials[form.dataset.passkey](opened(await answer.json()))
    );
    form.submit(); // as any form: the server leads on
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    const wrong = form.querySelector("[data-wrong]");
    let busy = false;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      wrong.textContent = "";
      try {
        wrong.textContent = (await ask(form)) ?? "";
      } catch {
        wrong.textContent = form.dataset.sorry; // the device said no, or the browser is offline
      }
      busy = false;
    });
  }
})();
