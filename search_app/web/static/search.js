// The search page: long lists of filters are narrowed by typing, and what is chosen changes the
// page in place. Without this script each choice loads a whole page, and lists are shown whole.

const page = document.getElementById("search");

// Narrowing. What stands above or below a value that fits stays with it, and so does what is chosen.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(box) {
  const wanted = plain(box.value.trim());
  const facet = box.closest("details");
  let found = 0;
  const fits = (item, above) => {
    const name = item.querySelector(":scope > :is(label, .above)");
    const own = above || plain(name.textContent).includes(wanted);
    const below = [...item.querySelectorAll(":scope > details > ul > li")].map((one) => fits(one, own));
    const shown = own || below.includes(true);
    item.hidden = !shown && !item.querySelector("input:checked");
    if (own && name.matches("label")) found += 1;
    return shown;
  };
  facet.querySelectorAll(":scope > ul > li, :scope > .more > ul > li").forEach((item) => fits(item, false));
  for (const inner of facet.querySelectorAll("details")) {
    inner.dataset.open ??= String(inner.open);
    inner.open = wanted ? inner.querySelector("li:not([hidden])") !== null : inner.dataset.open === "true";
    if (!wanted) delete inner.dataset.open;
  }
  box.nextElementSibling.textContent = wanted ? box.dataset.found.replace("{}", found) : "";
}

page.addEventListener("input", (event) => {
  if (event.target.closest(".narrow")) narrow(event.target);
});
page.addEventListener("keydown", (event) => {
  // It would send the filters.
  if (event.key === "Enter" && event.target.closest(".narrow")) event.preventDefault();
});

// Changing in place.

let latest;
let address = location.pathname + location.search;

// What an element is known by in the page that comes: its own id, or that of the box beside it.
const nameOf = (element) => element.id || element.closest("li")?.querySelector("input")?.id;

function keep() {
  const focused = document.activeElement;
  const kept = {
    id: page.contains(focused) ? nameOf(focused) : "",
    link: focused.matches("a"),
    top: focused.getBoundingClientRect().top,
    inside: page.contains(focused),
    open: new Map(),
    typed: [...page.querySelectorAll(".narrow input")].map((box) => [box.id, box.value]),
  };
  for (const details of page.querySelectorAll("#filters details, details[id]")) {
    const open = details.dataset.open ? details.dataset.open === "true" : details.open;
    kept.open.set(nameOf(details) + details.className, open);
  }
  return kept;
}

function restore(kept, toTop) {
  for (const details of page.querySelectorAll("#filters details, details[id]")) {
    details.open = kept.open.get(nameOf(details) + details.className) ?? details.open;
  }
  for (const [id, value] of kept.typed) {
    const box = document.getElementById(id);
    if (!box || !value) continue;
    box.value = value;
    narrow(box);
  }
  if (toTop || !kept.inside) {
    if (toTop) document.getElementById("results").focus();
    return;
  }
  let target = kept.id && document.getElementById(kept.id);
  if (target && kept.link) target = target.closest("li")?.querySelector("label a") ?? target;
  target ||= document.getElementById("results");
  target.focus({ preventScroll: true });
  // What was pressed stays where it was on the screen, whatever the lists above have become.
  if (target.id !== "results") scrollBy(0, target.getBoundingClientRect().top - kept.top);
}

async function show(url, { push = true, toTop = false } = {}) {
  latest?.abort();
  latest = new AbortController();
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: latest.signal });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const parts = [...document.querySelectorAll("[data-part]")].map((old) => [old, next.getElementById(old.id)]);
    if (!answer.ok || parts.some(([, fresh]) => !fresh)) throw new Error("no page of results");
    const kept = keep();
    for (const [old, fresh] of parts) old.replaceChildren(...fresh.childNodes);
    document.title = next.title;
    if (push) history.pushState(null, "", url);
    address = location.pathname + location.search;
    restore(kept, toTop);
    page.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-live] a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  // A link of a drawing has no address as text, but for its attribute.
  const url = new URL(link.getAttribute("href"), location.href).href;
  show(url, { toTop: link.closest("[data-live]").dataset.live === "top" });
});

const filters = document.getElementById("filters");
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  const filled = [...new FormData(filters)].filter(([, value]) => value);
  show(`${filters.getAttribute("action")}?${new URLSearchParams(filled)}`);
});
filters.addEventListener("change", (event) => {
  if (event.target.matches("input[type=checkbox], select")) filters.requestSubmit();
});

addEventListener("popstate", () => {
  if (location.pathname + location.search !== address) show(location.href, { push: false });
});
