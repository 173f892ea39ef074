// Keys: / goes to the search box, j and k (or the arrows, from a hit) from hit to hit, and where a
// button or a field shows a key (data-key, data-focus) it presses the one and goes to the other.
// They can be turned off on the help page, for those whose devices type by themselves.

function off() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    // A browser that keeps nothing for the site.
    return false;
  }
}

// Whether a button or a field shows the key.
function shown(event) {
  if (event.repeat || event.target.matches("input:not([type=radio])")) return false;
  const key = CSS.escape(event.key.toLowerCase());
  const pressed = document.querySelector(`[data-key="${key}"]`);
  const field = document.querySelector(`[data-focus="${key}"]`);
  if (pressed) pressed.click();
  else field?.focus();
  return Boolean(pressed || field);
}

addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) return;
  if (shown(event)) {
    event.preventDefault();
    return;
  }
  if (event.target.matches("[type=radio]")) return;
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
