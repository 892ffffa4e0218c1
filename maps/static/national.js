// The map of the country: outlines and figures are fetched, and drawn on one canvas. See maps/national.py.
"use strict";

(function () {
  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const EMPHASIS = { weight: 3, color: "#1b1f24" };
  const BORDER = matchMedia("(prefers-contrast: more)").matches ? "#3b444d" : "#ffffff";
  const ZOOMS_TO_FINE = 1.5;
  const MOST_ZOOM = 17;
  const MANY_AREAS = 500;

  function latLngs(rings, steps) {
    return rings.map(function (ring) {
      const points = [];
      let x = 0;
      let y = 0;
      for (let i = 0; i < ring.length; i += 2) {
        x += ring[i];
        y += ring[i + 1];
        points.push([y / steps, x / steps]);
      }
      return points;
    });
  }

  async function fetched(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address + ": " + answer.status);
    return answer.json();
  }

  // The hatchings of the legend are SVG in the page; a canvas takes them as an image.
  async function patternOf(reference) {
    const source = document.querySelector(reference.slice(4, -1));
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">' + source.innerHTML + "</svg>";
    const image = new Image();
    image.src = "data:image/svg+xml," + encodeURIComponent(svg);
    await image.decode();
    return document.createElement("canvas").getContext("2d").createPattern(image, "repeat");
  }

  function fillsOf(names) {
    return Promise.all(names.map((name) => (name.startsWith("url(") ? patternOf(name) : name)));
  }

  // As Leaflet's own, but a filling may be a pattern, and thin borders stay thin where areas are small.
  const Renderer = L.Canvas.extend({
    _fillStroke: function (context, layer) {
      const options = layer.options;
      context.globalAlpha = 1;
      context.fillStyle = options.fillColor;
      context.fill("evenodd");
      const closer = Math.pow(2, this._map.getZoom() - this.options.homeZoom);
      context.lineWidth = options.weight || Math.min(1, this.options.thinnest * closer);
      context.strokeStyle = options.color;
      context.lineJoin = "round";
      context.stroke();
    },
  });

  function line(name, text) {
    const box = document.createElement("div");
    box.className = "gebied-" + name;
    box.textContent = text;
    return box;
  }

  function described(area) {
    const margin = area.marge && "marge: " + area.marge;
    const texts = { naam: area.naam, label: area.label, cijfer: area.cijfer, marge: margin, uitleg: area.uitleg };
    return Object.entries(texts).filter((entry) => entry[1]).map((entry) => line(entry[0], entry[1]));
  }

  function link(href, text) {
    const anchor = document.createElement("a");
    anchor.href = href;
    anchor.textContent = text;
    return anchor;
  }

  function areasOf(outlines, figures, fills) {
    return outlines.gebieden.map(function (row) {
      const [code, naam, gemeente, rings] = row;
      const [fill, cijfer, marge, uitleg] = figures.gebieden[code] || [null, "niet geladen", "", ""];
      const gemeenteNaam = outlines.gemeenten[gemeente] || "";
      const label = gemeente === code ? "" : gemeenteNaam;
      return { code, naam, gemeente, gemeenteNaam, label, cijfer, marge, uitleg, rings, fill: fills[fill] };
    });
  }

  // What a reader does on the map: hover, choose, walk along the areas, come closer.
  function enliven(element, map, layers) {
    const panel = document.getElementById(element.id + "-gekozen");
    panel.textContent = "Kies een gebied op de kaart: dan staan hier zijn cijfer en de weg naar de wijkfoto.";
    const tooltip = L.tooltip({ className: "gebied-tooltip", opacity: 1, offset: [12, 0] });
    let chosen = null;
    let hovered = null;

    const address = (template, area) => template.replace("{code}", encodeURIComponent(area.code))
      .replace("{gemeente}", encodeURIComponent(area.gemeente));
    const wijkfoto = (area) => address(element.dataset.gebied, area);

    function plain(layer) {
      if (layer && layer !== chosen && layer !== hovered) layer.setStyle({ weight: 0, color: BORDER });
    }

    function hover(layer, place) {
      const before = hovered;
      hovered = layer;
      plain(before);
      if (!layer) return tooltip.remove();
      layer.setStyle(EMPHASIS).bringToFront();
      const box = document.createElement("div");
      box.append(...described(layer.area));
      tooltip.setContent(box).setLatLng(place).addTo(map);
    }

    function choose(layer) {
      const before = chosen;
      chosen = layer;
      plain(before);
      layer.setStyle(EMPHASIS).bringToFront();
      const links = document.createElement("p");
      const toGemeente = link(address(element.dataset.gemeente, layer.area), "Kaart van " + layer.area.gemeenteNaam);
      links.append(link(wijkfoto(layer.area), "Wijkfoto van " + layer.area.naam), " · ", toGemeente);
      panel.replaceChildren(...described(layer.area), links);
    }

    function step(direction) {
      const next = chosen ? neighbour(map, layers, chosen, direction) : nearest(map, layers, map.getCenter());
      if (!next) return;
      choose(next);
      map.panInside(next.getBounds().getCenter(), { padding: [60, 60], animate: false });
    }

    layers.forEach(function (layer) {
      layer.on({
        mouseover: (event) => hover(layer, event.latlng),
        mousemove: (event) => tooltip.setLatLng(event.latlng),
        mouseout: () => hover(null),
        click: () => choose(layer),
      });
    });
    element.addEventListener("keydown", function (event) {
      if (event.target !== element) return;
      if (event.key === "Enter" && chosen) window.location.assign(wijkfoto(chosen.area));
      if (event.key === "+" || event.key === "-") map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1));
      if (!DIRECTIONS[event.key]) return;
      event.preventDefault();
      step(DIRECTIONS[event.key]);
    });
    return choose;
  }

  // The nearest area in the direction of an arrow key; sideways distance counts double.
  function neighbour(map, layers, from, direction) {
    const start = map.latLngToLayerPoint(from.getBounds().getCenter());
    let found = null;
    let least = Infinity;
    layers.forEach(function (layer) {
      const move = map.latLngToLayerPoint(layer.getBounds().getCenter()).subtract(start);
      const ahead = move.x * direction[0] + move.y * direction[1];
      const aside = Math.abs(move.x * direction[1]) + Math.abs(move.y * direction[0]);
      if (layer !== from && ahead > 0 && ahead + 2 * aside < least) {
        found = layer;
        least = ahead + 2 * aside;
      }
    });
    return found;
  }

  function nearest(map, layers, place) {
    const distance = (layer) => map.distance(place, layer.getBounds().getCenter());
    return layers.reduce((best, layer) => (distance(layer) < distance(best) ? layer : best));
  }

  // A gemeente, or a wijk where the map shows wijken, by its name.
  function makeSearch(element, map, layers, choose) {
    const form = document.getElementById(element.id + "-zoek");
    const field = form.querySelector("input[name=zoek]");
    const message = form.querySelector("[role=status]");
    const byGemeente = new Map();
    layers.forEach((layer) => {
      const name = layer.area.gemeenteNaam;
      byGemeente.set(name, [...(byGemeente.get(name) || []), layer]);
    });
    const list = document.createElement("datalist");
    list.id = field.id + "-namen";
    list.append(...[...byGemeente.keys()].sort((a, b) => a.localeCompare(b, "nl")).map(function (name) {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }));
    form.append(list);
    field.setAttribute("list", list.id);

    form.addEventListener("submit", function (event) {
      const text = field.value.trim().toLowerCase();
      const names = [...byGemeente.keys()];
      const name = names.find((one) => one.toLowerCase() === text)
        || (text && names.find((one) => one.toLowerCase().startsWith(text)));
      if (!name) return; // the page with what is found answers
      event.preventDefault();
      const found = byGemeente.get(name);
      const bounds = found.reduce((all, layer) => all.extend(layer.getBounds()), L.latLngBounds([]));
      map.fitBounds(bounds.pad(0.15), { animate: false });
      if (found.length === 1) choose(found[0]);
      message.textContent = name + " staat in het midden van de kaart"
        + (found.length > 1 ? ", met " + found.length + " wijken." : ".");
    });
  }

  // Close by, the coarse outlines show their corners: then the finer ones are fetched, once.
  function refineWhenClose(element, map, layers, homeZoom) {
    async function refine() {
      if (map.getZoom() < homeZoom + ZOOMS_TO_FINE) return;
      map.off("zoomend", refine);
      try {
        const outlines = await fetched(element.dataset.grenzenFijn);
        const rings = new Map(outlines.gebieden.map((row) => [row[0], row[3]]));
        layers.filter((layer) => rings.has(layer.area.code)).forEach(function (layer) {
          layer.setLatLngs(latLngs(rings.get(layer.area.code), outlines.stappen));
        });
        element.dataset.scherp = "ja";
      } catch {
        map.on("zoomend", refine); // the coarse ones stay until the next try
      }
    }
    map.on("zoomend", refine);
  }

  function keepInView(map, bounds) {
    function fit() {
      map.setMinZoom(0).fitBounds(bounds, { padding: [8, 8], animate: false });
      map.setMinZoom(map.getZoom() - 0.5);
    }
    fit();
    const home = map.getZoom();
    map.on("resize", () => { if (map.getZoom() < home + 0.3) fit(); });
    map.setMaxBounds(bounds.pad(0.3));
    return home;
  }

  async function draw(element) {
    const [outlines, figures] = await Promise.all([fetched(element.dataset.grenzen), fetched(element.dataset.cijfers)]);
    const fills = await fillsOf(figures.vullingen);
    const areas = areasOf(outlines, figures, fills);
    element.classList.remove("laadt");
    element.replaceChildren();
    // Whoever reads the page scrolls past the map: the wheel does not zoom it.
    const map = L.map(element, {
      zoomControl: false, zoomSnap: 0, maxZoom: MOST_ZOOM, scrollWheelZoom: false, keyboard: false,
      attributionControl: true,
    });
    const renderer = new Renderer({
      padding: 0.3, homeZoom: 7, thinnest: areas.length > MANY_AREAS ? 0.25 : 0.8,
    });
    const layers = areas.map(function (area) {
      const shape = L.polygon(latLngs(area.rings, outlines.stappen), {
        renderer, fillColor: area.fill || "#ffffff", color: BORDER, weight: 0, smoothFactor: 0.5,
      });
      shape.area = area;
      return shape;
    });
    const bounds = layers.reduce((all, layer) => all.extend(layer.getBounds()), L.latLngBounds([]));
    const home = keepInView(map, bounds);
    renderer.options.homeZoom = home;
    layers.forEach((layer) => layer.addTo(map));
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix("Leaflet").addAttribution(element.dataset.bron);
    const choose = enliven(element, map, layers);
    makeSearch(element, map, layers, choose);
    refineWhenClose(element, map, layers, home);
    requestAnimationFrame(function () {
      element.dataset.getekend = Math.round(performance.now());
    });
  }

  function start() {
    document.querySelectorAll(".landkaart").forEach(function (element) {
      document.getElementById(element.id + "-zoek").hidden = false;
      element.classList.add("laadt");
      element.textContent = "De kaart wordt opgehaald…";
      draw(element).catch(function () {
        element.classList.replace("laadt", "mislukt");
        document.getElementById(element.id + "-zoek").hidden = true;
        element.removeAttribute("tabindex");
        element.textContent = "De kaart kon niet worden opgehaald. De afbeelding en de tabel tonen dezelfde cijfers.";
      });
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
