"use strict";
/* The list of articles, and one article: its text with every claim in place, and a card for each claim. */

(() => {
  const {el, fill, get} = Dom;
  const LETTERS = ["S", "C", "T"];
  const TABLES = {strikes: "strike", casualties: "casualty claim", territory: "territorial change"};
  // What the reader switched on; it outlives the step from one claim to the next.
  const shown = {mentions: false, rejected: false};
  let current = null;

  async function list(book, address, numbers) {
    const counts = Lists.tally(book, numbers, "article");
    const filtered = Boolean(Filters.inWords(book, address));
    const search = (address.q || "").toLowerCase();
    const found = book.articles.map((a, i) => ({...a, index: i, n: counts.get(i) || 0}))
      .filter(a => (!filtered || a.n) && (!search || `${a.title} ${a.publisher} ${a.source_ref}`.toLowerCase().includes(search)));
    const cut = Lists.cut(found, address, 50);
    fill(get("view"), el("h1", {}, "Articles"),
      el("p", {class: "lede", "aria-live": "polite"}, filtered ? `${Words.plural(found.length, "article")} with claims that pass the filters.` : `${Words.plural(found.length, "article")}, the latest first.`),
      searchBox(address),
      found.length ? Dom.table(cut.items, [
        ["Article", a => el("a", {href: Address.link("articles.html", {id: a.article_id})}, Cards.articleTitle(a))],
        ["Publisher", a => a.publisher || ""], ["Published", a => Words.day(a.published_on)],
        [filtered ? "Claims that pass" : "Claims", a => Words.number(a.n), true],
      ], "Articles") : Dom.empty("No article is called so, or has claims that pass the filters."),
      Dom.pager(cut.page, cut.pages, Lists.go));
  }

  const searchBox = address => el("form", {class: "search", role: "search", onsubmit: e => { e.preventDefault(); Address.change({q: e.target.elements.q.value, page: ""}); }},
    el("label", {}, "Search titles and publishers ", el("input", {type: "search", name: "q", value: address.q || ""})), el("button", {}, "Search"));


  async function one(book, address) {
    const index = book.articles.findIndex(a => a.article_id === address.id);
    if (index < 0) return fill(get("view"), el("h1", {}, "No such article"), Dom.empty("The ledger holds no article with this id. It may have been removed from the inbox."), el("p", {}, el("a", {href: "articles.html"}, "All articles")));
    const meta = book.articles[index];
    const part = await Ledger.load(`articles/${meta.part}`);
    const article = part.find(a => a.article === index);
    const numbers = article.claims.map(([number]) => number);
    const details = await Ledger.details(book, numbers);
    const seen = [0, 0, 0];
    const claims = article.claims.map(([number, roles], i) => ({...Ledger.claim(book, number), roles, details: details[i]}))
      .sort((a, b) => a.start - b.start || a.end - b.end || a.fact - b.fact || a.number - b.number);
    claims.forEach(c => { c.label = `${LETTERS[c.fact]}${++seen[c.fact]}`; });
    current = {book, meta, article, claims, text: Array.from(article.text)};
    document.title = `${Cards.articleTitle(meta)} · Conflict Ledger`;
    const link = /^https?:\/\//i.test(meta.url || "") ? el("a", {href: meta.url, rel: "noopener noreferrer"}, "as published") : null;
    fill(get("view"),
      el("p", {class: "crumb"}, el("a", {href: Address.link("articles.html")}, "Articles")),
      el("h1", {}, Cards.articleTitle(meta)),
      el("p", {class: "lede"}, `${meta.publisher || "Publisher unknown"}, ${Words.day(meta.published_on) || "undated"}`, link ? [" · ", link] : null,
        el("span", {class: "faint"}, ` · ${meta.source_ref || meta.article_id}`)),
      el("p", {}, claims.length ? `${Words.plural(claims.length, "claim")}: ${Words.FACT_ONE.map((one, f) => [claims.filter(c => c.fact === f).length, one]).filter(([n]) => n).map(([n, one]) => Words.plural(n, one)).join(", ")}.` : meta.extraction_status === "done" ? "This article makes no claim that the codebook counts." : "This article could not be read."),
      el("div", {class: "toolbar"},
        toggle("mentions", `Show names, numbers and dates (${article.mentions.length})`),
        toggle("rejected", `Show what was seen and not coded (${article.rejected.length})`)),
      el("div", {class: "reading"},
        el("div", {class: "text", id: "text", lang: "en"}),
        el("section", {class: "panel", id: "panel", "aria-label": "Claims of this article"})));
    select(address.claim);
  }

  const toggle = (name, label) => el("label", {}, el("input", {type: "checkbox", checked: shown[name], onchange: e => { shown[name] = e.target.checked; select(Address.read().claim, false); }}), " ", label);

  /** Marks one claim in the text and opens its card. */
  function select(id, scroll = true) {
    const chosen = current.claims.find(c => c.claim_id === id) || null;
    fill(get("text"), paragraphs(chosen));
    const {book, claims, article} = current;
    fill(get("panel"),
      claims.map(c => {
        const on = c === chosen;
        const card = Cards.card(book, c, c.details, {
          id: `card-${c.label}`, label: c.label, heading: "h2", quiet: true, full: on,
          actions: el("p", {class: "where"}, el("a", {href: Address.link("articles.html", {id: current.meta.article_id, claim: c.claim_id}), "aria-current": on ? "true" : null}, on ? "Shown in the text" : "Show in the text")),
        });
        if (on) card.classList.add("on");
        return card;
      }),
      !claims.length ? Dom.empty("No claims.") : null,
      shown.rejected ? el("section", {"aria-label": "Seen and not coded"}, el("h2", {}, "Seen and not coded"),
        article.rejected.length ? el("ul", {class: "rejected"}, article.rejected.map(([table, start, end, reason]) => el("li", {}, el("q", {}, slice(start, end)), ` as a ${TABLES[table] || table}: ${reason}`))) : Dom.empty("Nothing.")) : null);
    if (!chosen || !scroll) return;
    const mark = document.querySelector("#text .on");
    if (mark) mark.scrollIntoView({block: "center"});
    const card = get(`card-${chosen.label}`);
    const panel = get("panel");
    if (getComputedStyle(panel).overflowY === "auto") panel.scrollTop = card.offsetTop - 8;
    const tag = document.querySelector(`#text a[data-label="${chosen.label}"]`);
    if (tag) tag.focus({preventScroll: true});
  }

  const slice = (start, end) => current.text.slice(start, end).join("");

  /** The text in paragraphs, cut wherever a span begins or ends; a piece knows all spans that cover it. */
  function paragraphs(chosen) {
    const {claims, article, text} = current;
    const spans = [
      ...claims.map(c => ({start: c.start, end: c.end, claim: c})),
      ...(chosen ? chosen.roles.map(([role, start, end]) => ({start, end, role})) : []),
      ...(shown.mentions ? article.mentions.map(([kind, start, end]) => ({start, end, mention: kind})) : []),
      ...(shown.rejected ? article.rejected.map(([table, start, end, reason]) => ({start, end, rejected: `not coded as a ${TABLES[table] || table}: ${reason}`})) : []),
    ];
    const cuts = new Set([0, text.length]);
    for (const s of spans) { cuts.add(s.start); cuts.add(s.end); }
    text.forEach((character, i) => { if (character === "\n") { cuts.add(i); cuts.add(i + 1); } });
    const edges = [...cuts].sort((a, b) => a - b);
    const all = [];
    let paragraph = [];
    for (let i = 0; i + 1 < edges.length; i++) {
      const [start, end] = [edges[i], edges[i + 1]];
      const words = slice(start, end);
      if (words === "\n") {
        if (paragraph.length) all.push(el("p", {}, paragraph));
        paragraph = [];
      } else paragraph.push(piece(words, start, spans.filter(s => s.start <= start && s.end >= end), chosen));
    }
    if (paragraph.length) all.push(el("p", {}, paragraph));
    return all.length ? all : Dom.empty("The text is empty.");
  }

  function piece(words, start, covering, chosen) {
    let node = document.createTextNode(words);
    const claims = covering.filter(s => s.claim).map(s => s.claim);
    for (const s of covering.filter(s => s.rejected)) node = el("span", {class: "not-coded", title: s.rejected}, node);
    for (const s of covering.filter(s => s.mention)) node = el("span", {class: `mention ${s.mention}`, title: s.mention}, node);
    const roles = covering.filter(s => s.role);
    if (roles.length) {
      const begun = roles.filter(s => s.start === start).map(s => Words.ROLES[s.role] || s.role);
      node = el("span", {class: "role"}, begun.length ? el("span", {class: "role-name"}, begun.join(", "), " ") : null, node);
    }
    if (!claims.length) return node;
    const facts = [...new Set(claims.map(c => Ledger.FACTS[c.fact]))];
    const tags = claims.filter(c => c.start === start).map(c => el("a", {
      class: `tag ${Ledger.FACTS[c.fact]}`, "data-label": c.label, href: Address.link("articles.html", {id: current.meta.article_id, claim: c.claim_id}),
      "aria-label": `Claim ${c.label}: ${Cards.title(current.book, c)}, ${Cards.byline(current.book, c)}`, "aria-current": c === chosen ? "true" : null,
    }, c.label));
    const mark = el("mark", {class: [...facts, claims.includes(chosen) ? "on" : "", `depth-${Math.min(3, claims.length)}`].join(" ")}, node);
    // A click on words goes on to the next of the claims that they belong to; the keyboard has the tags.
    mark.addEventListener("click", event => {
      if (event.target.closest("a") || getSelection().toString()) return;
      const next = claims[(claims.indexOf(chosen) + 1) % claims.length];
      Address.change({claim: next.claim_id}, true);
    });
    return [tags, mark];
  }

  let drawn = "";
  Filters.start(async (book, address, numbers) => {
    const about = `${address.id}`;
    if (address.id && drawn === about && current) return select(address.claim);
    drawn = address.id ? about : "";
    return address.id ? one(book, address) : list(book, address, numbers);
  });
})();
