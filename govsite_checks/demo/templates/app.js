/* A page that is put together in the browser: the server hands out what is in it. */
(function () {
  var place = encodeURIComponent(location.pathname + location.search);
  fetch("/api/page?path=" + place).then(function (answer) { return answer.text(); }).then(function (text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    document.head.append.apply(document.head, page.querySelectorAll("meta[name], style"));
    document.title = page.title;
    document.getElementById("app").innerHTML = page.body.innerHTML;
  });
})();
