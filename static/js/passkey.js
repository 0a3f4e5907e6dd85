// allauth reports a failed passkey only to the console; here it is said on the page.
document.addEventListener("allauth.error", (event) => {
  const words = document.querySelector("[data-passkey-error]");
  if (words) {
    event.preventDefault();
    words.hidden = false;
    words.focus();
  }
});
