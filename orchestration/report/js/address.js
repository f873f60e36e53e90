"use strict";
/* The address keeps what is shown: `#id=…&claim=…` for one thing, the rest for filters, search, sorting and paging. */

const Address = (() => {
  const FILTERS = ["from", "to", "place", "actor", "source", "kind", "modality", "confidence"];
  const listeners = [];

  const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

  /** Changes some keys and shows the result; an empty value takes the key away. `push` leaves a step to go back to. */
  function change(values, push = false) {
    const all = Object.entries({...read(), ...values}).filter(([, value]) => value !== "" && value !== null && value !== undefined);
    const hash = "#" + new URLSearchParams(all);
    if (push) location.hash = hash;
    else {
      history.replaceState(null, "", hash);
      tell();
    }
  }

  /** A link to a page with the filters that are set, and these keys. */
  function link(page, values = {}) {
    const now = read();
    const kept = FILTERS.filter(name => now[name]).map(name => [name, now[name]]);
    const hash = new URLSearchParams([...kept, ...Object.entries(values)]).toString();
    return hash ? `${page}#${hash}` : page;
  }

  const onChange = listener => listeners.push(listener);

  function tell() {
    const address = read();
    document.querySelectorAll("a[data-keep]").forEach(a => { a.href = link(a.getAttribute("href").split("#")[0]); });
    listeners.forEach(listener => listener(address));
  }

  addEventListener("hashchange", tell);
  // The ordinary way of a skip link is the hash, which is taken.
  document.querySelector("a[data-skip]").addEventListener("click", event => {
    event.preventDefault();
    document.getElementById("content").focus();
  });

  return {FILTERS, read, change, link, onChange, tell};
})();
