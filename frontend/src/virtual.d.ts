declare module "virtual:outlines" {
  const outlines: import("geojson").FeatureCollection;
  export default outlines;
}
declare module "*.css";
