"""The report: a folder of web pages that shows the published ledger, opened from disk with no server.

`build` makes it from `ledger.duckdb` alone. The pages are few and the same for every ledger; what they show lies
beside them as data, cut into files that a page loads when it needs them (docs/adr/0012). The way through the folder:

    ledger.py       opens the published file
    facts.py        the three fact tables, as the pages speak of them
    names.py        articles, places, actors, sources and incidents, each by its place in a list
    claims.py       the claims of all facts in one order: an index for every page, and details in parts
    roles.py        where in the article the words of a claim's roles stand
    articles.py     texts with their marks, in parts
    incidents.py    incidents with their claims and how these stand to each other, in parts
    changes.py      what the latest run brought
    quality.py      the figures of the data-quality page
    codebook.py     the description of every table and column
    tables.py       how a table is written for a browser
    kit.py          what no ledger changes: libraries, charts, shapes; made once a checkout
    charts.py       the charts, in Altair
    build.py        all of this, into a folder that is swapped as a whole

    templates/ css/ js/     what we write for the browser
"""
