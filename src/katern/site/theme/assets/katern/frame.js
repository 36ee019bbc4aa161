/* What a page needs of the theme's own script, which is ten times as heavy: colours, contents, details, tables. */
(function () {
  "use strict";

  /* The colours that readers choose; as long as they chose none, those of their system. */
  const schemes = document.querySelector('form[data-md-component="palette"]');
  if (schemes && window.katernScheme) {
    let chosen = null;
    try {
      chosen = __md_get("__palette");
    } catch (error) {
      /* a browser that keeps nothing */
    }
    schemes.addEventListener("change", (event) => {
      chosen = window.katernScheme(Array.from(schemes.querySelectorAll("input")).indexOf(event.target));
      __md_set("__palette", chosen);
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => window.katernScheme(chosen?.index));
  }

  /* Where readers are in the list of contents. */
  const lines = Array.from(document.querySelectorAll('[data-md-component="toc"] a[href^="#"]'), (link) => [
    link,
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  ]).filter(([, heading]) => heading);
  let waiting = false;
  function follow() {
    waiting = false;
    const passed = lines.filter(([, heading]) => heading.getBoundingClientRect().top < window.innerHeight / 4);
    for (const [link] of lines) link.classList.remove("md-nav__link--active");
    passed.at(-1)?.[0].classList.add("md-nav__link--active");
  }
  if (lines.length) {
    window.addEventListener("scroll", () => {
      if (!waiting) window.requestAnimationFrame(follow);
      waiting = true;
    }, { passive: true });
    follow();
  }

  /* What is folded opens for who is led into it, and on paper. */
  function unfold() {
    const place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const folded = place?.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    place.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("article details:not([open])"));
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  /* A wide table moves within a frame of its own, and who has no mouse moves it, or wide code, by keyboard. */
  for (const table of document.querySelectorAll("article table:not([class])")) {
    const [frame, inner] = ["md-typeset__scrollwrap", "md-typeset__table"].map((name) => {
      const made = document.createElement("div");
      made.className = name;
      return made;
    });
    table.before(frame);
    frame.append(inner);
    inner.append(table);
  }
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const one of document.querySelectorAll("article pre > code")) wide.observe(one);
})();
