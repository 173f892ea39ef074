// Completes the search box: an ARIA combobox over /api/suggest. Without it the box is a plain one.

const WAIT = 120; // milliseconds of rest before the server is asked

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let timer = 0;
  let asking = new AbortController();
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (texts, kinds, addresses) => {
    list.replaceChildren(
      ...texts.map((text, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.href = addresses[index];
        const name = document.createElement("bdi");
        name.textContent = text;
        const kind = document.createElement("span");
        kind.className = "meta";
        kind.textContent = kinds[index];
        item.append(name, " ", kind);
        return item;
      }),
    );
    active = -1;
    list.hidden = texts.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const typed = input.value.trim();
    if (!typed) return close();
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return close();
      const [, texts, kinds, addresses] = await answer.json();
      if (document.activeElement === input) show(texts, kinds, addresses);
    } catch {
      // Aborted by the next letter, or the server is away: the box goes on as a plain one.
      close();
    }
  };

  const move = (step) => {
    const items = [...list.children];
    active = (active + step + items.length + 1) % (items.length + 1);
    if (active === items.length) active = -1;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(active < 0 ? 0 : -1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    event.preventDefault();
    location.assign(item.dataset.href);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    close();
  });
}
