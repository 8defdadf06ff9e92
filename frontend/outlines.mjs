// The land on the map, made from Natural Earth (public domain, package world-atlas): the islands of Britain and Ireland
// in detail, the rest of the world coarsely.
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const DETAILED = new Set(["United Kingdom", "Ireland", "Isle of Man", "Jersey", "Guernsey"]);

/** A GeoJSON FeatureCollection; coordinates in degrees with two decimals, about a kilometre. */
export function outlines() {
  const detailed = countries("10m").filter((each) => DETAILED.has(each.properties.name));
  const coarse = countries("110m").filter((each) => !DETAILED.has(each.properties.name));
  const features = [...coarse, ...detailed].map(({ geometry }) => ({
    type: "Feature",
    properties: {},
    geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) },
  }));
  return { type: "FeatureCollection", features };
}

function countries(scale) {
  const atlas = require(`world-atlas/countries-${scale}.json`);
  return feature(atlas, atlas.objects.countries).features;
}

function rounded(coordinates) {
  if (typeof coordinates === "number") return Math.round(coordinates * 100) / 100;
  return coordinates.map(rounded);
}
