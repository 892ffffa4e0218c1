// Two maps that move together, and show on the one what is pointed at on the other. Called by what maps/map_pair.py writes.
"use strict";

const gebiedenpaar = (function () {
  const OUTLINED = { color: "#1b1f24", weight: 4, opacity: 1 };
  const SHADED = { color: "#1b1f24", weight: 1.5, opacity: 1, dashArray: "4 4", fillColor: "#1b1f24", fillOpacity: 0.22 };

  // The map that the reader touches leads; only what the leader does is followed, so that no echo comes back.
  function moveTogether(one, other) {
    const bounds = one.options.maxBounds;
    let leader = one;
    let follower = other;

    function lead(map) {
      if (map === leader) return;
      leader.stop();
      [leader, follower] = [follower, leader];
      limit();
    }

    // A follower with limits of its own would spring back while it is led beyond them.
    function limit() {
      leader.setMaxBounds(bounds);
      follower.setMaxBounds(null);
    }

    function follow() {
      if (follower.getZoom() !== leader.getZoom()) {
        follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
        return;
      }
      const step = follower.latLngToContainerPoint(leader.getCenter()).subtract(follower.getSize().divideBy(2)).round();
      if (step.x || step.y) follower.panBy(step, { animate: false });
    }

    [one, other].forEach(function (map) {
      ["pointerdown", "touchstart", "wheel", "keydown"].forEach(function (kind) {
        map.getContainer().addEventListener(kind, () => lead(map), { capture: true, passive: true });
      });
      map.on("move moveend", () => { if (map === leader) follow(); });
      map.on("zoomanim", function (event) {
        if (map === leader) follower.setView(event.center, event.zoom, { animate: true });
      });
    });
    limit();
    follow();
  }

  // What `from` points at, over the areas of `onto`.
  function point(from, onto) {
    const byCode = new Map(onto.areas.getLayers().map((area) => [area.feature.id, area]));
    const pane = onto.map.createPane("aangewezen");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    let shown = [];

    function clear() {
      shown.forEach((undo) => undo());
      shown = [];
    }

    function show(area) {
      clear();
      const shade = L.geoJSON(area.feature, { pane: "aangewezen", interactive: false, style: SHADED }).addTo(onto.map);
      shown.push(() => shade.remove());
      (from.overlaps[area.feature.id] || []).forEach(function (code) {
        const overlapped = byCode.get(code);
        overlapped.setStyle(OUTLINED).bringToFront();
        shown.push(() => onto.areas.resetStyle(overlapped));
      });
    }

    from.areas.eachLayer(function (area) {
      area.on({ mouseover: () => show(area), mouseout: clear });
      area.getElement().addEventListener("focus", () => show(area));
      area.getElement().addEventListener("blur", clear);
    });
  }

  function join(left, right) {
    moveTogether(left.map, right.map);
    point(left, right);
    point(right, left);
  }

  return { join: join };
})();
