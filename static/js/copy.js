// [data-copy="#id"] copies that element's text and says so in its own words ([data-copied]).
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.querySelector(button.dataset.copy);
  if (!source) {
    return;
  }
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
  } catch {
    // Without permission to write, the text is selected for the person to copy.
    getSelection().selectAllChildren(source);
    return;
  }
  const words = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = words;
  }, 4000);
});

// Copying needs a script; without one the button would do nothing, so it is shown from here.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copy][hidden]").forEach((button) => {
    button.hidden = false;
  });
});
