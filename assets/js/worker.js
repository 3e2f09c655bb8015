// The service worker: public pages that somebody opened open again offline. docs/decisions/0024-offline.md.
// What it keeps is the same for everyone, and is wiped by the exit. An answer is kept only where somebody pressed the
// button for it (keep.js). The site puts one line before this, `const site = {…}`: kentcare/web/worker.py.
(() => {
  "use strict";

  const { exit, wipes, kept, offline, tags, days, words } = site;
  // Pages that were opened; what pages need, and whom to ring in each language; the one answer.
  const [pages, support, answer] = ["pages", "support", "answer"];
  const mostPages = 40;
  const oneDay = 24 * 60 * 60 * 1000;
  const patience = 4000; // milliseconds to wait for the network before a copy is shown
  const when = "X-Kept"; // the header of a copy that says when it was made

  let gone = false;
  let last = Promise.resolve();
  // One writing after the other, and none once somebody has left: so nothing comes back after a wipe.
  const inTurn = (write) => (last = last.then(() => (gone ? undefined : write())).catch(() => {}));

  const wipe = () => {
    gone = true;
    last = last.then(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await registration.unregister();
    });
    return last;
  };

  const languageOf = (address) => new URL(address, location).pathname.split("/")[1];
  const filesOf = (html) => new Set(html.match(/\/static\/[^"]+/g));
  const isOld = (copy, most = days) => Date.now() - copy.headers.get(when) > most * oneDay;
  const anonymously = { credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };

  // The site says so of pages that are the same for everyone, and only of them: kentcare/web/headers.py.
  const isPublic = (response) =>
    response.ok &&
    !response.redirected &&
    response.headers.get("Cache-Control") === "no-cache" &&
    response.headers.get("Content-Type")?.startsWith("text/html");

  // What comes from the network is fetched before its turn: no wipe waits for a connection.
  const keep = async (name, address, html, headers) => {
    const there = await caches.open(support);
    const lacking = [];
    for (const file of filesOf(html)) if (!(await there.match(file))) lacking.push([file, await fetch(file)]);
    if (lacking.some(([, response]) => !response.ok)) return;
    const dated = new Headers(headers);
    for (const packing of ["Content-Encoding", "Content-Length"]) dated.delete(packing);
    dated.set(when, Date.now());
    await inTurn(async () => {
      const files = await caches.open(support);
      for (const [file, response] of lacking) await files.put(file, response);
      if (name === answer) await caches.delete(answer);
      await (await caches.open(name)).put(address, new Response(html, { headers: dated }));
      await tidy();
    });
  };

  const keepPage = async (address, response) => {
    if (isPublic(response) && !address.endsWith(kept)) await keep(pages, address, await response.text(), response.headers);
    await keepHelp(languageOf(address));
  };

  // Whom to ring, in a language that somebody reads: made anew each day, because a number may change.
  const keepHelp = async (language) => {
    if (!tags.includes(language)) return;
    const address = `/${language}${offline}`;
    const copy = await caches.match(address);
    if (copy && !isOld(copy, 1)) return;
    const response = await fetch(address, anonymously);
    if (isPublic(response)) await keep(support, address, await response.text(), response.headers);
  };

  const tidy = async () => {
    for (const name of [pages, answer]) {
      if (!(await caches.has(name))) continue;
      const cache = await caches.open(name);
      const addresses = await cache.keys(); // the oldest first
      for (const [index, one] of addresses.entries()) {
        if (index < addresses.length - mostPages || isOld(await cache.match(one))) await cache.delete(one);
      }
      if (!(await cache.keys()).length) await caches.delete(name);
    }
  };

  // After a new version of the site: the files that no copy names any more.
  const dropFiles = async () => {
    const used = new Set();
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const one of await cache.keys()) {
        const copy = await cache.match(one);
        if (copy.headers.has(when)) for (const file of filesOf(await copy.text())) used.add(file);
      }
    }
    const cache = await caches.open(support);
    for (const one of await cache.keys()) {
      const { pathname } = new URL(one.url);
      if (pathname.startsWith("/static/") && !used.has(pathname)) await cache.delete(one);
    }
  };

  // A copy says that it is one, and of which day.
  const dated = async (copy, which) => {
    const html = await copy.text();
    const { told, date, months } = words[/<html lang="([^"]+)/.exec(html)[1]] ?? Object.values(words)[0];
    const made = new Date(Number(copy.headers.get(when)));
    const parts = { day: made.getDate(), month: months[made.getMonth()], year: made.getFullYear() };
    const day = date.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    const notice = `<p class="told" role="status">${told[which].replace("{date}", day)}</p>`;
    return new Response(html.replace(/<main [^>]*>/, (main) => main + notice), { headers: copy.headers });
  };

  const only = async (name) => {
    const cache = (await caches.has(name)) && (await caches.open(name));
    const [first] = cache ? await cache.keys() : [];
    const copy = first && (await cache.match(first));
    return copy && !isOld(copy) ? copy : undefined;
  };

  const help = async (address) => {
    const cache = await caches.open(support);
    for (const tag of [languageOf(address), ...tags]) {
      const copy = await cache.match(`/${tag}${offline}`);
      if (copy) return copy;
    }
    return Response.error();
  };

  const page = async (event, address) => {
    const { request } = event;
    const own = address.endsWith(kept) && (await only(answer));
    if (own) return dated(own, answer);

    const fresh = fetch(request).then((response) => {
      if (isPublic(response)) event.waitUntil(keepPage(address, response.clone()).catch(() => {}));
      else if (request.referrer.startsWith(location.origin) && languageOf(request.referrer) !== languageOf(address)) {
        // The first page in a language that somebody chose comes with a cookie. It is kept as it is without one.
        event.waitUntil(visit(request.url));
      }
      return response;
    });
    event.waitUntil(fresh.catch(() => {}));

    const found = (await caches.has(pages)) && (await (await caches.open(pages)).match(address));
    const copy = found && !isOld(found) ? found : undefined;
    const late = () => new Promise((_, refuse) => setTimeout(refuse, patience));
    try {
      const response = await (copy ? Promise.race([fresh, late()]) : fresh);
      return copy && response.status >= 500 ? dated(copy, pages) : response;
    } catch {
      return copy ? dated(copy, pages) : help(address);
    }
  };

  // Keeps a page as it is for everyone: nobody's cookie goes with the request.
  const visit = async (url) => {
    const { origin, pathname } = new URL(url);
    if (origin !== location.origin) return;
    await keepHelp(languageOf(url)).catch(() => {});
    await fetch(url, anonymously).then((response) => keepPage(pathname, response)).catch(() => {});
  };

  addEventListener("install", () => skipWaiting());

  addEventListener("activate", (event) => {
    const begin = async () => {
      await clients.claim();
      await inTurn(dropFiles);
    };
    event.waitUntil(begin());
  });

  addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (origin !== location.origin) return;
    const isLeaving = request.mode === "navigate" && pathname === exit;
    if (isLeaving || (request.method === "POST" && wipes.some((one) => pathname.endsWith(one)))) {
      // The browser asks for it by itself: what the site answers ends the cookies.
      event.waitUntil(wipe());
    } else if (request.method === "GET" && pathname.startsWith("/static/")) {
      event.respondWith(caches.match(request).then((copy) => copy ?? fetch(request)));
    } else if (request.method === "GET" && request.mode === "navigate" && !search) {
      event.respondWith(page(event, pathname));
    }
  });

  addEventListener("message", (event) => {
    if (event.data === "wipe") event.waitUntil(wipe());
    else if (event.data === "opened") event.waitUntil(visit(event.source.url));
    else if (event.data?.answer) {
      const { answer: html, address } = event.data;
      const put = async () => {
        // The headers of a page of this site, for the policy among them; nobody's answer is asked for again.
        const { headers } = await fetch(address, anonymously);
        await keep(answer, address, html, headers);
        event.source.postMessage("kept");
      };
      event.waitUntil(put());
    }
  });
})();
