"use strict";
/* The filters above every page of data: the form writes the address, the address decides which claims are shown. */

const Filters = (() => {
  const {el, fill, get} = Dom;
  const SUGGESTED = 60;

  /** The numbers of the claims that pass the filters of this address. */
  function matching(book, address) {
    const c = book.claims;
    const tests = [];
    if (address.from) tests.push(i => c.to[i] !== null && c.to[i] >= address.from);
    if (address.to) tests.push(i => c.from[i] !== null && c.from[i] <= address.to);
    if (address.kind) {
      const [fact, kind] = address.kind.split(".");
      const number = Ledger.FACTS.indexOf(fact);
      tests.push(i => c.fact[i] === number && (!kind || c.kind[i] === kind));
    }
    if (address.modality) tests.push(i => c.modality[i] === address.modality);
    if (address.confidence) tests.push(i => c.confidence[i] >= Number(address.confidence));
    if (address.place) {
      const places = new Set(book.places.flatMap((p, i) => p.place_id === address.place || p.country_code === address.place ? [i] : []));
      tests.push(i => places.has(c.place[i]));
    }
    if (address.actor) {
      const actor = book.actors.findIndex(a => a.actor_id === address.actor);
      tests.push(i => c.by[i] === actor && actor >= 0 || c.on[i] === actor && actor >= 0);
    }
    if (address.source) {
      const source = book.sources.findIndex(s => s.source_id === address.source);
      tests.push(i => c.source[i] === source && source >= 0);
    }
    const found = [];
    for (let i = 0; i < book.length; i++) if (tests.every(test => test(i))) found.push(i);
    return found;
  }

  /** What can be chosen by typing: pairs of [what is shown, what the address says]. */
  function choices(book) {
    const countries = new Map();
    for (const p of book.places) if (p.claim_count && p.country_code) countries.set(p.country_code, p.country_name || p.country_code);
    return {
      place: [
        ...[...countries].map(([code, name]) => [`${name} (country)`, code]).sort(),
        ...book.places.filter(p => p.claim_count).map(p => [`${p.place_name}, ${p.country_name || p.country_code || "?"} · ${p.place_id}`, p.place_id]),
      ],
      actor: book.actors.map(a => [a.actor_name, a.actor_id]),
      source: book.sources.map(s => [sourceName(s), s.source_id]),
    };
  }

  const sourceName = s => s.source_name ? `${s.source_name} (${Words.plain(s.source_role)})` : "outlets in their own voice";

  /** What the filters say, in words; "" for none. */
  function inWords(book, address) {
    const options = choices(book);
    const chosen = name => (options[name].find(([, value]) => value === address[name]) || [address[name]])[0].split(" · ")[0];
    const parts = [];
    if (address.from) parts.push(`from ${Words.day(address.from)}`);
    if (address.to) parts.push(`to ${Words.day(address.to)}`);
    for (const name of ["place", "actor", "source"]) if (address[name]) parts.push(chosen(name));
    if (address.kind) {
      const [fact, kind] = address.kind.split(".");
      parts.push(kind ? Words.plain(kind) : (Words.FACT_TITLES[Ledger.FACTS.indexOf(fact)] || fact).toLowerCase());
    }
    if (address.modality) parts.push(address.modality);
    if (address.confidence) parts.push(`confidence ${address.confidence} or more`);
    return parts.join(" · ");
  }

  function setUp(book) {
    const form = get("filter-form");
    const options = choices(book);
    const kinds = Ledger.FACTS.map((fact, number) => {
      const present = new Set(book.claims.kind.filter((_, i) => book.claims.fact[i] === number));
      return el("optgroup", {label: Words.FACT_TITLES[number]},
        el("option", {value: fact}, `all ${Words.FACT_TITLES[number].toLowerCase()}`),
        [...present].sort().map(kind => el("option", {value: `${fact}.${kind}`}, Words.plain(kind))));
    });
    form.elements.kind.append(...kinds);
    form.elements.modality.append(...[...new Set(book.claims.modality)].sort().map(m => el("option", {value: m}, m)));
    for (const name of ["place", "actor", "source"]) {
      const suggest = () => {
        const typed = form.elements[name].value.toLowerCase();
        const found = options[name].filter(([label]) => label.toLowerCase().includes(typed)).slice(0, SUGGESTED);
        fill(get(`options-${name}`), found.map(([label]) => el("option", {value: label})));
      };
      form.elements[name].addEventListener("input", suggest);
      form.elements[name].addEventListener("focus", suggest);
    }
    form.addEventListener("change", () => {
      const values = {page: ""};
      for (const name of Address.FILTERS) {
        const typed = form.elements[name].value;
        if (!options[name]) values[name] = name === "confidence" && Number(typed) === 0 ? "" : typed;
        else {
          const lower = typed.trim().toLowerCase();
          const found = lower && (options[name].find(([label]) => label.toLowerCase() === lower) || options[name].find(([label]) => label.toLowerCase().startsWith(lower)));
          form.elements[name].setCustomValidity(lower && !found ? "Nothing in the ledger is called so." : "");
          form.elements[name].reportValidity();
          values[name] = found ? found[1] : "";
        }
      }
      Address.change(values);
    });
    form.elements.confidence.addEventListener("input", () => { form.querySelector("output").textContent = form.elements.confidence.value; });
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => Address.change({...Object.fromEntries(Address.FILTERS.map(name => [name, ""])), page: ""}));
    Address.onChange(address => show(form, options, book, address));
  }

  function show(form, options, book, address) {
    for (const name of Address.FILTERS) {
      const value = address[name] || "";
      const label = options[name] && (options[name].find(([, v]) => v === value) || [value])[0];
      form.elements[name].value = name === "confidence" ? value || "0" : options[name] ? label : value;
    }
    form.querySelector("output").textContent = form.elements.confidence.value;
    get("filter-state").textContent = inWords(book, address) || "no filter: all claims";
    get("filters").classList.toggle("active", Boolean(inWords(book, address)));
  }

  /** Opens the ledger, sets up the form, and draws the page now and whenever the address changes. */
  async function start(draw) {
    const book = await Ledger.open();
    setUp(book);
    // Drawings follow one another; the page says when the last one is done.
    let drawing = Promise.resolve();
    Address.onChange(address => {
      delete document.documentElement.dataset.ready;
      const mine = drawing = drawing.then(() => draw(book, address, matching(book, address)));
      mine.finally(() => { if (mine === drawing) document.documentElement.dataset.ready = "yes"; });
    });
    // Wide screens have room for the form, where many claims are shown.
    if (matchMedia("(min-width: 64rem)").matches && !Address.read().id) get("filters").open = true;
    Address.tell();
  }

  return {matching, inWords, sourceName, start};
})();
