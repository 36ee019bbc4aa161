/* The box of the search: what somebody types, what was found, and whom to call. It is made when it is first opened. */
import { Finder, fold, wordsOf } from "./find.js";

const WAIT = 150;
const SETTLED = 800;
const SLOW = 500;
const BEST = 3;
const IN_GROUP = 3;
const FEWER = 6;
const SHOWN_SOURCES = 4;
const EXCERPT = 190;
// what the names of filters in an address begin with: a page may have filters of its own
const FILTER = "q-";
const COLUMNS = [["kinds", "kind"], ["lines", "line"], ["audience", "audience"], ["years", "year"]];

export async function make(base) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("box.css", import.meta.url).href;
  const styled = new Promise((done) => {
    style.addEventListener("load", done);
    style.addEventListener("error", done);
  });
  document.head.append(style);
  const answer = await fetch(base + "search/box.json", { cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.url + ": " + answer.status);
  const settings = await answer.json();
  await styled;
  return new Box(base, settings);
}

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...inside.filter((one) => one !== null));
  return made;
}

class Box {
  constructor(base, settings) {
    this.base = base;
    this.settings = settings;
    this.words = settings.words;
    this.finder = new Finder(base, settings);
    this.asked = 0;
    this.timer = 0;
    this.draw();
  }

  draw() {
    const { words } = this;
    this.input = element("input", { type: "search", id: "search-words", name: "q", autocomplete: "off", enterkeyhint: "search", "aria-describedby": "search-hint" });
    this.form = element("form", { role: "search", class: "search__form" },
      element("label", { for: "search-words" }, words.label),
      element("div", { class: "search__line" }, this.input, element("button", { type: "submit", class: "search__submit" }, words.submit)),
      element("p", { id: "search-hint", class: "search__hint" }, words.hint));
    this.choices = element("div", { class: "search__choices" });
    this.filters = element("details", { class: "search__filters", hidden: "" }, element("summary", {}, words.filters), this.choices);
    this.status = element("p", { role: "status", class: "search__status" });
    this.results = element("div", { class: "search__results" });
    this.exit = this.exitLink();
    const close = element("button", { type: "button", class: "search__close" }, words.close);
    this.dialog = element("dialog", { class: "search md-typeset", "aria-labelledby": "search-title" },
      element("div", { class: "search__inside" },
        element("div", { class: "search__head" }, element("h2", { id: "search-title" }, words.title), this.exit, close),
        this.form, this.status, this.filters, this.results));
    document.body.append(this.dialog);
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.dialog.addEventListener("close", () => this.setAddress(""));
    // typing, pasting, dictating and the cross that empties the field all come as one event
    this.input.addEventListener("input", () => this.later());
    this.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      window.clearTimeout(this.timer);
      await this.search();
      const first = this.results.querySelector("a");
      if (first) first.focus();
    });
    this.dialog.addEventListener("keydown", (event) => this.move(event));
  }

  /* The way out of a page whose subject nobody may see, as on such a page itself. */
  exitLink() {
    const [label, leaving, url] = this.settings.exit;
    if (!url) return null;
    const link = element("a", { href: url, class: "search__exit", rel: "nofollow noreferrer" }, label);
    link.hidden = !document.querySelector("[data-exit]");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.status.textContent = leaving;
      document.title = "";
      this.dialog.remove();
      document.body.style.visibility = "hidden";
      window.location.replace(url);
    });
    return link;
  }

  open(question) {
    if (!this.dialog.open) this.dialog.showModal();
    if (question !== undefined) this.input.value = question;
    this.input.focus();
    this.input.select();
    this.offer();
    if (this.input.value) this.search();
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.search(), WAIT);
  }

  /* The arrows go through the results. */
  move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target instanceof Element && event.target.closest("select, summary")) return;
    const links = [this.input, ...this.results.querySelectorAll("a, button")].filter((one) => one.offsetParent !== null);
    const at = links.indexOf(document.activeElement);
    const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  /* What can be chosen, of what there is. */
  async offer() {
    if (this.choices.childElementCount) return;
    const known = await Promise.all(Object.values(this.finder.indexes).map((index) => index.open()));
    if (this.choices.childElementCount) return;
    for (const [column, word] of COLUMNS) {
      const names = [...new Set(known.flatMap((about) => about[column]?.names ?? []))];
      if (names.length < 2) continue;
      if (column === "years") names.sort().reverse();
      const select = element("select", { name: column }, element("option", { value: "" }, this.words.all),
        ...names.map((name) => element("option", { value: name }, name)));
      const wanted = new URLSearchParams(window.location.search).get(FILTER + column);
      if (names.includes(wanted)) select.value = wanted;
      select.addEventListener("change", () => this.search());
      this.choices.append(element("label", {}, element("span", {}, this.words[word]), select));
    }
    this.filters.hidden = !this.choices.childElementCount;
  }

  chosen() {
    return Object.fromEntries(Array.from(this.choices.querySelectorAll("select"), (one) => [one.name, one.value]));
  }

  async search() {
    const number = ++this.asked;
    const question = this.input.value.trim();
    window.clearTimeout(this.settled);
    if (!question) {
      this.results.replaceChildren();
      this.status.textContent = "";
      this.setAddress("");
      return;
    }
    const slow = window.setTimeout(() => (this.status.textContent = this.words.loading), SLOW);
    try {
      const chosen = this.chosen();
      const answer = await this.finder.answer(question, chosen);
      const sensitive = await this.finder.isSensitive(answer);
      if (number !== this.asked) return;
      if (this.exit) this.exit.hidden = !sensitive && !document.querySelector("[data-exit]");
      let first = true;
      for await (const drawn of this.drawAnswer(answer, Object.values(chosen).some(Boolean))) {
        if (number !== this.asked) return;
        if (first) this.results.replaceChildren(...drawn);
        else this.results.append(...drawn);
        first = false;
      }
      this.status.textContent = this.told(answer);
      const found = this.finder.order(answer).length > 0;
      // words that say too much stand in no address, and nothing of what somebody is still typing
      this.settled = window.setTimeout(() => this.setAddress(found && !sensitive ? question : ""), SETTLED);
    } catch (error) {
      if (number === this.asked) this.status.textContent = this.words.failed;
      throw error;
    } finally {
      window.clearTimeout(slow);
    }
  }

  setAddress(question) {
    const url = new URL(window.location.href);
    if (question && !this.dialog.open) return;
    const before = url.href;
    const wanted = { q: question };
    for (const [column, value] of Object.entries(this.chosen())) wanted[FILTER + column] = question && value;
    for (const [name, value] of Object.entries(wanted)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    if (url.href === before) return;
    try {
      window.history.replaceState(window.history.state, "", url);
    } catch (error) {
      /* a page opened from disk may not change its address */
    }
  }

  told(answer) {
    const { pages, sources } = answer.found;
    const counted = (number, words) => number + " " + (number === 1 ? words.one : words.many);
    const full = [];
    if (pages) full.push(counted(pages.full.length, this.words.count));
    if (sources) full.push(counted(sources.full.length, this.words.sources_count));
    return this.finder.order(answer).length ? full.join(", ") : this.words.none.replace("{words}", answer.asked);
  }

  /* What an answer shows, in the order in which it stands there: the best first, so that nobody waits for all others. */
  async *drawAnswer(answer, narrowed) {
    const { pages, sources } = answer.found;
    const drawn = [];
    const ordered = this.finder.order(answer);
    const lines = await this.finder.helplines(answer);
    if (lines.length) drawn.push(this.call(lines));
    if (answer.suggestions.length) drawn.push(this.suggest(answer, ordered.length > 0));
    if (!ordered.length) {
      yield [...drawn, ...this.nothing(answer, narrowed, lines)];
      return;
    }
    const best = ordered.slice(0, BEST);
    const shown = new Set(best.map(([name, one]) => name + one.page));
    const left = (name, list) => list.filter((one) => !shown.has(name + one.page)).map((one) => [name, one]);
    yield [...drawn, await this.group(this.words.best, best, answer, BEST)];
    const lists = [];
    if (pages) {
      const about = await this.finder.indexes.pages.open();
      const kinds = new Map();
      for (const [name, one] of left("pages", pages.full)) {
        const kind = about.kinds.names[about.kinds.of[one.page][0]];
        if (!kinds.has(kind)) kinds.set(kind, []);
        kinds.get(kind).push([name, one]);
      }
      for (const [kind, list] of kinds) lists.push(this.group(kind, list, answer, IN_GROUP));
    }
    if (sources?.full.length) lists.push(this.group(this.words.sources, left("sources", sources.full), answer, SHOWN_SOURCES));
    const fewer = pages && pages.full.length < BEST ? left("pages", pages.fewer) : [];
    if (fewer.length) lists.push(this.group(this.words.fewer, fewer.slice(0, FEWER), answer, FEWER));
    yield (await Promise.all(lists)).filter(Boolean);
  }

  async group(title, list, answer, most) {
    if (!list.length) return null;
    const items = element("ol", { class: "search__list" }, ...(await this.items(list.slice(0, most), answer)));
    const section = element("section", { class: "search__group", "aria-label": title }, element("h3", {}, title), items);
    if (list.length > most) {
      const more = element("button", { type: "button", class: "search__more" }, this.words.more.replace("{count}", list.length - most));
      more.addEventListener("click", async () => {
        const others = await this.items(list.slice(most), answer);
        more.remove();
        items.append(...others);
        others[0].querySelector("a").focus();
      });
      section.append(more);
    }
    return section;
  }

  items(list, answer) {
    return Promise.all(list.map(async ([name, one]) => {
      const index = this.finder.indexes[name];
      const [about, record] = await Promise.all([index.open(), index.record(one.page)]);
      return this.item(record, about.kinds?.names[about.kinds.of[one.page][0]] ?? "", answer.found[name].parts);
    }));
  }

  item(record, kind, parts) {
    const places = [["", record.t, record.x], ...(record.s ?? [])].map(([anchor, heading, text], order) => {
      const held = new Set(wordsOf(heading + " " + text).flat());
      const said = new Set(wordsOf(heading).flat());
      const hits = parts.filter((part) => [...part.words].some((word) => held.has(word))).length;
      const named = parts.filter((part) => [...part.words].some((word) => said.has(word))).length;
      return { anchor, heading, text, order, hits, worth: hits * 2 + named };
    });
    const sections = places.filter((place) => place.anchor && place.hits && place.text).sort((a, b) => b.worth - a.worth || a.order - b.order);
    const told = places[0].hits >= (sections[0]?.hits ?? 0) && places[0].text ? places[0] : (sections[0] ?? places[0]);
    const shown = sections.slice(0, 2).sort((a, b) => a.order - b.order);
    return element("li", { class: "search__item" },
      element("a", { href: this.base + record.u, class: "search__title", lang: record.l ?? null }, ...this.marked(record.t, parts)),
      element("span", { class: "search__kind" }, kind),
      element("p", { class: "search__text" }, ...this.marked(excerpt(told.text, parts), parts)),
      shown.length ? element("ul", { class: "search__sections" }, ...shown.map((place) =>
        element("li", {}, element("a", { href: this.base + record.u + "#" + place.anchor }, place.heading)))) : null);
  }

  marked(text, parts) {
    const words = new Set(parts.flatMap((part) => [...part.words]));
    const pieces = [];
    let at = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[-'’‐‑][\p{L}\p{N}\p{M}]+)*/gu)) {
      if (!wordsOf(match[0]).flat().some((word) => words.has(word))) continue;
      pieces.push(text.slice(at, match.index), element("mark", {}, match[0]));
      at = match.index + match[0].length;
    }
    pieces.push(text.slice(at));
    return pieces;
  }

  call(lines) {
    return element("aside", { class: "search__call", "aria-label": this.words.call }, element("p", {}, this.words.call),
      element("ul", {}, ...lines.slice(0, 4).map((line) => element("li", {}, element("a", { href: "tel:" + line.tel }, line.phone), " ", line.name, element("span", {}, line.hours)))));
  }

  suggest(answer, found) {
    const line = element("p", { class: "search__meant" });
    if (found && answer.question !== answer.asked) line.append(this.words.instead.replace("{words}", answer.question) + " ");
    line.append(this.words.meant);
    for (const word of answer.suggestions.slice(0, 4)) {
      const button = element("button", { type: "button" }, word);
      button.addEventListener("click", () => {
        const typed = answer.asked.split(/\s+/);
        const near = answer.question.split(" ");
        const known = new Set(answer.suggestions);
        this.input.value = typed.length === near.length ? typed.map((one, at) => (known.has(near[at]) && fold(one) !== near[at] ? word : one)).join(" ") : word;
        this.input.focus();
        this.search();
      });
      line.append(" ", button);
    }
    return line;
  }

  nothing(answer, narrowed, lines) {
    if (narrowed) return [element("p", {}, this.words.none_filtered)];
    const first = this.settings.first.map((id) => this.settings.helplines[id]);
    return [
      element("ul", { class: "search__advice" }, ...this.words.advice.map((line) => element("li", {}, line))),
      element("p", { class: "search__doors" }, this.words.doors + ":"),
      element("ul", { class: "search__sections" }, ...this.settings.doors.map(([title, url]) => element("li", {}, element("a", { href: this.base + url }, title)))),
      first.length && !lines.length ? this.call(first) : null,
    ].filter(Boolean);
  }
}

/* The place in a text where most of what was asked stands together. */
function excerpt(text, parts) {
  if (text.length <= EXCERPT) return text;
  const hits = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[-'’‐‑][\p{L}\p{N}\p{M}]+)*/gu)) {
    const forms = wordsOf(match[0]).flat();
    parts.forEach((part, number) => { if (forms.some((word) => part.words.has(word))) hits.push([match.index, number]); });
  }
  let [start, most] = [0, 0];
  hits.forEach(([at], from) => {
    const within = new Set(hits.slice(from).filter(([other]) => other < at + EXCERPT - 40).map(([, number]) => number));
    if (within.size > most) [start, most] = [at, within.size];
  });
  const before = Math.max(text.lastIndexOf(". ", start) + 1, 0);
  let begin = start - before < 90 ? before : text.lastIndexOf(" ", Math.max(start - 60, 0)) + 1;
  while (text[begin] === " ") begin += 1;
  const end = begin + EXCERPT >= text.length ? text.length : text.lastIndexOf(" ", begin + EXCERPT);
  return (begin > 0 && begin !== before + 1 ? "… " : "") + text.slice(begin, end) + (end < text.length ? " …" : "");
}
