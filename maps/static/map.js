// What an area on a map does: tooltip, link, keyboard. Called by the script that maps/leaflet.py writes.
"use strict";

const gebiedskaart = (function () {
  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // Texts come from publishers: they are set as text, never as HTML.
  function tooltip(area) {
    const box = document.createElement("div");
    const add = function (name, text) {
      if (!text) return;
      const line = document.createElement("div");
      line.className = "gebied-" + name;
      line.textContent = text;
      box.append(line);
    };
    add("naam", area.naam);
    add("label", area.label);
    add("cijfer", area.cijfer);
    add("marge", area.marge && "marge: " + area.marge);
    add("uitleg", area.uitleg);
    return box;
  }

  // What a tap shows stays until the next one, and is where the page of the area is linked.
  function tapped(area) {
    const box = tooltip(area);
    if (!area.href) return box;
    const link = document.createElement("a");
    link.className = "gebied-link";
    link.href = area.href;
    link.target = "_top";
    link.textContent = "Naar de wijkfoto";
    box.append(link);
    return box;
  }

  function sentence(area) {
    return [area.naam, area.label, area.cijfer, area.marge && "marge " + area.marge, area.uitleg]
      .filter(Boolean).join(", ");
  }

  // From an iframe the page of an area takes the whole window.
  function open(area, event) {
    if (area.href) window.open(area.href, event.ctrlKey || event.metaKey ? "_blank" : "_top");
  }

  // The nearest area in the direction of an arrow key; sideways distance counts double.
  function neighbour(map, shapes, from, direction) {
    const start = map.latLngToLayerPoint(from.getBounds().getCenter());
    let nearest = null;
    let least = Infinity;
    shapes.forEach(function (shape) {
      const step = map.latLngToLayerPoint(shape.getBounds().getCenter()).subtract(start);
      const ahead = step.x * direction[0] + step.y * direction[1];
      const aside = Math.abs(step.x * direction[1]) + Math.abs(step.y * direction[0]);
      if (shape !== from && ahead > 0 && ahead + 2 * aside < least) {
        nearest = shape;
        least = ahead + 2 * aside;
      }
    });
    return nearest;
  }

  const PADDING_PX = 12;
  const TEXT_PX = { least: 11, most: 14 };

  // A name stands in its area in as few lines as it can be read in; where it does not fit, the area's number stands
  // there, and where that does not fit either, the tooltip tells the name.
  function bindLabel(map, places) {
    const box = document.createElement("div");
    box.className = "gebied-opschrift";
    box.setAttribute("aria-hidden", "true");
    const icon = L.divIcon({ html: box, className: "gebied-plek", iconSize: [0, 0] });
    const marker = L.marker(places[0].plek, { icon: icon, interactive: false, keyboard: false }).addTo(map);
    function fit() {
      const sized = places.map((place) => ({ place: place, px: place.em / metresPerPixel(map, place.plek) }));
      const names = sized.filter((one) => !one.place.isNummer);
      const best = names.find((one) => one.px >= TEXT_PX.most) || names.findLast((one) => one.px >= TEXT_PX.least)
        || sized.find((one) => one.place.isNummer && one.px >= TEXT_PX.least);
      box.hidden = !best;
      if (!best) return;
      box.replaceChildren(...best.place.regels.map(function (text) {
        const line = document.createElement("div");
        line.textContent = text;
        return line;
      }));
      box.classList.toggle("is-nummer", Boolean(best.place.isNummer));
      box.style.fontSize = Math.min(best.px, TEXT_PX.most) + "px";
      marker.setLatLng(best.place.plek);
    }
    map.on("zoomend", fit);
    fit();
  }

  function metresPerPixel(map, place) {
    return map.distance(place, map.unproject(map.project(place).add([100, 0]))) / 100;
  }

  // All of it, in the middle, and again where the page gets another size, until the reader chose a view.
  function keepInView(map, bounds) {
    let fitted = null;
    function fit() {
      const size = map.getSize();
      if (Math.min(size.x, size.y) < 4 * PADDING_PX) return; // folded away, or not shown in print
      map.setMinZoom(0).fitBounds(bounds, { padding: [PADDING_PX, PADDING_PX], animate: false });
      map.setMinZoom(map.getZoom() - 1);
      fitted = { zoom: map.getZoom(), center: map.getCenter() };
    }
    function isAsFitted() {
      const middle = map.getSize().divideBy(2);
      return map.getZoom() === fitted.zoom && map.latLngToContainerPoint(fitted.center).distanceTo(middle) < 3;
    }
    fit();
    map.on("resize", () => { if (!fitted || isAsFitted()) fit(); });
    map.setMaxBounds(L.latLngBounds(bounds).pad(1));
  }

  const shown = {};
  const borders = {};

  function enliven(map, layer, options) {
    keepInView(map, options.bounds);
    let shapes = [];
    let highlighted = null;

    function plain(shape) {
      layer.resetStyle(shape);
      if (highlighted) highlighted.setStyle(options.emphasis).bringToFront();
    }

    function enter(shape) {
      shapes.forEach((other) => other.getElement().setAttribute("tabindex", other === shape ? "0" : "-1"));
    }

    function tell(shape) {
      const area = shape.feature.properties;
      const path = shape.getElement();
      shape.setTooltipContent(tooltip(area));
      path.setAttribute("role", area.href ? "link" : "img");
      path.setAttribute("aria-label", sentence(area));
    }

    function attach(shape) {
      const area = shape.feature.properties;
      const path = shape.getElement();
      let isTapped = false;
      shape.bindTooltip("", { sticky: true, className: "gebied-tooltip", opacity: 1 });
      tell(shape);
      if (!area.href) path.classList.add("zonder-link");
      if (area.opschrift) bindLabel(map, area.opschrift);
      shape.on({
        mouseover: function () {
          shape.setStyle(options.emphasis).bringToFront();
        },
        mouseout: function () {
          isTapped = false;
          plain(shape);
        },
        // A finger cannot hover: the first tap shows the figure and a link, the second on the area follows the link.
        click: function (event) {
          const isTouch = event.originalEvent.pointerType === "touch";
          if (!isTouch || isTapped) open(shape.feature.properties, event.originalEvent);
          else showTapped(shape, event.latlng);
          isTapped = isTouch;
        },
      });
      path.addEventListener("focus", () => shape.setStyle(options.emphasis));
      path.addEventListener("blur", function () {
        shape.closeTooltip();
        plain(shape);
      });
      path.addEventListener("keydown", function (event) {
        if (event.key === "Enter") open(shape.feature.properties, event);
        if (event.key === "Escape") shape.closeTooltip();
        if (!DIRECTIONS[event.key]) return;
        event.preventDefault();
        event.stopPropagation();
        const next = neighbour(map, shapes, shape, DIRECTIONS[event.key]);
        if (!next) return;
        enter(next);
        map.panInside(next.getBounds().getCenter(), { padding: [40, 40], animate: false });
        next.bringToFront();
        next.getElement().focus();
      });
    }

    function showTapped(shape, place) {
      shape.closeTooltip();
      L.popup({ className: "gebied-getikt", maxWidth: 260, autoPanPadding: [8, 8] })
        .setLatLng(place).setContent(tapped(shape.feature.properties)).openOn(map);
    }

    function start() {
      shapes = layer.getLayers();
      shapes.forEach(attach);
      highlighted = shapes.find((shape) => shape.feature.id === options.highlight) || null;
      enter(highlighted || shapes[0]);
      if (!highlighted) return;
      highlighted.getElement().classList.add("uitgelicht");
      plain(highlighted);
    }

    // Other figures on the same map: an answer as maps/choropleth.py's `recolouring` makes it.
    const drawn = layer.options.style;
    function recolour(answer) {
      layer.options.style = (feature) => Object.assign({}, drawn(feature), { fillColor: answer.kleuren[feature.id] });
      map.closePopup();
      map.getContainer().setAttribute("aria-label", answer.titel);
      if (answer.lijnen) (borders[map.getContainer().id] || []).forEach((one) => one.clearLayers().addData(answer.lijnen));
      if (answer.vormen) {
        layer.clearLayers().addData(answer.vormen);
        start();
        return;
      }
      shapes.forEach(function (shape) {
        shape.feature.properties = answer.teksten[shape.feature.id];
        tell(shape);
        plain(shape);
      });
    }

    start();
    shown[map.getContainer().id] = recolour;

    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix("Leaflet").addAttribution(options.source);
    leaveOutUnreachable(map, function () {
      const style = layer.options.style;
      layer.options.style = (feature) => Object.assign(style(feature), { fillOpacity: 1 });
      shapes.forEach(plain);
    });
  }

  // Without a network the areas stay on a plain background: after a few failed tiles and none that came, ask no more.
  function leaveOutUnreachable(map, onLeftOut) {
    map.eachLayer(function (tiles) {
      if (!(tiles instanceof L.TileLayer)) return;
      let failures = 0;
      tiles.on("tileload", () => { failures = -Infinity; });
      tiles.on("tileerror", function () {
        failures += 1;
        if (failures !== 4) return;
        tiles.remove();
        onLeftOut();
      });
    });
  }

  // The borders of another clustering lie in a pane of their own: an area that is pointed at does not cover them.
  function drawBorders(map, lines, looks) {
    const pane = map.createPane("grenzen");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    borders[map.getContainer().id] = looks.map(function (look) {
      const style = Object.assign({ fill: false, lineCap: "round", lineJoin: "round" }, look);
      return L.geoJSON(lines, { pane: "grenzen", interactive: false, style: style, smoothFactor: 0.5 }).addTo(map);
    });
  }

  return { enliven: enliven, drawBorders: drawBorders, recolour: (id, answer) => shown[id](answer) };
})();
