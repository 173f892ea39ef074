// Keys: / goes to the search box, j and k (or the arrows, from a hit) from hit to hit. They can be
// turned off on the help page, for those whose devices type by themselves.

function off() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    // A browser that keeps nothing for the site.
    return false;
  }
}

addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q").select();
    return;
  }
  const hits = [...document.querySelectorAll(".laws :is(h2, h3) a")];
  const here = hits.indexOf(document.activeElement);
  const arrow = here < 0 ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const step = { j: 1, k: -1 }[event.key] ?? arrow;
  if (!step || !hits.length) return;
  event.preventDefault();
  hits[Math.min(Math.max(here + step, 0), hits.length - 1)].focus();
});

const choice = document.getElementById("keys");
if (choice) {
  choice.checked = !off();
  choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
}
