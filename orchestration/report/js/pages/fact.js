"use strict";
/* One fact table with all its columns: search, sort, pages, and what is shown as CSV. */

(() => {
  const {el, fill, get} = Dom;
  const view = get("view");
  const fact = Ledger.FACTS.indexOf(view.dataset.fact);
  const ON_A_PAGE = 25;
  const KIND = ["strike_type", "outcome", "change_type"][fact];
  // What stands in the table; the CSV has everything.
  const SHOWN = [
    [["event_date_start", "Date"], ["strike_type", "Kind"], ["place_name", "Place"], ["attacker_name", "Attributed to"], ["target_text", "Target"], ["weapon_text", "Weapon"], ["source_name", "Claimed by"], ["modality", "Modality"], ["confidence", "Confidence"]],
    [["event_date_start", "Date"], ["outcome", "Outcome"], ["count_min", "Least"], ["count_max", "Most"], ["count_text", "As written"], ["victim_class", "Victims"], ["place_name", "Place"], ["source_name", "Claimed by"], ["modality", "Modality"], ["confidence", "Confidence"]],
    [["event_date_start", "Date"], ["change_type", "Kind"], ["place_name", "Place"], ["gainer_name", "Gained by"], ["loser_name", "Lost by"], ["source_name", "Claimed by"], ["modality", "Modality"], ["confidence", "Confidence"]],
  ][fact];
  const NUMBERS = ["count_min", "count_max", "confidence"];
  let all = null;

  /** All rows of the fact, as the table in ledger.duckdb has them but for the keys of the machinery. */
  async function read(book) {
    const numbers = Array.from({length: book.starts[fact + 1] - book.starts[fact]}, (_, i) => book.starts[fact] + i);
    const details = await Ledger.details(book, numbers);
    return new Map(numbers.map((number, i) => {
      const c = Ledger.claim(book, number);
      const a = book.articles[c.article];
      const place = c.place === null ? {} : book.places[c.place];
      const source = c.source === null ? {} : book.sources[c.source];
      const row = {
        claim_id: c.claim_id, article_id: a.article_id, publisher: a.publisher, published_on: a.published_on, article_title: a.title, [KIND]: c.kind,
        event_date_start: c.from, event_date_end: c.to, date_precision: c.date_precision, place_id: place.place_id || null, place_name: place.place_name || null,
        country_code: place.country_code || null, latitude: place.latitude ?? null, longitude: place.longitude ?? null, where_precision: c.where_precision,
        source_name: source.source_name || null, source_role: source.source_role || null, scope: c.scope, modality: c.modality, attribution: c.attribution,
        ...(fact === 1 ? {count_min: c.min, count_max: c.max, victim_class: c.victim_class, superseded: c.superseded} : {}),
        ...details[i], evidence_start: c.start, evidence_end: c.end, confidence: c.confidence, number,
      };
      row.search = Object.values(row).filter(v => typeof v === "string").join(" ").toLowerCase();
      return [number, row];
    }));
  }

  const cell = (row, name) => {
    const value = row[name];
    if (name === "source_name" && !value) return [row.publisher || "the outlet", el("span", {class: "faint"}, " in its own voice")];
    if (value === null || value === undefined) return "";
    if (name === "event_date_start") return Words.when(value, row.event_date_end, row.date_precision);
    if (name === "confidence") return value.toFixed(2);
    if (NUMBERS.includes(name)) return Words.number(value);
    return name.endsWith("_text") ? `“${value}”` : ["strike_type", "outcome", "change_type", "victim_class", "modality"].includes(name) ? Words.plain(value) : value;
  };

  function compare(name, down) {
    const sign = down ? -1 : 1;
    return (a, b) => {
      const [x, y] = [a[name], b[name]];
      if (x === y) return 0;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      return (typeof x === "number" ? x - y : String(x).localeCompare(String(y))) * sign;
    };
  }

  /** The rows as a file. A leading = + - @ would be a formula in a spreadsheet, so it gets an apostrophe. */
  function csv(rows) {
    const names = Object.keys(rows[0]).filter(name => name !== "number" && name !== "search");
    const quote = value => {
      if (name === "source_name" && !value) return [row.publisher || "the outlet", el("span", {class: "faint"}, " in its own voice")];
    if (value === null || value === undefined) return "";
      const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [names.join(","), ...rows.map(row => names.map(name => quote(row[name])).join(","))].join("\r\n") + "\r\n";
  }

  function download(rows) {
    const url = URL.createObjectURL(new Blob([csv(rows)], {type: "text/csv;charset=utf-8"}));
    el("a", {href: url, download: `${view.dataset.fact}.csv`}).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  async function draw(book, address, numbers) {
    all = all || await read(book);
    const search = (address.q || "").toLowerCase();
    const [by, down] = (address.sort || "").startsWith("-") ? [address.sort.slice(1), true] : [address.sort, false];
    const rows = numbers.filter(i => all.has(i)).map(i => all.get(i)).filter(row => !search || row.search.includes(search));
    if (by && SHOWN.some(([name]) => name === by)) rows.sort(compare(by, down));
    const cut = Lists.cut(rows, address, ON_A_PAGE);
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.sort : null;
    const heading = ([name, label]) => el("th", {scope: "col", class: NUMBERS.includes(name) ? "number" : null, "aria-sort": by === name ? down ? "descending" : "ascending" : null},
      el("button", {type: "button", "data-sort": name, onclick: () => Address.change({sort: by === name && !down ? `-${name}` : by === name ? "" : name, page: ""})}, label,
        el("span", {"aria-hidden": "true"}, by === name ? down ? " ▼" : " ▲" : "")));
    fill(view, el("h1", {}, Words.FACT_TITLES[fact]),
      el("p", {class: "lede", "aria-live": "polite"}, `${Words.plural(rows.length, "row")}${rows.length < all.size ? ` of ${Words.number(all.size)}` : ""}. Each is one claim, by one source, in one article, about one place.`),
      el("form", {class: "search", role: "search", onsubmit: e => { e.preventDefault(); Address.change({q: e.target.elements.q.value, page: ""}); }},
        el("label", {}, "Search all columns ", el("input", {type: "search", name: "q", value: address.q || ""})), el("button", {}, "Search"),
        el("button", {type: "button", class: "download", disabled: !rows.length, onclick: () => download(rows)}, `Download ${Words.plural(rows.length, "row")} as CSV`)),
      rows.length ? el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": Words.FACT_TITLES[fact]},
        el("table", {class: "fact"}, el("caption", {class: "hidden"}, Words.FACT_TITLES[fact]),
          el("thead", {}, el("tr", {}, SHOWN.map(heading), el("th", {scope: "col"}, "In which words"))),
          el("tbody", {}, cut.items.map(row => el("tr", {}, SHOWN.map(([name]) => el("td", {class: NUMBERS.includes(name) ? "number" : name}, cell(row, name))),
            el("td", {class: "words"}, el("q", {}, row.evidence_text), " ", el("a", {href: Address.link("articles.html", {id: row.article_id, claim: row.claim_id})}, "Show in the article"))))))) 
        : Dom.empty(all.size ? "No row passes the filters and the search." : "This table has no rows: no article makes such a claim."),
      Dom.pager(cut.page, cut.pages, Lists.go));
    const again = focused && view.querySelector(`[data-sort="${focused}"]`);
    if (again) again.focus();
  }

  Filters.start(draw);
})();
