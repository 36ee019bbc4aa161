/* An address that leads on: to another version or page, with the question and the fragment that the reader came with.
   Where a name leads is said by pages.json, one file for all addresses, so that they all change at the same moment; what
   the page itself says is for browsers that cannot ask. */
(async function () {
  "use strict";
  const script = document.currentScript;
  const here = window.location;
  const root = new URL(".", script.src);
  let to = new URL(script.dataset.to, here.href).href;
  try {
    const answer = await fetch(new URL("pages.json", root), { cache: "no-cache", signal: AbortSignal.timeout(4000) });
    if (answer.ok) to = led(await answer.json()) || to;
  } catch (error) {
    /* read from disk, or without a network */
  }
  here.replace(to + here.search + here.hash);

  /* Where this address leads now; nothing where the page itself knows best. */
  function led(map) {
    const versions = map.versions || [];
    const path = here.pathname.startsWith(root.pathname) ? here.pathname.slice(root.pathname.length) : "";
    const cut = path.indexOf("/");
    const first = cut < 0 ? "" : path.slice(0, cut);
    let page = (cut < 0 ? path : path.slice(cut + 1)).replace(/index\.html$/, "");
    if (!versions.length || versions.some((row) => row.version === first)) return "";
    const called = versions.find((row) => row.aliases.includes(first));
    const version = first ? called && called.version : map.current;
    if (!version) return new URL("404.html", root).href; /* the name is no more */
    if (version === map.current && !map.pages.includes(page)) {
      let now = page;
      for (const [, from, moved] of map.moves) if (from === now) now = moved;
      if (map.pages.includes(now)) page = now;
    }
    return new URL(version + "/" + page, root).href;
  }
})();
