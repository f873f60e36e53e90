"use strict";
/* The overview: the same claims as a sentence, figures, a map, a time line and intervals. */

(() => {
  const {el, fill, get} = Dom;
  const CONTESTED = 6;
  let map;

  function summary(book, address, numbers) {
    if (!numbers.length) return book.length ? "No claim passes the filters. Clear them to see all." : "The ledger holds no claims yet. Put reports into the inbox and run make run.";
    const articles = Lists.tally(book, numbers, "article");
    const published = [...articles.keys()].map(a => book.articles[a].published_on).filter(Boolean).sort();
    const publishers = new Set([...articles.keys()].map(a => book.articles[a].publisher).filter(Boolean));
    const places = [...Lists.tally(book, numbers, "place")].sort((a, b) => b[1] - a[1]);
    const countries = new Map();
    for (const [place, n] of places) {
      const country = book.places[place].country_name;
      if (country) countries.set(country, (countries.get(country) || 0) + n);
    }
    const top = [...countries].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([name]) => name);
    const period = !published.length ? "of unknown date" : published[0] === published.at(-1) ? `published on ${Words.day(published[0])}` : `published from ${Words.day(published[0])} to ${Words.day(published.at(-1))}`;
    const filtered = numbers.length < book.length ? ` of ${Words.number(book.length)}` : "";
    return `${Words.number(numbers.length)}${filtered} claims in ${articles.size < book.articles.length ? `${Words.number(articles.size)} of ` : ""}${Words.plural(book.articles.length, "article")} by ${Words.plural(publishers.size, "publisher")}, ${period}`
      + (top.length ? `, most of them about ${top.length > 1 ? top.slice(0, -1).join(", ") + " and " + top.at(-1) : top[0]}.` : ".");
  }

  function figures(book, numbers) {
    const facts = Lists.tally(book, numbers, "fact");
    const sources = [...Lists.tally(book, numbers, "source").keys()].filter(s => book.sources[s].source_name).length;
    const denied = numbers.filter(i => book.claims.modality[i] === "denied" || book.claims.modality[i] === "negated").length;
    const incidents = Lists.tally(book, numbers, "incident");
    const contested = [...incidents.keys()].filter(i => book.incidents[i].is_contested).length;
    return [
      ["strikes.html", facts.get(0) || 0, "strike", "strikes", "strikes"],
      ["casualties.html", facts.get(1) || 0, "casualty claim", "casualty claims", "casualties"],
      ["territory.html", facts.get(2) || 0, "territorial change", "territorial changes", "territory"],
      ["sources.html", sources, "named source", "named sources", ""],
      book.incidents.length ? ["incidents.html", contested, "contested incident", "contested incidents", ""] : [null, denied, "denial", "denials", ""],
    ];
  }

  function contested(book, numbers) {
    if (!book.incidents.length) return Dom.empty("This ledger has no incidents: nothing was linked yet.");
    const present = Lists.tally(book, numbers, "incident");
    const found = [...present.keys()].map(i => book.incidents[i]).filter(i => i.is_contested)
      .sort((a, b) => b.source_count - a.source_count || b.claim_count - a.claim_count).slice(0, CONTESTED);
    if (!found.length) return Dom.empty("No incident among these claims is contested: nobody denies or disputes what another claims.");
    return el("ol", {class: "plain contested"}, found.map(i => el("li", {},
      el("a", {href: Address.link("incidents.html", {id: i.incident_id})}, Words.incident(i)),
      el("span", {class: "faint"}, ` ${Words.when(i.event_date_start, i.event_date_end, i.date_precision)} · ${Words.plural(i.claim_count, "claim")} by ${Words.plural(i.source_count, "source")}`))));
  }

  async function draw(book, address, numbers) {
    get("summary").textContent = summary(book, address, numbers);
    fill(get("figures"), figures(book, numbers).map(([page, n, one, many, kind]) =>
      el("li", {class: kind || null}, el(page ? "a" : "span", page ? {href: Address.link(page)} : {}, el("b", {}, Words.number(n)), " ", n === 1 ? one : many))));
    fill(get("contested"), contested(book, numbers));
    const time = Charts.timeline(book, numbers);
    if (time) {
      get("time-note").textContent = `Claims by the ${time.step} of the event. ${Words.number(time.dated)} of ${Words.number(numbers.length)} say when.`
        + (time.outside ? ` ${Words.plural(time.outside, "claim")} of far other times are not drawn.` : "");
      await Charts.draw("timeline", get("timeline"), time.rows, `Claims by ${time.step} and kind; the table below has the figures.`);
      fill(get("timeline-table"), Dom.table(time.table, [["When", r => r.when], ["Kind", r => r.kind], ["Claims", r => Words.number(r.n), true]], "Claims by time"));
    } else {
      get("time-note").textContent = "";
      fill(get("timeline"), Dom.empty("None of these claims says when."));
      fill(get("timeline-table"));
    }
    const found = Charts.intervals(book, numbers.filter(i => book.claims.scope[i] === "incident"));
    get("toll-note").textContent = (found.rows.length < found.total
      ? `The largest of ${Words.number(found.total)} different counts for each class of victims, of single incidents only, `
      : "Counts of single incidents, ") + "each as the interval that its words allow; an arrow means that no upper limit was given. They are of different events and are never added up.";
    await Charts.drawIntervals(book, get("intervals"), get("intervals-table"), found);
    map = map || Maps.create(get("map"));
    const symbols = map.show(book, numbers);
    Maps.legend(get("map-legend"), symbols);
    Maps.table(get("map-table"), symbols);
  }

  Filters.start(draw);
})();
