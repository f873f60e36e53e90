"use strict";
/* The one chart of the data-quality page. */

(async () => {
  const book = await Ledger.open();
  const target = Dom.get("confidence");
  const rows = Charts.confidence(book);
  if (rows.length) {
    await Charts.draw("confidence", target, rows, "Claims by the confidence of their reading and by kind; the table below has the figures.");
    Dom.fill(Dom.get("confidence-table"), Dom.table(rows, [
      ["Confidence", r => `${r.from.toFixed(2)} to ${r.to.toFixed(2)}`], ["Kind", r => r.kind], ["Claims", r => Words.number(r.n), true],
    ], "Claims by confidence"));
  } else target.append(Dom.empty("There are no claims yet."));
  document.documentElement.dataset.ready = "yes";
})();
