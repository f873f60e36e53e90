"use strict";
/* The list of incidents, and one incident: all its claims side by side, where they agree and where they do not. */

(() => {
  const {el, fill, get} = Dom;
  const view = get("view");
  const PART = 500;
  const RELATIONS = {
    corroborates: "agrees with", denies: "denies", disputes_target: "names another target than", disputes_actor: "names another side than",
    disputes_count: "gives another count than", updates: "is newer than", rolls_up: "includes", subset_of: "is part of",
  };
  const DISPUTES = ["denies", "disputes_target", "disputes_actor", "disputes_count"];

  function list(book, address, numbers) {
    const counts = Lists.tally(book, numbers, "incident");
    const found = [...counts].map(([at, n]) => ({...book.incidents[at], n}))
      .filter(i => !address.contested || i.is_contested)
      .sort((a, b) => b.is_contested - a.is_contested || b.source_count - a.source_count || b.n - a.n);
    const cut = Lists.cut(found, address, 50);
    fill(view, el("h1", {}, "Incidents"),
      el("p", {class: "lede", "aria-live": "polite"}, book.incidents.length
        ? `${Words.plural(found.length, "incident")} to which claims that pass the filters were linked; contested ones first.`
        : "An incident is what several claims are about."),
      el("div", {class: "toolbar"}, el("label", {}, el("input", {type: "checkbox", checked: Boolean(address.contested), onchange: e => Address.change({contested: e.target.checked ? "yes" : "", page: ""})}), " Contested only")),
      found.length ? Dom.table(cut.items, [
        ["Incident", i => [el("a", {href: Address.link("incidents.html", {id: i.incident_id})}, Words.incident(i)), i.is_contested ? el("span", {class: "badge denied"}, "contested") : null]],
        ["When", i => Words.when(i.event_date_start, i.event_date_end, i.date_precision)],
        ["Killed, as claimed", i => Words.span(i.killed_lowest, i.killed_highest)],
        ["Claims", i => Words.number(i.claim_count), true], ["Sources", i => Words.number(i.source_count), true], ["Articles", i => Words.number(i.article_count), true], ["Origins", i => Words.number(i.origin_count), true],
      ], "Incidents") : Dom.empty(book.incidents.length ? "No incident has claims that pass the filters." : "This ledger has no incidents: nothing was linked yet."),
      Dom.pager(cut.page, cut.pages, Lists.go));
  }

  async function one(book, address) {
    const at = book.incidents.findIndex(i => i.incident_id === address.id);
    if (at < 0) return fill(view, el("h1", {}, "No such incident"), Dom.empty("The ledger has no incident with this id: what it linked may have been linked anew."), el("p", {}, el("a", {href: "incidents.html"}, "All incidents")));
    const incident = book.incidents[at];
    const part = (await Ledger.load(`incidents/${Math.floor(at / PART)}`))[at % PART];
    const numbers = part.claims.map(([number]) => number);
    const details = await Ledger.details(book, numbers);
    const claims = numbers.map((number, i) => ({...Ledger.claim(book, number), details: details[i], link: part.claims[i]}));
    const articles = [...new Set(claims.map(c => c.article))];
    document.title = `${Words.incident(incident)} · Conflict Ledger`;
    const disputes = part.relations.filter(([relation]) => DISPUTES.includes(relation));
    const others = part.relations.filter(([relation]) => !DISPUTES.includes(relation));
    fill(view,
      el("p", {class: "crumb"}, el("a", {href: Address.link("incidents.html")}, "Incidents")),
      el("h1", {}, Words.incident(incident), " ", incident.is_contested ? el("span", {class: "badge denied"}, "contested") : null),
      el("p", {class: "lede"}, `${Words.title(Words.when(incident.event_date_start, incident.event_date_end, incident.date_precision))}. ${Words.plural(claims.length, "claim")} by ${Words.plural(incident.source_count, "source")} in ${Words.plural(articles.length, "article")}, from ${Words.plural(incident.origin_count, "origin")}.`),
      el("dl", {class: "facts lead"}, [
        ["Attributed to", names(incident.actor_names)], ["Against", names(incident.opponent_names)],
        ["Killed, as claimed", Words.span(incident.killed_lowest, incident.killed_highest)], ["Injured, as claimed", Words.span(incident.injured_lowest, incident.injured_highest)],
      ].filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
      el("div", {class: "two"},
        el("section", {"aria-labelledby": "count-title"}, el("h2", {id: "count-title"}, "Counts on one axis"), el("div", {id: "intervals", class: "chart"}), el("details", {class: "alternative"}, el("summary", {}, "The counts as a table"), el("div", {id: "intervals-table"}))),
        el("section", {"aria-labelledby": "map-title"}, el("h2", {id: "map-title"}, "Where"), el("div", {id: "map", class: "map low", role: "region", "aria-label": "Map of its claims"}), el("div", {id: "legend", class: "legend"}))),
      el("section", {"aria-labelledby": "dispute-title"}, el("h2", {id: "dispute-title"}, "Dispute and agreement"),
        disputes.length ? relations(book, disputes) : Dom.empty("Nobody disputes what another claims here."),
        others.length ? relations(book, others) : null),
      el("section", {"aria-labelledby": "time-title"}, el("h2", {id: "time-title"}, "The toll as it was reported"), el("div", {id: "toll", class: "chart"})),
      el("section", {"aria-labelledby": "claims-title"}, el("h2", {id: "claims-title"}, "Who says what"),
        speakers(book, claims)),
      el("section", {"aria-labelledby": "articles-title"}, el("h2", {id: "articles-title"}, "Articles by origin"), origins(book, articles)));
    await Charts.drawIntervals(book, get("intervals"), get("intervals-table"), Charts.intervals(book, numbers, {most: 60}));
    const map = Maps.create(get("map"));
    const shown = map.show(book, numbers, [0, 1, 2]);
    Maps.legend(get("legend"), shown);
    if (!shown.length) fill(get("legend"), Dom.empty("None of these claims has a place on the map."));
    const toll = Charts.intervals(book, numbers, {each: true, most: 200}).rows
      .filter(r => book.articles[r.number.article].published_on)
      .map(({number, ...r}) => ({...r, day: Date.parse(book.articles[number.article].published_on)}));
    if (toll.length) await Charts.draw("toll", get("toll"), toll, "Counts by the day on which they were published.");
    else fill(get("toll"), Dom.empty("No count with a date of publication."));
  }

  // Several names may be a dispute: the claims below say who names whom.
  const names = text => text && text.split("; ").join(" or ");

  const relations = (book, found) => el("ul", {class: "relations"}, found.map(([relation, from, to, rule, detail]) => {
    const [a, b] = [Ledger.claim(book, from), Ledger.claim(book, to)];
    const claim = c => el("a", {href: Cards.toArticle(book, c)}, Cards.title(book, c));
    return el("li", {class: DISPUTES.includes(relation) ? "dispute" : null}, el("b", {}, Cards.claimer(book, a)), ": ", claim(a), ` ${RELATIONS[relation] || Words.plain(relation)} `,
      el("b", {}, Cards.claimer(book, b)), ": ", claim(b), el("span", {class: "faint", title: detail}, ` · ${rule}`));
  }));

  /** A column for each speaker. What a speaker says alike in several articles is one card, with all of them. */
  function speakers(book, claims) {
    const bySpeaker = new Map();
    for (const c of claims) {
      const name = Cards.claimer(book, c);
      if (!bySpeaker.has(name)) bySpeaker.set(name, new Map());
      const same = `${c.fact}|${c.modality}|${c.scope}|${Cards.title(book, c)}`;
      const group = bySpeaker.get(name);
      if (!group.has(same)) group.set(same, []);
      group.get(same).push(c);
    }
    const columns = [...bySpeaker].sort((a, b) => b[1].size - a[1].size || a[0].localeCompare(b[0]));
    return el("div", {class: "speakers"}, columns.map(([name, groups]) => el("section", {"aria-label": name}, el("h3", {class: "speaker"}, name), el("div", {class: "cards"}, [...groups.values()].map(group => {
      const [c, ...again] = group;
      return Cards.card(book, c, c.details, {noIncident: true, heading: "h4", actions: [
        again.length ? el("p", {class: "where faint"}, `The same in ${Words.plural(again.length, "more article")}: `, again.map((other, i) => [i ? ", " : "", el("a", {href: Cards.toArticle(book, other)}, book.articles[other.article].publisher || Cards.articleTitle(book.articles[other.article]))])) : null,
        el("details", {class: "why"}, el("summary", {}, `Why it was linked (${Number(c.link[1]).toFixed(2)})`), el("p", {}, c.link[2] || "")),
      ]});
    })))));
  }

  /** Articles under the origin that they go back to: copies of one report are one voice. */
  function origins(book, articles) {
    const groups = new Map();
    for (const at of articles) {
      const key = book.articles[at].origin_id || `own ${at}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(book.articles[at]);
    }
    return el("ol", {class: "plain"}, [...groups.values()].sort((a, b) => b.length - a.length).map(group => el("li", {},
      group.length > 1 ? `${group.length} articles that go back to one report: ` : "",
      group.map((a, i) => [i ? ", " : "", el("a", {href: Address.link("articles.html", {id: a.article_id})}, Cards.articleTitle(a)), el("span", {class: "faint"}, ` ${a.publisher || "publisher unknown"}, ${Words.day(a.published_on) || "undated"}`)]))));
  }

  Filters.start((book, address, numbers) => address.id ? one(book, address) : list(book, address, numbers));
})();
