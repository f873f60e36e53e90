"use strict";
/* Maps: Leaflet over Natural Earth's countries. One symbol a place and kind, sized by claims, its edge telling how
   exactly the place is known; symbols that would cover each other are one cluster, which opens. */

const Maps = (() => {
  const {el, fill} = Dom;
  // A letter tells kinds apart where colour and shape do not.
  const LETTERS = {
    airstrike: "A", drone: "D", missile: "M", rocket: "R", artillery: "S", naval: "N", ied: "B", suicide_bombing: "H",
    unspecified: "·", capture: "C", recapture: "C", advance: "→", withdrawal: "←", loss: "L", siege: "O",
    siege_broken: "U", attack_repelled: "X", contested: "F", handover: "G", distance: "↔", control: "K",
    killed: "†", injured: "†", killed_or_injured: "†", missing: "†", captured: "†",
  };
  const ABOUT = "Borders: Natural Earth, as they are held; no statement about whose they are.";

  /** Claims with coordinates, as one symbol for each place, precision and kind. */
  function symbols(book, numbers, facts) {
    const found = new Map();
    for (const i of numbers) {
      const fact = book.claims.fact[i];
      const at = book.claims.place[i];
      if (!facts.includes(fact) || at === null || book.places[at].latitude === null) continue;
      const precision = book.claims.where_precision[i];
      const key = `${at}|${fact}|${book.claims.kind[i]}|${precision}`;
      if (!found.has(key)) found.set(key, {place: book.places[at], fact, kind: book.claims.kind[i], precision, claims: []});
      found.get(key).claims.push(i);
    }
    return [...found.values()].sort((a, b) => b.claims.length - a.claims.length);
  }

  const exactness = precision => precision <= 2 ? "exact" : precision <= 4 ? "near" : "vague";

  function icon(symbol) {
    const size = Math.round(Math.min(54, 24 + 5 * Math.log2(symbol.claims.length)));
    const mark = document.createElement("span");
    mark.textContent = LETTERS[symbol.kind] || "?";
    return L.divIcon({
      html: mark, iconSize: [size, size],
      className: `symbol ${Ledger.FACTS[symbol.fact]} ${exactness(symbol.precision)}`,
    });
  }

  function popup(book, symbol) {
    const shown = symbol.claims.slice(0, 6);
    return el("div", {class: "popup"},
      el("h3", {}, symbol.place.place_name),
      el("p", {}, `${Words.plural(symbol.claims.length, "claim")}: ${Words.plain(symbol.kind)} · ${Words.PRECISIONS[symbol.precision] || ""}`),
      el("ul", {}, shown.map(i => {
        const c = Ledger.claim(book, i);
        return el("li", {}, el("a", {href: Cards.toArticle(book, c)}, Words.when(c.from, c.to, c.date_precision)), ` ${Cards.byline(book, c)}`);
      })),
      el("p", {}, el("a", {href: Address.link("places.html", {id: symbol.place.place_id})}, symbol.claims.length > shown.length ? `All about ${symbol.place.place_name}` : `More about ${symbol.place.place_name}`)));
  }

  /** A map in `target`; its `show` draws the claims of these numbers. */
  function create(target) {
    const map = L.map(target, {
      preferCanvas: true, worldCopyJump: true, minZoom: 0, maxZoom: 11, zoomSnap: 0.5, attributionControl: false,
      scrollWheelZoom: !matchMedia("(pointer: coarse)").matches, maxBounds: [[-75, -220], [85, 220]],
    });
    L.control.attribution({prefix: false}).addAttribution(ABOUT).addTo(map);
    L.control.scale({imperial: false, position: "topright"}).addTo(map);
    map.setView([25, 20], 2);
    const names = L.layerGroup().addTo(map);
    let countries = [];
    let markers = [];
    const clusters = L.markerClusterGroup({
      maxClusterRadius: 56, showCoverageOnHover: false, spiderfyDistanceMultiplier: 1.4, chunkedLoading: true, chunkProgress: (done, all) => { if (done === all) label(); }, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      iconCreateFunction: cluster => {
        const all = cluster.getAllChildMarkers().map(marker => marker.options.symbol);
        const claims = all.reduce((sum, symbol) => sum + symbol.claims.length, 0);
        const share = last => `${100 * all.filter(symbol => symbol.fact <= last).reduce((sum, symbol) => sum + symbol.claims.length, 0) / claims}%`;
        const size = Math.round(Math.min(64, 30 + 5 * Math.log2(claims)));
        const mark = document.createElement("span");
        mark.textContent = Words.number(claims);
        // The ring shows how many of them are of each kind.
        mark.style.setProperty("--strikes-end", share(0));
        mark.style.setProperty("--casualties-end", share(1));
        return L.divIcon({html: mark, iconSize: [size, size], className: "cluster"});
      },
    });
    map.addLayer(clusters);
    // Leaflet makes symbols that the keyboard reaches, but only their title names them.
    const name = (layer, text) => {
      const element = layer.getElement && layer.getElement();
      if (element) { element.setAttribute("aria-label", text); element.setAttribute("role", "button"); }
    };
    map.on("layeradd", ({layer}) => {
      if (layer.getAllChildMarkers) {
        const all = layer.getAllChildMarkers().map(marker => marker.options.symbol);
        const places = [...new Set(all.map(s => s.place.place_name))];
        name(layer, `${all.reduce((n, s) => n + s.claims.length, 0)} claims at ${places.slice(0, 3).join(", ")}${places.length > 3 ? " and other places" : ""}: open`);
      } else if (layer.options && layer.options.symbol) {
        const s = layer.options.symbol;
        name(layer, `${s.place.place_name}: ${Words.plural(s.claims.length, "claim")}, ${Words.plain(s.kind)}`);
      }
    });
    Ledger.load("countries").then(shapes => {
      countries = shapes.features.map(f => f.properties).sort((a, b) => b.area - a.area);
      L.geoJSON(shapes, {interactive: false, style: {color: "#9aa3ab", weight: 0.8, fillColor: "#f4f1ea", fillOpacity: 1}}).addTo(map).bringToBack();
      label();
    });

    /** Names below the symbols that can be seen, those with most claims first, then of countries, the largest first:
        whatever fits. A cluster has the name of its largest place and how many more there are. */
    function label() {
      names.clearLayers();
      const zoom = map.getZoom();
      const view = map.getBounds();
      const taken = [];
      const put = (latlng, text, kind, below) => {
        const at = map.latLngToContainerPoint(latlng);
        const half = text.length * (kind === "country" ? 4.4 : 3.8) + 4;
        const box = [at.x - half, at.y + below - 10, at.x + half, at.y + below + 10];
        if (taken.some(t => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) return;
        taken.push(box);
        const words = Object.assign(document.createElement("span"), {textContent: text});
        words.style.setProperty("--below", `${below}px`);
        names.addLayer(L.marker(latlng, {interactive: false, keyboard: false, icon: L.divIcon({className: `name ${kind}`, html: words, iconSize: [0, 0]})}));
      };
      const seen = new Map();
      for (const marker of markers) {
        const shown = clusters.getVisibleParent(marker);
        if (shown && shown.getElement() && view.contains(shown.getLatLng())) seen.set(shown, [...(seen.get(shown) || []), marker.options.symbol.place.place_name]);
      }
      for (const shown of seen.keys()) {
        const [at, half] = [map.latLngToContainerPoint(shown.getLatLng()), shown.getElement().offsetHeight / 2];
        taken.push([at.x - half, at.y - half, at.x + half, at.y + half]);
      }
      if (zoom >= 4.5) for (const [shown, places] of seen) {
        const more = new Set(places).size - 1;
        put(shown.getLatLng(), more ? `${places[0]} +${more}` : places[0], "place", shown.getElement().offsetHeight / 2 + 12);
      }
      if (zoom >= 2.5 && zoom < 9) countries.filter(c => c.area > 600 / 4 ** (zoom - 2) && view.contains([c.label[1], c.label[0]])).forEach(c => put([c.label[1], c.label[0]], c.name, "country", 0));
    }
    map.on("moveend", label);
    clusters.on("animationend", label);

    function show(book, numbers, facts = [0, 2]) {
      const found = symbols(book, numbers, facts);
      clusters.clearLayers();
      markers = found.map(symbol => L.marker([symbol.place.latitude, symbol.place.longitude], {
        icon: icon(symbol), symbol, riseOnHover: true,
        title: `${symbol.place.place_name}: ${Words.plural(symbol.claims.length, "claim")}, ${Words.plain(symbol.kind)}`,
      }).bindPopup(() => popup(book, symbol), {maxWidth: 300}));
      clusters.addLayers(markers);
      if (found.length) map.fitBounds(L.latLngBounds(found.map(s => [s.place.latitude, s.place.longitude])), {padding: [36, 36], maxZoom: 7, animate: false});
      label();
      return found;
    }
    return {show, map};
  }

  /** What the symbols of this map mean. */
  function legend(target, found) {
    const kinds = [...new Map(found.map(s => [`${s.fact}${s.kind}`, s])).values()].sort((a, b) => a.fact - b.fact || a.kind.localeCompare(b.kind));
    fill(target, el("ul", {}, 
      kinds.map(s => el("li", {}, el("span", {class: `symbol small ${Ledger.FACTS[s.fact]} exact`, "aria-hidden": "true"}, el("span", {}, LETTERS[s.kind] || "?")), Words.plain(s.kind))),
      el("li", {}, el("span", {class: "symbol small exact", "aria-hidden": "true"}), "place exact or near"),
      el("li", {}, el("span", {class: "symbol small near", "aria-hidden": "true"}), "district or province"),
      el("li", {}, el("span", {class: "symbol small vague", "aria-hidden": "true"}), "region, country, sea"),
      el("li", {}, "larger: more claims"), el("li", {}, "a number: several; its ring shows their kinds; open it")));
  }

  function table(target, found) {
    fill(target, found.length ? Dom.table(found.slice(0, 200), [
      ["Place", s => el("a", {href: Address.link("places.html", {id: s.place.place_id})}, s.place.place_name)],
      ["Country", s => s.place.country_name || ""], ["Kind", s => Words.plain(s.kind)],
      ["Place known as", s => Words.PRECISIONS[s.precision] || ""], ["Claims", s => Words.number(s.claims.length), true],
    ], "Claims by place") : Dom.empty("No claim that passes the filters has a place on the map."));
  }

  return {create, legend, table, symbols};
})();
