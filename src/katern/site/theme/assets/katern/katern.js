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
    card.innerHTML = entry.innerHTML;
    const about = entry.parentElement.querySelector(".source__about");
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
    const frame = link.closest(".citation").offsetParent || document.body;
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

  /* A booklet of one's own, where a page has pieces to choose from. */
  const boxes = document.querySelectorAll(".own[hidden]");
  if (boxes.length) import(new URL("own/own.js", here)).then((own) => boxes.forEach(own.prepare));
})();
