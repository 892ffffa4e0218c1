// Follows the making of a file, and shows the page anew when it is over. Without scripts the page refreshes itself.
(function () {
  "use strict";
  const status = document.getElementById("voortgang");
  const bar = document.getElementById("balk");

  async function look() {
    const answer = await fetch("/api/v1/documenten/" + status.dataset.document);
    if (!answer.ok) return window.location.reload();
    const job = await answer.json();
    if (job.status !== "wacht" && job.status !== "bezig") return window.location.reload();
    const progress = job.voortgang;
    if (progress) {
      bar.max = progress.totaal;
      bar.value = progress.gereed;
      status.textContent = progress.gereed + " van " + progress.totaal + ": " + progress.bezigMet;
    }
    window.setTimeout(look, 1000);
  }

  window.setTimeout(look, 700);
})();
