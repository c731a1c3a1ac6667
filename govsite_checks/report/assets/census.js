/* Draw the charts of the census page. The tables beside them hold the same figures, for readers without scripts. */
(function () {
  "use strict";
  var config = { displayModeBar: false, displaylogo: false, showTips: false, scrollZoom: false, doubleClick: false };
  (window.govsiteCensus || []).forEach(function (chart) {
    var place = document.getElementById(chart.id);
    if (!place || !window.Plotly) return;
    place.textContent = "";
    chart.layout.font.family = getComputedStyle(document.body).fontFamily;
    window.Plotly.newPlot(place, chart.data, chart.layout, config);
  });
})();
