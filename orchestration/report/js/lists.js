"use strict";
/* Long lists, a page at a time. */

const Lists = (() => {
  const {el, fill} = Dom;
  const ON_A_PAGE = 20;

  const cut = (items, address, size = ON_A_PAGE) => {
    const pages = Math.max(1, Math.ceil(items.length / size));
    const page = Math.min(pages, Math.max(1, Number(address.page) || 1));
    return {page, pages, items: items.slice((page - 1) * size, page * size)};
  };

  const go = page => { Address.change({page: page === 1 ? "" : page}); document.getElementById("content").scrollIntoView(); };

  /** Claims as cards, into `target`. */
  async function claims(target, book, numbers, address, options = {}) {
    if (!numbers.length) return fill(target, Dom.empty("No claim passes the filters. Clear them to see all."));
    const shown = cut(numbers, address);
    const details = await Ledger.details(book, shown.items);
    fill(target,
      shown.items.map((number, i) => Cards.card(book, Ledger.claim(book, number), details[i], options)),
      Dom.pager(shown.page, shown.pages, go));
  }

  /** Counts how many of these claims have each value of a column of the index. */
  function tally(book, numbers, column) {
    const counts = new Map();
    for (const number of numbers) {
      const value = book.claims[column][number];
      if (value !== null) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  }

  return {ON_A_PAGE, cut, go, claims, tally};
})();
