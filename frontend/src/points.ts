// Which points a result has: columns of latitude and longitude, or Well-Known Text.
import { type Binding, isNumeric } from "./results";

export interface Point {
  latitude: number;
  longitude: number;
  row: Binding;
}

const LATITUDE = /^(.*_)?(lat|latitude)$/i;
const LONGITUDE = /^(.*_)?(long|lon|lng|longitude)$/i;
const WKT = /^\s*(?:<[^>]*>\s*)?POINT\s*(?:Z\s*)?\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;

/** The points of the rows, those that have none left out. */
export function points(variables: string[], rows: Binding[]): Point[] {
  const latitude = variables.find((each) => LATITUDE.test(each) && isNumeric(each, rows));
  const longitude = variables.find((each) => LONGITUDE.test(each) && isNumeric(each, rows));
  if (latitude && longitude) return rows.flatMap((row) => point(row, row[latitude]?.value, row[longitude]?.value));
  const shape = variables.find((each) => rows.some((row) => WKT.test(row[each]?.value ?? "")));
  if (!shape) return [];
  return rows.flatMap((row) => {
    const [, x, y] = WKT.exec(row[shape]?.value ?? "") ?? [];
    return point(row, y, x);
  });
}

function point(row: Binding, latitude: string | undefined, longitude: string | undefined): Point[] {
  const [north, east] = [Number(latitude ?? Number.NaN), Number(longitude ?? Number.NaN)];
  const onEarth = Math.abs(north) <= 90 && Math.abs(east) <= 180;
  return onEarth ? [{ latitude: north, longitude: east, row }] : [];
}
