/* Finding pages: from words as somebody types them to pages, best first. No page of the site is needed for it, and each
   search fetches only the files of its own words. Words are read as `katern.site.searchwords` reads those of pages. */

const WORD = /[\p{L}\p{N}]+(?:[-'’‐‑][\p{L}\p{N}]+)*/gu;
const WITHIN = /[-'’‐‑]/u;
const BEYOND = /[^\u0000-\u007f]/;
const VOWELS = "aeiou";
// what a word counts that is another form of the one that was typed, one that begins with it, one that means nearly the same
const FORM = 0.9;
const LONGER = 0.5;
const MEANING = 0.8;
const TOGETHER = 0.7;
const MOST_LEAVES = 8;

export function fold(text) {
  // most words have no accents, and looking for them takes most of the time
  if (!BEYOND.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

export function wordsOf(text) {
  return Array.from(fold(text).matchAll(WORD), ([word]) => {
    const parts = word.split(WITHIN);
    return parts.length === 1 ? [word] : [...new Set([parts.join(""), ...parts.filter((part) => part.length > 1)])];
  });
}

/* What forms of one word have in common: `scholen` and `school`, `brieven` and `brief`. */
export function stem(word, endings) {
  let left = word;
  for (const ending of endings) {
    // the end of a short word belongs to it: `laan`, `vries`
    if (word.endsWith(ending) && word.length - ending.length >= 4) {
      left = word.slice(0, -ending.length);
      break;
    }
  }
  const last = left.at(-1);
  if (left.length > 3 && last === left.at(-2) && !VOWELS.includes(last)) left = left.slice(0, -1);
  left = left.replace(/v$/, "f").replace(/z$/, "s");
  return left.length > 3 ? left.replace(/([aeou])\1(?=[^aeiou]*$)/, "$1") : left;
}

/* The number of letters to add, leave out, change or swap; `most` + 1 where there are more. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length];
}

async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(url + ": " + answer.status);
  return answer.json();
}

/* One index: pages, or sources. */
class Index {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
  }

  async open() {
    // the one file that is always asked for anew: it names the version of the others
    this.about ??= json(this.folder + "/index.json", { cache: "no-cache" });
    const about = await this.about;
    this.leaves ??= new Set(about.leaves);
    return about;
  }

  async file(name) {
    const about = await this.open();
    if (!this.files.has(name)) this.files.set(name, json(this.folder + "/" + name + ".json?" + about.version));
    return this.files.get(name);
  }

  leafOf(word) {
    for (let end = word.length; end > 0; end -= 1) if (this.leaves.has(word.slice(0, end))) return word.slice(0, end);
    return null;
  }

  async leaf(name) {
    const file = Array.from(name, (sign) => (/[a-z0-9]/i.test(sign) ? sign : "-" + sign.codePointAt(0).toString(16)));
    return this.file("w" + file.join(""));
  }

  async near(...beginnings) {
    await this.open();
    const names = new Set();
    for (const beginning of beginnings) {
      const own = this.leafOf(beginning);
      if (own) names.add(own);
      let more = 0;
      for (const leaf of this.leaves) if (leaf.startsWith(beginning) && more++ < MOST_LEAVES) names.add(leaf);
    }
    return Object.assign({}, ...(await Promise.all(Array.from(names, (name) => this.leaf(name)))));
  }

  async pages(word) {
    await this.open();
    const name = this.leafOf(word);
    return name === null ? null : (await this.leaf(name))[word] ?? null;
  }

  async record(number) {
    const about = await this.open();
    const file = await this.file("p" + Math.floor(number / about.per_file));
    return file[number % about.per_file];
  }
}

/* What one word of the question finds: how much each page has of it, and the words that it was found by. */
class Part {
  constructor(word) {
    this.word = word;
    this.pages = new Map();
    this.words = new Set([word]);
    this.made = new Set();
    this.sure = 0;
  }

  add(found, factor) {
    for (const [page, weight] of found) {
      const before = this.pages.get(page) ?? 0;
      const now = weight * factor;
      this.pages.set(page, Math.max(before, now) + 0.3 * Math.min(before, now));
    }
  }
}

function paired(list) {
  const found = new Map();
  for (let at = 0; at < list.length; at += 2) found.set(list[at], list[at + 1] / 10);
  return found;
}

export class Finder {
  constructor(base, settings) {
    this.base = base;
    this.settings = settings;
    this.small = new Set(settings.small);
    this.indexes = Object.fromEntries(settings.indexes.map((name) => [name, new Index(base + "search/" + name)]));
    this.meanings = new Map();
    settings.synonyms.forEach((row, number) => {
      for (const phrase of row) {
        const words = wordsOf(phrase).map((forms) => this.stem(forms[0]));
        for (const key of new Set([words.join(" "), this.stem(wordsOf(phrase).map((forms) => forms[0]).join(""))])) {
          if (!this.meanings.has(key)) this.meanings.set(key, new Set());
          this.meanings.get(key).add(number);
        }
      }
    });
  }

  stem(word) {
    return stem(word, this.settings.endings);
  }

  /* The words of a question that count; all of them where none does. */
  tokens(question) {
    const all = wordsOf(question);
    const counts = all.map((forms) => !this.small.has(forms[0]) && (forms[0].length > 1 || /\d/.test(forms[0])));
    return { all, counts: counts.includes(true) ? counts : all.map(() => true) };
  }

  /* Pages of an index for a question: those with all words first, then those with fewer. `chosen` are names by column. */
  async find(name, question, chosen = {}) {
    const index = this.indexes[name];
    const nothing = { full: [], fewer: [], missing: [], parts: [] };
    if (!index) return nothing;
    const about = await index.open();
    const { all, counts } = this.tokens(question);
    const places = all.map((_, place) => place).filter((place) => counts[place]);
    if (!places.length) return nothing;
    const parts = await Promise.all(places.map((place) => this.part(index, all[place], place === all.length - 1)));
    await this.meaning(index, all, places, parts);
    await this.joined(index, all, places, parts);
    await Promise.all(parts.map((part) => (part.sure < 3 ? this.split(index, part) : null)));
    const fits = this.fits(about, chosen);
    const scored = new Map();
    for (const part of parts) {
      const rare = Math.log(1 + (about.count - part.pages.size + 0.5) / (part.pages.size + 0.5));
      part.rare = Math.max(rare, 0.2);
      for (const [page, weight] of part.pages) {
        if (!fits(page)) continue;
        const one = scored.get(page) ?? { page, score: 0, covered: 0, number: 0 };
        one.score += part.rare * weight;
        one.covered += part.rare;
        one.number += 1;
        scored.set(page, one);
      }
    }
    const whole = parts.reduce((sum, part) => sum + part.rare, 0);
    for (const one of scored.values()) {
      one.score *= Math.pow(about.boosts[one.page], 0.25) * Math.pow(one.covered / whole, 2);
    }
    const ordered = [...scored.values()].sort((a, b) => b.score - a.score || a.page - b.page);
    return {
      full: ordered.filter((one) => one.number === parts.length),
      fewer: ordered.filter((one) => one.number < parts.length),
      missing: parts.filter((part) => !part.pages.size).map((part) => part.word),
      parts,
    };
  }

  fits(about, chosen) {
    const wanted = Object.entries(chosen)
      .filter(([, value]) => value)
      .map(([column, value]) => [about[column]?.of ?? [], about[column]?.names.indexOf(value) ?? -1]);
    return (page) => wanted.every(([of, number]) => number >= 0 && of[page].includes(number));
  }

  /* A word, its other forms, and longer words that begin with it. */
  async part(index, forms, isLast) {
    const [word] = forms;
    const part = new Part(word);
    const root = this.stem(word);
    const held = await index.near(word, root.length >= 3 ? root : word);
    const sure = new Set();
    const longer = word.length >= (isLast ? 3 : 4);
    for (const [known, list] of Object.entries(held)) {
      const same = known === word || forms.slice(1).includes(known);
      const form = !same && known.length > 2 && this.stem(known) === root;
      const begins = !same && !form && longer && known.startsWith(word);
      if (!same && !form && !begins) continue;
      const found = paired(list);
      part.add(found, same ? 1 : form ? FORM : LONGER * Math.max(word.length / known.length, 0.4));
      part.words.add(known);
      if (same || form) for (const page of found.keys()) sure.add(page);
    }
    part.sure = sure.size;
    const made = this.small.has(word) ? null : await index.pages("@" + word);
    if (made) part.made = new Set(paired(made).keys());
    return part;
  }

  /* Words that mean nearly the same as one word, or as several that stand together. */
  async meaning(index, all, places, parts) {
    const words = all.map((forms) => this.stem(forms[0]));
    for (let from = 0; from < all.length; from += 1) {
      for (let to = from + 1; to <= Math.min(all.length, from + 6); to += 1) {
        const numbers = this.meanings.get(words.slice(from, to).join(" ")) ?? new Set();
        const inside = parts.filter((_, number) => places[number] >= from && places[number] < to);
        for (const number of inside.length ? numbers : []) {
          const list = await index.pages("=" + number);
          for (const part of list ? inside : []) {
            part.add(paired(list), MEANING / Math.sqrt(inside.length));
            part.sure += list.length;
            for (const phrase of this.settings.synonyms[number]) {
              for (const forms of wordsOf(phrase)) if (!this.small.has(forms[0])) part.words.add(forms[0]);
            }
          }
        }
      }
    }
  }

  /* Two words that pages write as one: `school plein`. */
  async joined(index, all, places, parts) {
    for (let at = 0; at + 1 < all.length; at += 1) {
      const inside = parts.filter((_, number) => places[number] === at || places[number] === at + 1);
      if (inside.length < 2) continue;
      for (const link of ["", ...this.settings.links]) {
        const both = await this.part(index, [all[at][0] + link + all[at + 1][0]], false);
        if (!both.pages.size) continue;
        for (const part of inside) {
          part.add(both.pages, TOGETHER);
          part.sure += both.sure;
          for (const word of both.words) part.words.add(word);
        }
      }
    }
  }

  /* One word that pages write as two: `openhouse`. */
  async split(index, part) {
    const { word } = part;
    let best = null;
    for (let at = 3; at <= word.length - 3; at += 1) {
      const [one, other] = [await this.known(index, word.slice(0, at)), await this.known(index, word.slice(at))];
      if (!other) continue;
      const first =
        one ??
        (await this.settings.links.reduce(async (before, link) => {
          const found = await before;
          const short = word.slice(0, at - link.length);
          return found ?? (word.slice(0, at).endsWith(link) && short.length >= 3 ? this.known(index, short) : null);
        }, Promise.resolve(null)));
      if (!first) continue;
      const both = new Map();
      for (const [page, weight] of first.pages) {
        if (other.pages.has(page)) both.set(page, (weight + other.pages.get(page)) / 2);
      }
      const worth = Math.min(first.word.length, other.word.length);
      if (both.size && (!best || worth > best.worth)) best = { worth, both, words: [...first.words, ...other.words] };
    }
    if (!best) return;
    part.add(best.both, TOGETHER);
    for (const found of best.words) part.words.add(found);
  }

  async known(index, word) {
    if (this.small.has(word)) return null;
    const root = this.stem(word);
    const held = await index.near(word);
    const part = new Part(word);
    for (const [known, list] of Object.entries(held)) {
      if (known !== word && (known.length < 3 || this.stem(known) !== root)) continue;
      part.add(paired(list), 1);
      part.words.add(known);
    }
    return part.pages.size ? part : null;
  }

  /* The question with other words for those that no page has; null where none is near. */
  async corrected(question, missing) {
    const spelled = await Promise.all(Object.values(this.indexes).map((index) => index.file("spelling")));
    const words = new Map();
    for (const row of this.settings.synonyms) {
      for (const forms of row.flatMap(wordsOf)) if (forms[0].length > 3) words.set(forms[0], 3);
    }
    spelled.forEach((one, number) => {
      for (const [word, often] of Object.entries(one)) words.set(word, (words.get(word) ?? 0) + often / (1 + 9 * number));
    });
    const instead = new Map();
    for (const word of missing) {
      const most = word.length > 7 ? 3 : word.length > 4 ? 2 : 1;
      const near = [];
      for (const [known, often] of words) {
        if (this.small.has(known)) continue;
        const far = distance(word, known, most);
        if (far > 0 && far <= most) near.push([known, far - 0.12 * Math.log(1 + often) - (known[0] === word[0] ? 0.6 : 0)]);
      }
      near.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
      if (near.length) instead.set(word, near.slice(0, 3).map(([known]) => known));
    }
    if (!instead.size) return null;
    const again = wordsOf(question).map((forms) => instead.get(forms[0])?.[0] ?? forms[0]);
    return { question: again.join(" "), words: instead };
  }

  /* Everything that a question finds, in both indexes, corrected where nothing has its words. */
  async answer(question, chosen = {}) {
    const names = Object.keys(this.indexes);
    const found = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await this.find(name, question, chosen)])),
    );
    const answer = { question, asked: question, found, suggestions: [] };
    const main = found[names[0]];
    if (!main) return answer;
    const missing = main.missing.filter((word) => names.every((name) => found[name].missing.includes(word)));
    if (missing.length) {
      const other = await this.corrected(question, missing);
      if (other) {
        answer.suggestions = [...new Set([...other.words.values()].flat())];
        for (const name of names) found[name] = await this.find(name, other.question, chosen);
        answer.question = other.question;
      }
    }
    return answer;
  }

  /* Pages in the order in which they are shown, each as [name of its index, what was found]. */
  order(answer) {
    const { pages, sources } = answer.found;
    const of = (name, list) => (list ?? []).map((one) => [name, one]);
    // who types the name of an author wants what that author made
    const made = new Set((sources?.parts ?? []).flatMap((part) => [...part.made]));
    const named = of("sources", sources?.full.filter((one) => made.has(one.page)));
    const others = of("sources", sources?.full.filter((one) => !made.has(one.page)));
    const full = [...named, ...(pages?.full.length ? [...of("pages", pages.full), ...others] : others)];
    return [...full, ...of("pages", pages?.fewer), ...of("sources", sources?.fewer)];
  }

  /* Helplines for somebody who asks this: of the best pages, by name, or the first ones for who needs help now. */
  async helplines(answer) {
    const ids = new Set();
    // what was typed counts too where it was corrected
    const words = new Set(wordsOf(answer.asked + " " + answer.question).flat());
    const text = " " + wordsOf(answer.asked + " " + answer.question).map((forms) => forms[0]).join(" ") + " ";
    for (const [id, line] of Object.entries(this.settings.helplines)) {
      const name = wordsOf(line.name).map((forms) => forms[0]).join(" ");
      if (text.includes(" " + name + " ") || words.has(id)) ids.add(id);
    }
    const about = this.indexes.pages && (await this.indexes.pages.open());
    for (const [name, one] of this.order(answer).slice(0, 3)) {
      if (name === "pages" && about.help) for (const number of about.help.of[one.page]) ids.add(about.help.names[number]);
    }
    const needs = this.settings.urgent.some((word) => words.has(fold(word)));
    if (needs) for (const id of this.settings.first) ids.add(id);
    return [...this.settings.first.filter((id) => ids.has(id)), ...[...ids].filter((id) => !this.settings.first.includes(id))]
      .filter((id) => this.settings.helplines[id])
      .map((id) => this.settings.helplines[id]);
  }

  async isSensitive(answer) {
    for (const [name, one] of this.order(answer).slice(0, 10)) {
      if ((await this.indexes[name].open()).sensitive.includes(one.page)) return true;
    }
    return (await this.helplines(answer)).length > 0;
  }
}
