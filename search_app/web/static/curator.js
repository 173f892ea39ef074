// Parts of a page that change by themselves: those with `data-live` and an id are asked for again
// and put in place, as long as the page is looked at and nobody is at work in them.
const SECONDS = 5;
const parts = () => document.querySelectorAll("[data-live][id]");
let problems = 0;

async function refresh() {
  // A reader who is signed out, or a server that does not answer, is not asked for ever.
  const answer = await fetch(location.href, {headers: {"X-Refresh": "1"}, redirect: "error"});
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts()) {
    const other = fresh.getElementById(part.id);
    if (!other || part.contains(document.activeElement) || part.isEqualNode(other)) continue;
    part.replaceWith(document.adoptNode(other));
  }
}

if (parts().length) {
  setInterval(async () => {
    if (document.hidden || problems > 3) return;
    try {
      await refresh();
      problems = 0;
    } catch {
      problems += 1;
    }
  }, SECONDS * 1000);
}
