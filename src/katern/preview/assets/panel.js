/* The preview's panel: opens and closes it, and renews the page when its file, a style or a picture of it changed. */
(function () {
  "use strict";
  const host = document.querySelector("katern-preview");
  if (!host) return;
  const root = host.shadowRoot || grow();
  const panel = root.querySelector("[data-panel]");
  const status = root.querySelector("[data-status]");
  const base = host.dataset.base;
  const state = { path: location.pathname, mark: host.dataset.mark, since: host.dataset.since };
  const KEPT = "katern-preview";
  let source = null;

  /* for a browser that makes no shadow root of a template */
  function grow() {
    const shadow = host.attachShadow({ mode: "open" });
    const template = host.querySelector("template");
    shadow.append(template.content);
    template.remove();
    return shadow;
  }

  const box = () => panel.querySelector("details");

  /* --- open and close */

  function open() {
    box().open = true;
    panel.querySelector("[data-content]").focus({ preventScroll: true });
  }

  function close() {
    const inside = root.activeElement !== null;
    box().open = false;
    if (inside) box().querySelector("summary").focus({ preventScroll: true });
  }

  function remember() {
    sessionStorage.setItem(KEPT, JSON.stringify({ open: box().open, urgent: urgent() }));
  }

  /* what is urgent opens the panel once; who closes it has read it */
  function urgent() {
    return box().hasAttribute("data-urgent") ? panel.querySelector("[data-content]").textContent : "";
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
    box().open = kept.open || (urgent() !== "" && urgent() !== kept.urgent);
    box().addEventListener("toggle", remember);
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyK") {
      event.preventDefault();
      if (box().open) close();
      else open();
    } else if (event.key === "Escape" && box().open && root.activeElement) {
      event.stopPropagation();
      close();
    }
  }, true);
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) close();
  });

  /* --- new findings */

  function show(html) {
    const before = panel.querySelector("[data-count]").textContent;
    const others = panel.querySelector("[data-others]");
    const kept = { others: others !== null && others.open, scroll: panel.querySelector("[data-content]").scrollTop };
    const focused = root.activeElement !== null;
    panel.innerHTML = html;
    restore();
    const now = panel.querySelector("[data-others]");
    if (now) now.open = kept.others;
    panel.querySelector("[data-content]").scrollTop = kept.scroll;
    if (focused) box().querySelector("summary").focus({ preventScroll: true });
    const count = panel.querySelector("[data-count]").textContent;
    if (count !== before) status.textContent = count;
  }

  /* --- a new page: the reader stays at the heading that was in view */

  function place() {
    const headings = [...document.querySelectorAll("h1[id], h2[id], h3[id], h4[id]")];
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
    return { path: location.pathname, y: scrollY, id: above ? above.id : "", top: above ? above.getBoundingClientRect().top : 0 };
  }

  function reload() {
    remember();
    sessionStorage.setItem(KEPT + "-place", JSON.stringify(place()));
    history.scrollRestoration = "manual";
    location.reload();
  }

  function back() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT + "-place") || "null");
    sessionStorage.removeItem(KEPT + "-place");
    if (!kept || kept.path !== location.pathname) return;
    const go = () => {
      const heading = kept.id && document.getElementById(kept.id);
      const y = heading && kept.y > 0 ? scrollY + heading.getBoundingClientRect().top - kept.top : kept.y;
      scrollTo({ top: y, behavior: "instant" });
    };
    hold(go);
  }

  /* a theme moves things about while it starts; the reader's own hand ends it */
  function hold(go) {
    const watch = new ResizeObserver(go);
    const end = () => {
      watch.disconnect();
      history.scrollRestoration = "auto";
    };
    for (const element of [document.body, ...document.body.querySelectorAll("main, article")]) watch.observe(element);
    for (const name of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(name, end, { once: true, passive: true });
    addEventListener("load", () => {
      go();
      requestAnimationFrame(() => requestAnimationFrame(go));
      setTimeout(end, 1000);
    });
  }

  /* --- files that the page uses */

  function fetched() {
    const names = performance.getEntriesByType("resource").map((entry) => entry.name);
    const elements = document.querySelectorAll("img[src], script[src], link[href], source[src], video[src], audio[src], iframe[src]");
    names.push(...[...elements].map((element) => element.currentSrc || element.src || element.href));
    return new Set(names.map((name) => new URL(name, document.baseURI)).filter((url) => url.origin === location.origin).map((url) => decodeURI(url.pathname)));
  }

  function files(paths) {
    const used = fetched();
    const changed = paths.map((path) => base + path).filter((path) => used.has(path));
    const styles = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    const plain = changed.every((path) => styles.some((link) => decodeURI(new URL(link.href).pathname) === path));
    if (!plain) reload();
    else for (const path of changed) restyle(styles.filter((link) => decodeURI(new URL(link.href).pathname) === path));
  }

  function restyle(links) {
    for (const link of links) {
      const fresh = link.cloneNode();
      const url = new URL(link.href);
      url.searchParams.set("katern", String(Date.now()));
      fresh.href = url.href;
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    }
  }

  /* --- the server tells */

  function listen() {
    if (source || document.hidden) return;
    const asked = new URLSearchParams(state);
    source = new EventSource(base + "_katern/changes?" + asked);
    source.addEventListener("open", () => {
      if (host.hasAttribute("data-away")) status.textContent = "";
      host.removeAttribute("data-away");
    });
    source.addEventListener("page", (event) => {
      const told = JSON.parse(event.data);
      if (state.mark && told.mark !== state.mark) reload();
      else Object.assign(state, told);
    });
    source.addEventListener("panel", (event) => show(JSON.parse(event.data)));
    source.addEventListener("files", (event) => files(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      host.setAttribute("data-away", "");
      status.textContent = host.dataset.lost;
    });
  }

  function leave() {
    if (source) source.close();
    source = null;
  }

  /* a theme that loads pages by itself changes the address and keeps this element */
  function moved() {
    if (location.pathname === state.path) return;
    Object.assign(state, { path: location.pathname, mark: "" });
    leave();
    listen();
  }

  /* --- light or dark as the page is, whatever theme it has */

  function scheme() {
    const grounds = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor.match(/[\d.]+/g) || []);
    const seen = grounds.map((colour) => colour.map(Number)).find((colour) => colour.length > 2 && colour[3] !== 0);
    if (!seen) host.removeAttribute("data-scheme");
    else host.dataset.scheme = 0.299 * seen[0] + 0.587 * seen[1] + 0.114 * seen[2] < 128 ? "dark" : "light";
  }

  scheme();
  new MutationObserver(scheme).observe(document.body, { attributes: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", scheme);
  restore();
  back();
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  addEventListener("popstate", moved);
  if (window.navigation) window.navigation.addEventListener("currententrychange", moved);
})();
