// Ahead of LiveReload's own script. A look between a page's loading and its connecting would pass it by: so the page says
// from which look it is. The script finds its server by its own address, in which it does not understand [::1], nor a port
// that goes without saying.
(function () {
  var script = document.currentScript, look = script.dataset.look;
  script.src += "?mindelay=250&maxdelay=1000&host=" + location.hostname + "&port=" + (location.port || 80);
  function Plugin() {}
  Plugin.identifier = "preview";
  Plugin.version = "1";
  Plugin.prototype.analyze = function () { return { look: look }; };
  Plugin.prototype.reload = function () {
    // What is being typed is never loaded over: a notice appears instead.
    if (document.querySelector("form#fact")) {
      document.dispatchEvent(new Event("preview-changed"));
      return true;
    }
    sessionStorage.setItem("preview-scroll " + location.pathname, scrollX + " " + scrollY);
    return false;
  };
  window.LiveReloadPluginPreview = Plugin;
})();
