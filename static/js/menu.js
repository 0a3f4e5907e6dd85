// Menus are <details>: Escape closes one and returns the focus, a click elsewhere closes all.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details[data-menu][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
});

// A long filter, or a list of contents, is open in the page, so that it works without this file. On a phone it stands
// behind its button.
const phone = window.matchMedia("(max-width: 767px)");
const fold = () => {
  document.querySelectorAll("details[data-fold]").forEach((folded) => {
    folded.open = !phone.matches;
    folded.classList.add("is-ready");
  });
};
document.addEventListener("DOMContentLoaded", fold);
phone.addEventListener("change", fold);
