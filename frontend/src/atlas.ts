// Leaflet and the outlines; loaded when a map is first asked for.
import * as L from "leaflet";
import outlines from "virtual:outlines";
import type { Point } from "./points";

const MANY = 2000;
const NEAREST = 8; // the nearest that a map begins with: some coast is to be seen

/** A map with the points, as near as they all fit. */
export function draw(holder: HTMLElement, points: Point[], describe: (row: Point["row"]) => HTMLElement): L.Map {
  const map = L.map(holder, {
    attributionControl: false,
    preferCanvas: points.length > MANY,
    maxBounds: [[-90, -200], [90, 200]],
    minZoom: 1,
    maxZoom: 16,
    fadeAnimation: false,
    zoomAnimation: false,
    markerZoomAnimation: false,
  });
  map.fitBounds(L.latLngBounds(points.map(({ latitude, longitude }) => [latitude, longitude])), {
    maxZoom: NEAREST,
    padding: [30, 30],
    animate: false,
  });
  L.geoJSON(outlines, { interactive: false, style: { className: "land", weight: 1, fillOpacity: 1 } }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  for (const { latitude, longitude, row } of points) {
    L.circleMarker([latitude, longitude], { className: "place", radius: 6, weight: 1.5, fillOpacity: 0.75 })
      .bindPopup(() => describe(row))
      .addTo(map);
  }
  return map;
}
