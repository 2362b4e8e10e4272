/* The shortest way between two positions on the earth's surface (WGS 84): its length, its first bearing, its course. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const A = 6378137; // metres: equatorial radius
  const F = 1 / 298.257223563; // flattening
  const B = A * (1 - F);
  const RADIANS = Math.PI / 180;
  const ROUNDS = 100;
  const STRIDE = 50000; // metres between two points of a drawn line

  /** {metres, azimuth} of the shortest way from one [lon, lat] to another; the azimuth in degrees from north, 0 to 360. */
  maritime.between = function (from, to) {
    const found = inverse(from, to);
    if (found) return found;
    // Nearly opposite positions: the formula doesn't settle. By way of a pole or of a point half way round, whichever is shortest.
    const legs = [[from[0], 90], [from[0], -90], middle(from, to)].map((via) => [inverse(from, via), inverse(via, to)]).filter((pair) => pair.every(Boolean));
    const ways = legs.map(([first, second]) => ({ metres: first.metres + second.metres, azimuth: first.azimuth }));
    return ways.sort((a, b) => a.metres - b.metres)[0];
  };

  /** Points [lon, lat] along that way, close enough to be drawn as lines; the longitude runs on beyond 180. */
  maritime.course = function (from, to) {
    const { metres, azimuth } = maritime.between(from, to);
    const steps = Math.max(1, Math.ceil(metres / STRIDE));
    const inner = Array.from({ length: steps - 1 }, (_, index) => maritime.reached(from, azimuth, (metres * (index + 1)) / steps));
    const last = inner.at(-1) || from;
    return [from, ...inner, [beside(to[0], last[0]), to[1]]];
  };

  /** The longitude that is the same as `lon`, nearest to another. */
  const beside = (lon, other) => lon + 360 * Math.round((other - lon) / 360);

  /** Half way along the great circle of a sphere. */
  function middle([lon1, lat1], [lon2, lat2]) {
    const [one, two] = [vector(lon1, lat1), vector(lon2, lat2)];
    const [x, y, z] = one.map((part, axis) => part + two[axis]);
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  }

  function vector(lon, lat) {
    const [l, p] = [lon * RADIANS, lat * RADIANS];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  }

  const reduced = (lat) => Math.atan((1 - F) * Math.tan(lat * RADIANS));

  /** Vincenty's inverse formula (1975), to a millimetre; null where it doesn't settle. */
  function inverse([lon1, lat1], [lon2, lat2]) {
    const [u1, u2] = [reduced(lat1), reduced(lat2)];
    const ends = { sin1: Math.sin(u1), cos1: Math.cos(u1), sin2: Math.sin(u2), cos2: Math.cos(u2) };
    const apart = (beside(lon2, lon1) - lon1) * RADIANS;
    let lambda = apart;
    for (let round = 0; round < ROUNDS; round++) {
      const arc = arcOf(ends, lambda);
      if (!arc.sinS) return { metres: 0, azimuth: 0 };
      const before = lambda;
      lambda = apart + turn(arc);
      if (Math.abs(lambda) > Math.PI) return null;
      if (Math.abs(lambda - before) < 1e-12) return measured(ends, lambda, arc);
    }
    return null;
  }

  /** The arc on the auxiliary sphere. */
  function arcOf({ sin1, cos1, sin2, cos2 }, lambda) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL;
    const sinAlpha = sinS ? (cos1 * cos2 * sinL) / sinS : 0;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const mid = cos2Alpha > 1e-12 ? cosS - (2 * sin1 * sin2) / cos2Alpha : 0; // along the equator there is none
    return { sinS, cosS, sigma: Math.atan2(sinS, cosS), sinAlpha, cos2Alpha, mid };
  }

  function turn({ sinS, cosS, sigma, sinAlpha, cos2Alpha, mid }) {
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    return (1 - c) * F * sinAlpha * (sigma + c * sinS * (mid + c * cosS * (2 * mid ** 2 - 1)));
  }

  function measured({ sin1, cos1, sin2, cos2 }, lambda, { sinS, cosS, sigma, cos2Alpha, mid }) {
    const square = (cos2Alpha * (A ** 2 - B ** 2)) / B ** 2;
    const a = 1 + (square / 16384) * (4096 + square * (-768 + square * (320 - 175 * square)));
    const b = (square / 1024) * (256 + square * (-128 + square * (74 - 47 * square)));
    const inner = cosS * (2 * mid ** 2 - 1) - (b / 6) * mid * (4 * sinS ** 2 - 3) * (4 * mid ** 2 - 3);
    const azimuth = Math.atan2(cos2 * Math.sin(lambda), cos1 * sin2 - sin1 * cos2 * Math.cos(lambda)) / RADIANS;
    return { metres: B * a * (sigma - b * sinS * (mid + (b / 4) * inner)), azimuth: (azimuth + 360) % 360 };
  }
})(window.maritime);
