// Readings and their places on the label light up together; the links between them work without this.
(() => {
  const light = on => event => {
    const one = event.target.closest && event.target.closest("[data-reading]");
    if (!one) return;
    for (const twin of document.querySelectorAll(`[data-reading="${CSS.escape(one.dataset.reading)}"]`)) {
      twin.classList.toggle("on", on);
    }
  };
  document.addEventListener("mouseover", light(true));
  document.addEventListener("mouseout", light(false));
  document.addEventListener("focusin", light(true));
  document.addEventListener("focusout", light(false));
})();
