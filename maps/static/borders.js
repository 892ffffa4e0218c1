// Whose borders stand out on a verschilkaart. Called by the script that maps/difference_map.py writes.
"use strict";

const gebiedsgrenzen = (function () {
  const FAINT = { opacity: 0.15 };
  const CHOSEN = { weight: 4, dashArray: "", opacity: 1 };

  function choose(casing, lines, options) {
    const choice = document.getElementById(options.keuze);
    if (!choice) return;

    function show(owner) {
      [casing, lines].forEach(function (layer) {
        layer.eachLayer(function (border) {
          const isChosen = border.feature.properties.eigenaren.includes(owner);
          layer.resetStyle(border);
          if (owner && !isChosen) border.setStyle(layer === lines ? FAINT : { opacity: 0 });
          if (isChosen) border.setStyle(layer === lines ? CHOSEN : { weight: CHOSEN.weight + options.rand });
        });
      });
    }

    choice.hidden = false;
    choice.addEventListener("change", (event) => show(event.target.value));
    // A browser that comes back to the page sets what was chosen after the scripts have run.
    window.addEventListener("pageshow", () => show(choice.querySelector("input:checked").value));
  }

  return { choose: choose };
})();
