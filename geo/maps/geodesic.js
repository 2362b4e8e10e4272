/* The earth's surface: where a distance leads, and the true outline of all that lies within a radius. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const A = 6378137; // metres: WGS 84's equatorial radius
  const F = 1 / 298.257223563; // and its flattening
  const B = A * (1 - F);
  const CORNERS = 72;
  const RADIANS = Math.PI / 180;

  /** [lon, lat] in degrees that lies `metres` from there in the direction of `azimuth` (degrees). Vincenty's direct
      formula (1975), to well under a metre; the longitude runs on beyond 180. */
  maritime.reached = function ([lon, lat], azimuth, metres) {
    const [sin1, cos1] = [Math.sin(azimuth * RADIANS), Math.cos(azimuth * RADIANS)];
    const tanU = (1 - F) * Math.tan(lat * RADIANS);
    const cosU = 1 / Math.hypot(1, tanU);
    const sinU = tanU * cosU;
    const start = Math.atan2(tanU, cos1);
    const sinAlpha = cosU * sin1;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const u2 = (cos2Alpha * (A ** 2 - B ** 2)) / B ** 2;
    const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const [sigma, middle] = arc(metres, start, a, b);
    const [sinS, cosS] = [Math.sin(sigma), Math.cos(sigma)];
    const along = sinU * sinS - cosU * cosS * cos1;
    const lat2 = Math.atan2(sinU * cosS + cosU * sinS * cos1, (1 - F) * Math.hypot(sinAlpha, along));
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const turn = Math.atan2(sinS * sin1, cosU * cosS - sinU * sinS * cos1);
    const east = turn - (1 - c) * F * sinAlpha * (sigma + c * sinS * (middle + c * cosS * (2 * middle ** 2 - 1)));
    return [lon + east / RADIANS, lat2 / RADIANS];
  };

  /** The arc on the auxiliary sphere that `metres` span, and the cosine of twice its middle. */
  function arc(metres, start, a, b) {
    let sigma = metres / (B * a);
    let middle = Math.cos(2 * start + sigma);
    for (let round = 0; round < 8; round++) {
      const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)];
      const inner = cos * (2 * middle ** 2 - 1) - (b / 6) * middle * (4 * sin ** 2 - 3) * (4 * middle ** 2 - 3);
      sigma = metres / (B * a) + b * sin * (middle + (b / 4) * inner);
      middle = Math.cos(2 * start + sigma);
    }
    return [sigma, middle];
  }

  /** The outline of all within `km` of a centre ([lon, lat]), as Leaflet's positions. */
  maritime.disc = function (center, km) {
    return Array.from({ length: CORNERS }, (_, index) => {
      const [lon, lat] = maritime.reached(center, -(360 * index) / CORNERS, km * 1000);
      return L.latLng(lat, lon);
    });
  };
})(window.maritime);
