// Buttons that copy the text of an element. Without it the text is selected as a whole by a click.

for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
    } catch {
      // Without a permission, or https: the old way.
      getSelection().selectAllChildren(source);
      if (!document.execCommand("copy")) return;
    }
    button.nextElementSibling.textContent = button.dataset.done;
  });
}
