"use strict";
/* Rows for the charts, whose looks are Altair's (data/charts.js), drawn by Vega without eval. */

const Charts = (() => {
  const DAY = 86400000;
  const MAX_BARS = 60;
  const MAX_ROWS = 28;
  const views = new Map();

  /** Draws a chart of these rows into `target`, as wide as there is room; drawing again replaces it. */
  async function draw(name, target, rows, description) {
    const specs = await Ledger.load("charts");
    const spec = structuredClone(specs[name]);
    if (views.has(target)) views.get(target).finalize();
    target.replaceChildren();
    spec.width = Math.max(260, Math.min(1000, target.clientWidth));
    spec.data.find(d => d.name === "rows").values = rows;
    spec.description = description;
    if (spec.width < 420) for (const legend of spec.legends || []) legend.columns = 2;
    const drawn = await vegaEmbed(target, spec, {
      mode: "vega", ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: {disableDefaultStyle: true},
      logLevel: 1,
    });
    views.set(target, drawn);
    const svg = target.querySelector("svg");
    // One picture with one description; the table below each chart has the figures.
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", description);
    for (const part of svg.children) part.setAttribute("aria-hidden", "true");
    svg.querySelectorAll("[role]").forEach(part => part.removeAttribute("role"));
  }

  /** Steps for bars: days, weeks, months or years, whichever gives at most MAX_BARS of them. */
  function steps(first, last) {
    const span = (Date.parse(last) - Date.parse(first)) / DAY + 1;
    const whole = n => ({
      start: iso => Math.floor(Date.parse(iso) / (n * DAY)) * n * DAY,
      end: start => start + n * DAY,
      name: n === 1 ? "day" : "week",
      say: start => n === 1 ? Words.day(iso(start)) : `week of ${Words.day(iso(start))}`,
    });
    if (span <= MAX_BARS) return whole(1);
    if (span / 7 <= MAX_BARS) return whole(7);
    if (span / 30 <= MAX_BARS) return {
      start: iso => Date.parse(iso.slice(0, 7) + "-01"),
      end: start => Date.UTC(new Date(start).getUTCFullYear(), new Date(start).getUTCMonth() + 1, 1),
      name: "month",
      say: start => Words.month(iso(start)),
    };
    return {
      start: iso => Date.parse(iso.slice(0, 4) + "-01-01"),
      end: start => Date.UTC(new Date(start).getUTCFullYear() + 1, 0, 1),
      name: "year",
      say: start => iso(start).slice(0, 4),
    };
  }

  const iso = time => new Date(time).toISOString().slice(0, 10);

  /** Parts of bars, one on the other: rows of {from, to, low, high, kind, n}. */
  function stacked(counts, edges) {
    const rows = [];
    for (const [start, byFact] of [...counts].sort((a, b) => a[0] - b[0])) {
      let low = 0;
      byFact.forEach((n, fact) => {
        if (n) rows.push({...edges(start), low, high: low + n, kind: Words.FACT_TITLES[fact], n});
        low += n;
      });
    }
    return rows;
  }

  /** Claims by when their events are dated. Gives the rows and the name of a step, or null if none is dated. */
  function timeline(book, numbers) {
    const dated = numbers.filter(i => book.claims.from[i]);
    if (!dated.length) return null;
    const [first, last] = period(dated.map(i => book.claims.from[i]).sort());
    const step = steps(first, last);
    const counts = new Map();
    const drawn = dated.filter(i => book.claims.from[i] >= first && book.claims.from[i] <= last);
    for (const i of drawn) {
      const start = step.start(book.claims.from[i]);
      if (!counts.has(start)) counts.set(start, [0, 0, 0]);
      counts.get(start)[book.claims.fact[i]] += 1;
    }
    const rows = stacked(counts, start => ({from: start, to: step.end(start), when: step.say(start)}));
    return {rows: [...margins(rows), ...rows], table: rows, step: step.name, dated: dated.length, outside: dated.length - drawn.length, first, last};
  }

  /** The first and last of these sorted dates; a hundredth at either end stays out where it would double the time. */
  function period(dates) {
    const edge = Math.floor(dates.length / 100);
    const [first, last] = [dates[0], dates.at(-1)];
    const [early, late] = [dates[edge], dates[dates.length - 1 - edge]];
    const span = (a, b) => Date.parse(b) - Date.parse(a) + DAY;
    return [span(first, late) > 2 * span(early, late) ? early : first, span(early, last) > 2 * span(early, late) ? late : last];
  }

  /** Nothing, before and after: one bar alone would else be as wide as the chart. */
  function margins(rows) {
    const [from, to] = [rows[0].from, rows.at(-1).to];
    const room = Math.max(0, 7 * (rows[0].to - from) - (to - from)) / 2;
    return room ? [from - room, to + room].map(at => ({from: at, to: at, low: 0, high: 0, kind: rows[0].kind, n: 0, when: ""})) : [];
  }

  /** Claims by confidence, in steps of a twentieth. */
  function confidence(book) {
    const counts = new Map();
    for (let i = 0; i < book.length; i++) {
      const start = Math.min(19, Math.floor(book.claims.confidence[i] * 20 + 1e-9));
      if (!counts.has(start)) counts.set(start, [0, 0, 0]);
      counts.get(start)[book.claims.fact[i]] += 1;
    }
    return stacked(counts, start => ({from: start / 20, to: (start + 1) / 20}));
  }

  const CLASSES = ["civilian", "combatant", "mixed", "unknown"];

  /** Casualty counts as rows of the chart of intervals, by victims and by who claims; equal rows are one. Where all
      would be too many, the largest counts of each class of victims are shown. Gives the rows, and how many there
      were before the cut. With `each` no rows are put together. */
  function intervals(book, numbers, {each = false, most = MAX_ROWS} = {}) {
    const {fact, source, article, kind, victim_class: victims, modality, min, max} = book.claims;
    const counted = numbers.filter(i => fact[i] === 1 && min[i] !== null);
    const groups = new Map();
    for (const i of counted) {
      const who = book.sources[source[i]].source_name ? source[i] : `by ${article[i]}`;
      const key = each ? i : `${who}|${kind[i]}|${victims[i]}|${modality[i]}|${min[i]}|${max[i]}`;
      const group = groups.get(key);
      if (group) group.n += 1;
      else groups.set(key, {first: i, min: min[i], n: 1});
    }
    const largest = [...groups.values()].sort((a, b) => b.min - a.min);
    const kept = CLASSES.flatMap(name => largest.filter(g => victims[g.first] === name).slice(0, groups.size > most ? most / CLASSES.length : most))
      .map(g => ({...g, c: Ledger.claim(book, g.first)}));
    for (const g of kept) g.claimer = Cards.claimer(book, g.c);
    const byClaimer = new Map();
    for (const g of kept) byClaimer.set(g.claimer, (byClaimer.get(g.claimer) || 0) + g.n);
    kept.sort((a, b) => CLASSES.indexOf(a.c.victim_class) - CLASSES.indexOf(b.c.victim_class)
      || byClaimer.get(b.claimer) - byClaimer.get(a.claimer) || a.claimer.localeCompare(b.claimer) || b.min - a.min);
    const top = Math.max(1, ...kept.map(g => g.c.max === null ? g.c.min : g.c.max));
    const rows = kept.map((g, order) => ({
      row: String(order),
      order,
      label: `${short(g.claimer)}: ${Words.interval(g.c.min, g.c.max)} ${Words.plain(g.c.kind)}${g.c.modality === "asserted" ? "" : ` (${g.c.modality})`}${g.n > 1 ? ` · ${g.n} claims` : ""}`,
      low: g.c.min,
      high: g.c.max === null ? Math.max(g.c.min * 1.6 + 1, Math.min(top * 1.15, g.c.min * 3)) : g.c.max,
      open: g.c.max === null,
      said: Words.interval(g.c.min, g.c.max) + (g.n > 1 ? ` (${g.n} claims)` : ""),
      victims: Words.VICTIMS[g.c.victim_class] || "unknown",
      claim: `${Cards.byline(book, g.c)}: ${Cards.title(book, g.c)}`,
      claimer: g.claimer,
      outcome: Words.plain(g.c.kind),
      n: g.n,
      number: g.c,
    }));
    return {rows, total: groups.size};
  }

  const short = text => text.length > 34 ? text.slice(0, 33) + "…" : text;

  /** A chart of intervals with its table. */
  async function drawIntervals(book, target, tableTarget, found) {
    if (!found.rows.length) {
      target.replaceChildren(Dom.empty("No casualty count passes the filters."));
      Dom.fill(tableTarget);
      return;
    }
    await draw("intervals", target, found.rows.map(({number, ...row}) => row), `Casualty counts as intervals: ${found.rows.length} rows, by who claims them. The table below has the same.`);
    Dom.fill(tableTarget, Dom.table(found.rows, [
      ["Claimed by", r => r.claimer], ["Outcome", r => r.outcome], ["Victims", r => r.victims], ["How many", r => r.said],
    ], "Casualty counts"));
  }

  return {draw, timeline, intervals, drawIntervals, confidence};
})();
