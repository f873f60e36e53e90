"use strict";
/* How codes, numbers and dates are said. Neutral throughout: who claims, never what is so. */

const Words = (() => {
  const format = new Intl.NumberFormat("en-GB");
  const days = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"});
  const months = new Intl.DateTimeFormat("en-GB", {month: "short", year: "numeric", timeZone: "UTC"});

  const FACT_TITLES = ["Strikes", "Casualty claims", "Territorial changes"];
  const FACT_ONE = ["strike", "casualty claim", "territorial change"];
  const SPECIAL = {
    ied: "planted bomb", naval: "naval fire", missile: "missile", drone: "drone", rocket: "rocket fire",
    artillery: "shelling", unspecified: "strike of unstated kind", siege_broken: "siege broken",
    attack_repelled: "attack repelled", contested: "fighting over a place", distance: "distance to a place",
    loss: "loss of a place", control: "control (no change)", killed_or_injured: "killed or injured",
    un: "United Nations", unnamed_official: "unnamed official", outlet: "outlet",
  };
  const VICTIMS = {civilian: "civilians", combatant: "combatants", mixed: "both", unknown: "unknown"};
  const PRECISIONS = {
    1: "exact place", 2: "near the place", 3: "district", 4: "province", 5: "larger or fuzzy region", 6: "country",
    7: "sea or air",
  };
  const MODALITIES = {
    asserted: "", possible: "as possible", planned: "as planned or threatened", hypothetical: "as a condition",
    negated: "as not having happened", denied: "as a denial",
  };
  const ROLES = {
    attacker: "attacker", target: "target", target_actor: "whose target", weapon: "weapon", launched_from: "launched from",
    place: "place", source: "source", count: "count", victims: "victims", victim_actor: "victims' side",
    perpetrator: "caused by", gainer: "gains", loser: "loses", reference: "measured to",
  };

  const number = n => format.format(n);
  const plain = code => code === null || code === undefined ? "" : SPECIAL[code] || String(code).replaceAll("_", " ");
  const title = text => text.charAt(0).toUpperCase() + text.slice(1);
  const plural = (n, one, many = one + "s") => `${number(n)} ${n === 1 ? one : many}`;
  const day = iso => iso ? days.format(new Date(iso + "T00:00Z")) : "";
  const month = iso => months.format(new Date(iso + "T00:00Z"));

  /** The date of a claim as far as it is known. */
  function when(from, to, precision) {
    if (!from) return "no date given";
    if (precision === "year") return from.slice(0, 4);
    if (precision === "month") return month(from);
    return !to || to === from ? day(from) : `${day(from)} to ${day(to)}`;
  }

  function interval(low, high) {
    if (low === null && high === null) return "no number";
    if (high === null) return `${number(low)} or more`;
    if (low === null) return `up to ${number(high)}`;
    return low === high ? number(low) : `${number(low)} to ${number(high)}`;
  }

  /** The lowest to the highest number that anybody claims; "" if nobody gives one. */
  const span = (low, high) => low === null && high === null ? "" : low === high || high === null ? number(low) : low === null ? number(high) : `${number(low)} to ${number(high)}`;

  /** "Airstrike, Aleppo"; an incident of casualties alone is called so. */
  const incident = row => `${title(row.incident_kind === "casualty" ? "casualties" : plain(row.incident_type || row.incident_kind))}, ${row.place_name || "place not stated"}`;

  return {number, plain, title, plural, day, month, when, interval, span, incident,
          FACT_TITLES, FACT_ONE, VICTIMS, PRECISIONS, MODALITIES, ROLES};
})();
