"use strict";
/* Places, actors and sources: the list of them, and one with all its claims. The page says which in data-list. */

(() => {
  const {el, fill, get} = Dom;
  const view = get("view");
  const kind = view.dataset.list;
  const page = `${kind}.html`;
  const KINDS = {
    places: {
      title: "Places", one: "place", id: p => p.place_id, name: p => p.place_name,
      numbers: (book, at) => i => book.claims.place[i] === at,
      columns: [["Country", p => p.country_name || ""]],
      about: p => [p.country_name, p.latitude === null ? "not on the map" : `${p.latitude.toFixed(3)}, ${p.longitude.toFixed(3)}`, p.spellings && p.spellings !== p.place_name ? `written as ${p.spellings}` : ""],
      tally: book => numbers => Lists.tally(book, numbers, "place"),
    },
    actors: {
      title: "Actors", one: "actor", id: a => a.actor_id, name: a => a.actor_name,
      numbers: (book, at) => i => book.claims.by[i] === at || book.claims.on[i] === at,
      columns: [["What it is", a => Words.plain(a.actor_kind)], ["Country", a => a.country_code || ""]],
      about: a => [Words.plain(a.actor_kind), a.country_code],
      tally: book => numbers => {
        const counts = new Map();
        for (const i of numbers) for (const a of new Set([book.claims.by[i], book.claims.on[i]])) if (a !== null) counts.set(a, (counts.get(a) || 0) + 1);
        return counts;
      },
    },
    sources: {
      title: "Sources", one: "source", id: s => s.source_id, name: s => s.source_name || "outlets in their own voice",
      numbers: (book, at) => i => book.claims.source[i] === at,
      columns: [["Speaks as", s => Words.plain(s.source_role)]],
      about: s => [Words.plain(s.source_role)],
      tally: book => numbers => Lists.tally(book, numbers, "source"),
    },
  };
  const K = KINDS[kind];

  function list(book, address, numbers) {
    const counts = K.tally(book)(numbers);
    const search = (address.q || "").toLowerCase();
    const found = [...counts].map(([at, n]) => ({...book[kind][at], n})).filter(x => !search || String(K.name(x)).toLowerCase().includes(search))
      .sort((a, b) => b.n - a.n || String(K.name(a)).localeCompare(String(K.name(b))));
    const cut = Lists.cut(found, address, 50);
    fill(view, el("h1", {}, K.title),
      el("p", {class: "lede", "aria-live": "polite"}, `${Words.plural(found.length, K.one)} in ${Words.plural(numbers.length, "claim")}, those with most claims first.`),
      el("form", {class: "search", role: "search", onsubmit: e => { e.preventDefault(); Address.change({q: e.target.elements.q.value, page: ""}); }},
        el("label", {}, "Search names ", el("input", {type: "search", name: "q", value: address.q || ""})), el("button", {}, "Search")),
      found.length ? Dom.table(cut.items, [
        [Words.title(K.one), x => el("a", {href: Address.link(page, {id: K.id(x)})}, K.name(x))],
        ...K.columns, ["Claims", x => Words.number(x.n), true],
      ], K.title) : Dom.empty(`No ${K.one} is called so, or has claims that pass the filters.`),
      Dom.pager(cut.page, cut.pages, Lists.go));
  }

  /** Who claims what about it: [claimers, how often] of these claims. */
  function claimers(book, numbers) {
    const counts = new Map();
    for (const i of numbers) {
      const c = Ledger.claim(book, i);
      const name = Cards.claimer(book, c);
      if (!counts.has(name)) counts.set(name, {name, of: [0, 0, 0], n: 0});
      counts.get(name).of[c.fact] += 1;
      counts.get(name).n += 1;
    }
    return [...counts.values()].sort((a, b) => b.n - a.n);
  }

  let shape = "";
  let map = null;

  async function one(book, address, passing) {
    const at = book[kind].findIndex(x => K.id(x) === address.id);
    if (at < 0) return fill(view, el("h1", {}, `No such ${K.one}`), Dom.empty(`The ledger has no claim about this ${K.one}.`), el("p", {}, el("a", {href: page}, `All ${kind}`)));
    const thing = book[kind][at];
    const numbers = passing.filter(K.numbers(book, at));
    const all = Array.from({length: book.length}, (_, i) => i).filter(K.numbers(book, at)).length;
    document.title = `${K.name(thing)} · Conflict Ledger`;
    if (shape !== address.id) {
      shape = address.id;
      fill(view,
        el("p", {class: "crumb"}, el("a", {href: Address.link(page)}, K.title)),
        el("h1", {}, K.name(thing)),
        el("p", {class: "lede"}, K.about(thing).filter(Boolean).join(" · ")),
        el("p", {id: "count", "aria-live": "polite"}),
        el("div", {class: "two"},
          el("section", {"aria-labelledby": "where"}, el("h2", {id: "where"}, "Where"), el("div", {id: "map", class: "map low", role: "region", "aria-label": "Map of its claims"}), el("div", {id: "legend", class: "legend"})),
          el("section", {"aria-labelledby": "when"}, el("h2", {id: "when"}, "When"), el("div", {id: "timeline", class: "chart"}))),
        kind === "sources" ? null : el("section", {"aria-labelledby": "who"}, el("h2", {id: "who"}, "Who makes the claims"), el("div", {id: "claimers"})),
        el("section", {"aria-labelledby": "claims-title"}, el("h2", {id: "claims-title"}, "Claims"), el("div", {id: "claims", class: "cards"})));
      map = Maps.create(get("map"));
    }
    get("count").textContent = numbers.length === all ? `${Words.plural(all, "claim")}.` : `${Words.number(numbers.length)} of ${Words.plural(all, "claim")} pass the filters.`;
    Maps.legend(get("legend"), map.show(book, numbers, [0, 1, 2]));
    const time = Charts.timeline(book, numbers);
    if (time) await Charts.draw("timeline", get("timeline"), time.rows, `Its claims by ${time.step} of the event and by kind.`);
    else fill(get("timeline"), Dom.empty("None of these claims says when."));
    if (get("claimers")) fill(get("claimers"), Dom.table(claimers(book, numbers).slice(0, 15), [
      ["Claimed by", x => x.name], ["Strikes", x => Words.number(x.of[0]), true], ["Casualties", x => Words.number(x.of[1]), true], ["Territory", x => Words.number(x.of[2]), true],
    ], "Who makes the claims"));
    await Lists.claims(get("claims"), book, numbers, address);
  }

  Filters.start((book, address, numbers) => {
    if (address.id) return one(book, address, numbers);
    shape = "";
    return list(book, address, numbers);
  });
})();
