// Keeps the list of provisions in this browser. Without it a list is kept by its address alone.

const KEY = "list";
const FOLLOW = "list-follows"; // the next page of a list is the kept one, changed
const MOST = 60; // provisions, as the server has it
const link = document.getElementById("mylist");
const said = document.createElement("span"); // what a press did, for those who cannot see it
said.className = "hidden";
said.setAttribute("aria-live", "polite");
link.after(said);

// A list is a query string: p=<provision>, then n=<note> when it has one.
const read = () => {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return ""; // storage is switched off
  }
};
const keep = (query) => {
  try {
    localStorage.setItem(KEY, query);
  } catch {
    // Not kept: the page still has it in its address.
  }
  show();
};
// Whether this page is the kept list as a press of its form has changed it.
const follows = () => {
  try {
    const asked = sessionStorage.getItem(FOLLOW);
    sessionStorage.removeItem(FOLLOW);
    return Boolean(asked);
  } catch {
    return false;
  }
};
const followNext = () => {
  try {
    sessionStorage.setItem(FOLLOW, "1");
  } catch {
    // The next page will offer to be kept.
  }
};
const pairs = (query) => {
  const found = new Map();
  let last;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === "p") {
      last = value;
      if (!found.has(last)) found.set(last, "");
    } else if (name === "n" && last) {
      found.set(last, value);
    }
  }
  return found;
};
const written = (found) => {
  const query = new URLSearchParams();
  for (const [id, note] of found) {
    query.append("p", id);
    if (note) query.append("n", note);
  }
  return query.toString();
};
const same = (one, other) => written(pairs(one)) === written(pairs(other));

// The link in the head, and the buttons of provisions.
const show = () => {
  const kept = read();
  const found = pairs(kept);
  link.href = kept ? `${link.pathname}?${kept}` : link.pathname;
  link.querySelector(".size").textContent = found.size ? ` (${found.size})` : "";
  for (const button of document.querySelectorAll("a.keep")) {
    const inside = found.has(pairs(new URL(button.href).search).keys().next().value);
    if (inside === button.classList.contains("kept")) continue;
    button.classList.toggle("kept", inside);
    button.firstChild.textContent = inside ? link.dataset.remove : link.dataset.add;
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("a.keep");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const found = pairs(read());
  const [id] = pairs(new URL(button.href).search).keys();
  if (!found.has(id) && found.size >= MOST) {
    button.firstChild.textContent = said.textContent = link.dataset.full;
    return;
  }
  if (!found.delete(id)) found.set(id, "");
  keep(written(found));
  said.textContent = found.has(id) ? link.dataset.added : link.dataset.removed;
});
addEventListener("storage", show); // another tab changed it
addEventListener("pageshow", show);
for (const part of document.querySelectorAll("[data-part]")) {
  new MutationObserver(show).observe(part, { childList: true }); // a page that changes in place
}
show();

// The page of a list.
const whose = document.getElementById("whose");
if (whose) {
  const here = whose.dataset.list;
  const kept = read();
  if (follows()) {
    keep(here);
  } else if (!here && kept) {
    location.replace(link.href);
  }
  const tell = (text, ...buttons) => {
    const line = document.createElement("p");
    line.className = "note";
    line.append(text);
    for (const [name, press] of buttons) {
      const button = document.createElement("button");
      button.textContent = name;
      button.addEventListener("click", press);
      line.append(" ", button);
    }
    whose.replaceChildren(line);
  };
  const compare = () => {
    if (same(here, read())) {
      if (here) tell(whose.dataset.same);
      return;
    }
    const instead = () => {
      keep(here);
      compare();
    };
    const join = () => {
      const found = pairs(read());
      for (const [id, note] of pairs(here)) found.set(id, found.get(id) || note);
      keep(written(found));
      location.assign(link.href);
    };
    const { first, keep: keepFirst, other, replace, join: joined } = whose.dataset;
    if (read()) tell(other, [replace, instead], [joined, join]);
    else tell(first, [keepFirst, instead]);
  };
  compare();
  document.getElementById("list").addEventListener("submit", () => {
    if (same(here, read())) followNext();
  });
}
