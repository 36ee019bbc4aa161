/* The list of sources: filtered, sorted, in steps, and taken along. What it needs is fetched when somebody asks for it, as
   scripts, so that the list works from a disk too; the choice stands in the address. */
(function () {
  "use strict";
  const form = document.querySelector("[data-catalogue-filters]");
  const list = document.querySelector("[data-catalogue]");
  if (!form || !list) return;
  const { lists, pages, site, scripts, tick, name } = list.dataset;
  const [STEP, A_FILE, NUMBER] = [list.dataset.step, list.dataset.file, list.dataset.number].map(Number);
  const language = document.documentElement.lang;
  const filters = Array.from(form.querySelectorAll("[data-column]"));
  const words = form.querySelector("[data-words]");
  const sort = form.querySelector("[data-sort]");
  const counted = form.querySelector("[data-catalogue-count]");
  const take = document.querySelector("[data-take]");
  const more = document.querySelector("[data-catalogue-more]");
  const none = document.querySelector("[data-catalogue-none]");
  const failed = document.querySelector("[data-catalogue-failed]");
  const chosen = new Set();
  let shown = Array.from({ length: NUMBER }, (_, number) => number);
  let asked = 0;

  /* --- files */

  const parts = new Map();
  window.katernSources = (part, content) => parts.get(String(part)).done(content);

  function part(which) {
    const key = String(which);
    if (!parts.has(key)) {
      const one = {};
      one.content = new Promise((done, fail) => {
        one.done = done;
        const script = document.createElement("script");
        script.src = lists + key + ".js";
        script.onerror = () => {
          parts.delete(key);
          fail(new Error(script.src));
        };
        document.head.append(script);
      });
      parts.set(key, one);
    }
    return parts.get(key).content;
  }

  async function each(numbers, prefix, use) {
    const wanted = [...new Set(numbers.map((number) => Math.floor(number / A_FILE)))];
    const held = new Map(await Promise.all(wanted.map(async (one) => [one, await part(prefix + one)])));
    return numbers.map((number) => use(held.get(Math.floor(number / A_FILE))[number % A_FILE], number));
  }

  let finder = null;
  async function found(question) {
    finder ??= (async () => {
      const base = new URL(site, document.baseURI).href;
      const [module, settings] = await Promise.all([
        import(new URL(scripts + "find.js", document.baseURI).href),
        fetch(base + "search/box.json").then((answer) => answer.json()),
      ]);
      return new module.Finder(base, settings);
    })();
    const { full } = await (await finder).find("sources", question);
    return full.map((one) => one.page);
  }

  /* --- choosing */

  const value = (filter) => (filter.type === "checkbox" ? (filter.checked ? "1" : "") : filter.value);
  const has = (column, number, wanted) => {
    const held = column.of[number];
    return Array.isArray(held) ? held.includes(wanted) : held === wanted;
  };

  function fits(columns, but) {
    const wanted = filters
      .filter((filter) => filter !== but && value(filter))
      .map((filter) => [columns[filter.dataset.column], columns[filter.dataset.column].names.indexOf(value(filter))]);
    return (number) => wanted.every(([column, one]) => has(column, number, one));
  }

  function count(columns, among) {
    for (const filter of filters) {
      const column = columns[filter.dataset.column];
      const numbers = new Map();
      for (const number of among.filter(fits(columns, filter))) {
        for (const one of [column.of[number]].flat()) numbers.set(one, (numbers.get(one) ?? 0) + 1);
      }
      const of = (id) => numbers.get(column.names.indexOf(id)) ?? 0;
      if (filter.type === "checkbox") {
        const label = filter.parentElement.querySelector("[data-label]");
        label.textContent = `${label.dataset.label} (${of("1")})`;
        continue;
      }
      for (const option of filter.options) {
        if (!option.value) continue;
        option.textContent = `${option.dataset.label} (${of(option.value)})`;
        option.disabled = !of(option.value) && !option.selected;
      }
    }
  }

  function ordered(numbers, index, ranked) {
    const years = index.columns.year;
    const year = (number) => Number(years.names[years.of[number]]) || 0;
    const by = {
      new: (a, b) => year(b) - year(a) || a - b,
      old: (a, b) => (year(a) || 9999) - (year(b) || 9999) || a - b,
      uses: (a, b) => index.uses[b] - index.uses[a] || a - b,
    };
    if (sort.value === "title") {
      const place = new Map(index.titles.map((number, at) => [number, at]));
      return numbers.sort((a, b) => place.get(a) - place.get(b));
    }
    if (by[sort.value]) return numbers.sort(by[sort.value]);
    return ranked ? numbers : numbers.sort((a, b) => a - b);
  }

  async function apply() {
    const mine = ++asked;
    keep();
    try {
      const index = await part("index");
      const question = words ? words.value.trim() : "";
      const among = question ? (await found(question)).map((number) => index.found[number]) : shown.length === NUMBER ? shown : Array.from({ length: NUMBER }, (_, number) => number);
      if (mine !== asked) return;
      count(index.columns, among);
      shown = ordered(among.filter(fits(index.columns, null)), index, Boolean(question));
      counted.textContent = `${shown.length} ${shown.length === 1 ? counted.dataset.one : counted.dataset.many}`;
      none.hidden = shown.length > 0;
      const rows = await drawn(shown.slice(0, STEP));
      if (mine !== asked) return;
      list.replaceChildren(...rows);
      failed.hidden = true;
      told();
    } catch {
      if (mine === asked) failed.hidden = false;
    }
  }

  function keep() {
    const address = new URLSearchParams();
    for (const field of form.elements) {
      if (field.name && (field.type === "checkbox" ? field.checked : field.value)) address.set(field.name, field.value);
    }
    const query = address.toString();
    try {
      window.history.replaceState(null, "", query ? "?" + query : window.location.pathname);
    } catch {
      /* a page opened from disk may not change its address */
    }
  }

  /* --- showing */

  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    element.append(text);
    for (const [key, said] of Object.entries(attributes)) if (said) element.setAttribute(key, said);
    return element;
  }

  function drawn(numbers) {
    return each(numbers, "", ([slug, way, title, tongue, about, seen], number) => {
      const other = tongue && !tongue.startsWith(language) ? tongue : "";
      const row = make("li", "", { "data-key": slug });
      row.append(make("a", title, { class: "catalogue__title", href: pages + way, lang: other, hreflang: other }), " ", make("span", about, { class: "catalogue__about" }));
      if (seen) row.append(" ", make("span", seen, { class: "source__seen" }));
      return ticked(row, number);
    });
  }

  function ticked(row, number) {
    const box = make("input", "", { type: "checkbox", class: "catalogue__tick", "aria-label": tick.replace("{title}", row.querySelector("a").textContent) });
    box.checked = chosen.has(number);
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(number);
      else chosen.delete(number);
      told();
    });
    row.prepend(box);
    return row;
  }

  function told() {
    const left = Math.max(0, shown.length - list.children.length);
    more.hidden = !left;
    const button = more.querySelector("button");
    button.textContent = button.dataset.label.replace("{number}", Math.min(STEP, left));
    take.querySelector("[data-told]").textContent = chosen.size
      ? `${chosen.size} ${chosen.size === 1 ? take.dataset.one : take.dataset.many}. ${take.dataset.ticked}`
      : take.dataset.shown;
    take.querySelector("[data-untick]").hidden = !chosen.size;
  }

  more.addEventListener("click", async () => {
    const mine = asked;
    const from = list.children.length;
    try {
      const rows = await drawn(shown.slice(from, from + STEP));
      if (mine !== asked) return;
      list.append(...rows);
      failed.hidden = true;
      rows[0]?.querySelector("a").focus({ preventScroll: true });
      told();
    } catch {
      failed.hidden = false;
    }
  });

  /* --- taking along */

  const plain = (record) => record.replace(/\s+/g, " ").trim();
  const joined = {
    bib: (records) => records.join("\n"),
    ris: (records) => records.join("\n"),
    json: (records) => JSON.stringify(records.flatMap((record) => JSON.parse(record)), null, 2) + "\n",
    txt: (records) => records.map(plain).join("\n\n") + "\n",
  };
  const types = { bib: "application/x-bibtex", ris: "application/x-research-info-systems", json: "application/vnd.citationstyles.csl+json", txt: "text/plain" };
  const forms = ["bib", "ris", "json", "txt"];

  take.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("untick" in button.dataset) {
      chosen.clear();
      for (const box of list.querySelectorAll(".catalogue__tick")) box.checked = false;
      told();
      take.querySelector("[data-form]").focus();
      return;
    }
    const wanted = button.dataset.form;
    try {
      const numbers = chosen.size ? [...chosen].sort((a, b) => a - b) : shown;
      const records = await each(numbers, "record-", (record) => record[forms.indexOf(wanted)]);
      const file = URL.createObjectURL(new Blob([joined[wanted](records)], { type: types[wanted] + ";charset=utf-8" }));
      const link = make("a", "", { href: file, download: `${name}.${wanted}` });
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(file), 10000);
      failed.hidden = true;
    } catch {
      failed.hidden = false;
    }
  });

  /* --- begin */

  if (words && window.location.protocol === "file:") words.closest("label").hidden = true;
  const given = new URLSearchParams(window.location.search);
  for (const field of form.elements) {
    if (!field.name || !given.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = given.get(field.name);
    if (field.value !== given.get(field.name) && field.tagName === "SELECT") field.selectedIndex = 0;
  }
  Array.from(list.children).forEach(ticked);
  let timer = 0;
  form.addEventListener("input", (event) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(apply, event.target === words ? 200 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(apply));
  // what the counts need comes as soon as somebody turns to the filters
  form.addEventListener("focusin", () => part("index").catch(() => {}), { once: true });
  if (Array.from(form.elements).some((field) => field.name && (field.type === "checkbox" ? field.checked : field.value))) apply();
  else told();
})();
