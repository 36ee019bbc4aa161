/* Every page of every version loads this file from the root of the published tree, so that it can be improved later.
   It tells readers of an old version so, leads them to the same page of today, and mends addresses that are no more. */
(async function () {
  "use strict";
  const script = document.currentScript;
  const mine = script.dataset.version || "";
  const root = new URL(".", script.src);
  const get = async (name) => {
    const answer = await fetch(new URL(name, root), { cache: "no-cache" });
    if (!answer.ok) throw new Error(name);
    return answer.json();
  };
  let versions, map;
  try {
    map = await get("pages.json"); /* one file, so that what it says is of one moment */
    versions = map.versions && map.versions.length ? map.versions : await get("versions.json");
  } catch (error) {
    return; /* read from disk, or without a network: the page itself is whole */
  }
  const words = map.words;
  const here = window.location;
  const path = here.pathname.startsWith(root.pathname) ? here.pathname.slice(root.pathname.length) : "";
  const cut = path.indexOf("/");
  const first = cut < 0 ? path : path.slice(0, cut);
  const rest = cut < 0 ? "" : path.slice(cut + 1).replace(/index\.html$/, "");
  const isNumber = (name) => /^\d+(\.\d+)*$/.test(name);

  function newer(one, other) {
    const [a, b] = [one, other].map((name) => name.split(".").map(Number));
    for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
      const difference = (a[place] || 0) - (b[place] || 0);
      if (difference) return difference > 0;
    }
    return false;
  }

  /* Where a page of a version is today: moves in order of release, each only if it came after that version. */
  function today(version, page) {
    let now = page;
    if (isNumber(version)) {
      for (const [since, from, to] of map.moves) if (newer(since, version) && from === now) now = to;
    }
    return { page: now, moved: now !== page, there: map.pages.includes(now) };
  }

  const address = (version, page) => new URL(version + "/" + page, root).href;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  function lead(to) {
    if (to === here.origin + here.pathname) return; /* the server says that it is not there */
    here.replace(to + here.search + here.hash);
  }

  /* Choosing a version, where the theme's own script, which does so too, is left out. */
  const title = document.querySelector(".md-header__topic");
  if (script.dataset.choose && title) choose(title);

  /* The error page stands at any address. */
  if (script.dataset.error !== undefined) {
    const alias = versions.find((version) => version.aliases.includes(first));
    if (alias) {
      const found = today("0", rest);
      if (alias.version !== map.current || found.there || !rest.endsWith("/")) return lead(address(alias.version, found.page));
    }
    const listed = versions.some((version) => version.version === first);
    const page = listed || alias ? rest : path;
    for (const tried of [page, page + "/"]) {
      const found = today(first === map.current ? "0" : listed ? first : "0", tried);
      if (found.there) return lead(address(map.current, found.page));
    }
    const gone = map.gone.some(([, url]) => url === page);
    if (gone) show([fill(words.gone, { current: map.current })], []);
    return;
  }

  const entry = versions.find((version) => version.version === mine);
  const why = entry && entry.properties && entry.properties.withdrawn;
  const found = today(mine, rest);
  const replaced = (mine && mine === map.replacing && words.replacing) || "";
  if (mine === map.current) {
    if (replaced) show([replaced], []);
    else if (map.withdrawn[rest]) {
      const links = map.withdrawn[rest].map(([url, title]) => [title, address(map.current, url)]);
      show([words.page_withdrawn], links);
    }
    return;
  }
  mark(found);
  /* readers were led back to an older version */
  const early = isNumber(mine) && isNumber(map.current) && newer(mine, map.current);
  const lines = [];
  const links = [];
  if (replaced) lines.push(replaced);
  if (why) lines.push(fill(words.version_withdrawn, { version: mine, why }));
  else if (early) lines.push(fill(words.newer, { version: mine, current: map.current }));
  else if (isNumber(mine)) lines.push(fill(words.old, { version: mine, current: map.current }));
  else lines.push(fill(words.draft, { version: mine, current: map.current }));
  if (found.there && map.withdrawn[found.page]) {
    lines.push(words.page_withdrawn);
    for (const [url, title] of map.withdrawn[found.page]) links.push([title, address(map.current, url)]);
  } else if (found.there) {
    if (found.moved) lines.push(fill(words.moved, { title: map.titles[found.page] || found.page }));
    links.push([fill(found.moved ? words.to_moved : words.to_same, { current: map.current }), address(map.current, found.page) + here.hash]);
  } else {
    lines.push(isNumber(mine) && !early ? fill(words.gone, { current: map.current }) : words.only_draft);
    links.push([fill(words.to_home, { current: map.current }), address(map.current, "")]);
  }
  if (isNumber(mine) && !early && map.news) links.push([words.to_news, address(map.current, map.news)]);
  show(lines, links);

  function choose(title) {
    const place = document.createElement("div");
    place.className = "md-version";
    const button = document.createElement("button");
    button.className = "md-version__current";
    button.type = "button";
    button.setAttribute("aria-label", `${script.dataset.choose} ${mine}`);
    button.textContent = mine;
    const list = document.createElement("ul");
    list.className = "md-version__list";
    for (const one of versions.filter((version) => !version.properties || !version.properties.hidden)) {
      const item = document.createElement("li");
      item.className = "md-version__item";
      const link = document.createElement("a");
      link.className = "md-version__link";
      link.href = address(one.version, script.dataset.error === undefined ? rest : "");
      link.textContent = one.title || one.version;
      if (one.version === mine) link.setAttribute("aria-current", "true");
      item.append(link);
      list.append(item);
    }
    place.append(button, list);
    title.append(place);
  }

  /* Search engines keep the version of today. */
  function mark(found) {
    const robots = document.createElement("meta");
    robots.name = "robots";
    robots.content = "noindex";
    document.head.append(robots);
    const canonical = document.querySelector('link[rel="canonical"]');
    if (canonical && found.there) canonical.href = map.site + map.current + "/" + found.page;
  }

  function show(lines, links) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("versions.css", root).href;
    document.head.append(style);
    const notice = document.createElement("aside");
    notice.className = "version";
    notice.setAttribute("aria-label", words.label);
    notice.setAttribute("data-search-exclude", "");
    const text = document.createElement("p");
    text.textContent = lines.join(" ");
    notice.append(text);
    if (links.length) {
      const list = document.createElement("ul");
      for (const [title, to] of links) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = to;
        link.textContent = title;
        item.append(link);
        list.append(item);
      }
      notice.append(list);
    }
    const content = document.querySelector(".md-content__inner") || document.querySelector("main") || document.body;
    content.prepend(notice);
  }
})();
