// Keys of the queue of tags: each presses the button, or goes to the field, that shows it. They can
// be turned off on the help page, as the keys of the search (keys.js).
function off() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch {
    return false;
  }
}

addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input:not([type=radio]), select, textarea")) return;
  const key = CSS.escape(event.key.toLowerCase());
  const pressed = document.querySelector(`[data-key="${key}"]`);
  const field = document.querySelector(`[data-focus="${key}"]`);
  if (!pressed && !field) return;
  event.preventDefault();
  if (pressed) pressed.click();
  else field.focus();
});
