// Finding an area by name or code, and up to four areas side by side. A search asks only for the list of the letter that was typed.
(() => {
  const root = document.querySelector("[data-monitor]");
  if (!root) return;
  const { base, finder, plain, none, failed, one, many, page, earlier } = root.dataset;
  const urlOf = (code, year) => base + (year ? earlier : page).replace("{year}", year).replace("{code}", code.toLowerCase());
  const form = root.querySelector(".monitor__find");
  const input = form.querySelector("input");
  const found = form.querySelector("[data-found]");
  const status = form.querySelector("[data-status]");
  const comparing = "compare" in root.dataset;
  const MOST = 4, SHOWN = 20;
  const lists = new Map();
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const known = new Set(root.dataset.lists.split(" "));
  const list = (name) => {
    if (!known.has(name)) return Promise.resolve([]);
    if (!lists.has(name)) lists.set(name, fetch(`${finder}${name}.json`).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))))));
    return lists.get(name);
  };
  const isCode = (text) => /^(?:[a-z]{2})?\d{2}/.test(text);
  const search = async (typed) => {
    const words = fold(typed).match(/[a-z0-9]+/g) || [];
    if (!words.length) return null;
    if (words.length === 1 && isCode(words[0])) {
      const code = words[0].replace(/^[a-z]{2}/, "");
      const whole = /^[a-z]{2}/.test(words[0]) ? words[0] : code;
      return (await list(`code-${code.slice(0, 2)}`)).filter(([, area]) => (whole === code ? area.slice(2) : area).toLowerCase().startsWith(whole));
    }
    const telling = words.filter((word) => word !== plain && !/^\d+$/.test(word));
    const first = (telling.length ? telling : words)[0][0];
    const matches = (await list(first)).map((area) => {
      const name = fold(area[0]), parts = name.match(/[a-z0-9]+/g) || [], around = fold(area[2]).match(/[a-z0-9]+/g) || [];
      const inName = words.every((word) => parts.some((part) => part.startsWith(word)));
      const rank = name === words.join(" ") ? 0 : name.startsWith(words.join(" ")) ? 1 : inName ? 2 : words.every((word) => [...parts, ...around].some((part) => part.startsWith(word))) && parts.some((part) => part.startsWith(words[0])) ? 3 : 9;
      return [rank + (area[1].startsWith("GM") ? 0 : 0.5), area];
    });
    return matches.filter(([rank]) => rank < 9).sort((a, b) => a[0] - b[0] || a[1][0].localeCompare(b[1][0])).map(([, area]) => area);
  };
  const show = (areas) => {
    found.replaceChildren();
    status.textContent = areas === null ? "" : areas.length ? `${areas.length} ${areas.length === 1 ? one : many}` : none;
    (areas || []).slice(0, SHOWN).forEach(([name, code, within, year]) => {
      const item = make("li", "");
      if (comparing) {
        const button = make("button", `${name}${within ? `, ${within}` : ""} · ${code}`, { type: "button" });
        button.addEventListener("click", () => add(keyOf(code, year)));
        item.append(button);
      } else {
        item.append(make("a", name, { href: urlOf(code, year) }), make("small", ` ${within} · ${code}`));
      }
      found.append(item);
    });
  };
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const areas = await search(input.value);
      if (mine === asked) show(areas);
    } catch {
      found.replaceChildren();
      status.textContent = failed;
    }
  };
  // what a tile says to who points at it
  root.querySelectorAll(".tiles a").forEach((tile) => {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = tile.getAttribute("aria-label");
    tile.append(title);
  });
  input.addEventListener("input", ask);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = found.querySelector("a, button");
    if (first) first.click();
  });
  if (!comparing) return;

  const chosenList = root.querySelector("[data-chosen]"), place = root.querySelector("[data-compared]");
  const codes = () => [...new Set((new URLSearchParams(location.search).get(root.dataset.field) || "").toUpperCase().split(",").filter((code) => /^[A-Z]{2}[0-9A-Z]{2,8}(?:-\d{4})?$/.test(code)))].slice(0, MOST);
  const keep = (next) => {
    history.replaceState(null, "", next.length ? `?${root.dataset.field}=${next.join(",")}` : location.pathname);
    draw();
  };
  const keyOf = (code, year) => (year ? `${code}-${year}` : code);
  const add = (key) => {
    const now = codes();
    if (now.length >= MOST) { status.textContent = root.dataset.full; return; }
    input.value = "";
    show(null);
    keep([...new Set([...now, key])]);
  };
  const read = async (key) => {
    const [code, year] = key.split("-");
    const entry = (await list(`code-${code.slice(2, 4)}`)).find(([, area, , edition]) => keyOf(area, edition) === key);
    if (!entry) return { key, name: key, rows: new Map() };
    const url = urlOf(code, year), answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = new Map();
    page.querySelectorAll(".monitor__theme").forEach((theme) => {
      theme.querySelectorAll("tr[data-m]").forEach((row) => {
        const [head, here] = row.children;
        head.querySelectorAll("svg, .ends").forEach((part) => part.remove());
        rows.set(row.dataset.m, { theme: theme.querySelector("h2").firstChild.textContent, label: head.textContent.trim(), figure: [...here.childNodes], no: here.classList.contains("no"), source: row.lastElementChild.textContent });
      });
    });
    return { key, name: entry[0], within: entry[2], url, year, rows };
  };
  const draw = async () => {
    const wanted = codes();
    chosenList.replaceChildren();
    if (!wanted.length) { place.replaceChildren(make("p", root.dataset.empty)); return; }
    try {
      const areas = await Promise.all(wanted.map(read));
      if (wanted.join() === codes().join()) table(areas);
    } catch {
      place.replaceChildren(make("p", failed));
    }
  };
  const table = (areas) => {
    areas.forEach((area) => {
      const item = make("li", area.name), button = make("button", root.dataset.remove, { type: "button", "aria-label": `${root.dataset.remove}: ${area.name}` });
      button.addEventListener("click", () => keep(codes().filter((key) => key !== area.key)));
      item.append(" ", button);
      chosenList.append(item);
    });
    const made = make("table", "", { class: "monitor__table monitor__table--compared" }), head = make("tr", "");
    head.append(make("th", root.dataset.figure, { scope: "col" }));
    areas.forEach((area) => {
      const cell = make("th", "", { scope: "col" });
      cell.append(area.url ? make("a", area.name, { href: area.url }) : area.name);
      if (area.within) cell.append(make("small", ` ${area.within}${area.year ? ` (${area.year})` : ""}`));
      head.append(cell);
    });
    const top = make("thead", "");
    top.append(head);
    made.append(top);
    const names = new Map();
    areas.forEach((area) => area.rows.forEach((row, name) => { if (!names.has(name)) names.set(name, row); }));
    const body = make("tbody", "");
    const themes = [...new Set([...names.values()].map((row) => row.theme))];
    let theme = "";
    [...names].sort(([, a], [, b]) => themes.indexOf(a.theme) - themes.indexOf(b.theme)).forEach(([name, about]) => {
      if (about.theme !== theme) {
        theme = about.theme;
        const line = make("tr", "");
        line.append(make("th", theme, { scope: "rowgroup", colspan: String(areas.length + 1) }));
        body.append(line);
      }
      const line = make("tr", "");
      const label = make("th", about.label, { scope: "row" });
      line.append(label);
      const years = new Set();
      areas.forEach((area) => {
        const row = area.rows.get(name), cell = make("td", row ? "" : root.dataset.missing);
        if (row) cell.append(...row.figure.map((part) => part.cloneNode(true)));
        if (!row || row.no) cell.className = "no";
        if (row) { cell.append(make("small", ` ${row.source}`)); years.add(row.source.slice(0, 4)); }
        line.append(cell);
      });
      if (years.size > 1) label.append(make("small", ` ${root.dataset.years}`));
      body.append(line);
    });
    made.append(body);
    place.replaceChildren(made);
  };
  draw();
})();
