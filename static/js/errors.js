// After a refused form the error summary has the focus, so that a screen reader starts there.
const summarize = (root) => {
  const summary = root.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus();
  }
};

document.addEventListener("DOMContentLoaded", () => summarize(document));
document.addEventListener("htmx:afterSwap", (event) => summarize(event.target));
