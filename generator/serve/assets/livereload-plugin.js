// Ahead of LiveReload's own script. A look between a page's loading and its connecting would pass it by: so the page says
// from which look it is. The script finds its server by its own address, in which it does not understand [::1], nor a port
// that goes without saying.
(function () {
  var script = document.currentScript, look = script.dataset.look;
  script.src += "?mindelay=250&maxdelay=1000&host=" + location.hostname + "&port=" + (location.port || 80);
  addEventListener("submit", function () { document.documentElement.dataset.sent = ""; });
  addEventListener("pageshow", function () { delete document.documentElement.dataset.sent; });
  function isBusy() {
    var bar = document.getElementById("desk-bar"), typed = document.querySelectorAll("main form:not(.desk-act) :is(input:not([type=hidden]), textarea)");
    return document.querySelector("form#fact") || (bar && !bar.hidden) || Array.from(typed).some(function (one) { return one.value !== one.defaultValue; });
  }
  function Plugin() {}
  Plugin.identifier = "preview";
  Plugin.version = "1";
  Plugin.prototype.analyze = function () { return { look: look }; };
  Plugin.prototype.reload = function (now) {
    if ("sent" in document.documentElement.dataset) return true; // another page is on its way already
    // What is being typed or selected is never loaded over: a notice appears instead.
    if (isBusy()) {
      if (now.split(":")[0] === look.split(":")[0]) return true; // only what readers have been shown is another
      document.dispatchEvent(new Event("preview-changed"));
      return true;
    }
    sessionStorage.setItem("preview-scroll " + location.pathname, scrollX + " " + scrollY);
    return false;
  };
  window.LiveReloadPluginPreview = Plugin;
})();
