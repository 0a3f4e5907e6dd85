// Warns before an idle session ends. What was typed stays on the page, whatever happens.
const dialog = document.getElementById("session-warning");

if (dialog) {
  const idle = Number(dialog.dataset.idle) * 1000;
  const warn = Number(dialog.dataset.warn) * 1000;
  const key = "fenceline-last-request";
  const left = dialog.querySelector("[data-left]");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const stay = dialog.querySelector("[data-stay]");
  const again = dialog.querySelector("[data-again]");
  const close = dialog.querySelector("[data-close]");
  let last = Date.now();
  let ended = false;

  // Other tabs of the same person keep the session alive too, so the time of the last request is shared.
  const touch = () => {
    last = Date.now();
    try {
      localStorage.setItem(key, String(last));
    } catch {
      return;
    }
  };

  const latest = () => {
    try {
      return Math.max(last, Number(localStorage.getItem(key)) || 0);
    } catch {
      return last;
    }
  };

  const clock = (milliseconds) => {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  const end = () => {
    ended = true;
    part("warning").hidden = true;
    part("failed").hidden = true;
    part("ended").hidden = false;
    stay.hidden = true;
    again.hidden = false;
    close.hidden = false;
    if (!dialog.open) {
      dialog.showModal();
    }
    again.focus();
  };

  const look = () => {
    if (ended) {
      return;
    }
    const remaining = latest() + idle - Date.now();
    if (remaining <= 0) {
      end();
    } else if (remaining <= warn) {
      left.textContent = clock(remaining);
      if (!dialog.open) {
        dialog.showModal();
        stay.focus();
      }
    } else if (dialog.open) {
      dialog.close();
    }
  };

  stay.addEventListener("click", async () => {
    part("failed").hidden = true;
    const token = document.querySelector('meta[name="csrf-token"]');
    try {
      const answer = await fetch(dialog.dataset.ping, {
        method: "POST",
        headers: { "X-CSRFToken": token ? token.content : "" },
        redirect: "manual",
      });
      if (answer.ok) {
        touch();
        dialog.close();
      } else {
        end();
      }
    } catch {
      part("failed").hidden = false;
    }
  });

  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    if (!ended) {
      event.preventDefault();
      stay.click();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) {
      touch();
    }
  });
  // The session was over when a part of the page was sent: say so here, where the text is.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) {
      end();
    }
  });
  window.addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
  touch();
  setInterval(look, 1000);
}
