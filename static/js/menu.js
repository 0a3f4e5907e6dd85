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
