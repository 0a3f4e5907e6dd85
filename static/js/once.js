// A form is sent once: further submits are ignored until the page is shown again.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  const leaves = form.method === "post" && form.target !== "_blank" && !form.hasAttribute("data-many");
  const byHtmx = form.hasAttribute("hx-post") || form.hasAttribute("data-hx-post");
  if (!leaves || byHtmx || event.defaultPrevented) {
    return;
  }
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});

// Back button: the page comes from memory, and may be sent again. The server keeps it to one record.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("form[aria-busy]").forEach((form) => {
      form.removeAttribute("aria-busy");
      sent.delete(form);
    });
  }
});
