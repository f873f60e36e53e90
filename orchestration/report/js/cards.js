"use strict";
/* A claim as people read it: what, where, when; claimed by whom; the words; and the way to them. */

const Cards = (() => {
  const {el} = Dom;

  const place = (book, c) => c.place === null ? null : book.places[c.place];
  const actor = (book, at) => at === null ? null : book.actors[at];

  /** A short title: "Shelling of El Fasher", "22 or more killed, civilians". */
  function title(book, c) {
    const where = place(book, c);
    const here = where ? ` · ${where.place_name}` : "";
    if (c.fact === 1) {
      const who = c.victim_class && c.victim_class !== "unknown" ? `, ${c.victim_class === "mixed" ? "civilians and combatants" : Words.VICTIMS[c.victim_class]}` : "";
      return `${Words.interval(c.min, c.max)} ${Words.plain(c.kind)}${who}${here}`;
    }
    return `${Words.title(Words.plain(c.kind))}${here}`;
  }

  /** Who claims it, as words. */
  function claimer(book, c) {
    const source = c.source === null ? null : book.sources[c.source];
    if (source && source.source_name) return source.source_name;
    return `${book.articles[c.article].publisher || "the outlet"}, in its own voice`;
  }

  const articleTitle = a => a.title || `Untitled (${a.source_ref || a.article_id})`;
  const toArticle = (book, c) => Address.link("articles.html", {id: book.articles[c.article].article_id, claim: c.claim_id});

  const PARTIES = [["attributed to", "target of"], ["attributed to", "victims from"], ["gained by", "lost by"]];

  /** [name, value] pairs of everything else that is known; `d` is the row of details. */
  function facts(book, c, d) {
    const where = place(book, c);
    const source = c.source === null ? null : book.sources[c.source];
    const party = (id, text) => {
      const known = actor(book, id);
      if (!known) return text || null;
      const link = el("a", {href: Address.link("actors.html", {id: known.actor_id})}, known.actor_name);
      return text && text !== known.actor_name ? [link, ` (“${text}”)`] : link;
    };
    const by = d.attacker_text || d.perpetrator_text || d.gainer_text;
    const on = d.target_actor_text || d.victim_actor_text || d.loser_text;
    const range = (low, high) => low === null && high === null || low === undefined ? null : Words.interval(low, high);
    const all = [
      ["Claimed by", source && source.source_name
        ? [el("a", {href: Address.link("sources.html", {id: source.source_id})}, source.source_name), ` (${Words.plain(source.source_role)})`, d.source_text && d.source_text !== source.source_name ? `, “${d.source_text}”` : ""]
        : claimer(book, c)],
      ["Relayed by", d.source_via],
      [Words.title(PARTIES[c.fact][0]), party(c.by, by)],
      [Words.title(PARTIES[c.fact][1]), party(c.on, on)],
      ["Target", d.target_text && (d.target_class ? `“${d.target_text}” (${Words.plain(d.target_class)})` : `“${d.target_text}”`)],
      ["Weapon", d.weapon_text],
      ["Launched from", d.launched_from],
      ["Strikes", range(d.strikes_min, d.strikes_max)],
      ["Targets hit", range(d.targets_min, d.targets_max)],
      ["Munitions", range(d.munitions_min, d.munitions_max)],
      ["Intercepted", range(d.intercepted_min, d.intercepted_max)],
      ["Count as written", d.count_text && `“${d.count_text}”, coded by the rule ${Words.plain(d.count_rule)}`],
      ["Victims", d.victims_text && `“${d.victims_text}”`],
      ["Places", range(d.places_min, d.places_max)],
      ["Distance", range(d.distance_km_min, d.distance_km_max) && `${Words.interval(d.distance_km_min, d.distance_km_max)} km`],
      ["Direction", d.direction],
      ["Measured to", d.reference_text],
      ["Place", where && [el("a", {href: Address.link("places.html", {id: where.place_id})}, where.place_name),
        `, ${where.country_name || ""}`, d.place_text && d.place_text !== where.place_name ? ` (“${d.place_text}”)` : "", ` · ${Words.PRECISIONS[c.where_precision] || ""}`] || d.place_text && `“${d.place_text}”, not on the map`],
      ["Date", Words.when(c.from, c.to, c.date_precision)],
      ["Scope", c.scope === "incident" ? null : Words.plain(c.scope)],
      ["Said how", [Words.plain(c.attribution), d.cue ? `, “${d.cue}”` : "", d.evidential_basis ? `; rests on ${Words.plain(d.evidential_basis)}` : ""]],
      ["Carried over", d.inherited && `${d.inherited.split(";").map(Words.plain).join(", ")}: from earlier in the article`],
      ["Superseded", c.superseded ? "yes: the same source gives a newer count" : null],
      ["Reviewed as", d.review_verdict && Words.plain(d.review_verdict)],
      ["Rule", d.rule && el("code", {}, d.rule)],
      ["Confidence", `${c.confidence.toFixed(2)} that the article says this`],
    ];
    return all.filter(([, value]) => value);
  }

  const badges = c => [
    c.modality !== "asserted" ? el("span", {class: `badge ${c.modality}`}, c.modality) : null,
    c.scope !== "incident" ? el("span", {class: "badge"}, Words.plain(c.scope)) : null,
    c.superseded ? el("span", {class: "badge"}, "superseded") : null,
  ];

  /** "claimed by N. N. as possible, 9 October 2015" */
  const byline = (book, c) => `${c.modality === "denied" ? "denied by" : "claimed by"} ${claimer(book, c)}${Words.MODALITIES[c.modality] && c.modality !== "denied" ? ", " + Words.MODALITIES[c.modality] : ""}`;

  /** A claim in a list, with its words and the way to them. */
  function card(book, c, d, options = {}) {
    const article = book.articles[c.article];
    const incident = c.incident === null || c.incident === undefined ? null : book.incidents[c.incident];
    return el("article", {class: `card ${Ledger.FACTS[c.fact]}`, id: options.id || null, "aria-label": title(book, c)},
      el(options.heading || "h3", {class: "what"}, options.label ? el("span", {class: `tag ${Ledger.FACTS[c.fact]}`}, options.label) : null, title(book, c), badges(c)),
      el("p", {class: "who"}, byline(book, c), el("span", {class: "faint"}, ` · ${Words.when(c.from, c.to, c.date_precision)}`)),
      el("blockquote", {}, d.evidence_text),
      options.quiet ? null : el("p", {class: "where"},
        el("a", {href: toArticle(book, c)}, "Show in the article"), " · ", articleTitle(article), el("span", {class: "faint"}, ` · ${article.publisher || "publisher unknown"}, ${Words.day(article.published_on) || "undated"}`)),
      options.actions || null,
      incident && !options.noIncident ? el("p", {class: "where"}, el("a", {href: Address.link("incidents.html", {id: incident.incident_id})}, incident.claim_count > 1 ? `All ${Words.number(incident.claim_count)} claims of this incident` : "The incident of this claim")) : null,
      options.full ? el("dl", {class: "facts"}, facts(book, c, d).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null);
  }

  return {title, claimer, byline, card, facts, badges, articleTitle, toArticle};
})();
