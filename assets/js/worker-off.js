// In place of worker.js where the operator has turned it off: takes its place, removes what it kept, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const go = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(go());
});
