// Follows the search for a proposal, and shows the page anew when it is over. Without scripts a link does that.
(function () {
  "use strict";
  const status = document.getElementById("voortgang");
  if (!status) return;

  function percent(share) {
    return (100 * share).toLocaleString("nl-NL", { maximumFractionDigits: 1 }) + "%";
  }

  async function look() {
    const answer = await fetch("/api/v1/voorstellen/" + status.dataset.voorstel);
    if (!answer.ok) return window.location.reload();
    const job = await answer.json();
    if (job.status !== "wacht" && job.status !== "bezig") return window.location.reload();
    const progress = job.voortgang;
    if (progress) {
      const gap = progress.kloof === null ? "" : ": hoogstens " + percent(progress.kloof) + " beter is nog mogelijk";
      status.textContent = progress.fase + gap;
    }
    window.setTimeout(look, 1000);
  }

  window.setTimeout(look, 700);
})();
