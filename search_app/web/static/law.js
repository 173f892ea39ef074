// Find in a law: hits of the words typed are marked and walked through. Without it the box asks the
// server, which marks the words and lists the provisions that have them.

const MOST = 5000; // hits that are marked; nobody walks through more
const law = document.querySelector("article.law");

// A long law is shown in parts: its permalinks know which one has a provision.
const place = decodeURIComponent(location.hash.slice(1));
if (place && law?.dataset.permalink && !document.getElementById(place)) {
  location.replace(law.dataset.permalink + encodeURIComponent(place) + location.search);
}

for (const form of document.querySelectorAll("form.find")) {
  const input = form.querySelector("input");
  const count = form.querySelector("output");
  const asked = input.value;
  const marked = [...law.querySelectorAll(".provision mark:not(.because)")];
  let hits = marked; // elements that the server marked, or ranges
  let current = -1;
  let texts = null;

  // Letters without case and accents, and where each of them stands in the text.
  const folded = (text) => {
    let letters = "";
    const at = [];
    for (let index = 0; index < text.length; index++) {
      const letter = text[index].normalize("NFD").replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g, "");
      const lower = letter.toLowerCase();
      letters += lower;
      for (let step = 0; step < lower.length; step++) at.push(index);
    }
    return { letters, at };
  };

  // The paragraphs and headings of the law, read when first needed.
  const read = () =>
    [...law.querySelectorAll(".provision h2, .provision [lang] > p, .division")].map((element) => {
      const nodes = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let length = 0;
      while (walker.nextNode()) {
        nodes.push({ node: walker.currentNode, start: length });
        length += walker.currentNode.length;
      }
      return { nodes, ...folded(element.textContent) };
    });

  const point = (nodes, offset, end) => {
    let index = nodes.length - 1;
    while (index > 0 && (end ? nodes[index].start >= offset : nodes[index].start > offset)) index--;
    return [nodes[index].node, offset - nodes[index].start];
  };

  const search = (typed) => {
    const wanted = folded(typed.trim()).letters;
    const found = [];
    if (wanted.length < 2) return found;
    texts ??= read();
    for (const { nodes, letters, at } of texts) {
      let from = letters.indexOf(wanted);
      while (from >= 0 && found.length < MOST) {
        const range = document.createRange();
        range.setStart(...point(nodes, at[from], false));
        range.setEnd(...point(nodes, at[from + wanted.length - 1] + 1, true));
        found.push(range);
        from = letters.indexOf(wanted, from + wanted.length);
      }
    }
    return found;
  };

  const paint = (name, ranges) => {
    if (!CSS.highlights) return;
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  };

  const show = () => {
    const steps = form.querySelector(".steps");
    steps.hidden = input.value.trim().length < 2;
    count.textContent = hits.length
      ? form.dataset.count.replace("{this}", current + 1).replace("{all}", hits.length)
      : form.dataset.none;
  };

  const step = (by) => {
    if (!hits.length) return;
    if (current < 0) start(by);
    if (hits === marked) hits[current]?.classList.remove("current");
    current = (current + by + hits.length) % hits.length;
    const hit = hits[current];
    if (hits === marked) hit.classList.add("current");
    else {
      paint("find-current", [hit]);
      if (!CSS.highlights) getSelection().setBaseAndExtent(hit.startContainer, hit.startOffset, hit.endContainer, hit.endOffset);
    }
    const element = hits === marked ? hit : hit.startContainer.parentElement;
    element.scrollIntoView({ block: "center" });
    show();
  };

  // From what is on the screen on, whichever way.
  const start = (by) => {
    const next = hits.findIndex((hit) => hit.getBoundingClientRect().bottom > 0);
    current = (next < 0 ? hits.length : next) - (by > 0 ? 1 : 0);
  };

  const look = () => {
    hits.forEach((hit) => hit.classList?.remove("current"));
    hits = input.value === asked && marked.length ? marked : search(input.value);
    current = -1;
    paint("find", hits === marked ? [] : hits);
    paint("find-current", []);
    show();
  };

  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    clearTimeout(timer);
    if (current < 0) look();
    // With no hit on this page the server is asked, which knows the whole law.
    if (!hits.length) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  form.querySelectorAll("[data-step]").forEach((button) =>
    button.addEventListener("click", () => step(Number(button.dataset.step))),
  );
  if (asked) show();
}

// "Correct this" takes the passage along that is selected.
law?.addEventListener("click", (event) => {
  const link = event.target.closest("a.correct");
  const quote = link && getSelection().toString().trim();
  if (quote) link.search = new URLSearchParams({ quote: quote.slice(0, 1500) });
});
