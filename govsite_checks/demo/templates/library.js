/* A few lines in place of the script library that the pages name: ready, html and load. */
(function () {
  /* A script that came as text runs only when it is made anew. */
  function revive(scope) {
    scope.querySelectorAll("script").forEach(function (old) {
      var script = document.createElement("script");
      Array.prototype.forEach.call(old.attributes, function (a) { script.setAttribute(a.name, a.value); });
      script.text = old.text;
      old.parentNode.replaceChild(script, old);
    });
  }
  function wrap(element) {
    return {
      html: function (text) { element.innerHTML = text; revive(element); },
      load: function (url) {
        var self = this;
        fetch(url).then(function (answer) { return answer.text(); }).then(function (text) { self.html(text); });
      }
    };
  }
  window.$ = window.jQuery = function (what) {
    if (typeof what !== "function") { return wrap(document.querySelector(what)); }
    if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", what); } else { what(); }
  };
})();
