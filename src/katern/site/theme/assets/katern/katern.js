/* Katern in the browser: the reference at a citation, what was read, copying a record.
   Everything is readable without this script. */
(function () {
  "use strict";

  const here = document.currentScript.src;

  /* The full reference at a citation: on hover, focus and tap; Escape closes it. It stands right behind its link, so
     that the keyboard reaches the links in it. */
  let open = null;
  let timer = 0;

  function show(link) {
    window.clearTimeout(timer);
    if (open && open.link === link) return;
    hide();
    const entry = document.getElementById("text-" + decodeURIComponent(link.hash.slice(5)));
    if (!entry) return;
    const card = document.createElement("span");
    card.className = "citation__card";
    const whole = entry.parentElement;
    const title = document.createElement("strong");
    title.className = "citation__title";
    title.textContent = whole.dataset.title;
    if (whole.dataset.language) title.lang = whole.dataset.language;
    const reference = document.createElement("span");
    reference.innerHTML = entry.innerHTML;
    card.append(title, " ", reference);
    const seen = whole.querySelector(".source__seen");
    if (seen) card.append(" ", seen.cloneNode(true));
    const about = whole.querySelector(".source__about");
    if (about) {
      const more = about.cloneNode(true);
      more.className = "citation__more";
      card.append(" ", more);
    }
    link.after(card);
    open = { link, card };
    place(link, card);
  }

  function place(link, card) {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    // of the card itself: the cell of a table is no frame for what is placed
    const frame = card.offsetParent || document.body;
    const around = frame.getBoundingClientRect();
    const width = Math.min(420, document.documentElement.clientWidth - 24);
    card.style.width = width + "px";
    const left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12));
    card.style.left = left - around.left + "px";
    const below = box.bottom + card.offsetHeight + 12 < window.innerHeight;
    card.style.top = (below ? box.bottom + 4 : box.top - card.offsetHeight - 4) - around.top + "px";
  }

  function hide() {
    if (!open) return;
    open.card.remove();
    open = null;
  }

  function linkOf(target) {
    return target instanceof Element ? target.closest(".citation__link") : null;
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link) show(link);
    else if (open && open.card.contains(event.target)) window.clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !open) return;
    if (event.target === open.link || open.link.contains(event.target) || open.card.contains(event.target)) {
      timer = window.setTimeout(hide, 250);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link) show(link);
    else if (open && !open.card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      const { link, card } = open;
      if (card.contains(document.activeElement)) link.focus({ preventScroll: true });
      hide();
      event.stopPropagation();
    }
  });
  let touched = null;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch" ? linkOf(event.target) : null;
    if (open && !linkOf(event.target) && !open.card.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (link && touched === link) {
      event.preventDefault();
      show(link);
    } else if (link) {
      hide();
    }
    touched = null;
  });

  /* The labels of the theme's own switches become buttons, which a keyboard reaches and a screen reader names. */
  function buttonFor(label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.append(...Array.from(label.childNodes, (node) => node.cloneNode(true)));
    label.before(button);
    label.classList.add("is-replaced");
    return button;
  }

  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector('header label[for="__drawer"]');
  const sidebar = document.querySelector(".md-sidebar--primary");
  if (drawer && opener && sidebar) {
    const button = buttonFor(opener);
    button.classList.add("drawer-open");
    const narrow = window.matchMedia("(max-width: 76.234375em)");
    sidebar.id ||= "katern-drawer";
    button.setAttribute("aria-controls", sidebar.id);
    button.setAttribute("aria-label", opener.getAttribute("aria-label") || opener.title || "Menu");
    drawer.tabIndex = -1;
    drawer.setAttribute("aria-hidden", "true");
    const show = () => {
      const closed = narrow.matches && !drawer.checked;
      button.setAttribute("aria-expanded", String(narrow.matches && drawer.checked));
      sidebar.inert = closed;
    };
    const set = (open) => {
      if (drawer.checked === open) return;
      drawer.checked = open;
      drawer.dispatchEvent(new Event("change", { bubbles: true }));
    };
    drawer.addEventListener("change", () => {
      show();
      if (drawer.checked && narrow.matches) sidebar.querySelector("a, button")?.focus();
      else if (narrow.matches) button.focus();
    });
    button.addEventListener("click", () => set(!drawer.checked));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.checked && narrow.matches) set(false);
    });
    // who tabs out of the drawer has left it
    sidebar.addEventListener("focusout", (event) => {
      if (narrow.matches && drawer.checked && event.relatedTarget && !sidebar.contains(event.relatedTarget) && event.relatedTarget !== button) set(false);
    });
    narrow.addEventListener("change", show);
    show();
  }

  /* One button for the schemes, which says what it gives next. */
  const schemes = document.querySelector('form[data-md-component="palette"]');
  if (schemes && schemes.querySelector("label")) {
    const labels = Array.from(schemes.querySelectorAll("label"));
    const button = buttonFor(labels[0]);
    button.hidden = false;
    const next = () => labels.find((label) => !label.hidden) ?? labels[0];
    const show = () => {
      const label = next();
      button.replaceChildren(...Array.from(label.childNodes, (node) => node.cloneNode(true)));
      button.setAttribute("aria-label", label.title);
      button.title = label.title;
    };
    for (const label of labels) label.classList.add("is-replaced");
    for (const input of schemes.querySelectorAll("input")) {
      input.tabIndex = -1;
      input.setAttribute("aria-hidden", "true");
    }
    button.addEventListener("click", () => next().click());
    new MutationObserver(show).observe(schemes, { attributes: true, attributeFilter: ["hidden"], subtree: true });
    show();
  }

  /* The page for what is not there: search with the words of the address. */
  const lost = document.querySelector("[data-words-of-address]");
  if (lost && !lost.value) {
    const parts = window.location.pathname.split("/").filter((part) => part && !/^[\d.]+$/.test(part));
    let asked = parts.slice(-1).join("").replace(/\.\w+$/, "");
    try {
      asked = decodeURIComponent(asked);
    } catch (error) {
      /* not an address that a person wrote */
    }
    lost.value = asked.replace(/[-_+]+/g, " ").trim();
  }

  /* How far somebody came in a whole: kept on this device, of what nobody may see no longer than the tab is open. */
  for (const place of document.querySelectorAll("[data-progress]")) {
    const kept = place.dataset.kept === "session" ? "sessionStorage" : "localStorage";
    const name = "katern-read:" + place.dataset.progress;
    const read = () => JSON.parse(window[kept].getItem(name) || "[]");
    const button = place.querySelector("button[aria-pressed]");
    try {
      for (const part of place.querySelectorAll("[data-part]")) {
        if (!read().includes(part.dataset.part)) continue;
        const mark = document.createElement("span");
        mark.className = "card__read";
        mark.textContent = "✓ " + place.dataset.read;
        part.querySelector("a").after(" ", mark);
      }
      if (!button) continue;
      const show = () => button.setAttribute("aria-pressed", String(read().includes(place.dataset.part)));
      button.addEventListener("click", () => {
        const before = read();
        const others = before.filter((part) => part !== place.dataset.part);
        const now = others.length < before.length ? others : [...others, place.dataset.part];
        if (now.length) window[kept].setItem(name, JSON.stringify(now));
        else window[kept].removeItem(name);
        show();
      });
      show();
      place.hidden = false;
    } catch (error) {
      /* a browser that keeps nothing has nothing to show */
    }
  }

  /* A message to the editors names the section that its writer was reading. */
  for (const link of document.querySelectorAll("[data-contact]")) {
    const plain = link.getAttribute("href");
    link.addEventListener("click", () => {
      const above = Array.from(document.querySelectorAll("article :is(h2, h3)[id]")).filter(
        (heading) => heading.getBoundingClientRect().top < window.innerHeight / 2 && !heading.closest(".sources"),
      );
      const heading = above.length ? above.at(-1).firstChild.textContent.trim() : "";
      const form = link.dataset.contact;
      if (form) link.setAttribute("href", form.replace("{section}", encodeURIComponent(heading)));
      else if (heading && plain.startsWith("mailto:")) {
        link.setAttribute("href", plain + encodeURIComponent("\r\n" + link.dataset.section + ": " + heading));
      }
    });
  }

  /* A button to copy a record of a source. */
  for (const block of document.querySelectorAll("[data-export]")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "export__copy";
    button.textContent = block.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = block.dataset.copied;
      window.setTimeout(() => (button.textContent = block.dataset.copy), 2000);
    });
    block.before(button);
  }

  /* Cards that turn. */
  const turning = document.querySelector(".turning[hidden]");
  const map = document.querySelector(".evidence-map[data-filters]");
  if (map) import(new URL("evidence/evidence.js", here)).then((evidence) => evidence.prepare(map));
  if (turning) import(new URL("cards/cards.js", here)).then((cards) => cards.prepare(turning));

  /* A booklet of one's own, where a page has pieces to choose from. */
  const boxes = document.querySelectorAll(".own[hidden]");
  if (boxes.length) import(new URL("own/own.js", here)).then((own) => boxes.forEach(own.prepare));
})();
