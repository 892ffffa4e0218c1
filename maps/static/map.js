// What an area of a choropleth does: tooltip, link, keyboard. Called by the script that maps/choropleth.py writes.
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

  function enliven(map, layer, options) {
    const shapes = layer.getLayers();
    const highlighted = shapes.find((shape) => shape.feature.id === options.highlight);

    function plain(shape) {
      layer.resetStyle(shape);
      if (highlighted) highlighted.setStyle(options.emphasis).bringToFront();
    }

    function enter(shape) {
      shapes.forEach((other) => other.getElement().setAttribute("tabindex", other === shape ? "0" : "-1"));
    }

    shapes.forEach(function (shape) {
      const area = shape.feature.properties;
      const path = shape.getElement();
      let isTapped = false;
      shape.bindTooltip(tooltip(area), { sticky: true, className: "gebied-tooltip", opacity: 1 });
      path.setAttribute("role", area.href ? "link" : "img");
      path.setAttribute("aria-label", sentence(area));
      if (!area.href) path.classList.add("zonder-link");
      shape.on({
        mouseover: function () {
          shape.setStyle(options.emphasis).bringToFront();
        },
        mouseout: function () {
          isTapped = false;
          plain(shape);
        },
        // A finger cannot hover: the first tap shows the figure, the second follows the link.
        click: function (event) {
          const isTouch = event.originalEvent.pointerType === "touch";
          if (!isTouch || isTapped) open(area, event.originalEvent);
          isTapped = isTouch;
        },
      });
      path.addEventListener("focus", () => shape.setStyle(options.emphasis));
      path.addEventListener("blur", function () {
        shape.closeTooltip();
        plain(shape);
      });
      path.addEventListener("keydown", function (event) {
        if (event.key === "Enter") open(area, event);
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
    });
    enter(highlighted || shapes[0]);
    if (highlighted) {
      highlighted.getElement().classList.add("uitgelicht");
      plain(highlighted);
    }

    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    map.attributionControl.setPrefix("Leaflet").addAttribution(options.source);
    map.setMaxBounds(layer.getBounds().pad(1)).setMinZoom(map.getZoom() - 1);
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

  return { enliven: enliven };
})();
