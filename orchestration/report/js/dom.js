"use strict";
/* Making elements. Text goes in as text: nothing in the report is ever parsed as HTML. */

const Dom = (() => {
  /** An element with attributes and children; children may be nodes, strings, lists of them, or nothing. */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function fill(element, ...children) {
    element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const get = id => document.getElementById(id);

  /** A table of texts and nodes. `columns` are [heading, cell of a row, is it a number]. */
  function table(rows, columns, caption) {
    const type = number => number ? "number" : null;
    return el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption},
      el("table", {},
        el("caption", {class: "hidden"}, caption),
        el("thead", {}, el("tr", {}, columns.map(([name, , number]) => el("th", {scope: "col", class: type(number)}, name)))),
        el("tbody", {}, rows.map(row => el("tr", {}, columns.map(([, cell, number]) => el("td", {class: type(number)}, cell(row))))))));
  }

  const empty = text => el("p", {class: "empty"}, text);

  /** Buttons to earlier and later pages of a long list; `go` gets the page's number. */
  function pager(page, pages, go) {
    if (pages <= 1) return null;
    const button = (label, to, off) => el("button", {type: "button", disabled: off, onclick: () => go(to)}, label);
    return el("nav", {class: "pager", "aria-label": "Pages of this list"},
      button("Earlier", page - 1, page <= 1),
      el("span", {}, `Page ${Words.number(page)} of ${Words.number(pages)}`),
      button("Later", page + 1, page >= pages));
  }

  return {el, fill, get, table, empty, pager};
})();
