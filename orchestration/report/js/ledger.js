"use strict";
/* The data of the report. Each file in data/ hands one value to Ledger.receive; Ledger.load gives a promise of it.
   Scripts share one space of names: Ledger (data), Dom, Words, Address, Filters, Cards, Lists, Charts, Maps. */

const Ledger = (() => {
  const values = new Map();
  const waiting = new Map();

  function receive(name, value) {
    values.set(name, value);
    (waiting.get(name) || []).forEach(resolve => resolve(value));
    waiting.delete(name);
  }

  /** The value of data/NAME.js. `name` is made of our own words and numbers, never of text from a report. */
  function load(name) {
    if (values.has(name)) return Promise.resolve(values.get(name));
    return new Promise((resolve, reject) => {
      if (waiting.has(name)) return waiting.get(name).push(resolve);
      waiting.set(name, [resolve]);
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onerror = () => reject(new Error(`data/${name}.js is missing`));
      document.head.append(script);
    });
  }

  /** The columns of a table as plain lists. */
  function columns(table) {
    const unfold = c => Array.isArray(c) ? c : c.at.map(at => at < 0 ? null : c.of[at]);
    return Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, unfold(column)]));
  }

  /** A table as a list of rows; for tables of some thousand rows. */
  function rows(table) {
    const all = columns(table);
    const names = Object.keys(all);
    return Array.from({length: table.length}, (_, i) => Object.fromEntries(names.map(n => [n, all[n][i]])));
  }

  const FACTS = ["strikes", "casualties", "territory"];
  let opened;

  /** Claims by column, the names that they refer to as rows, and where in the details a claim is. */
  function open() {
    opened = opened || Promise.all([load("claims"), load("names")]).then(([claims, names]) => {
      const index = columns(claims);
      return {
        claims: index,
        length: claims.length,
        starts: claims.starts,
        part: claims.part,
        articles: rows(names.articles),
        places: rows(names.places),
        actors: rows(names.actors),
        sources: rows(names.sources),
        incidents: rows(names.incidents),
      };
    });
    return opened;
  }

  /** One claim with all its columns, as far as they are in the index. */
  function claim(book, number) {
    const row = {number};
    for (const name in book.claims) row[name] = book.claims[name][number];
    return row;
  }

  /** The details of these claims, a row each, in their order. */
  async function details(book, numbers) {
    const where = number => {
      const fact = book.claims.fact[number];
      const at = number - book.starts[fact];
      return [`details/${FACTS[fact]}-${Math.floor(at / book.part)}`, at % book.part];
    };
    const needed = [...new Set(numbers.map(number => where(number)[0]))];
    const parts = new Map(await Promise.all(needed.map(async name => [name, await load(name)])));
    const unfolded = new Map([...parts].map(([name, part]) => [name, columns(part)]));
    return numbers.map(number => {
      const [name, at] = where(number);
      const part = unfolded.get(name);
      return Object.fromEntries(Object.keys(part).map(column => [column, part[column][at]]));
    });
  }

  return {FACTS, receive, load, open, claim, details};
})();
